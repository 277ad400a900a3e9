/** How a browser test looks at the map: by what is on the page, never through a hole in the wall. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Visit { page: Page; context: BrowserContext; /** Console errors and broken promises, in words. */ errors: string[]; close(): Promise<void> }

/** Who looks: the login of a demo account, or null for somebody who is not signed in. */
export type Visitor = `demo-${'viewer' | 'leader' | 'planner' | 'dispatcher' | 'admin' | 'street-leader' | 'street-planner'}` | null;

/** Opens an address in a window of its own, signed in as the demo account of the administrator unless said otherwise. */
export async function visit(browser: Browser, url: string, size: { width: number; height: number } = { width: 1100, height: 760 }, visitor: Visitor = 'demo-admin'): Promise<Visit> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', ...(size.width < 500 && { hasTouch: true }) });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  page.on('pageerror', (error) => errors.push(error.message));
  if (visitor) await signInAs(context, url, visitor);
  await page.goto(url);
  return { page, context, errors, close: () => context.close() };
}

/** Signs a window in without its screens. */
export async function signInAs(context: BrowserContext, url: string, login: NonNullable<Visitor>): Promise<void> {
  const answer = await context.request.post(new URL('/api/v1/session/demo', url).href, { data: { login } });
  if (!answer.ok()) throw new Error(`${login} was not let in: ${await answer.text()}`);
}

/** The JSON of an answer to whoever is signed in in a window. */
export async function askAs<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(new URL(`/api/v1${path}`, page.url()).href);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json() as Promise<T>;
}

/** Asks the page again and again until it says yes; the strict content policy forbids Playwright's own way. */
export async function until<T>(what: string, ask: () => Promise<T>, timeoutMs = 60_000): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Waits until everything in view is drawn and nothing moves. */
export async function mapAtRest(page: Page): Promise<void> {
  let still = 0;
  await until('the map at rest', async () => {
    still = (await page.evaluate(() => document.querySelector<HTMLElement>('#map')?.dataset['idle'])) === 'true' ? still + 1 : 0;
    return still > 2;
  }, 150_000);
}

/** Share of the pixels of two pictures of the map that differ visibly. */
export async function differs(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return page.evaluate(async ([a, b]) => {
    const pixels = async (base64: string) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    };
    const [p, q] = await Promise.all([pixels(a!), pixels(b!)]);
    let changed = 0;
    for (let i = 0; i < p.length; i += 4) if (Math.abs(p[i]! - q[i]!) + Math.abs(p[i + 1]! - q[i + 1]!) + Math.abs(p[i + 2]! - q[i + 2]!) > 24) changed++;
    return changed / (p.length / 4);
  }, [before.toString('base64'), after.toString('base64')]);
}

export const mapPicture = (page: Page): Promise<Buffer> => page.locator('#map').screenshot();
export const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

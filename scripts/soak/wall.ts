/** A wall in Chromium, looked into from outside: what its page holds on to, and whether it is alive. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { OperatorError } from '../../server/database/database.ts';
import { demoCookie } from '../bench/demoCookie.ts';
import { findChromium } from '../machine.ts';
import { residentMb } from './server.ts';

const INDEX = new URL('../../web/dist/index.html', import.meta.url);

export interface Sample { heapMb: number; nodes: number; listeners: number; buffers: number; textures: number; contexts: number; rendererMb: number }

export interface SoakWall {
  /** After a collection of garbage. */
  sample(): Promise<Sample>;
  /** The wall says nothing of a lost connection and shows its figures. */
  isLive(): Promise<boolean>;
  /** Reports of today as its first scene writes them. */
  openedToday(): Promise<number | null>;
  /** How often the page was loaded again, but for another build of the screens, which it fetches by itself; and what went wrong in it. */
  reloads(): number;
  errors(): readonly string[];
  close(): Promise<void>;
}

/** The screens as they are built at this moment: somebody may build them while a soak runs. */
const buildNow = (): string => readFileSync(INDEX, 'utf8');

interface Counts { buffers: number; textures: number; contexts: number }

/** Runs in the page before anything else: counts what is made on the graphics card and let go again. A lost context lets go of all of its own. */
function countGraphics(): void {
  const all = new Set<WeakRef<Counts>>();
  const of = new WeakMap<object, Counts>();
  (globalThis as unknown as { graphics: () => Counts }).graphics = () => [...all].reduce((sum, each) => {
    const counts = each.deref();
    return counts ? { buffers: sum.buffers + counts.buffers, textures: sum.textures + counts.textures, contexts: sum.contexts + (counts.contexts) } : sum;
  }, { buffers: 0, textures: 0, contexts: 0 });
  const countsOf = (context: WebGL2RenderingContext): Counts => {
    let counts = of.get(context);
    if (!counts) {
      const made: Counts = { buffers: 0, textures: 0, contexts: 1 };
      counts = made;
      of.set(context, made);
      all.add(new WeakRef(made));
      context.canvas.addEventListener('webglcontextlost', () => Object.assign(made, { buffers: 0, textures: 0, contexts: 0 }));
    }
    return counts;
  };
  const proto = WebGL2RenderingContext.prototype as unknown as Record<string, (this: WebGL2RenderingContext, ...rest: unknown[]) => unknown>;
  for (const [what, key] of [['Buffer', 'buffers'], ['Texture', 'textures']] as const) {
    const make = proto[`create${what}`]!, drop = proto[`delete${what}`]!;
    proto[`create${what}`] = function count() { const made = make.call(this); if (made) countsOf(this)[key]++; return made; };
    proto[`delete${what}`] = function count(it) { const counts = countsOf(this); if (it && counts[key]) counts[key]--; return drop.call(this, it); };
  }
}

export async function openSoakWall(url: string, size: { width: number; height: number }): Promise<SoakWall> {
  const executablePath = findChromium();
  if (!executablePath) throw new OperatorError('The soak looks at a wall in Chromium; install it or name one with CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--enable-precise-memory-info'] });
  const context = await browser.newContext({ viewport: size });
  const [name, value] = (await demoCookie(url)).split('=') as [string, string];
  await context.addCookies([{ name, value, url }]);
  await context.addInitScript(countGraphics);
  const page = await context.newPage();
  let loads = 0, build = buildNow();
  const errors: string[] = [];
  page.on('load', () => { if (buildNow() === build) loads++; build = buildNow(); });
  page.on('pageerror', (error) => { errors.push(error.message); });
  page.on('crash', () => { errors.push('the page crashed'); });
  await page.goto(`${url}/?as=wall`);
  const protocol = await context.newCDPSession(page);
  await protocol.send('Performance.enable');
  const browserProtocol = await browser.newBrowserCDPSession();
  return {
    async sample() {
      await protocol.send('HeapProfiler.collectGarbage');
      const { metrics } = await protocol.send('Performance.getMetrics');
      const metric = (which: string): number => metrics.find(({ name: each }) => each === which)?.value ?? 0;
      const counts = await page.evaluate(() => (globalThis as unknown as { graphics: () => Counts }).graphics());
      const { processInfo } = await browserProtocol.send('SystemInfo.getProcessInfo') as { processInfo: { type: string; id: number }[] };
      return { heapMb: metric('JSHeapUsedSize') / 1e6, nodes: metric('Nodes'), listeners: metric('JSEventListeners'), ...counts, rendererMb: processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { id }) => sum + residentMb(id), 0) };
    },
    isLive: () => page.evaluate(() => document.querySelector('.wall-room:not(.lost)') !== null && document.querySelector('#map canvas') !== null),
    async openedToday() {
      await page.keyboard.press('1');
      await page.waitForTimeout(5000);
      const text = await page.evaluate(() => [...document.querySelectorAll('.wall-room .margin .headline .spoken')].at(-1)?.textContent ?? '');
      return /[\d,]+/.test(text) ? Number(/[\d,]+/.exec(text)![0].replaceAll(',', '')) : null;
    },
    reloads: () => loads - 1,
    errors: () => errors,
    close: () => browser.close(),
  };
}

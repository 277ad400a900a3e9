/** A stroke of the brush with the whole district in scope: what it costs the page, screens beside the map and all, until it stands still again. */
import { chromium, type Page } from 'playwright-core';
import { OperatorError } from '../../server/database/database.ts';
import { findChromium } from '../machine.ts';
import type { Row } from './row.ts';
import type { Served } from './serve.ts';

const STROKES = 20, ZOOM = 15;

/** `afreshMs` is what judging and drawing all grids anew costs. */
export async function editorBench({ url, cookie }: Pick<Served, 'url' | 'cookie'>, afreshMs: number): Promise<Row[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new OperatorError('The bench draws in Chromium; install it or name one with CHROMIUM.');
  const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => (await fetch(`${url}/api/v1${path}`, { headers, ...init })).json() as Promise<T>;
  const { area, counts } = await ask<{ area: { code: string }; counts: { units: number } }>('/district');
  const { features } = await ask<{ features: { properties: { label: [number, number] | null; households: number } }[] }>('/areas?level=community');
  const town = features.toSorted((a, b) => b.properties.households - a.properties.households)[0]!.properties.label!;
  const plan = await ask<{ id: string }>('/plans', { method: 'POST', body: JSON.stringify({ scope: area.code, start: 'edition' }) });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const [name, value] = cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/?room=redraw&plan=${plan.id}&at=${town.join()},${ZOOM}`);
    while (!(await page.evaluate(() => document.querySelector('.tool-marks')))) await page.waitForTimeout(200);
    await page.waitForTimeout(3000);
    await page.keyboard.press('b');
    const took: number[] = [];
    for (let i = 0; i < STROKES; i++) took.push(await stroke(page, i));
    took.sort((a, b) => a - b);
    const claim = (what: string) => `A stroke over a dozen units let go, ${counts.units.toLocaleString('en')} in scope, main thread: ${what}`;
    const baseline = { name: 'judging and dissolving all of it anew', value: afreshMs };
    return [{ claim: claim('median'), unit: 'ms', ours: took[Math.floor(took.length / 2)]!, baseline }, { claim: claim('worst of 20'), unit: 'ms', ours: took.at(-1)!, baseline }];
  } finally {
    await browser.close();
    await ask(`/plans/${plan.id}`, { method: 'DELETE' }).catch(() => {});
  }
}

/** Milliseconds from letting go until the page has nothing left to do about it but to draw. */
async function stroke(page: Page, i: number): Promise<number> {
  const map = (await page.locator('#map').boundingBox())!, x = map.x + 300 + (i % 5) * 70, y = map.y + 200 + Math.floor(i / 5) * 110;
  await page.evaluate(() => performance.clearMeasures('stroke'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 6; step++) await page.mouse.move(x + step * 18, y + (step % 2) * 14);
  await page.waitForTimeout(150);
  await page.mouse.up();
  for (;;) {
    const measured = await page.evaluate(() => performance.getEntriesByName('stroke')[0]?.duration ?? null);
    if (measured !== null) return measured;
    await page.waitForTimeout(50);
  }
}

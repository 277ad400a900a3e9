/** From navigation to the first whole picture of the sample, beside a bare MapLibre map in the same browser. Software rendering: read the ratio. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { OperatorError } from '../../server/database/database.ts';
import { findChromium } from '../machine.ts';
import { medianMs, type Row } from './row.ts';
import type { Served } from './serve.ts';

const RUNS = 3;
const BARE = `<!doctype html><body style="margin:0"><div id="map" style="height:100vh"></div><script type="module">
import * as maplibre from '/maplibre-gl.mjs';
maplibre.setWorkerUrl('/maplibre-gl-worker.mjs');
const map = new maplibre.Map({ container: 'map', style: { version: 8, sources: {}, layers: [{ id: 'b', type: 'background' }] } });
map.once('idle', () => performance.mark('first-picture'));
</script>`;

export async function firstPictureBench({ url, cookie }: Pick<Served, 'url' | 'cookie'>): Promise<Row[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new OperatorError('The bench draws in Chromium; install it or name one with CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const bare = createServer((request, response) => {
    const script = /^\/(maplibre-gl[\w-]*\.mjs)$/.exec(request.url ?? '')?.[1];
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? readFileSync(new URL(`../../node_modules/maplibre-gl/dist/${script}`, import.meta.url)) : BARE);
  }).listen(0, '127.0.0.1');
  try {
    const ours = await medianMs(RUNS, () => untilPicture(browser, url, cookie));
    const baseline = await medianMs(RUNS, () => untilPicture(browser, `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`));
    return [{ claim: 'First whole picture of the sample, empty browser cache', unit: 'ms', ours, baseline: { name: 'bare MapLibre map, no data', value: baseline } }];
  } finally {
    bare.close();
    await browser.close();
  }
}

async function untilPicture(browser: Browser, url: string, cookie?: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name, value] = cookie?.split('=') ?? [];
  if (name && value) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(url);
  while (!(await page.evaluate(() => performance.getEntriesByName('first-picture').length))) await page.waitForTimeout(20);
  await context.close();
}

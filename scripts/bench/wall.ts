/** What a frame of each scene of the wall costs beside the bare sheet. In processor time of Chromium's renderer and graphics processes; drawn in software: read the ratio. */
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { OperatorError } from '../../server/database/database.ts';
import { buildWeb } from '../build.ts';
import { findChromium } from '../machine.ts';
import { demoCookie } from './demoCookie.ts';
import type { Row } from './row.ts';
import { startProcess } from './serve.ts';

const SIZE = { width: 1920, height: 1080 };
const RUNS = 3, STEPS = 40, STEP_PX = 6;
/** Scenes by the key that jumps to them. */
const SCENES = [['1', 'the situation'], ['2', 'hot spots'], ['3', 'grids'], ['4', 'prosperity'], ['5', 'services']] as const;

export async function wallBench(report: (label: string, done: number, total: number) => void, folder: string): Promise<Row[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new OperatorError('The bench draws in Chromium; install it or name one with CHROMIUM.');
  await buildWeb(report);
  report('Making the full sample and serving it', 0, 1);
  const server = await startProcess(join(folder, 'wall'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', '--disable-background-networking'] });
  try {
    const processes = await browser.newBrowserCDPSession();
    const costs = new Map<string, number[]>();
    for (let run = 0; run < RUNS; run++) for (const [i, key] of ['bare', ...SCENES.map(([each]) => each)].entries()) {
      report('Frames of the wall', run * (SCENES.length + 1) + i, RUNS * (SCENES.length + 1));
      costs.set(key, [...(costs.get(key) ?? []), await frameMs(browser, processes, server.url, key)]);
    }
    const median = (key: string): number => costs.get(key)!.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)]!;
    return SCENES.map(([key, name]) => ({ claim: `A frame of the wall while its map moves, ${name}`, unit: 'ms of processor time', ours: median(key), baseline: { name: 'the bare sheet: land, water, roads, borders, names', value: median('bare') } }));
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Processor time of one frame of the map while it is dragged to and fro; `bare`: without what a scene colours, marks and writes. */
async function frameMs(browser: Browser, processes: CDPSession, url: string, key: string): Promise<number> {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
  try {
    const [name, value] = (await demoCookie(url)).split('=') as [string, string];
    await context.addCookies([{ name, value, url }]);
    await context.addInitScript(countFrames);
    if (key === 'bare') await context.route(/\/api\/v1\/(live|alerts)/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${url}/?as=wall`);
    while (!(await page.evaluate(() => document.querySelector('.wall-room')))) await page.waitForTimeout(200);
    await page.keyboard.press(key === 'bare' ? '1' : key);
    if (key === 'bare') await page.addStyleTag({ content: '.wall-room, .fade, .neatline { display: none !important; }' });
    await atRest(page);
    const before = { ms: await processorMs(processes), frames: await framesOf(page) };
    await drag(page);
    await atRest(page);
    return ((await processorMs(processes)) - before.ms) / Math.max(1, (await framesOf(page)) - before.frames);
  } finally {
    await context.close();
  }
}

/** To the right and back again, a step a frame: nothing new has to be read. */
async function drag(page: Page): Promise<void> {
  const [x, y] = [SIZE.width / 2, SIZE.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= STEPS; i++) {
    await page.mouse.move(x + STEP_PX * (i <= STEPS / 2 ? i : STEPS - i), y);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.mouse.up();
}

async function atRest(page: Page): Promise<void> {
  for (let still = 0; still < 8;) {
    await page.waitForTimeout(250);
    still = (await page.evaluate(() => document.querySelector<HTMLElement>('#map')?.dataset['idle'])) === 'true' ? still + 1 : 0;
  }
}

/** Processor time so far of all that draws pages, ms. */
async function processorMs(processes: CDPSession): Promise<number> {
  const { processInfo } = (await processes.send('SystemInfo.getProcessInfo')) as { processInfo: { type: string; cpuTime: number }[] };
  return processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU').reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

const framesOf = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { frames: () => number }).frames());

/** Runs in the page before anything else: counts the frames in which the graphics card was asked to draw something. */
function countFrames(): void {
  let frames = 0, isDrawn = false;
  (globalThis as unknown as { frames: () => number }).frames = () => frames;
  const proto = WebGL2RenderingContext.prototype as unknown as Record<string, (...rest: unknown[]) => unknown>;
  const draw = proto['drawElements']!;
  proto['drawElements'] = function drawElements(this: unknown, ...rest) { isDrawn = true; return draw.apply(this, rest); };
  const count = (): void => { if (isDrawn) { frames++; isDrawn = false; } requestAnimationFrame(count); };
  requestAnimationFrame(count);
}

import type { Browser, JSHandle, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { differs, mapAtRest, mapPicture, query, until, visit } from './map.ts';
import type { Visit } from './map.ts';
import { faults, planReady, STREET } from './redrawRoom.ts';

let house: House;
let browser: Browser;
let desk: Visit;
let page: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  desk = await visit(browser, `${house.url}/?room=redraw&sel=area:${STREET}`, { width: 1024, height: 768 }, 'demo-planner');
  page = desk.page;
  page.setDefaultTimeout(90_000);
  const made = await page.request.post(`${house.url}/api/v1/plans`, { data: { scope: STREET, start: 'redraw' }, headers: { origin: house.url } });
  await page.goto(`${house.url}/?room=redraw&plan=${((await made.json()) as { plan: string }).plan}`);
  await planReady(page);
  await mapAtRest(page);
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const choose = (name: string) => page.locator('.switch').getByRole('button', { name, exact: true }).click();
const second = () => page.getByRole('region', { name: '现行版地图' });
const slider = () => page.getByRole('slider', { name: '现行版与草案的分界' });
const secondAtRest = () => until('the second map at rest', async () => (await second().getAttribute('data-idle')) === 'true', 150_000);
const widthOf = async (what: ReturnType<Page['locator']>) => (await what.boundingBox())!.width;
/** Where the divider stands, % of the map's width. */
const parted = async () => {
  const line = (await slider().boundingBox())!, whole = (await page.locator('main.map').boundingBox())!;
  return Math.round(((line.x + line.width / 2 - whole.x) / whole.width) * 100);
};

describe('a draft beside what is in force', { timeout: 300_000 }, () => {
  let context: JSHandle<WebGL2RenderingContext>;

  it('is shown by what differs at first, on one map', async () => {
    await choose('对比');
    expect(await page.locator('.switch').getByRole('button', { name: '差异' }).getAttribute('aria-pressed')).toBe('true');
    expect(await second().count()).toBe(0);
  });

  it('is parted by a swipe: the grids in force on the left, the draft on the right', async () => {
    await choose('草案');
    await mapAtRest(page);
    const draft = await mapPicture(page);
    await choose('现行版');
    await mapAtRest(page);
    const inForce = await mapPicture(page);
    await choose('对比');
    await choose('滑动');
    await secondAtRest();
    await mapAtRest(page);
    context = await second().locator('canvas.maplibregl-canvas').evaluateHandle((canvas) => (canvas as HTMLCanvasElement).getContext('webgl2')!);
    await slider().focus();
    await page.keyboard.press('End');
    const left = await mapPicture(page);
    await page.keyboard.press('Home');
    const right = await mapPicture(page);
    // The same furniture in all four: at an end of the divider the map is nearer to the one than to the other.
    expect(await differs(page, left, inForce)).toBeLessThan(await differs(page, left, draft));
    expect(await differs(page, right, draft)).toBeLessThan(await differs(page, right, inForce));
  });

  it('has a divider for the keyboard and the mouse', async () => {
    await slider().focus();
    await page.keyboard.press('Home');
    for (const key of ['PageUp', 'PageUp', 'PageUp', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    expect([await slider().getAttribute('aria-valuenow'), await slider().getAttribute('aria-valuetext')]).toEqual(['32', '现行版占 32%']);
    expect(await parted()).toBe(32);
    const grip = (await slider().locator('.grip').boundingBox())!, width = await widthOf(page.locator('main.map'));
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x + grip.width / 2 + width / 4, grip.y, { steps: 4 });
    await page.mouse.up();
    expect(await parted()).toBe(57);
    expect(await faults(page)).toEqual([]);
  });

  it('stands side by side, each map as wide as the other, and moving one moves both', async () => {
    await choose('并排');
    expect(await slider().count()).toBe(0);
    await mapAtRest(page);
    await secondAtRest();
    const whole = await widthOf(page.locator('main.map'));
    expect([await widthOf(second()), await widthOf(page.locator('#map'))].map((width) => Math.abs(width - whole / 2) < 3)).toEqual([true, true]);
    const before = query(page).get('at'), box = (await second().boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2 + 40, { steps: 4 });
    await page.mouse.up();
    await until('the first map there', async () => query(page).get('at') !== before);
    const still = await second().screenshot();
    await page.locator('#map canvas').focus();
    await page.keyboard.press('ArrowRight');
    await mapAtRest(page);
    await secondAtRest();
    expect(await differs(page, still, await second().screenshot())).toBeGreaterThan(0.01);
    expect(await faults(page)).toEqual([]);
  });

  it('leaves nothing behind: the way chosen is kept, the second map and its context are not', async () => {
    await page.keyboard.press('x');
    await until('one map', async () => (await page.locator('canvas.maplibregl-canvas').count()) === 1);
    expect(await context.evaluate((gl) => gl.isContextLost())).toBe(true);
    expect(await page.locator('.switch').getByRole('button', { name: '现行版' }).getAttribute('aria-pressed')).toBe('true');
    await choose('对比');
    expect(await page.locator('.switch').getByRole('button', { name: '并排' }).getAttribute('aria-pressed')).toBe('true');
    await page.locator('.bar').getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '回到开始' }).click();
    await until('one map again', async () => (await page.locator('canvas.maplibregl-canvas').count()) === 1);
    expect(await widthOf(page.locator('#map'))).toBe(await widthOf(page.locator('main.map')));
    expect(desk.errors).toEqual([]);
  });
});

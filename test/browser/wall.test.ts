import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse, type House } from './house.ts';
import { askAs, mapAtRest, until, visit } from './map.ts';

const SINGLE = { width: 1920, height: 1080 };
const ULTRA = { width: 1920, height: 560 };
let house: House, browser: Browser;
/** The server's clock stands this far from ours, ms. */
let shift = 0;

beforeAll(async () => {
  house = await startHouse('sample', () => Date.now() + shift);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const titleOf = (page: Page) => page.locator('.wall-room h1').textContent();
const shows = (page: Page, scene: string) => until(`the scene ${scene}`, async () => (await titleOf(page).catch(() => ''))?.endsWith(` · ${scene}`));
/** Margins of one scene only: the one before has faded away. */
const settled = (page: Page) => until('one scene alone', async () => (await page.locator('.wall-room > .left .margin').count()) === 1);
const openedOnWall = async (page: Page): Promise<number> => Number((await page.locator('.left .headline .spoken').first().textContent().catch(() => ''))?.replaceAll(',', '').match(/\d+/)?.[0] ?? Number.NaN);

let reported = 0;
/** Reports incidents through the public intake, in the middle of the first community. */
async function report(page: Page, count = 1): Promise<void> {
  const [grid] = (await askAs<{ features: { properties: { label: [number, number] } }[] }>(page, '/grids')).features;
  const openedAt = new Date(Date.now() + shift).toISOString();
  const incidents = Array.from({ length: count }, () => ({ source: 'hotline', externalId: `wall-test-${reported++}`, category: '0101', at: grid!.properties.label, openedAt }));
  const answer = await page.request.post(new URL('/api/v1/incidents', page.url()).href, { data: { incidents } });
  expect(answer.status()).toBe(200);
}

describe('a wall', () => {
  it('changes its scene by key and clicker, holds it, and lets it go on', async () => {
    const { page, errors, close } = await visit(browser, `${house.url}/?as=wall`, ULTRA, 'demo-dispatcher');
    await shows(page, '态势');
    for (const [key, scene] of [['ArrowRight', '热点'], ['PageDown', '网格'], ['PageUp', '热点'], ['4', '共富'], ['5', '服务'], ['ArrowRight', '态势'], ['ArrowLeft', '服务']] as const) {
      await page.keyboard.press(key);
      await shows(page, scene);
    }
    expect(await page.locator('.said').textContent()).toBe('');
    for (const key of [' ', '.', 'b']) {
      await page.keyboard.press(key);
      await until(`held by ${key}`, async () => (await page.locator('.said').textContent())?.includes('已停'));
      await page.keyboard.press(key);
      await until(`gone on by ${key}`, async () => (await page.locator('.said').textContent()) === '');
    }
    await page.keyboard.press(' ');
    await page.keyboard.press('Escape');
    await until('gone on by Escape', async () => (await page.locator('.said').textContent()) === '');
    expect(errors).toEqual([]);
    await close();
  });

  it('plays the scenes of its own in turn, and waits while somebody touches it', async () => {
    const { page, errors, close } = await visit(browser, house.url, ULTRA);
    const scenes = ['grids', 'service'].map((kind) => ({ kind, seconds: 10, area: null, camera: null, layers: null, panels: null, title: null }));
    const made = await page.request.post(`${house.url}/api/v1/walls`, { data: { name: '轮播', scenes: [...scenes, { ...scenes[0]!, title: '第三幕' }] } });
    expect(made.status()).toBe(201);
    await page.goto(`${house.url}/wall/${encodeURIComponent('轮播')}`);
    await shows(page, '网格');
    await shows(page, '服务');
    await shows(page, '第三幕');
    await shows(page, '网格');
    await page.mouse.move(900, 300);
    await page.mouse.move(940, 320);
    await until('the wall waits', async () => (await page.locator('.said').textContent())?.includes('有人操作'));
    const held = await titleOf(page);
    await page.waitForTimeout(11_000);
    expect(await titleOf(page)).toBe(held);
    expect(errors).toEqual([]);
    await close();
  });

  it('tells an incident that is reported within moments, each of a thousand', async () => {
    const { page, errors, close } = await visit(browser, `${house.url}/?as=wall`, ULTRA, 'demo-dispatcher');
    await shows(page, '态势');
    await until('the figure of today', async () => Number.isFinite(await openedOnWall(page)));
    await report(page);
    const first = (await askAs<{ opened: number }>(page, '/live/today')).opened;
    await until('one more', async () => (await openedOnWall(page)) === first);
    await report(page, 1000);
    await until('a thousand more', async () => (await openedOnWall(page)) === first + 1000);
    expect(errors).toEqual([]);
    await close();
  });

  it('greys when the server is away, says since when, and catches up without being loaded again', async () => {
    const { page, close } = await visit(browser, `${house.url}/?as=wall`, ULTRA, 'demo-dispatcher');
    let loads = 0;
    page.on('load', () => { loads++; });
    await shows(page, '态势');
    await until('the figure of today', async () => Number.isFinite(await openedOnWall(page)));
    const down = house.restart(9000);
    await until('the loss', () => page.locator('.wall-room.lost').count());
    expect(await page.locator('.wall-room [role="alert"]').textContent()).toMatch(/\d\d:\d\d 起连不上服务器/);
    expect(await page.locator('.left .wall-panel.late').first().textContent()).toMatch(/\d\d:\d\d 起无新数据/);
    await down;
    await report(page);
    const { opened } = await askAs<{ opened: number }>(page, '/live/today');
    await until('all is well', async () => (await page.locator('.wall-room.lost, .wall-panel.late').count()) === 0);
    await until('what happened meanwhile', async () => (await openedOnWall(page)) === opened, 10_000);
    expect(loads).toBe(0);
    await close();
  });

  it('makes its map anew when the graphics card lets go of it, again and again', async () => {
    const { page, errors, close } = await visit(browser, `${house.url}/?as=wall`, ULTRA, 'demo-dispatcher');
    for (let i = 0; i < 2; i++) {
      await mapAtRest(page);
      await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('#map canvas')!;
        canvas.dataset['lost'] = 'true';
        canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
      });
      await until('another map', async () => (await page.locator('#map canvas').count()) === 1 && (await page.locator('canvas[data-lost]').count()) === 0);
    }
    await mapAtRest(page);
    expect(errors.filter((text) => !/context/i.test(text))).toEqual([]);
    await close();
  });

  it('goes by the clock of the server, through New Year, whatever its own says', async () => {
    shift = Date.parse('2026-12-31T23:59:40+08:00') - Date.now();
    const { page, context, errors, close } = await visit(browser, 'about:blank', ULTRA, null);
    await context.request.post(`${house.url}/api/v1/session/demo`, { data: { login: 'demo-dispatcher' } });
    await page.clock.setFixedTime('2031-05-05T05:05:05Z');
    await page.goto(`${house.url}/?as=wall`);
    await report(page, 3);
    await until('the old year', async () => (await page.locator('.clock').textContent())?.includes('23:59') && (await openedOnWall(page)) === 3);
    expect(await page.locator('.clock').textContent()).toContain('12月31日');
    await until('the new year', async () => (await page.locator('.clock').textContent())?.includes('00:00'));
    expect(await page.locator('.clock').textContent()).toContain('1月1日');
    await until('a new day has nothing yet', async () => (await openedOnWall(page)) === 0, 10_000);
    await report(page, 2);
    await until('the first of the year', async () => (await openedOnWall(page)) === 2, 10_000);
    expect(errors).toEqual([]);
    shift = 0;
    await close();
  });

  it('saves a picture of itself', async () => {
    const { page, close } = await visit(browser, `${house.url}/?as=wall`, ULTRA, 'demo-dispatcher');
    await mapAtRest(page);
    const saving = page.waitForEvent('download');
    await page.keyboard.press('p');
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^\S+-态势-\d{4}\.\d{1,2}\.\d{1,2}-\d{4}\.png$/);
    await close();
  });

  it.each([ULTRA, SINGLE])('stays within a screen of $width × $height, and can be read by all', async (size) => {
    const { page, errors, close } = await visit(browser, `${house.url}/?as=wall`, size, 'demo-dispatcher');
    for (const [key, scene] of [['1', '态势'], ['2', '热点'], ['3', '网格'], ['4', '共富'], ['5', '服务']] as const) {
      await page.keyboard.press(key);
      await shows(page, scene);
      await settled(page);
      const outside = await page.evaluate(() => [...document.querySelectorAll('.wall-room .column *, .wall-room > .strip *')].filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.bottom > innerHeight || r.right > innerWidth || r.left < 0); }).length);
      expect([scene, outside]).toEqual([scene, 0]);
      const { violations } = await new AxeBuilder({ page: page as never }).analyze();
      expect([scene, violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)]).toEqual([scene, []]);
    }
    expect(errors).toEqual([]);
    await close();
  }, 300_000);

  it('shows sums alone to whoever may see no more', async () => {
    const { page, errors, close } = await visit(browser, `${house.url}/?as=wall`, ULTRA, 'demo-viewer');
    const asked: string[] = [];
    page.on('response', async (response) => { if (response.url().includes('/live')) asked.push(await response.text().catch(() => '')); });
    await shows(page, '态势');
    const { page: other, close: closeOther } = await visit(browser, house.url, undefined, 'demo-dispatcher');
    await report(other, 5);
    await until('figures of the moment', async () => asked.some((text) => text.includes('"opened"')));
    const today = JSON.parse(asked.find((text) => text.includes('"stages"'))!) as { grids: unknown; recent: unknown };
    expect([today.grids, today.recent]).toEqual([null, null]);
    expect(errors).toEqual([]);
    await closeOther();
    await close();
  });
});

import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { decode } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, mapAtRest, query, until, visit } from './map.ts';

let house: House;
let browser: Browser;

beforeAll(async () => { [house, browser] = await Promise.all([startHouse(), launchBrowser()]); });
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const number = (text: string | null | undefined): number => Number((/[\d,]+/.exec(text ?? '')?.[0] ?? 'x').replaceAll(',', ''));
const ranks = (page: Page) => page.locator('.ranking ol button');
const told = async (page: Page): Promise<string> => (await page.locator('.sentence > p').first().textContent({ timeout: 1000 }).catch(() => '')) ?? '';
/** The count of the place one is in, as the head says it. */
const total = async (page: Page): Promise<number> => number(await page.locator('.figures .figure').first().textContent());
/** Columns are read in months: the room has answered itself once the sentence and all parts stand. */
async function answered(page: Page): Promise<void> {
  await until('the sentence', async () => /上报 [\d,]+ 件|reported [\d,]+ cases/.test(await told(page)));
  await until('the ranking', async () => (await ranks(page).count()) > 0);
  await mapAtRest(page);
}
const days = (page: Page) => [query(page).get('from'), query(page).get('to')];

describe.each([[1440, 900], [1920, 1080], [390, 844]])('a leader at %i × %i', (width, height) => {
  it('finds the street, the community and the grid in three clicks, and goes back by the browser', async () => {
    const { page, errors, close } = await visit(browser, house.url, { width, height }, 'demo-leader');
    await answered(page);
    await mapAtRest(page);
    const phone = width < 768;
    const level = async (name: string) => until(name, async () => (await page.locator('.ranking h2').textContent())?.includes(name));
    await level('街镇');
    const before = phone ? 0 : await total(page);
    for (const [digits, name] of [[9, '社区'], [12, '网格'], [15, '网格']] as const) {
      await ranks(page).first().click();
      await until('the place in the address', async () => new RegExp(`^(area|grid):\\d{${digits}}$`).test(query(page).get('sel') ?? ''));
      await level(name);
      await mapAtRest(page);
    }
    if (!phone) {
      const path = await page.locator('nav.path button').allTextContents();
      expect(path.length).toBeGreaterThanOrEqual(3);
      await until('figures of the grid', async () => (await total(page)) < before);
    }
    expect(await told(page)).not.toMatch(/undefined|NaN|null/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const digits of [12, 9]) { await page.goBack(); await until('one step back', async () => new RegExp(`:\\d{${digits}}$`).test(query(page).get('sel') ?? '')); }
    await page.goBack();
    await until('the district', async () => query(page).get('sel') === null);
    await level('街镇');
    expect(errors).toEqual([]);
    await close();
  }, 300_000);
});

describe('the room 研判', () => {
  it('has parts that add up to the whole, and figures the server gives as well', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    await page.locator('.ranking .flip').click();
    const cases = await page.locator('.ranking tbody td:nth-of-type(4)').allTextContents();
    expect(cases.map(number).reduce((sum, n) => sum + n, 0)).toBe(await total(page));
    const server = await askAs<{ area: { now: { opened: number; due: number; dueOnTime: number } } }>(page, `/incidents/summary?from=${(await range(page)).from}&to=${(await range(page)).to}`);
    expect(await total(page)).toBe(server.area.now.opened);
    expect(await page.locator('.figures .note').nth(1).textContent()).toBe(`${server.area.now.dueOnTime.toLocaleString('en')} / ${server.area.now.due.toLocaleString('en')}`);
    await close();
  });

  it('says where a number of the sentence comes from', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    const source = page.locator('.sentence .source').first();
    await source.click();
    const from = await page.locator('.sentence .from').textContent();
    expect(from).toContain((await source.textContent())!.trim());
    await page.keyboard.press('Escape');
    await until('closed', async () => (await page.locator('.sentence .from').count()) === 0);
    await close();
  });

  it('moves its days by the brush, by its ends and by the arrow keys, day by day', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    const before = await total(page);
    const start = page.getByRole('slider', { name: '开始日' });
    const first = (await start.getAttribute('aria-valuenow'))!;
    await start.focus();
    await page.keyboard.press('ArrowLeft');
    await until('a day more', async () => (await start.getAttribute('aria-valuenow')) === String(Number(first) - 1));
    await until('more cases', async () => (await total(page)) > before);
    const chosen = days(page);
    const box = (await page.getByRole('slider', { name: '整段时间' }).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 200, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await until('other days', async () => days(page)[0]! < chosen[0]!);
    const length = (pair: (string | null)[]) => Date.parse(pair[1]!) - Date.parse(pair[0]!);
    expect(length(days(page))).toBe(length(chosen));
    await close();
  });

  it('filters everything by everything: a category and an hour of the week narrow all panels', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    const all = await total(page);
    const category = page.locator('.bars button').first();
    await category.click();
    await until('fewer cases', async () => (await total(page)) < all);
    expect(query(page).get('cat')).toMatch(/^\d{2}$/);
    const some = await total(page);
    const cells = (await page.locator('.rhythm .cells').first().boundingBox())!;
    await page.mouse.move(cells.x + cells.width * 0.35, cells.y + 3);
    await page.mouse.down();
    await page.mouse.move(cells.x + cells.width * 0.55, cells.y + cells.height * 0.6, { steps: 4 });
    await page.mouse.up();
    await until('fewer still', async () => (await total(page)) < some);
    expect(query(page).get('hour')).toBe('8.9.10.11.12.13');
    expect(query(page).get('week')).toBe('0.1.2.3.4');
    await page.getByRole('button', { name: '筛选 3' }).click();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await until('all again', async () => (await total(page)) === all);
    await close();
  });

  it('comes back from its link with measure, map, days and filters', async () => {
    const { page, close } = await visit(browser, `${house.url}/?m=onTimeRate&map=community&from=2026-09-01&to=2026-10-01&week=0.1&source=hotline&by=week&grids=today`, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    expect(await page.getByRole('button', { name: '社区', exact: true }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.columns').textContent()).toContain('按期结案率');
    expect(await page.getByRole('button', { name: '周', exact: true }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: '9.1–9.30' }).count()).toBe(1);
    const [cases, link] = [await total(page), page.url()];
    const again = await visit(browser, link, { width: 1440, height: 900 }, 'demo-leader');
    await answered(again.page);
    await until('the same figure', async () => (await total(again.page)) === cases);
    await again.close();
    await close();
  });

  it('lays a period and a place beside', async () => {
    const { page, close } = await visit(browser, `${house.url}/?beside=previous`, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    const row = page.locator('.beside tbody tr').first();
    await until('both sides', async () => (await row.locator('td').count()) === 3);
    expect(number(await row.locator('td').first().textContent())).toBe(await total(page));
    await page.getByRole('button', { name: '对比' }).click();
    await page.locator('.drop .body').getByRole('button', { name: '望潮街道' }).click();
    await until('the street beside', async () => (await page.locator('.beside thead').textContent())?.includes('望潮街道'));
    await close();
  });

  it('shows every chart as a table', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    const flips = page.locator('.panel .flip');
    expect(await flips.count()).toBe(5);
    for (let i = 0; i < 5; i++) await flips.nth(i).click();
    for (const table of await page.locator('.panel table').all()) expect(await table.locator('tbody tr').count()).toBeGreaterThan(1);
    expect(await page.locator('.panel table').count()).toBe(5);
    await close();
  });

  it('shows hexagons, heat and what is significant, each with what its colours mean', async () => {
    const { page, errors, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    for (const [name, says] of [['蜂窝', '六边形宽'], ['热力', '带宽'], ['显著', 'Getis–Ord']] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      await until(says, async () => (await page.locator('.legend').textContent())?.includes(says));
    }
    await until('classes counted', async () => (await page.locator('.legend .counts span').allTextContents()).map(number).reduce((sum, n) => sum + n, 0) > 0);
    expect(errors).toEqual([]);
    await close();
  });

  it('saves a picture of the map that is a PNG with the map, the sentence and the legend on it', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    await mapAtRest(page);
    await page.getByRole('button', { name: '导出' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /PNG/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/^澜川区-perThousand-\d{4}-\d\d-\d\d\.png$/);
    const { width, height, data, channels } = decode(readFileSync(await download.path()));
    const map = (await page.locator('#map').boundingBox())!;
    expect([width, height > map.height + 150]).toEqual([Math.round(map.width + 48), true]);
    const colours = new Set<string>();
    for (let i = 0; i < data.length; i += channels * 97) colours.add(data.slice(i, i + 3).join());
    expect(colours.size).toBeGreaterThan(100);
    await close();
  });

  it('leads to the brief and the workbook of the same question', async () => {
    const { page, close } = await visit(browser, `${house.url}/?cat=01`, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    await page.getByRole('button', { name: '导出' }).click();
    for (const [format, type] of [['pdf', 'application/pdf'], ['xlsx', 'spreadsheet']] as const) {
      const answer = await page.request.get(new URL((await page.locator(`a[href*="format=${format}"]`).getAttribute('href'))!, page.url()).href);
      expect([answer.status(), answer.headers()['content-type']?.includes(type)]).toEqual([200, true]);
    }
    await close();
  });

  it.each([['day', 1440, 900], ['night', 1440, 900], ['day', 390, 844]])('has no accessibility violation by %s at %i × %i', async (theme, width, height) => {
    const { page, close } = await visit(browser, `${house.url}/?theme=${theme}`, { width, height }, 'demo-leader');
    await answered(page);
    const { violations } = await new AxeBuilder({ page: page as never }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
    await close();
  });

  it('stays itself where a link asks for what there is not', async () => {
    const { page, errors, close } = await visit(browser, `${house.url}/?from=2026-11-30&to=2026-11-01&cat=xx&m=fear&map=globe&sel=area:999999999&beside=1234`, { width: 1440, height: 900 }, 'demo-leader');
    await answered(page);
    expect(await page.locator('.ranking h2').textContent()).toContain('街镇');
    await until('what was not found', async () => (await page.locator('section.card').textContent().catch(() => ''))?.includes('没有找到'));
    expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
    await close();
  });

  it('says that a century is too long, and nothing breaks', async () => {
    const { page, close } = await visit(browser, `${house.url}/?from=1926-01-01&to=2026-11-01`, { width: 1440, height: 900 }, 'demo-leader');
    await until('an answer or a word', async () => /上报|读不到/.test(await told(page)));
    await page.getByRole('slider', { name: '开始日' }).waitFor();
    await close();
  });

  it('gives a viewer sums of whole months and says what is not shown', async () => {
    const { page, errors, close } = await visit(browser, house.url, { width: 1440, height: 900 }, 'demo-viewer');
    await answered(page);
    const text = await page.locator('.charts').textContent();
    expect(text).toContain('不显示各小时的件数');
    expect(await page.getByRole('button', { name: '热力', exact: true }).count()).toBe(0);
    expect(await page.getByRole('slider').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });
});

/** The days the room is asked about, as its period says them. */
async function range(page: Page): Promise<{ from: string; to: string }> {
  const now = (name: string) => page.getByRole('slider', { name }).getAttribute('aria-valuetext');
  const iso = (text: string) => text.split('.').map((part) => part.padStart(2, '0')).join('-');
  const last = new Date(`${iso((await now('结束日'))!)}T00:00:00Z`);
  return { from: iso((await now('开始日'))!), to: new Date(last.getTime() + 86_400_000).toISOString().slice(0, 10) };
}

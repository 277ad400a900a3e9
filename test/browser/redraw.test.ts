import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, query, until, visit } from './map.ts';
import type { Visit } from './map.ts';
import { dialog, numberIn, planReady, saved, scoreOf, side, STREET } from './redrawRoom.ts';

interface Score { inWindow: number; under: number; over: number; deviation: number; movedHouseholds: number }
interface Check { score: Score; before: Score; publishable: boolean; findings: { rule: string; level: string; grid: string | null }[] }
interface Grids { features: { properties: { code: string; kind: string; households: number; communityCode: string; window: { min: number; max: number } | null } }[] }

let house: House;
let browser: Browser;
let desk: Visit;
let page: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  desk = await visit(browser, `${house.url}/?room=redraw&sel=area:${STREET}`, { width: 1440, height: 900 }, 'demo-planner');
  page = desk.page;
  // Maps drawn in software keep a page from answering for a while.
  page.setDefaultTimeout(90_000);
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const todayGrids = async () => (await askAs<Grids>(page, `/grids?area=${STREET}`)).features.map(({ properties }) => properties);
const planId = () => query(page).get('plan')!;
const bar = () => page.locator('.bar');
const openMenu = async (item: string) => { await bar().getByRole('button', { name: '更多' }).click(); await page.locator('#redraw-menu').getByRole('button', { name: item, exact: true }).click(); };

describe('from a street to a published edition', { timeout: 300_000 }, () => {
  it('says how the edition in force stands: under, in, over, and the worst first', async () => {
    await until('the counts', async () => (await side(page).locator('.figures .figure').count()) === 3);
    const grids = (await todayGrids()).filter((grid) => grid.kind === 'basic' && grid.window);
    const inside = grids.filter((grid) => grid.households >= grid.window!.min && grid.households <= grid.window!.max);
    const [under, inWindow, over] = (await side(page).locator('.figures .figure').allTextContents()).map(numberIn);
    expect([under! + inWindow! + over!, inWindow]).toEqual([grids.length, inside.length]);
    const worst = await side(page).locator('.rows b').first().textContent();
    const far = (grid: (typeof grids)[number]) => Math.max(grid.window!.min - grid.households, 0) / grid.window!.min + Math.max(grid.households - grid.window!.max, 0) / grid.window!.max;
    expect(numberIn(worst)).toBe(grids.toSorted((a, b) => far(b) - far(a))[0]!.households);
  });

  it('previews what other rules would mean, and takes no window that is none', async () => {
    const preview = side(page).locator('.preview');
    const before = await preview.textContent();
    await side(page).getByLabel('户数窗口').selectOption('given');
    await side(page).getByLabel('最少户数').fill('900');
    expect(await side(page).getByRole('alert').textContent()).toContain('最少不能大于最多');
    expect(await side(page).getByRole('button', { name: '自动划分' }).isDisabled()).toBe(true);
    await side(page).getByLabel('最少户数').fill('100');
    await side(page).getByLabel('最多户数').fill('200');
    expect(await preview.textContent()).not.toBe(before);
    await side(page).getByLabel('户数窗口').selectOption('own');
    expect(await preview.textContent()).toBe(before);
  });

  it('proposes at one press, and is better than what is in force', async () => {
    await side(page).getByRole('button', { name: '自动划分' }).click();
    await until('a plan in the link', async () => query(page).get('plan'));
    await planReady(page);
    const check = await askAs<Check>(page, `/plans/${planId()}/check`);
    const score = await until('the whole result', async () => { const now = await scoreOf(page); return now.inWindow === check.score.inWindow ? now : null; });
    expect(score.deviation).toBe(check.score.deviation);
    expect(score.moved).toBe(check.score.movedHouseholds);
    expect(score.deviation).toBeLessThan(check.before.deviation);
    expect(desk.errors).toEqual([]);
  });

  it('lists what is left with its reason, and goes there', async () => {
    const check = await askAs<Check>(page, `/plans/${planId()}/check`);
    const heading = await side(page).locator('section[aria-label="待处理"] h2').textContent();
    expect(numberIn(heading)).toBe(check.score.under + check.score.over);
    const before = query(page).get('at');
    const row = page.getByRole('region', { name: '网格表' }).locator('tbody th button').first();
    await row.click();
    await until('the map there', async () => query(page).get('at') !== before);
    expect(await row.getAttribute('aria-pressed')).toBe('true');
  });

  it('goes on after a reload where it was, undo included', async () => {
    const now = await scoreOf(page);
    await page.keyboard.press('i');
    const grid = await side(page).getByLabel('网格', { exact: true }).locator('option').nth(1).getAttribute('value');
    await side(page).getByLabel('网格', { exact: true }).selectOption(grid!);
    await side(page).locator('.unit:not(.all) input').first().check();
    await side(page).getByLabel(/^所选 1 个单元/).selectOption('new');
    expect(await side(page).locator('.outlook').textContent()).toContain('新网格：0 →');
    await side(page).locator('.move').getByRole('button', { name: '移动' }).click();
    await saved(page);
    await page.keyboard.press('i');
    const shaped = await until('another score', async () => { const score = await scoreOf(page); return score.judged === now.judged + 1 ? score : null; });
    await page.reload();
    await planReady(page);
    expect(await scoreOf(page)).toEqual(shaped);
    await bar().getByRole('button', { name: /^撤销/ }).click();
    await until('the score before', async () => JSON.stringify(await scoreOf(page)) === JSON.stringify(now));
    await saved(page);
  });

  it('keeps every edit in the history, with who made it', async () => {
    await page.keyboard.press('j');
    await until('two steps by hand', async () => (await side(page).locator('ol li').count()) >= 2);
    expect(await side(page).locator('ol li').first().textContent()).toMatch(/撤销.*移动 1 个单元.*我/s);
    await page.keyboard.press('j');
  });

  it('is branched and renamed, and compared with what is in force', async () => {
    const original = planId();
    await openMenu('另存一份');
    await dialog(page).getByLabel('草案名称').fill('另一种划法');
    await dialog(page).getByRole('button', { name: '另存' }).click();
    await until('the branch', async () => planId() !== original);
    await planReady(page);
    expect(await page.locator('.path').textContent()).toContain('另一种划法');
    await openMenu('对比');
    await until('the scores', async () => (await dialog(page).locator('tbody tr').count()) > 5);
    const comparison = await askAs<{ moved: { units: number; households: number } }>(page, `/plans/${planId()}/comparison?with=inForce`);
    expect((await dialog(page).getByRole('status').textContent())?.replaceAll(',', '')).toContain(`${comparison.moved.units} 个单元、${comparison.moved.households} 户换了网格`);
    await page.keyboard.press('Escape');
    await openMenu('删除草案');
    await dialog(page).getByRole('button', { name: '确认删除' }).click();
    await until('the start', async () => !query(page).get('plan'));
    await side(page).locator('section[aria-label="草案"] button.open').first().click();
    await until('the first plan', async () => planId() === original);
    await planReady(page);
  });

  it('does not go to publication before every grid outside its window says why', async () => {
    // A grid of one unit is too small, whatever the engine left; one that does not part the grid it leaves.
    await page.keyboard.press('i');
    await side(page).getByLabel('网格', { exact: true }).selectOption({ index: 1 });
    const units = side(page).locator('.unit:not(.all) input');
    for (let i = 0, parts = true; parts; i++) {
      if (i) await units.nth(i - 1).uncheck();
      await units.nth(i).check();
      await side(page).getByLabel(/^所选 1 个单元/).selectOption('new');
      parts = (await side(page).locator('.outlook .problem').count()) > 0;
    }
    await side(page).locator('.move').getByRole('button', { name: '移动' }).click();
    await saved(page);
    await page.keyboard.press('i');
    const blocking = (await askAs<Check>(page, `/plans/${planId()}/check`)).findings.filter(({ level }) => level === 'blocks');
    expect(blocking.length).toBeGreaterThan(0);
    expect(blocking.every(({ rule }) => rule === 'window')).toBe(true);
    for (const _ of blocking) {
      await bar().getByRole('button', { name: '校核' }).click();
      await until('what blocks', async () => (await dialog(page).locator('p.verdict.blocked').count()) > 0);
      await dialog(page).getByRole('button', { name: '去看' }).first().click();
      await side(page).getByLabel('为什么留在窗口外').fill('隔河独立成片');
      await side(page).getByRole('button', { name: '记下说明' }).click();
      await saved(page);
    }
    await bar().getByRole('button', { name: '提交评审' }).click();
    await until('a clean check', async () => (await dialog(page).locator('p.verdict').textContent())?.startsWith('可以发布'));
    await dialog(page).getByRole('button', { name: '提交评审' }).click();
    await until('the review', async () => (await dialog(page).getByRole('button', { name: '发布', exact: true }).count()) > 0);
    await page.keyboard.press('Escape');
    expect(await side(page).getByText('评审中，网格不能改').count()).toBe(1);
    expect(await page.getByRole('toolbar').getByRole('button', { name: '画笔' }).isDisabled()).toBe(true);
  });

  it('carries notes pinned to places, to be settled', async () => {
    await page.keyboard.press('c');
    await side(page).getByRole('textbox', { name: '批注' }).fill('学校两边要分开');
    await side(page).getByRole('button', { name: '写下批注' }).click();
    await until('the note', async () => (await side(page).getByText('学校两边要分开').count()) > 0);
    await side(page).getByRole('button', { name: '了结' }).click();
    await until('no open note', async () => (await side(page).getByText('0 条未了结').count()) > 0);
    await page.keyboard.press('Escape');
  });

  it('is published from a day on, and then in force', async () => {
    await bar().getByRole('button', { name: '发布' }).click();
    await until('the form', async () => (await dialog(page).getByLabel('版本名称').count()) > 0);
    await dialog(page).getByLabel('版本名称').fill('望潮 2027 年春');
    await dialog(page).getByRole('button', { name: '确认发布' }).click();
    await until('the result', async () => (await dialog(page).getByText('“望潮 2027 年春”自').count()) > 0);
    await dialog(page).getByRole('button', { name: '完成' }).click();
    await until('the state', async () => (await bar().getByText('已发布').count()) > 0);
    const editions = await askAs<{ name: string; communitiesToday: number }[]>(page, `/editions?area=${STREET}`);
    expect(editions.find(({ name }) => name === '望潮 2027 年春')?.communitiesToday).toBeGreaterThan(0);
    expect(desk.errors).toEqual([]);
  });

  it('can be undone by the earlier edition, which is never deleted', async () => {
    await page.locator('.path').getByRole('button').last().click();
    const editions = side(page).locator('section[aria-label="版本"]');
    await until('the editions', async () => (await editions.locator('li').count()) >= 2);
    await editions.locator('li').filter({ hasNotText: '望潮 2027 年春' }).getByRole('button', { name: '再次施行' }).first().click();
    await dialog(page).getByRole('button', { name: '再次施行' }).click();
    await until('the result', async () => (await dialog(page).getByText(/起施行/).count()) > 0);
    await dialog(page).getByRole('button', { name: '完成' }).click();
    const after = await askAs<{ name: string; communitiesToday: number }[]>(page, `/editions?area=${STREET}`);
    expect(after.find(({ name }) => name === '望潮 2027 年春')?.communitiesToday).toBe(0);
  });
});

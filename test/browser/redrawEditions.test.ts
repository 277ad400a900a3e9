import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, until, visit } from './map.ts';
import type { Visit } from './map.ts';
import { dialog, planReady, side } from './redrawRoom.ts';

interface Check { findings: { rule: string; level: string; grid: string | null }[] }
interface Edition { name: string; communitiesToday: number; communitiesPlanned: number; plannedFrom: string | null }

const STREET = '370216002', ELSEWHERE = '370216100', COMMUNITY = `${STREET}001`;
const DAY_MS = 86_400_000, CHINA_MS = 8 * 3_600_000;
const dayIn = (days: number) => new Date(Date.now() + CHINA_MS + days * DAY_MS).toISOString().slice(0, 10);

let house: House;
let browser: Browser;
let desk: Visit;
let page: Page;
let mine: string, rival: string;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  desk = await visit(browser, `${house.url}/?room=redraw`, { width: 1440, height: 900 }, 'demo-planner');
  page = desk.page;
  page.setDefaultTimeout(90_000);
  const [one, other] = await unitsToTakeOut();
  rival = await draft('乙方案', { [one!]: `${COMMUNITY}901` });
  mine = await draft('甲方案', { [one!]: `${COMMUNITY}902`, [other!]: `${COMMUNITY}903` });
  for (const plan of [rival, mine]) await handIn(plan);
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

async function send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, data?: object | string): Promise<T> {
  const answer = await page.request.fetch(`${house.url}/api/v1${path}`, { method, data, headers: { origin: house.url, ...(typeof data === 'string' && { 'content-type': 'text/csv' }) } });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

/** Lines of the table of units, with some of them in another grid. */
async function tableWith(moves: Record<string, string>): Promise<string> {
  const text = await (await page.request.get(`${house.url}/api/v1/grids/export?format=csv&area=${COMMUNITY}`)).text();
  return text.trim().split(/\r?\n/).map((line) => { const [unit, grid, ...rest] = line.split(','); return moves[unit!] ? [unit, moves[unit!], ...rest].join(',') : [unit, grid, ...rest].join(','); }).join('\n');
}
const draft = async (name: string, moves: Record<string, string>) => (await send<{ id: string }>('POST', `/plans/import?scope=${COMMUNITY}&name=${encodeURIComponent(name)}`, await tableWith(moves))).id;

/** Two units of one grid each that leave it in one piece. */
async function unitsToTakeOut(): Promise<string[]> {
  const lines = (await tableWith({})).split('\n').slice(1).filter((line) => line.includes('basic')), found = new Map<string, string>();
  for (const line of lines) {
    const [unit, grid] = line.split(',') as [string, string];
    if (found.has(grid)) continue;
    const plan = await draft('试', { [unit]: `${COMMUNITY}900` });
    if (!(await askAs<Check>(page, `/plans/${plan}/check`)).findings.some(({ rule }) => rule === 'broken')) found.set(grid, unit);
    await send('DELETE', `/plans/${plan}`);
    if (found.size === 2) break;
  }
  return [...found.values()];
}

/** Into review, with a reason for every grid outside its window. */
async function handIn(plan: string): Promise<void> {
  const { findings } = await askAs<Check>(page, `/plans/${plan}/check`);
  const edits = findings.filter(({ rule, level }) => rule === 'window' && level === 'blocks').map(({ grid }) => ({ id: randomUUID(), tool: 'reason', reason: { grid, from: null, to: '居民会议同意' } }));
  if (edits.length) await send('POST', `/plans/${plan}/edits`, { edits });
  await send('PATCH', `/plans/${plan}`, { state: 'review' });
}

const editionsOf = (area: string) => askAs<Edition[]>(page, `/editions?area=${area}`);
const listed = () => side(page).locator('section[aria-label="版本"]');
async function openStart(area: string): Promise<void> {
  await page.goto(`${house.url}/?room=redraw&sel=area:${area}`);
  await until('the editions', async () => (await listed().locator('li').count()) > 0);
}

describe('editions that follow one another', { timeout: 300_000 }, () => {
  it('refuse a plan that was overtaken, set it upon the new one, and tell what was kept and dropped', async () => {
    await page.goto(`${house.url}/?room=redraw&plan=${mine}`);
    await planReady(page);
    await page.locator('.top').getByRole('button', { name: '发布', exact: true }).click();
    await until('the form', async () => (await dialog(page).getByLabel('施行日期').count()) > 0);
    const { codes } = await send<{ codes: { plan: string; code: string }[] }>('POST', `/plans/${rival}/publication`, { effectiveFrom: dayIn(0) });
    const given = codes.find(({ plan }) => plan === `${COMMUNITY}901`)!.code.slice(-3);
    await dialog(page).getByRole('button', { name: '确认发布' }).click();
    await until('what changed', async () => (await dialog(page).getByText('划分期间已发布“乙方案”').count()) > 0);
    await dialog(page).getByRole('button', { name: '接到新版本上' }).click();
    await until('the check anew', async () => (await dialog(page).getByText('划分期间已发布').count()) === 0);
    expect(await dialog(page).getByText('保留 1 个单元的改动，放弃 1 个').count()).toBe(1);
    await dialog(page).getByText('放弃的 1 个单元').click();
    expect(await dialog(page).locator('.dropped li').textContent()).toMatch(new RegExp(`^\\d{5}：草案里在 902，新版本在 ${given}$`));
  });

  it('may be planned for a later day, after another review', async () => {
    expect(await dialog(page).getByRole('button', { name: '提交评审' }).count()).toBe(1);
    await page.keyboard.press('Escape');
    // What the other edition made too small is the plan's to answer for now.
    await handIn(mine);
    await until('the review', async () => (await page.locator('.top').getByRole('button', { name: '发布', exact: true }).count()) > 0);
    await page.locator('.top').getByRole('button', { name: '发布', exact: true }).click();
    await until('the form', async () => (await dialog(page).getByLabel('施行日期').count()) > 0);
    await dialog(page).getByLabel('施行日期').fill(dayIn(30));
    await dialog(page).getByRole('button', { name: '确认发布' }).click();
    await until('the result', async () => (await dialog(page).getByText('“甲方案”自').count()) > 0);
    expect((await editionsOf(COMMUNITY)).find(({ name }) => name === '甲方案')).toMatchObject({ communitiesToday: 0, communitiesPlanned: 1, plannedFrom: dayIn(30) });
    await dialog(page).getByRole('button', { name: '完成' }).click();
  });

  it('are listed for the area one looks at, and only there', async () => {
    await openStart(ELSEWHERE);
    expect(await listed().locator('li').filter({ hasText: /[甲乙]方案/ }).count()).toBe(0);
    await openStart(STREET);
    const states = await listed().locator('li').evaluateAll((items) => items.map((item) => `${item.querySelector('b')!.textContent} ${item.querySelector('.state')!.textContent}`));
    expect(states).toEqual(['甲方案 将施行', '乙方案 现行', '2024 年版 现行']);
  });

  it('can call off one that is planned by putting an earlier one in force again', async () => {
    await listed().locator('li').filter({ hasText: '2024 年版' }).getByRole('button', { name: '再次施行' }).click();
    expect(await dialog(page).getByText('将接替：').textContent()).toBe('将接替：甲方案');
    await dialog(page).getByRole('button', { name: '再次施行' }).click();
    await until('the result', async () => (await dialog(page).getByText('“2024 年版”自').count()) > 0);
    expect(await dialog(page).getByText('“甲方案”在 1 个社区不再施行').count()).toBe(1);
    await dialog(page).getByRole('button', { name: '完成' }).click();
    await until('the list anew', async () => (await listed().locator('li').filter({ hasText: '甲方案' }).getByText('未施行').count()) === 1);
    expect(desk.errors.filter((error) => !error.includes('409'))).toEqual([]);
  });
});

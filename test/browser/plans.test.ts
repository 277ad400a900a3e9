import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, differs, mapAtRest, mapPicture, query, until, visit } from './map.ts';
import type { Visit } from './map.ts';

let house: House;
let browser: Browser;
let desk: Visit;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  desk = await visit(browser, `${house.url}/?sel=area:370216001&fill=grids`);
  await mapAtRest(desk.page);
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const panel = () => desk.page.locator('section.plan');
const number = (text: string | null | undefined) => Number(/[\d,]+/.exec(text ?? '')![0].replaceAll(',', ''));

describe('a plan', () => {
  it('is drawn from the card of a street and shown on the map in place of its grids', async () => {
    const { page, errors } = desk;
    const before = await mapPicture(page);
    await page.getByRole('button', { name: '重新划分' }).click();
    await until('the result', async () => panel().getByText('待处理').count());
    await mapAtRest(page);
    const inside = await panel().locator('.figures p').first().textContent();
    const [was] = /现行版 ([\d,]+)/.exec(inside!)!.slice(1).map(number);
    expect(number(inside)).toBeGreaterThan(was!);
    expect(await differs(page, before, await mapPicture(page))).toBeGreaterThan(0.001);
    expect(errors).toEqual([]);
  });

  it('judges by the report the server gives', async () => {
    const id = query(desk.page).get('plan');
    const report = await askAs<{ deviation: number; inWindow: number; violations: unknown[] }>(desk.page, `/plans/${id}/report`);
    expect(number(await panel().locator('.figures .figure').nth(0).textContent())).toBe(report.inWindow);
    expect(number(await panel().locator('.figures .figure').nth(1).textContent())).toBe(report.deviation);
    expect(number(await panel().getByText('待处理').textContent())).toBe(report.violations.length);
  });

  it('can be laid beside the edition in force', async () => {
    const { page } = desk;
    const draft = await mapPicture(page);
    await panel().getByRole('button', { name: '现行版' }).click();
    await mapAtRest(page);
    await until('the edition in force', async () => (await differs(page, draft, await mapPicture(page))) > 0.001);
    await panel().getByRole('button', { name: '草案', exact: true }).click();
  });

  it('comes back from its link, and passes the accessibility check', async () => {
    const again = await visit(browser, desk.page.url());
    await until('the result', async () => again.page.locator('section.plan').getByText('待处理').count());
    const { violations } = await new AxeBuilder({ page: again.page }).exclude('#map').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await again.close();
  });

  it('that does not exist is said so, and can be closed', async () => {
    const lost = await visit(browser, `${house.url}/?plan=00000000-0000-4000-8000-000000000000`);
    await until('the reason', async () => lost.page.getByRole('alert').filter({ hasText: '00000000-0000' }).count());
    await lost.page.getByRole('button', { name: '关闭草案' }).click();
    await until('no panel', async () => (await lost.page.locator('section.plan').count()) === 0);
    expect(query(lost.page).get('plan')).toBeNull();
    await lost.close();
  });
});

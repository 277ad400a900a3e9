import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import { until, visit } from './map.ts';

let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser?.close());

describe('what is shown when there is nothing to show', () => {
  it('an empty store says what to do', async () => {
    const house = await startHouse('empty');
    const { page, close } = await visit(browser, house.url);
    await until('the notice', async () => (await page.locator('.notice.empty').count()) > 0);
    const text = await page.locator('.notice').textContent();
    expect(text).toContain('npm start');
    expect(text).toContain('npm run import');
    await close();
    await house.stop();
  });

  it('a server that goes away is named with the time, and the map stays', async () => {
    const house = await startHouse();
    const { page, context, close } = await visit(browser, house.url);
    await until('the ranking', async () => (await page.locator('.ranking li').count()) > 0);
    await context.setOffline(true);
    await until('the banner', async () => (await page.locator('.lost').count()) > 0, 60_000);
    expect(await page.locator('.lost').textContent()).toMatch(/\d\d:\d\d 起连不上服务器/);
    expect(await page.locator('.ranking li').count()).toBeGreaterThan(0);
    await context.setOffline(false);
    await page.locator('.lost button').click();
    await until('the banner gone', async () => (await page.locator('.lost').count()) === 0);
    await close();
    await house.stop();
  });

  it('a server that never answers is said so, and a retry brings the map', async () => {
    const house = await startHouse();
    const { page, context, close } = await visit(browser, 'about:blank');
    await context.route('**/api/v1/district', (route) => route.abort());
    await page.goto(house.url);
    await until('the notice', async () => (await page.locator('.notice.failed').count()) > 0);
    expect(await page.locator('.notice').textContent()).toMatch(/\d\d:\d\d 起没有应答/);
    await context.unroute('**/api/v1/district');
    await page.locator('.notice button').click();
    await until('the map', async () => (await page.locator('#map canvas').count()) > 0);
    await close();
    await house.stop();
  });
});

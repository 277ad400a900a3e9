import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, differs, mapAtRest, mapPicture, query, signInAs, until, visit } from './map.ts';
import type { Visit } from './map.ts';

let house: House;
let browser: Browser;
let desk: Visit;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  desk = await visit(browser, house.url);
  await mapAtRest(desk.page);
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const card = () => desk.page.locator('section.card');
const heading = () => card().locator('h2').textContent();
const here = () => desk.page.locator('nav.path [aria-current]').textContent();

describe('the map at a desk', () => {
  it('opens on the district: its sentence, its streets, the sample badge, no error', async () => {
    const { page, errors } = desk;
    await until('the cases are counted', async () => /上报 [\d,]+ 件/.test(await page.locator('.sentence').textContent() ?? ''));
    expect(await page.title()).toMatch(/· 经纬$/);
    expect(await page.getByText('示例数据').count()).toBe(1);
    expect(await page.locator('.ranking li').count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  it('goes where it is clicked, and escape goes back up', async () => {
    const { page } = desk;
    await mapAtRest(page);
    const box = (await page.locator('#map').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.42);
    await until('a street', async () => /^area:370216\d{3}$/.test(query(page).get('sel') ?? ''));
    expect(await page.locator('nav.path button').count()).toBe(2);
    await page.keyboard.press('Escape');
    await until('the district', async () => query(page).get('sel') === null);
  });

  it('finds a street by its pinyin initials, selects it and takes the map there', async () => {
    const { page } = desk;
    const before = await mapPicture(page);
    await page.keyboard.press('/');
    await page.keyboard.type('wcjd');
    await until('a hit', async () => (await page.getByRole('option').count()) > 0);
    expect(await page.getByRole('option').first().textContent()).toContain('望潮街道');
    await page.keyboard.press('Enter');
    await until('the street', async () => (await here()) === '望潮街道');
    await mapAtRest(page);
    expect(await differs(page, before, await mapPicture(page))).toBeGreaterThan(0.05);
    await until('the camera in the address', async () => query(page).get('at'));
  });

  it('names what the pointer is on, without a click', async () => {
    const { page } = desk;
    const box = (await page.locator('#map').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.42);
    await page.mouse.move(box.x + box.width * 0.6 + 3, box.y + box.height * 0.42 + 2);
    expect(await until('a tip', async () => page.locator('.tip.floating').textContent({ timeout: 500 }).catch(() => null))).toMatch(/(社区|街道|村|镇|网格).*[\d,]+/);
    expect(query(page).get('sel')).toMatch(/^area:/);
  });

  it('shows the card of a place when asked, and goes from it to what lies in it, and back', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: '资料' }).click();
    await until('the card', async () => (await heading().catch(() => null)) === '望潮街道');
    await card().locator('.children button').first().click();
    const community = await until('the community', async () => { const h = await here(); return h !== '望潮街道' ? h : null; });
    expect(query(page).get('sel')).toMatch(/^area:\d{12}$/);
    await page.goBack();
    await until('the street again', async () => (await here()) === '望潮街道');
    await page.goForward();
    await until('the community again', async () => (await here()) === community);
    await page.getByRole('button', { name: '资料' }).click();
  });

  it('colours communities when asked, and says so in the address and the legend', async () => {
    const { page } = desk;
    await page.goto(house.url);
    await mapAtRest(page);
    const before = await mapPicture(page);
    await page.getByRole('button', { name: '社区', exact: true }).click();
    await until('all communities', async () => (await page.locator('.ranking li').count()) >= 10);
    await mapAtRest(page);
    expect(query(page).get('map')).toBe('community');
    expect(await differs(page, before, await mapPicture(page))).toBeGreaterThan(0.02);
    const few = Number(/(\d+) 个/.exec(await page.locator('.legend .few').textContent().catch(() => null) ?? '0 个')![1]);
    const counts = await page.locator('.legend .bars b').allTextContents();
    expect(counts.reduce((sum, n) => sum + Number(n.replaceAll(',', '')), 0) + few).toBe(await page.locator('.ranking li').count());
  });

  it('switches a layer in the map and in the address', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: '图层' }).click();
    const parks = page.getByRole('switch', { name: '共富项目' });
    expect(await parks.getAttribute('aria-checked')).toBe('false');
    const before = await mapPicture(page);
    await parks.click();
    await page.getByRole('switch', { name: '阵地' }).click();
    expect(query(page).get('on')).toContain('parks,places');
    await mapAtRest(page);
    await until('marks on the map', async () => (await differs(page, before, await mapPicture(page))) > 0.001);
    expect(await page.locator('.legend').first().textContent()).toContain('园区');
    await page.keyboard.press('Escape');
  });

  it('changes theme and language, keeps both in the link, and the link reproduces the view', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: '夜间' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await until('night', () => page.evaluate(() => document.documentElement.dataset['theme'] === 'night'));
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await until('English', async () => (await page.locator('.sentence').textContent())!.includes('reported'));
    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    await mapAtRest(page);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('night');
    expect(await page.getByRole('button', { name: 'Communities', exact: true }).getAttribute('aria-pressed')).toBe('true');
    expect(page.url()).toBe(link);
    expect(desk.errors).toEqual([]);
  });

  it('has no accessibility violation by night or by day', async () => {
    const { page, context } = desk;
    const night = await new AxeBuilder({ page: page as never }).analyze();
    expect(night.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
    await page.goto(`${house.url}/?sel=area:${await firstStreet()}`);
    await page.getByRole('button', { name: '资料' }).click();
    await until('the card', async () => (await card().count()) > 0);
    const day = await new AxeBuilder({ page: page as never }).analyze();
    expect(day.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
    expect(context.pages()).toHaveLength(1);
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = desk;
    await page.goto(house.url);
    await until('the ranking', async () => (await page.locator('.ranking li').count()) > 0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到地图');
    const reached = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => { const e = document.activeElement!; return e.closest('.ranking') ? 'ranking' : e.tagName === 'CANVAS' ? 'map' : e.closest('.search') ? 'search' : e.closest('.modes') ? 'modes' : 'other'; }));
      if (await page.evaluate(() => document.activeElement?.closest('.ranking li') !== null)) break;
    }
    expect([...reached].sort()).toEqual(expect.arrayContaining(['map', 'modes', 'ranking', 'search']));
    await page.keyboard.press('Enter');
    await until('a street', async () => query(page).get('sel'));
  });

  it('says what was not found', async () => {
    const { page } = desk;
    await page.goto(`${house.url}/?sel=grid:370216999999999`);
    await until('the reason', async () => (await card().textContent().catch(() => ''))?.includes('没有找到'));
  });

  const firstStreet = async (): Promise<string> => (await askAs<{ features: { properties: { code: string } }[] }>(desk.page, '/areas?level=street')).features[0]!.properties.code;
});

describe('the map on a phone', () => {
  it('stacks sentence, map and ranking, with targets for thumbs', async () => {
    const { page, errors, close } = await visit(browser, house.url, { width: 390, height: 844 });
    await mapAtRest(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, input')].filter((e) => !e.closest('.sentence')).filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && (r.height < 43.5 || r.width < 43.5); }).map((e) => e.outerHTML.slice(0, 80)));
    expect(small).toEqual([]);
    await page.getByRole('tab', { name: '地图' }).click();
    await page.getByRole('combobox').fill('wc');
    await until('hits', async () => (await page.getByRole('option').count()) > 0);
    await page.getByRole('option').first().click();
    await until('the place', async () => query(page).get('sel'));
    expect((await new AxeBuilder({ page: page as never }).analyze()).violations.map((v) => v.id)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the map on a wall', () => {
  it('is night, has its clock, its headline and its ranking within the screen', async () => {
    const { page, errors, close } = await visit(browser, house.url, { width: 1920, height: 720 });
    await until('the headline', async () => /\d/.test(await page.locator('.headline').first().textContent().catch(() => '') ?? ''));
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('night');
    expect(await page.locator('.clock b').textContent()).toMatch(/^\d\d:\d\d$/);
    const outside = await page.evaluate(() => [...document.querySelectorAll('.column *, .strip *')].filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.bottom > innerHeight || r.right > innerWidth || r.left < 0); }).length);
    expect(outside).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('shows its controls when somebody moves the mouse, and may be laid out as a desk and back', async () => {
    const { page, close } = await visit(browser, house.url, { width: 1920, height: 720 });
    const controls = page.locator('.controls');
    const opacity = () => controls.evaluate((node) => Number(getComputedStyle(node).opacity));
    await until('the wall', () => controls.count());
    await until('no controls while nobody is there', async () => (await opacity()) === 0);
    await page.mouse.move(900, 300);
    await page.mouse.move(920, 320);
    await until('controls', async () => (await opacity()) === 1);
    await controls.getByRole('button', { name: '桌面' }).click();
    await until('the desk', () => page.locator('.sheet.desk').count());
    expect(new URL(page.url()).searchParams.get('as')).toBe('desk');
    await page.getByRole('button', { name: '大屏' }).click();
    await until('the wall again', () => page.locator('.sheet.wall').count());
    expect(new URL(page.url()).searchParams.get('as')).toBeNull();
    await close();
  });
});

describe('a server that is not there', () => {
  it('is named with the time it went away, the map stays, and all is well when it is back', async () => {
    const { page, context, close } = await visit(browser, house.url);
    await until('the ranking', async () => (await page.locator('.ranking li').count()) > 0);
    await context.setOffline(true);
    await until('the banner', async () => (await page.locator('.lost').count()) > 0);
    expect(await page.locator('.lost').textContent()).toMatch(/\d\d:\d\d 起连不上服务器/);
    expect(await page.locator('.ranking li').count()).toBeGreaterThan(0);
    await context.setOffline(false);
    await until('the banner gone', async () => (await page.locator('.lost').count()) === 0);
    await close();
  });

  it('is said so from the start, and a retry brings the map', async () => {
    const { page, context, close } = await visit(browser, 'about:blank', undefined, null);
    await signInAs(context, house.url, 'demo-admin');
    await context.route('**/api/v1/district', (route) => route.abort());
    await page.goto(house.url);
    await until('the notice', async () => (await page.locator('.notice.failed').count()) > 0);
    expect(await page.locator('.notice').textContent()).toMatch(/\d\d:\d\d 起没有应答/);
    await context.unroute('**/api/v1/district');
    await until('the map', async () => (await page.locator('#map canvas').count()) > 0);
    await close();
  });
});

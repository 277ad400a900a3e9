import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page, Route } from 'playwright-core';
import { usualScene } from '../../geodata/walls/scenes.ts';
import { launchBrowser, startHouse, type House } from './house.ts';
import { askAs, signInAs, until, visit, type Visit } from './map.ts';

const WALL = { width: 1920, height: 1080 }, PHONE = { width: 390, height: 844 };
const NAME = '指挥中心';

describe('a wall and its phone', () => {
  let house: House, browser: Browser, wall: Visit, phone: Visit, link: string;
  beforeAll(async () => {
    [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
    const desk = await browser.newContext();
    await signInAs(desk, house.url, 'demo-admin');
    const post = async (path: string, data: object) => (await (await desk.request.post(`${house.url}/api/v1${path}`, { data })).json()) as any;
    await post('/walls', { name: NAME, scenes: [usualScene('situation'), { ...usualScene('grids'), title: '网格一览' }, usualScene('service')] });
    link = (await post('/tokens', { kind: 'wall', name: NAME, area: null, expiresAt: new Date(Date.now() + 86_400_000).toISOString(), view: `/wall/${encodeURIComponent(NAME)}` })).url;
    await desk.close();
    wall = await visit(browser, link, WALL, null);
    await until('the wall', () => wall.page.locator('.wall-room h1').isVisible());
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  const title = () => wall.page.locator('.wall-room h1').innerText();
  const inPhone = (name: string | RegExp) => phone.page.getByRole('button', { name });
  const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  /** The code as the wall shows it. */
  const code = async () => (await until('a code', () => wall.page.locator('.pairing output').innerText())).replace(/\D/g, '');
  async function connect(): Promise<void> {
    await wall.page.keyboard.press('r');
    const digits = await code(), answer = await holdLook();
    phone = await visit(browser, `${house.url}/remote`, PHONE, null);
    await phone.page.getByLabel('配对码').fill(digits);
    await inPhone('连接').click();
    await until('the phone in', () => phone.page.locator('.drive h2').isVisible());
    await until('the code gone', async () => !(await wall.page.locator('.pairing').isVisible()));
    await answer();
  }
  /** The wall asks how its code stands, and is not answered before the function given is called. */
  async function holdLook(): Promise<() => Promise<void>> {
    const address = /\/walls\/pairings\/[^/]+$/;
    const released = Promise.withResolvers<void>();
    let held: Promise<void> | undefined;
    const hold = async (route: Route): Promise<void> => {
      const response = await route.fetch();
      await released.promise;
      await route.fulfill({ response });
    };
    await wall.page.route(address, (route) => (held || route.request().method() !== 'GET' ? route.continue() : (held = hold(route))));
    await until('the wall asks', async () => held !== undefined);
    return async () => {
      released.resolve();
      // A handler that is taken away before it has answered finds its route answered.
      await held;
      await wall.page.unroute(address);
    };
  }

  it('opens by its link, sees sums alone, and has no control that needs more', async () => {
    expect(new URL(wall.page.url()).pathname).toBe(`/wall/${encodeURIComponent(NAME)}`);
    expect(wall.page.url()).not.toContain('jw_');
    expect(await askAs<any>(wall.page, '/session')).toMatchObject({ principal: { kind: 'wall', rights: ['aggregates'] } });
    await wall.page.mouse.move(900, 20);
    await wall.page.mouse.move(700, 30);
    const buttons = await wall.page.locator('.controls button').allInnerTexts();
    expect(buttons.join()).toMatch(/手机遥控/);
    for (const word of ['桌面', '管理', '退出']) expect(buttons.join()).not.toContain(word);
    // A touch holds the wall for a minute.
    await wall.page.keyboard.press('Escape');
  });

  it('pairs with a phone by six digits; the phone shows what the wall shows', async () => {
    await connect();
    await until('the wall says so', () => wall.page.getByText('手机正在遥控').isVisible());
    await until('the scene', async () => (await phone.page.locator('.drive h2').innerText()) === '态势');
    expect(await overflow(phone.page)).toBe(0);
  });

  it('is driven: scene, next, hold, area, layer', async () => {
    await inPhone(/网格一览/).click();
    await until('the scene on the wall', async () => (await title()).includes('网格一览'));
    await until('the scene on the phone', async () => (await phone.page.locator('.drive h2').innerText()) === '网格一览');
    await inPhone('暂停').click();
    await until('held', () => phone.page.getByText('已暂停').isVisible());
    await inPhone('下一幕').click();
    await until('the next scene', async () => (await title()).includes('服务'));
    const [, street] = (await phone.page.locator('select option').allInnerTexts()) as [string, string];
    await phone.page.locator('select').selectOption({ label: street });
    await until('the street on the wall', async () => (await title()).includes(street));
    await until('the street on the phone', async () => (await phone.page.locator('.about').innerText()) === street);
    const layer = inPhone('建筑');
    expect(await layer.getAttribute('aria-pressed')).toBe('false');
    await layer.click();
    await until('the layer on', async () => (await layer.getAttribute('aria-pressed')) === 'true');
  });

  it('shows on the phone what somebody does at the wall', async () => {
    await wall.page.keyboard.press('1');
    await until('the first scene', async () => (await phone.page.locator('.drive h2').innerText()) === '态势');
  });

  it('fits the thumb in both themes: targets of 44 px, nothing beside the screen', async () => {
    for (const button of await phone.page.locator('main button:visible, select:visible').all()) {
      const { height } = (await button.boundingBox())!;
      expect(height, await button.innerText()).toBeGreaterThanOrEqual(44);
    }
    const thumb = (await inPhone('暂停').or(inPhone('继续')).boundingBox())!;
    expect(thumb.y).toBeGreaterThan(PHONE.height / 2);
    await inPhone('夜间').click();
    expect(await overflow(phone.page)).toBe(0);
  });

  it('stays paired when wall and phone are opened again', async () => {
    await Promise.all([wall.page.reload(), phone.page.reload()]);
    await until('the wall', () => wall.page.locator('.wall-room h1').isVisible());
    await until('the phone', () => phone.page.locator('.drive h2').isVisible());
    await until('paired', () => wall.page.getByText('手机正在遥控').isVisible());
    await inPhone(/网格一览/).click();
    await until('driven', async () => (await title()).includes('网格一览'));
  });

  it('is over when the wall says so', async () => {
    await wall.page.mouse.move(500, 500);
    await wall.page.mouse.move(600, 520);
    await wall.page.getByRole('button', { name: '断开' }).click();
    await until('the phone told', () => phone.page.getByText('配对已结束').isVisible());
    expect(await wall.page.getByText('手机正在遥控').isVisible()).toBe(false);
    await phone.close();
  });

  it('pairs by the QR code, and the address forgets the secret', async () => {
    const answer = wall.page.waitForResponse((response) => response.url().endsWith('/walls/pairings') && response.request().method() === 'POST');
    await wall.page.keyboard.press('r');
    const { url } = (await (await answer).json()) as { url: string };
    await until('the QR code', () => wall.page.locator('.pairing svg.qr').isVisible());
    phone = await visit(browser, url, PHONE, null);
    await until('the phone in', () => phone.page.locator('.drive h2').isVisible());
    expect(phone.page.url()).toBe(`${house.url}/remote`);
    await inPhone('断开').click();
    await inPhone('确认断开').click();
    await until('out', () => phone.page.getByLabel('配对码').isVisible());
    await until('the wall knows', async () => !(await wall.page.getByText('手机正在遥控').isVisible()));
    expect(phone.errors.filter((text) => !/401|403/.test(text))).toEqual([]);
    expect(wall.errors.filter((text) => !/404/.test(text))).toEqual([]);
  });

  it('says of a name that there is no such wall, and names those there are', async () => {
    await wall.page.goto(`${house.url}/wall/${encodeURIComponent('没有的')}`);
    await until('said', () => wall.page.getByText('没有名为“没有的”的大屏').isVisible());
    await until('the others', () => wall.page.getByRole('link', { name: NAME }).isVisible());
  });
});

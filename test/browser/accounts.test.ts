import { AxeBuilder } from '@axe-core/playwright';
import { URI } from 'otpauth';
import type { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, mapAtRest, query, until, visit } from './map.ts';
import { LANGS, words } from './words.ts';
import type { Lang } from './words.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PASSWORD = '潮水退去之后礁石还在';
let house: House;
let browser: Browser;

beforeAll(async () => { [house, browser] = await Promise.all([startHouse(), launchBrowser()]); });
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const gate = (page: Page) => page.locator('dialog.gate');
const atGate = (page: Page) => until('the sign-in', async () => (await gate(page).count()) > 0);
const atMap = (page: Page) => until('the map', async () => (await page.locator('#map canvas').count()) > 0 && (await gate(page).count()) === 0);
const seen = (page: Page, text: string | RegExp) => until(String(text), async () => page.getByText(text).first().isVisible());
const violations = async (page: Page): Promise<string[]> => (await new AxeBuilder({ page: page as never }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`);
const askedOf = (page: Page): string[] => {
  const asked: string[] = [];
  page.on('request', (request) => { const { pathname } = new URL(request.url()); if (pathname.startsWith('/api/')) asked.push(pathname); });
  return asked;
};
const refusals = (page: Page): string[] => {
  const refused: string[] = [];
  page.on('response', (response) => { if (response.status() >= 400) refused.push(`${response.status()} ${new URL(response.url()).pathname}`); });
  return refused;
};
async function openMenu(page: Page): Promise<void> {
  await page.locator('.account > .button').click();
  await until('the menu', async () => page.locator('#account-menu').isVisible());
}

describe.each(LANGS)('coming in (%s)', (lang: Lang) => {
  const t = words(lang);
  const at = (path: string) => `${house.url}/${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

  it('shows a sign-in that has asked for nothing but who is there, clean in both themes and on a phone', async () => {
    const { page, close } = await visit(browser, 'about:blank', DESK, null);
    const asked = askedOf(page);
    await page.goto(at('?sel=area:370216001'));
    await atGate(page);
    expect(await gate(page).textContent()).toContain(t('signIn.demoNote'));
    expect(await violations(page)).toEqual([]);
    await gate(page).getByRole('button', { name: t('theme.night') }).click();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await until('the phone', async () => page.locator('.gate.phone').isVisible());
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    expect([...new Set(asked)]).toEqual(['/api/v1/session']);
    await close();
  });

  it('says that login or password is wrong, and how long to wait after many attempts', async () => {
    const { page, close } = await visit(browser, at(''), DESK, null);
    await atGate(page);
    await page.getByLabel(t('signIn.login')).fill(`nobody.${lang}`);
    await page.getByLabel(t('signIn.password'), { exact: true }).fill('not the password');
    const press = () => page.locator('.gate form button[type=submit]').click();
    await press();
    await seen(page, t('problem.credentials'));
    const wait = new RegExp(t('problem.wait', { n: 'N' }).replace('N', '\\d+'));
    for (let i = 0; i < 20 && !(await page.getByText(wait).count()); i++) {
      await until('an answer', async () => (await page.getByText(t('signIn.busy')).count()) === 0);
      if (await page.locator('.gate form button[type=submit]').isEnabled()) await press();
    }
    await seen(page, wait);
    expect(await page.locator('.gate form button[type=submit]').isEnabled()).toBe(false);
    await close();
  });

  it('is one click with a demo account, leads to the view that was wanted, and out again', async () => {
    const { page, close } = await visit(browser, at('?m=count&sel=area:370216001'), DESK, null);
    await atGate(page);
    await gate(page).locator('.demo li button').filter({ hasText: t('role.leader') }).first().click();
    await atMap(page);
    await until('the wanted place', async () => (await page.locator('nav.path').textContent().catch(() => null))?.includes('望潮街道'));
    expect([query(page).get('m'), query(page).get('sel')]).toEqual(['count', 'area:370216001']);
    await openMenu(page);
    const menu = await page.locator('#account-menu').textContent();
    for (const text of ['demo-leader', t('role.leader'), t('account.demo'), '澜川区']) expect(menu).toContain(text);
    expect(menu).not.toContain(t('admin.title'));
    await page.getByRole('button', { name: t('account.signOut') }).click();
    await atGate(page);
    expect(await page.evaluate(() => fetch('/api/v1/district').then((r) => r.status))).toBe(401);
    await close();
  });
});

describe('with the keyboard alone', () => {
  it('one comes in, opens the account, its sheet, and closes it with escape where one was', async () => {
    const { page, close } = await visit(browser, house.url, DESK, null);
    await atGate(page);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('username');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await gate(page).isVisible()).toBe(true);
    for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.textContent?.includes('划分员'))); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await atMap(page);
    for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.matches('.account > .button'))); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until('the sheet', async () => page.locator('dialog.modal').isVisible());
    await page.keyboard.press('Escape');
    await until('no sheet', async () => (await page.locator('dialog.modal').count()) === 0);
    await until('the button again', () => page.evaluate(() => document.activeElement?.matches('.account > .button')));
    await close();
  });
});

describe('what each role sees', () => {
  it('viewer: totals of whole months, no drafts, nothing refused', async () => {
    const { page, errors, close } = await visit(browser, 'about:blank', DESK, null);
    const refused = refusals(page);
    await page.goto(house.url);
    await atGate(page);
    await gate(page).locator('.demo li button').filter({ hasText: '查看员' }).click();
    await atMap(page);
    await seen(page, /没有查看单件的权限，不显示各小时的件数/);
    await mapAtRest(page);
    const figure = await until('the figure', async () => /[\d,]{3,}/.exec(await page.locator('.figures .figure').first().textContent() ?? '')?.[0]);
    await page.locator('.ranking .flip').click();
    const parts = await page.locator('.ranking tbody td:nth-of-type(4)').allTextContents();
    expect(parts.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(Number(figure.replaceAll(',', '')));
    await page.goto(`${house.url}/?sel=area:370216001&plan=00000000-0000-4000-8000-000000000000&room=accounts`);
    await until('the place', async () => (await page.locator('nav.path').textContent().catch(() => null))?.includes('望潮街道'));
    expect(await page.getByText('重新划分').count()).toBe(0);
    expect(await page.locator('.plan, .administration').count()).toBe(0);
    expect([refused, errors]).toEqual([[], []]);
    await close();
  });

  it('street planner: the own street, its communities, its drafts, nothing beyond', async () => {
    const { page, errors, close } = await visit(browser, house.url, DESK, 'demo-street-planner');
    const refused = refusals(page);
    await atMap(page);
    await until('the ranking', async () => (await page.locator('.ranking li').count()) > 0);
    expect(await page.locator('.ranking h2').textContent()).toBe('社区排名');
    expect(await page.locator('.top .path').textContent()).toBe('望潮街道');
    const names = await page.locator('.ranking .name').allTextContents();
    const own = await askAs<{ features: { properties: { name: string; level: string } }[] }>(page, '/areas?level=community');
    expect(names.sort()).toEqual(own.features.map((f) => f.properties.name).sort());
    expect([refused, errors]).toEqual([[], []]);
    await page.locator('.path button').click();
    await page.goto(`${house.url}/?sel=area:370216001`);
    await page.getByRole('button', { name: '资料' }).click();
    await until('the button', async () => (await page.getByRole('button', { name: '重新划分' }).count()) > 0);
    await page.goto(`${house.url}/?sel=area:370216002`);
    await until('as if it were not there', async () => (await page.locator('section.card').textContent().catch(() => ''))?.includes('没有找到'));
    await close();
  });
});

describe('an administrator', () => {
  let link = '';
  let totp: TOTP;

  it('makes an account with a role and an area; its link is shown once', async () => {
    const { page, errors, close } = await visit(browser, `${house.url}/?room=accounts`, DESK);
    await until('the accounts', async () => (await page.locator('.administration tbody tr').count()) >= 7);
    await page.getByRole('button', { name: '新建账号' }).click();
    await page.getByLabel('登录名').fill('Li.Min');
    await page.getByLabel('姓名或岗位').fill('李敏');
    await page.getByLabel('划分员').check();
    await page.getByLabel('范围').selectOption('370216001');
    await page.getByRole('button', { name: '建好并生成邀请链接' }).click();
    link = await until('the link', async () => page.locator('dialog output').textContent({ timeout: 300 }).catch(() => null));
    expect(link).toMatch(new RegExp(`^${house.url}/#/invitation/`));
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const row = page.locator('.administration tr', { hasText: 'li.min' });
    await until('the row', async () => /划分员.*望潮街道.*待设密码/.test(await row.textContent({ timeout: 300 }).catch(() => '') ?? ''));
    await row.getByRole('button').click();
    expect(await page.locator('dialog output').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('is not needed any more: the invited choose a password, turn the second step on, and sign in with both', async () => {
    const { page, close } = await visit(browser, link, DESK, null);
    await atGate(page);
    await seen(page, '设置密码');
    await page.getByLabel('新密码').fill('li.min.li.min');
    await page.getByLabel('再输一遍').fill('li.min.li.min');
    await page.getByRole('button', { name: '设好并登录' }).click();
    await seen(page, /这个密码太短、太常见/);
    await page.getByLabel('新密码').fill(PASSWORD);
    await page.getByLabel('再输一遍').fill(PASSWORD);
    await page.getByRole('button', { name: '设好并登录' }).click();
    await atMap(page);
    expect(page.url()).not.toContain('#');

    await openMenu(page);
    await page.getByRole('button', { name: '账号与安全' }).click();
    await page.getByRole('button', { name: '开启' }).click();
    await page.getByLabel('先输入密码').fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    await until('the QR code', async () => page.locator('svg.qr').isVisible());
    expect(await violations(page)).toEqual([]);
    const secret = await page.locator('code.secret').textContent();
    totp = URI.parse(`otpauth://totp/Jingwei:li.min?secret=${secret!.replace(/\s/g, '')}`) as TOTP;
    const spare = (await page.locator('.codes code').first().textContent())!;
    await page.getByLabel('输入身份验证器上的 6 位数字').fill(totp.generate());
    await page.getByRole('button', { name: '确认开启' }).click();
    await until('it is on', async () => (await page.locator('dialog').getByText('已开启').count()) > 0);
    await page.keyboard.press('Escape');
    await openMenu(page);
    await page.getByRole('button', { name: '退出登录' }).click();
    await atGate(page);

    await page.goto(link);
    await atGate(page);
    await page.getByLabel('新密码').fill(PASSWORD);
    await page.getByLabel('再输一遍').fill(PASSWORD);
    await page.getByRole('button', { name: '设好并登录' }).click();
    await seen(page, /这个链接已用过或已过期/);
    await page.getByRole('button', { name: '改用已有账号登录' }).click();
    await page.getByLabel('登录名').fill('li.min');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.locator('.gate form button[type=submit]').click();
    await page.getByLabel('动态验证码').fill('000000');
    await page.locator('.gate form button[type=submit]').click();
    await seen(page, /验证码不对，或已经用过/);
    await page.getByLabel('动态验证码').fill(totp.generate({ timestamp: Date.now() + 30_000 }));
    await page.locator('.gate form button[type=submit]').click();
    await atMap(page);

    await openMenu(page);
    await page.getByRole('button', { name: '账号与安全' }).click();
    const off = page.getByRole('button', { name: '关闭两步验证' });
    await off.click();
    await page.getByLabel('先输入密码').fill(PASSWORD);
    await page.getByLabel('动态验证码').fill('000000');
    await off.click();
    await seen(page, /验证码不对，或已经用过/);
    await page.getByLabel('动态验证码').fill(spare);
    await off.click();
    await until('it is off', async () => (await page.locator('dialog').getByText('未开启').count()) > 0);
    await close();
  });

  it('may end sessions: whoever works signs in again and goes on, nothing lost', async () => {
    const boss = await visit(browser, house.url, DESK);
    const made = await boss.page.request.post(`${house.url}/api/v1/accounts`, { data: { login: 'wu.yan', name: '吴岩', roles: ['leader'], area: null } });
    const { id } = await made.json() as { id: string };
    const { url } = await (await boss.page.request.post(`${house.url}/api/v1/accounts/${id}/invitation`)).json() as { url: string };
    const { page, close } = await visit(browser, url, DESK, null);
    await page.getByLabel('新密码').fill(PASSWORD);
    await page.getByLabel('再输一遍').fill(PASSWORD);
    await page.getByRole('button', { name: '设好并登录' }).click();
    await atMap(page);
    await page.getByRole('button', { name: '社区', exact: true }).click();
    await openMenu(page);
    await page.getByRole('button', { name: '共享当前画面' }).click();
    await page.getByLabel('名称').fill('给办公室的画面');
    expect((await boss.page.request.delete(`${house.url}/api/v1/accounts/${id}/sessions`)).status()).toBe(204);
    await page.getByRole('button', { name: '生成链接' }).click();
    await atGate(page);
    await seen(page, /吴岩的登录已结束/);
    expect(await page.getByLabel('登录名').inputValue()).toBe('wu.yan');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.locator('.gate form button[type=submit]').click();
    const shared = await until('the link that was asked for', async () => page.locator('dialog output').textContent({ timeout: 300 }).catch(() => null));
    expect(query(page).get('map')).toBe('community');
    await close();

    const stranger = await visit(browser, shared, DESK, null);
    await atMap(stranger.page);
    expect(query(stranger.page).get('map')).toBe('community');
    await openMenu(stranger.page);
    const menu = await stranger.page.locator('#account-menu').textContent();
    expect(menu).toContain('给办公室的画面');
    expect(menu).toContain('共享链接');
    for (const absent of ['账号与安全', '管理', '共享当前画面']) expect(menu).not.toContain(absent);

    await boss.page.goto(`${house.url}/?room=tokens`);
    const row = boss.page.locator('.administration tr', { hasText: '给办公室的画面' });
    await row.getByRole('button', { name: '吊销' }).click();
    await row.getByRole('button', { name: '确认吊销' }).click();
    await until('it is gone', async () => (await row.count()) === 0);
    await stranger.page.reload();
    await atGate(stranger.page);
    await stranger.close();
    await boss.close();
  });

  it('gives keys that are shown once and can be renewed and revoked', async () => {
    const { page, close } = await visit(browser, `${house.url}/?room=tokens`, DESK);
    await page.getByRole('button', { name: '新建令牌' }).click();
    await page.getByLabel('名称').fill('数据中台');
    await page.getByRole('button', { name: '生成', exact: true }).click();
    const first = await until('the key', async () => page.locator('dialog output').textContent({ timeout: 300 }).catch(() => null));
    const status = (key: string) => page.request.fetch(`${house.url}/api/v1/areas`, { headers: { authorization: `Bearer ${key}` } }).then((r) => r.status());
    expect(await status(first)).toBe(200);
    await page.getByRole('button', { name: '完成' }).click();
    const row = page.locator('.administration tr', { hasText: '数据中台' });
    await row.getByRole('button', { name: '换新' }).click();
    await row.getByRole('button', { name: '确认换新' }).click();
    const second = await until('the new key', async () => page.locator('output').textContent({ timeout: 300 }).catch(() => null));
    expect([second === first, await status(second)]).toEqual([false, 200]);
    await row.getByRole('button', { name: '吊销' }).click();
    await row.getByRole('button', { name: '确认吊销' }).click();
    await until('it is gone', async () => (await row.count()) === 0);
    expect([await status(first), await status(second)]).toEqual([401, 401]);
    await close();
  });

  it('finds in the audit who made what, with what it was made of', async () => {
    const { page, close } = await visit(browser, `${house.url}/?room=audit`, DESK);
    await page.getByLabel('对象').selectOption('accounts');
    await page.getByLabel('动作').selectOption('create');
    await page.getByRole('button', { name: '查询' }).click();
    const row = page.locator('.administration tbody tr').filter({ has: page.getByRole('button', { name: '展开' }) });
    await until('entries of accounts', async () => { const texts = await page.locator('.administration tbody tr').allTextContents(); return texts.length >= 2 && texts.every((text) => text.includes('新建 账号')); });
    await row.last().getByRole('button', { name: '展开' }).click();
    expect(await page.locator('.details').textContent()).toContain('li.min');
    expect(await page.getByRole('link', { name: '导出 CSV' }).getAttribute('href')).toContain('noun=accounts');
    await close();
  });

  it('sets what small counts are, and it holds', async () => {
    const { page, close } = await visit(browser, `${house.url}/?room=settings`, DESK);
    await page.getByLabel('低于多少件不显示').fill('9');
    await page.getByRole('button', { name: '保存' }).click();
    await seen(page, '已保存。');
    await close();
    const viewer = await visit(browser, house.url, DESK, 'demo-viewer');
    await seen(viewer.page, /少于 9 件的不显示/);
    await viewer.close();
  });

  it.each([['day', DESK], ['night', DESK], ['day', PHONE], ['night', PHONE]] as const)('has rooms without accessibility violations, %s, %o', async (theme, size) => {
    const { page, errors, close } = await visit(browser, `${house.url}/?theme=${theme}&room=accounts`, size);
    for (const room of ['账号', '令牌', '审计', '设置']) {
      await page.locator('.administration nav').getByRole('button', { name: room }).click();
      await until('the room', async () => (await page.locator('.administration :is(table, .settings, .tab .note)').count()) > 0);
      expect([room, await violations(page)]).toEqual([room, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    }
    await page.keyboard.press('Escape');
    await until('the map', async () => (await page.locator('.administration').count()) === 0);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a store without anybody', () => {
  it('tells a stranger nothing; the link printed at start makes the first administrator, once', async () => {
    const empty = await startHouse('empty');
    const { page, errors, close } = await visit(browser, empty.url, DESK, null);
    await atGate(page);
    await seen(page, '还没有管理员');
    expect(await page.getByLabel('密码').count()).toBe(0);
    await page.goto(empty.setup!);
    await seen(page, '第一位管理员');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('登录名').fill('zhang.wei');
    await page.getByLabel('姓名或岗位').fill('张伟');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再输一遍').fill(`${PASSWORD}！`);
    await seen(page, '两遍不一样。');
    await page.getByLabel('再输一遍').fill(PASSWORD);
    await page.getByRole('button', { name: '建立管理员' }).click();
    await seen(page, '还没有区划数据');
    await openMenu(page);
    expect(await page.locator('#account-menu').textContent()).toContain('zhang.wei');
    expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
    await close();

    const second = await visit(browser, empty.setup!, DESK, null);
    await second.page.getByLabel('登录名').fill('li.si');
    await second.page.getByLabel('姓名或岗位').fill('李四');
    await second.page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await second.page.getByLabel('再输一遍').fill(PASSWORD);
    await second.page.getByRole('button', { name: '建立管理员' }).click();
    await seen(second.page, /这个链接已用过或已过期/);
    await second.close();
    await empty.stop();
    // A store of its own is opened for it.
  }, 240_000);
});

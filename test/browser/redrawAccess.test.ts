import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import type { House } from './house.ts';
import { askAs, until, visit } from './map.ts';
import type { Visit } from './map.ts';
import { dialog, faults, planReady, saved, scoreOf, side, STREET, tabTo } from './redrawRoom.ts';

let house: House;
let browser: Browser;
let plan: string;

/** A plan as the grids are today, made without the screens. */
async function beginPlan(desk: Visit): Promise<string> {
  const answer = await desk.context.request.post(`${house.url}/api/v1/plans`, { data: { scope: STREET, start: 'edition', name: '手工' } });
  return (await answer.json() as { id: string }).id;
}

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  const desk = await visit(browser, `${house.url}/?room=redraw`, { width: 1440, height: 900 }, 'demo-planner');
  plan = await beginPlan(desk);
  await desk.close();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const openPlan = async (more = '', size = { width: 1440, height: 900 }): Promise<Visit> => {
  const desk = await visit(browser, `${house.url}/?room=redraw&plan=${plan}${more}`, size, 'demo-planner');
  // Maps drawn in software keep a page from answering for a while.
  desk.page.setDefaultTimeout(90_000);
  await planReady(desk.page);
  return desk;
};

describe('without a mouse', { timeout: 300_000 }, () => {
  it('moves units, takes it back and does it again by keys alone', async () => {
    const desk = await openPlan();
    const { page } = desk;
    const before = await scoreOf(page);
    await page.keyboard.press('i');
    await until('the first field', async () => side(page).getByLabel('社区', { exact: true }).evaluate((field) => field === document.activeElement));
    await tabTo(page, side(page).getByLabel('网格', { exact: true }));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, side(page).locator('.unit:not(.all) input').first());
    await page.keyboard.press('Space');
    await tabTo(page, side(page).getByLabel(/^所选 1 个单元/));
    await page.keyboard.press('End');
    expect(await side(page).locator('.outlook').textContent()).toContain('新网格：0 →');
    await tabTo(page, side(page).locator('.move .primary'));
    await page.keyboard.press('Enter');
    await saved(page);
    await page.keyboard.press('j');
    await until('the step', async () => (await side(page).locator('ol li').count()) === 1);
    await page.keyboard.press('j');
    const after = await until('a grid more', async () => { const now = await scoreOf(page); return now.judged === before.judged + 1 ? now : null; });
    await page.keyboard.press('Control+z');
    await until('the score before', async () => JSON.stringify(await scoreOf(page)) === JSON.stringify(before));
    await page.keyboard.press('Control+Shift+z');
    await until('the score after', async () => JSON.stringify(await scoreOf(page)) === JSON.stringify(after));
    await page.keyboard.press('Control+z');
    await saved(page);
    expect(desk.errors).toEqual([]);
    await desk.close();
  });

  it('chooses every tool by its letter, walks through what is left, and lists all keys', async () => {
    const desk = await openPlan();
    const { page } = desk;
    for (const [key, name] of [['b', '画笔'], ['l', '套索'], ['v', '点选'], ['s', '拆分'], ['m', '合并'], ['n', '新建'], ['d', '专属'], ['k', '锁定'], ['f', '冻结'], ['r', '修补'], ['h', '移动']] as const) {
      await page.keyboard.press(key);
      expect(await page.getByRole('toolbar').locator('[aria-pressed="true"]').textContent()).toBe(name);
    }
    await page.keyboard.press('.');
    const first = await side(page).locator('[aria-label="待处理"] [aria-current]').textContent();
    await page.keyboard.press('.');
    expect(await side(page).locator('[aria-label="待处理"] [aria-current]').textContent()).not.toBe(first);
    await page.keyboard.press('?');
    expect(await dialog(page).locator('kbd').count()).toBeGreaterThan(20);
    await page.keyboard.press('Escape');
    await desk.close();
  });
});

describe('every state of the room', { timeout: 400_000 }, () => {
  it.each(['day', 'night'])('has no serious fault of accessibility by %s', async (theme) => {
    const start = await visit(browser, `${house.url}/?room=redraw&sel=area:${STREET}&theme=${theme}`, { width: 1440, height: 900 }, 'demo-planner');
    await until('the lists', async () => (await side(start.page).locator('section[aria-label="版本"] li').count()) > 0);
    expect(['start', await faults(start.page)]).toEqual(['start', []]);
    await start.page.getByRole('button', { name: '导入 CSV' }).click();
    expect(['import', await faults(start.page)]).toEqual(['import', []]);
    await start.close();

    const desk = await openPlan(`&theme=${theme}`);
    const { page } = desk;
    const check = async (state: string) => { expect([state, await faults(page)]).toEqual([state, []]); };
    await page.keyboard.press('.');
    await check('shape');
    await page.keyboard.press('i');
    await check('list');
    await side(page).locator('h2').first().click();
    await panel(page, '批注');
    await check('notes');
    await panel(page, '记录');
    await check('history');
    for (const [item, ready] of [['对比', 'tbody tr'], ['导出', 'form'], ['改名', 'form'], ['另存一份', 'form'], ['删除草案', 'form']] as const) {
      await page.locator('.bar').getByRole('button', { name: '更多' }).click();
      if (item === '对比') await check('menu');
      await page.locator('#redraw-menu').getByRole('button', { name: item, exact: true }).click();
      await until(item, async () => (await dialog(page).locator(ready).count()) > 0);
      await check(item);
      await page.keyboard.press('Escape');
    }
    await page.locator('.bar').getByRole('button', { name: '校核' }).click();
    await until('the check', async () => (await dialog(page).locator('p.verdict').count()) > 0);
    await check('check');
    await page.keyboard.press('Escape');
    await desk.close();
  });
});
const panel = (page: Page, name: string) => page.locator('.panels').getByRole('button', { name }).click();

describe('on smaller screens', () => {
  it('keeps the side in a drawer on a tablet', async () => {
    const { page, close } = await openPlan('', { width: 1024, height: 768 });
    expect(await page.locator('section.score').isVisible()).toBe(false);
    await page.getByRole('button', { name: '打开面板' }).click();
    await until('the drawer', async () => page.locator('section.score').isVisible());
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
    await close();
  });

  it('is for reading on a phone, and says so', async () => {
    const { page, close } = await visit(browser, `${house.url}/?room=redraw&plan=${plan}`, { width: 390, height: 844 }, 'demo-planner');
    await planReady(page);
    expect(await side(page).getByText('手机上可以看').count()).toBe(1);
    expect(await page.getByRole('toolbar').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await close();
  });
});

describe('what cannot be', () => {
  it('says in words that a plan is gone, and leads back', async () => {
    const lost = await visit(browser, `${house.url}/?room=redraw&plan=00000000-0000-4000-8000-000000000000`, { width: 1440, height: 900 }, 'demo-planner');
    await until('the reason', async () => (await side(lost.page).getByRole('alert').textContent())?.includes('没有找到'));
    await side(lost.page).getByRole('button', { name: '回到开始' }).click();
    await until('the start', async () => (await side(lost.page).getByRole('button', { name: '自动划分' }).count()) > 0);
    await lost.close();
  });

  it('takes no table with faults, and names each line', async () => {
    const desk = await visit(browser, `${house.url}/?room=redraw&sel=area:${STREET}`, { width: 1440, height: 900 }, 'demo-planner');
    const { page } = desk;
    const plans = (await askAs<unknown[]>(page, '/plans')).length;
    await side(page).getByRole('button', { name: '导入 CSV' }).click();
    await dialog(page).getByLabel('CSV 文件').setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(`unit,grid\n37021600100199999,370216001001001\n37021600200100001,370216001001001\n`) });
    await dialog(page).getByRole('button', { name: '导入为草案' }).click();
    await until('the faults', async () => (await dialog(page).locator('li').count()) >= 2);
    expect(await dialog(page).getByRole('alert').textContent()).toMatch(/有 [\d,]+ 处不对/);
    expect((await askAs<unknown[]>(page, '/plans')).length).toBe(plans);
    await desk.close();
  });
});

import { expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import { until, visit } from './map.ts';

it('an empty store says why there is no map and what to do', async () => {
  const [house, browser] = await Promise.all([startHouse('empty'), launchBrowser()]);
  const { page } = await visit(browser, house.setup!, undefined, null);
  await page.getByLabel('登录名').fill('zhang.wei');
  await page.getByLabel('姓名或岗位').fill('张伟');
  await page.getByLabel('密码', { exact: true }).fill('潮水退去之后礁石还在');
  await page.getByLabel('再输一遍').fill('潮水退去之后礁石还在');
  await page.getByRole('button', { name: '建立管理员' }).click();
  await until('the notice', async () => (await page.locator('.notice.empty').count()) > 0);
  const text = await page.locator('.notice').textContent();
  expect(text).toContain('npm start');
  expect(text).toContain('npm run import');
  await browser.close();
  await house.stop();
});

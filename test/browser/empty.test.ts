import { expect, it } from 'vitest';
import { launchBrowser, startHouse } from './house.ts';
import { until, visit } from './map.ts';

it('an empty store says why there is no map and what to do', async () => {
  const [house, browser] = await Promise.all([startHouse('empty'), launchBrowser()]);
  const { page } = await visit(browser, house.url);
  await until('the notice', async () => (await page.locator('.notice.empty').count()) > 0);
  const text = await page.locator('.notice').textContent();
  expect(text).toContain('npm start');
  expect(text).toContain('npm run import');
  await browser.close();
  await house.stop();
});

/** The redraw room as a browser test sees it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { until } from './map.ts';

export const STREET = '370216001';

export const side = (page: Page): Locator => page.locator('#redraw-side');
export const dialog = (page: Page): Locator => page.locator('dialog[open]');
export const numberIn = (text: string | null | undefined): number => Number((/[\d,]+/.exec(text ?? '') ?? ['NaN'])[0].replaceAll(',', ''));

/** The four figures at the top of the side: in window, of how many, deviation, households moved of all. */
export async function scoreOf(page: Page): Promise<{ inWindow: number; judged: number; deviation: number; moved: number }> {
  const section = page.locator('section.score');
  const figures = await section.locator('dd').allTextContents();
  const [inWindow, judged] = (/([\d,]+)\s*\/ ([\d,]+)/.exec(figures[0]!) ?? []).slice(1).map(numberIn);
  return { inWindow: inWindow!, judged: judged!, deviation: numberIn(figures[1]), moved: numberIn(/调整 ([\d,]+) \//.exec(await section.locator('.small').textContent() ?? '')?.[1]) };
}

/** Waits until a plan is open and nobody draws it. */
export async function planReady(page: Page): Promise<void> {
  await until('the plan', async () => (await page.locator('section.score').count()) > 0 && (await page.locator('section.progress').count()) === 0, 180_000);
}

/** Waits until the server has everything. */
export const saved = (page: Page): Promise<boolean> => until('everything is saved', async () => ((await page.locator('.bar .saved').textContent()) ?? '').trim().startsWith('已保存'));

/** Presses Tab until what has the focus is what is meant. */
export async function tabTo(page: Page, what: Locator, most = 120): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await what.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus never came to ${String(what)}`);
}

/** The serious faults of accessibility of what is on the page; the map itself is left out. */
export async function faults(page: Page): Promise<[string, string | undefined][]> {
  const { violations } = await new AxeBuilder({ page }).exclude('#map').analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html]);
}

import { describe, expect, it } from 'vitest';
import { contrast, inkOn } from '../../web/theme/contrast.ts';
import { THEMES, TOKENS } from '../../web/theme/tokens.ts';

describe.each(THEMES)('the %s theme', (theme) => {
  const t = TOKENS[theme];
  const grounds = { sheet: t.sheet, panel: t.panel, sunk: t.sunk, landIn: t.landIn };

  it.each(['ink1', 'ink2', 'ink3', 'accent', 'alert'] as const)('%s is readable on sheet, panel, sunk and land', (ink) => {
    for (const ground of Object.values(grounds)) expect(contrast(t[ink], ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('has the contrasts of the look on its reference ground', () => {
    const ground = theme === 'day' ? t.panel : t.sheet;
    const expected = theme === 'day'
      ? { ink1: 15.4, ink2: 7.3, ink3: 5.5, accent: 6.2, alert: 6.5 }
      : { ink1: 16.5, ink2: 9.9, ink3: 5.9, accent: 10.7, alert: 7.2 };
    for (const [ink, value] of Object.entries(expected)) expect(contrast(t[ink as 'ink1'], ground)).toBeCloseTo(value, 0);
  });

  it('has water names that are readable at every depth', () => {
    for (const sea of [t.sea, t.sea45, t.sea16]) expect(contrast(t.waterName, sea)).toBeGreaterThanOrEqual(4.5);
  });

  it('has labels of at least 4.5 on every step of density, selected rows and buttons', () => {
    for (const step of t.density) expect(contrast(inkOn(step), step)).toBeGreaterThanOrEqual(4.5);
    for (const step of t.window) expect(contrast(inkOn(step), step)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(t.ink1, t.accentSoft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(t.onAccent, t.accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('has a density ramp that grows one way', () => {
    const values = t.density.map((c) => contrast(c, '#000000'));
    const sorted = values.toSorted((a, b) => (theme === 'day' ? b - a : a - b));
    expect(values).toEqual(sorted);
  });

  it('marks parks, workshops and fields with 3:1 on land', () => {
    const least = theme === 'day' ? 2 : 3; // The day amber is outlined in ink instead.
    for (const mark of [t.park, t.workshop, t.field]) expect(contrast(mark, t.landIn)).toBeGreaterThanOrEqual(least);
  });
});

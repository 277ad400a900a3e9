import { describe, expect, it } from 'vitest';
import { distribution, medianHouseholds, worstGrids } from '../../../web/wall/scenes/grids/figures.ts';

const URBAN = { min: 300, max: 500 }, RURAL = { min: 30, max: 60 };
const grid = (households: number, window: { min: number; max: number } | null = URBAN, kind: 'basic' | 'dedicated' = 'basic') => ({ code: `3702160010010${households}`, kind, name: `第${households}网格`, households, window });

describe('grids against their window', () => {
  it('are counted in bins that end where the window ends, each of one class', () => {
    const of = distribution([grid(299), grid(300), grid(500), grid(501), grid(5000), grid(0), grid(45, RURAL), grid(400, URBAN, 'dedicated'), grid(400, null)], URBAN);
    expect(of.grids).toBe(6);
    expect(of.inside).toBe(2);
    expect(of.bins.reduce((n, bin) => n + bin.grids, 0)).toBe(6);
    expect(of.bins.filter((bin) => bin.grids).map(({ from, cls, grids }) => [from, cls, grids])).toEqual([[0, -2, 1], [275, -1, 1], [300, 0, 1], [475, 0, 1], [500, 1, 1], [of.bins.at(-1)!.from, 2, 1]]);
    expect(of.bins.filter((bin) => bin.cls === 0).map((bin) => [bin.from, bin.to])).toEqual([[300, 325], [325, 350], [350, 375], [375, 400], [400, 425], [425, 450], [450, 475], [475, 500]]);
  });

  it('have bins of whole households in a narrow window too', () => {
    const of = distribution([29, 30, 33, 34, 60, 61].map((n) => grid(n, RURAL)), RURAL);
    expect(of.inside).toBe(4);
    expect(of.bins.filter(({ cls }) => cls === 0).reduce((n, bin) => n + bin.grids, 0)).toBe(4);
    expect(of.bins.every((bin, i) => i === 0 || bin.from === of.bins[i - 1]!.to)).toBe(true);
  });

  it('that are furthest off come first, over and under by the same measure', () => {
    expect(worstGrids([grid(1500), grid(60), grid(499), grid(505), grid(0), grid(20, RURAL), grid(900, URBAN, 'dedicated')], 3).map(({ households, times }) => [households, Math.round(times * 10) / 10])).toEqual([[60, 0.2], [1500, 3], [20, 0.7]]);
  });

  it('have a middle that dedicated ones do not move', () => {
    expect(medianHouseholds([grid(100), grid(200), grid(400), grid(9000, URBAN, 'dedicated')])).toBe(200);
    expect(medianHouseholds([grid(100), grid(201)])).toBe(151);
    expect(medianHouseholds([])).toBeNull();
  });
});

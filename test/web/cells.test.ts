import { describe, expect, it } from 'vitest';
import type { CellsAnswer, DaysAnswer } from '../../web/api/types.ts';
import { countUp, daysOf, paintCells, wholeMonths } from '../../web/incidents/cells.ts';

const RAMP = ['#000001', '#000002', '#000003'];
const answer = (month: string, rows: [community: number, x: number, y: number, category: string | null, count: number][], totals: number[]): CellsAnswer => ({
  month, threshold: 5, cell: { metres: 1000, lonE6: 11_000, latE6: 9000 },
  communities: { code: totals.map((_, i) => `37021600100${i}`), count: totals },
  cells: { community: rows.map((r) => r[0]), lonE6: rows.map((r) => (r[1] + 0.5) * 11_000), latE6: rows.map((r) => (r[2] + 0.5) * 9000), category: rows.map((r) => r[3]), count: rows.map((r) => r[4]) },
});
const daily = (month: string, rows: [string, number][]): DaysAnswer => ({ month, threshold: 5, communities: ['370216001000'], days: { community: rows.map(() => 0), day: rows.map((r) => r[0]), count: rows.map((r) => r[1]) } });

describe('whole months', () => {
  it('end with the last that is over', () => {
    expect(wholeMonths('2025-11-22', '2026-11-22', 1)).toEqual(['2026-10']);
    expect(wholeMonths('2025-11-22', '2026-11-30', 3)).toEqual(['2026-09', '2026-10', '2026-11']);
    expect(wholeMonths('2025-11-22', '2026-02-27', 3)).toEqual(['2025-12', '2026-01']);
  });
  it('are the month that has begun while none is over', () => expect(wholeMonths('2026-11-03', '2026-11-22', 3)).toEqual(['2026-11']));
  it('have first and last days', () => expect(daysOf(['2025-12', '2026-01', '2026-02'])).toEqual({ from: '2025-12-01', to: '2026-03-01' }));
});

describe('counts of cells', () => {
  const cells = [answer('2026-02', [[0, 5, 3, null, 20], [0, 5, 3, '01', 12], [0, 5, 3, '02', 8], [1, 5, 3, null, 10]], [24, 10])];
  it('take totals from communities, which know what the cells hide', () => {
    const { byCommunity, byDay, byCategory } = countUp(cells, [daily('2026-02', [['2026-02-01', 20], ['2026-02-28', 9]])]);
    expect(byCommunity).toEqual({ '370216001000': 24, '370216001001': 10 });
    expect(byDay).toHaveLength(28);
    expect([byDay![0], byDay![1], byDay![27]]).toEqual([20, 0, 9]);
    expect(byCategory).toBeNull();
  });
  it('show no chart of which a fifth is hidden', () => {
    expect(countUp(cells, [daily('2026-02', [['2026-02-01', 27]])]).byDay).toBeNull();
    expect(countUp(cells, [daily('2026-02', [['2026-02-01', 28]])]).byDay).not.toBeNull();
  });
});

describe('the picture of cells', () => {
  it('adds a cell that two communities share, and colours it by its cases per km²', () => {
    const picture = paintCells([answer('2026-02', [[0, 5, 3, null, 20], [1, 5, 3, null, 10], [1, 6, 3, null, 5]], [20, 15])], [10, 25], RAMP)!;
    expect(picture.bounds).toEqual([0.055, 0.027, 0.077, 0.036]);
    expect([picture.columns, picture.rows]).toEqual([24, 12]);
    const blue = (x: number) => picture.pixels[x * 4 + 2];
    expect([blue(0), blue(11), blue(12)]).toEqual([3, 0, 1]);
  });
  it('has north on top', () => {
    const picture = paintCells([answer('2026-02', [[0, 5, 3, null, 5], [0, 5, 4, null, 30]], [35])], [10, 25], RAMP)!;
    expect(picture.pixels[2]).toBe(3);
  });
  it('is none where nothing may be shown', () => expect(paintCells([answer('2026-02', [[0, 5, 3, '01', 9]], [9])], [10, 25], RAMP)).toBeNull());
});

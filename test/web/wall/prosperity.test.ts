import { describe, expect, it } from 'vitest';
import type { ParkProperties } from '../../../web/api/types.ts';
import { bandYears, byStreet, falling, lowestByStreet, newestPeriod, projectRows, totalOf, withoutProject } from '../../../web/wall/scenes/prosperity/figures.ts';
import { arc, legendSteps, projectFeatures, sideOf } from '../../../web/wall/scenes/prosperity/marks.ts';

const park = (id: string, incomes: [year: number, months: number, incomeYuan: number][], more: Partial<ParkProperties> = {}): ParkProperties => ({
  id, kind: 'park', name: id, companyName: null, communityCode: '370216101200', areaM2: 1000, incomeYuan: 12, jobs: 10, villageCodes: [],
  incomes: incomes.map(([year, months, incomeYuan]) => ({ year, months, incomeYuan })), ...more,
});
const whole = [park('A', [[2025, 10, 100], [2025, 12, 130], [2026, 10, 121]]), park('B', [[2025, 10, 50], [2026, 10, 48]]), park('C', [[2026, 10, 200]]), park('D', [[2025, 12, 900]])];

describe('incomes of projects', () => {
  it('are compared with the same months of the year before, never with the whole year', () => {
    expect(newestPeriod(whole)).toEqual({ year: 2026, months: 10 });
    const rows = projectRows(whole, { year: 2026, months: 10 });
    expect(rows.map(({ id, now, before }) => [id, now, before])).toEqual([['C', 200, null], ['A', 121, 100], ['B', 48, 50], ['D', null, null]]);
    expect(rows.map(({ change }) => change && Math.round(change * 1000) / 1000)).toEqual([null, 0.21, -0.04, null]);
  });

  it('add up like with like: what is new counts, but is no growth, and who did not report is told', () => {
    const rows = projectRows(whole, { year: 2026, months: 10 });
    const total = totalOf(rows, new Map(whole.map((p) => [p.id, p])));
    expect(total).toMatchObject({ count: 4, income: 369, silent: 1, areaM2: 4000, jobs: 40, jobsHidden: false });
    expect(total.change).toBeCloseTo(169 / 150 - 1, 12);
  });

  it('without any report are those of a whole year, and compared with nothing', () => {
    const parks = [park('A', [], { jobs: null })];
    expect(newestPeriod(parks)).toBeNull();
    expect(projectRows(parks, null)[0]).toMatchObject({ now: 12, before: null, change: null });
    expect(totalOf(projectRows(parks, null), new Map([['A', parks[0]!]]))).toMatchObject({ income: 12, change: null, jobs: 0, jobsHidden: true });
  });

  it('that fall are told parks first, then by what is lost; less than half a percent is none', () => {
    const rows = projectRows([park('A', [[2025, 10, 100], [2026, 10, 96]]), park('W', [[2025, 10, 1000], [2026, 10, 500]], { kind: 'workshop' }), park('B', [[2025, 10, 300], [2026, 10, 250]]), park('S', [[2025, 10, 1000], [2026, 10, 997]])], { year: 2026, months: 10 });
    expect(falling(rows).map(({ id }) => id)).toEqual(['B', 'A', 'W']);
  });
});

describe('villages', () => {
  const reports = [
    { year: 2025, months: 12, streetCode: '370216101', villages: [5, 2, 1, 0] }, { year: 2025, months: 12, streetCode: '370216102', villages: [1, 1, 0, 1] },
    { year: 2026, months: 6, streetCode: '370216101', villages: [9, 0, 0, 0] }, { year: 2026, months: 10, streetCode: '370216101', villages: [1, 4, 2, 1] }, { year: 2026, months: 10, streetCode: '370216102', villages: [2, 0, 0, 1] },
  ];
  it('are counted by band: streets together, the newest report of a year alone', () => {
    expect(bandYears(reports, 4)).toEqual([{ year: 2025, months: 12, villages: [6, 3, 1, 1], total: 11 }, { year: 2026, months: 10, villages: [3, 4, 2, 2], total: 11 }]);
    expect(bandYears(reports, 1).map(({ year }) => year)).toEqual([2026]);
    expect(lowestByStreet(reports, { year: 2026, months: 10 })).toEqual([{ street: '370216102', n: 2 }, { street: '370216101', n: 1 }]);
  });
  it('that no project serves are found, by street', () => {
    const codes = withoutProject([{ code: '370216101200' }, { code: '370216101201' }, { code: '370216102200' }, { code: '370216102201' }, { code: '370216102202' }], [{ villageCodes: ['370216101200'] }, { villageCodes: ['370216102200', '370216101200'] }]);
    expect(codes).toEqual(['370216101201', '370216102201', '370216102202']);
    expect(byStreet(codes)).toEqual([{ street: '370216102', n: 2 }, { street: '370216101', n: 1 }]);
  });
});

describe('marks on the map', () => {
  it('have areas as the incomes, down to what can still be seen', () => {
    expect(sideOf(28_000_000, 28_000_000)).toBe(64);
    expect(sideOf(7_000_000, 28_000_000)).toBe(32);
    expect([sideOf(0, 28_000_000), sideOf(null, 0)]).toEqual([12, 12]);
  });
  it('reach each village they serve, end to end, and small ones lie on top', () => {
    const { marks, spokes } = projectFeatures([{ id: 'small', kind: 'field', name: 'f', figure: '', income: 1e6, at: [0, 0], villages: [[1, 1]] }, { id: 'large', kind: 'park', name: 'p', figure: '', income: 2e7, at: [2, 2], villages: [[3, 3], [4, 4]] }]);
    expect(marks.features.map((f) => f.properties!['id'])).toEqual(['large', 'small']);
    expect(spokes.features.map((f) => (f.geometry as GeoJSON.LineString).coordinates).map((c) => [c[0], c.at(-1)])).toEqual([[[2, 2], [3, 3]], [[2, 2], [4, 4]], [[0, 0], [1, 1]]]);
    expect(arc([0, 0], [2, 0])[4]![1]).toBeGreaterThan(0);
  });
  it('are explained by round incomes that occur', () => {
    expect(legendSteps(28_600_000)).toEqual([2e6, 1e7, 2.8e7]);
    expect(legendSteps(11_000_000)).toEqual([5e5, 2e6, 1e7]);
    expect(legendSteps(2_400_000).every((step) => step <= 2_400_000)).toBe(true);
    expect(legendSteps(0)).toEqual([1e5]);
  });
});

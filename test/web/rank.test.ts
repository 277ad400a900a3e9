import { describe, expect, it } from 'vitest';
import type { AreaProperties } from '../../web/api/types.ts';
import { tally } from '../../web/grids/windowClass.ts';
import { overall, rank } from '../../web/ranking/rank.ts';
import { addDays, byMonth, dayOf, daysWithin } from '../../web/incidents/months.ts';
import { choose, pickable } from '../../web/map/pick.ts';
import { boxOf, dedicatedName, shortName } from '../../web/map/sheetData.ts';

const area = (code: string, households: number): AreaProperties => ({ code, level: 'street', parentCode: '370216', name: code, urbanRuralClass: null, window: null, label: null, households, units: 0, grids: 0, communities: 0, areaM2: 1 });
const areas = [area('a', 10_000), area('b', 20_000), area('c', 100)];
const cases: Record<string, number> = { a: 100, b: 400, c: 90 };

describe('the ranking of streets', () => {
  const rows = rank(areas, 'rate', (code) => cases[code]!, () => tally([]));
  it('puts the highest rate first and never ranks a small denominator', () => {
    expect(rows.map((r) => [r.code, r.value])).toEqual([['b', 20], ['a', 10], ['c', null]]);
  });
  it('has an overall that is all cases over all households', () => expect(overall(rows, 'rate')).toBeCloseTo(590 / 30.1, 6));
  it('puts the smallest share inside the window first', () => {
    const grid = (households: number) => ({ kind: 'basic' as const, households, window: { min: 300, max: 500 } });
    const by: Record<string, number[]> = { a: [400, 400], b: [100, 400], c: [] };
    const inside = rank(areas, 'inside', () => 0, (code) => tally(by[code]!.map(grid)));
    expect(inside.map((r) => [r.code, r.value])).toEqual([['b', 0.5], ['a', 1], ['c', null]]);
    expect(overall(inside, 'inside')).toBe(0.75);
  });
});

describe('periods', () => {
  it('are cut at the months and lose no day', () => {
    expect(byMonth('2026-08-25', '2026-11-23')).toEqual([
      { from: '2026-08-25', to: '2026-09-01' }, { from: '2026-09-01', to: '2026-10-01' }, { from: '2026-10-01', to: '2026-11-01' }, { from: '2026-11-01', to: '2026-11-23' },
    ]);
    expect(byMonth('2025-12-31', '2026-01-01')).toEqual([{ from: '2025-12-31', to: '2026-01-01' }]);
  });
  it('take their days out of all that are known, and are nothing before and after', () => {
    const known = { from: '2026-11-20', opened: [4, 0, 7] };
    expect(daysWithin(known, { from: '2026-11-21', to: '2026-11-23' })).toEqual([0, 7]);
    expect(daysWithin(known, { from: '2026-11-19', to: '2026-11-21' })).toEqual([0, 4]);
    expect(daysWithin(known, { from: '2026-11-22', to: '2026-11-24' })).toEqual([7, 0]);
  });
  it('are days of Shanghai', () => {
    expect(dayOf(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
    expect([dayOf(Date.parse('2026-12-31T15:59:59Z')), dayOf(Date.parse('2026-12-31T16:00:00Z'))]).toEqual(['2026-12-31', '2027-01-01']);
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('what a click means', () => {
  const hits = [{ layer: 'area-picks', code: '370216001001', level: 'community' }, { layer: 'area-picks', code: '370216001', level: 'street' }, { layer: 'grid-picks', code: 'g' }, { layer: 'place-marks', code: 'p' }];
  it('is a mark first, then the smallest land that is legible, then the area of the level', () => {
    expect(choose(hits, pickable(14, 'heat', ['places', 'grids'], false, null), 'community')).toEqual({ kind: 'place', id: 'p' });
    expect(choose(hits, pickable(14, 'heat', ['grids'], false, null), 'community')).toEqual({ kind: 'grid', id: 'g' });
    expect(choose(hits, pickable(10, 'heat', ['grids', 'areas'], false, null), 'street')).toEqual({ kind: 'area', id: '370216001' });
    expect(choose([], pickable(10, 'heat', ['areas'], false, null), 'street')).toBeNull();
  });
  it('is in the drill the level that is shown, whatever the zoom', () => {
    expect(choose(hits, pickable(16, 'measure', ['grids', 'units'], false, 'street'), 'street')).toEqual({ kind: 'area', id: '370216001' });
    expect(choose(hits, pickable(9, 'measure', [], false, 'grid'), 'street')).toEqual({ kind: 'grid', id: 'g' });
  });
});

describe('names and boxes', () => {
  it('shortens streets and towns but not to nothing', () => {
    expect([shortName('望潮街道', 'street'), shortName('松源镇', 'street'), shortName('湾镇', 'street'), shortName('锦帆社区', 'community')]).toEqual(['望潮', '松源', '湾镇', '锦帆社区']);
  });
  it('says what a dedicated grid is for', () => expect([dedicatedName('望海社区学校专属网格二'), dedicatedName('市场专属网格'), dedicatedName('专属网格')]).toEqual(['学校', '市场', '专属网格']));
  it('finds the box of a polygon', () => expect(boxOf({ type: 'Polygon', coordinates: [[[1, 2], [5, 2], [3, 9], [1, 2]]] })).toEqual([1, 2, 5, 9]));
});

import { describe, expect, it } from 'vitest';
import { emptyTally, MEASURES } from '../../../geodata/density/measures.ts';
import { breaksOf, stepOf } from '../../../geodata/density/breaks.ts';
import { chooseCategory } from '../../../web/drill/filters.ts';
import { parentOf, partsOf, pathTo } from '../../../web/drill/places.ts';
import { rankPlaces } from '../../../web/drill/rows.ts';
import { mainGroups, sharesOf } from '../../../web/drill/shareRows.ts';

const place = (code: string, households: number) => ({ code, name: code, households, areaM2: 1e6 });
const row = (code: string, opened: number, previous: number | null, due = 0, onTime = 0) => ({
  code, medianCloseHours: null, lastYear: null, now: { ...emptyTally(), opened, due, dueOnTime: onTime }, previous: previous === null ? null : { ...emptyTally(), opened: previous },
});
const A = '370216001', B = '370216002', C = '370216003', D = '370216004';

describe('the ranking', () => {
  const places = [place(A, 10_000), place(B, 20_000), place(C, 900), place(D, 8000)];
  const rows = rankPlaces(places, { byArea: [row(A, 300, 250), row(B, 400, 500), row(C, 90, 10)] }, 'perThousand', 'street');
  it('puts the worst first, and whoever is too small last and without a rank', () => {
    expect(rows.map(({ code, nth }) => [code, nth])).toEqual([[A, 1], [B, 2], [D, 3], [C, null]]);
  });
  it('keeps places without a case', () => expect(rows[2]!.figure).toMatchObject({ value: 0, numerator: 0 }));
  it('compares with the period before', () => expect([rows[0]!.change.value, rows[1]!.change.value].map((v) => Math.round(v! * 100))).toEqual([20, -20]));
  it('puts the lowest rate first where low is worse', () => {
    expect(rankPlaces(places, { byArea: [row(A, 0, null, 100, 95), row(B, 0, null, 100, 80), row(C, 0, null, 10, 0)] }, 'onTimeRate', 'street').map(({ code }) => code)).toEqual([B, A, C, D]);
  });
});

describe('the steps of the colours', () => {
  it('are six round ascending breaks around what is usual, the same for what is about the same', () => {
    expect(breaksOf('perThousand', 'street', 23.6)).toEqual(breaksOf('perThousand', 'street', 21));
    for (const usual of [0, 0.03, 1, 7.4, 23.6, 96, 101, 5e4]) for (const measure of MEASURES) for (const level of ['street', 'community', 'grid'] as const) {
      const breaks = breaksOf(measure, level, usual);
      expect(breaks).toHaveLength(6);
      for (let i = 1; i < 6; i++) expect(breaks[i]!).toBeGreaterThan(breaks[i - 1]!);
    }
  });
  it('hold what is usual between them', () => {
    for (const usual of [0.02, 1.3, 8.7, 9.9, 23.6, 640]) { const breaks = breaksOf('perThousand', 'street', usual); expect(usual).toBeGreaterThan(breaks[0]!); expect(usual).toBeLessThan(breaks[5]!); }
  });
  it('are darkest at the worse end', () => {
    expect(stepOf('perThousand', 99, [1, 2, 3, 4, 5, 6])).toBe(6);
    expect([0.5, 0.99].map((value) => stepOf('onTimeRate', value, breaksOf('onTimeRate', 'grid', 0)))).toEqual([6, 0]);
  });
});

describe('the way through the levels', () => {
  it('leads from the district to the grid and back', () => {
    expect(['370216', A, `${A}001`, `${A}001002`].map(partsOf)).toEqual(['street', 'community', 'grid', 'grid']);
    expect(pathTo(`${A}001002`, '370216')).toEqual(['370216', A, `${A}001`, `${A}001002`]);
    expect(parentOf(`${A}001002`, '370216')).toBe(`${A}001`);
  });
  it('ends at what one may see', () => {
    expect(pathTo(`${A}001`, A)).toEqual([A, `${A}001`]);
    expect([parentOf(A, A), parentOf(`${A}001`, A)]).toEqual([null, A]);
  });
});

describe('parts of the whole', () => {
  const groups = [{ code: '0101', now: 30, previous: 20, lastYear: null }, { code: '0102', now: 10, previous: null, lastYear: null }, { code: '0201', now: 60, previous: 100, lastYear: 5 }];
  it('are added up by 大类, and unknown where a part is unknown', () => {
    expect(mainGroups(groups)).toEqual([{ code: '01', now: 40, previous: null, lastYear: null }, { code: '02', now: 60, previous: 100, lastYear: 5 }]);
  });
  it('change only from a base that can', () => expect(sharesOf([...groups, { code: '03', now: 9, previous: 3, lastYear: null }], (c) => c).map(({ code, change }) => [code, change])).toEqual([['0201', -0.4], ['0101', 0.5], ['0102', null], ['03', null]]));
  it('are chosen one level at a time', () => {
    expect(chooseCategory(['01'], '0102')).toEqual(['0102']);
    expect(chooseCategory(['0102', '0201'], '01')).toEqual(['01', '0201']);
    expect(chooseCategory(['01'], '01')).toEqual([]);
  });
});

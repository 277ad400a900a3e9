import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../geodata/density/neighbours.ts';
import { spanText } from '../../../web/numbers/span.ts';
import { chooseCallouts, type Callout } from '../../../web/wall/scenes/situation/callouts.ts';
import { dotsOf, withDots } from '../../../web/wall/scenes/situation/dots.ts';
import { against, categoryRows, highest, newestAt, rankPlaces, rateBreaks } from '../../../web/wall/scenes/situation/figures.ts';
import { landTest } from '../../../web/wall/callouts/landTest.ts';
import { neighbourRates } from '../../../web/wall/scenes/situation/neighbourRates.ts';
import { placeCallouts, type Anchor, type Rect } from '../../../web/wall/callouts/placeCallouts.ts';
import { gathered, ringsNow, type Pulse } from '../../../web/wall/scenes/situation/rings.ts';

describe('today against what is expected by now', () => {
  it('tells how many more, and what share', () => expect(against(1286, 1144)).toEqual({ by: 142, share: 1286 / 1144 - 1 }));
  it('tells how many fewer', () => expect(against(80, 100)).toEqual({ by: -20, share: 80 / 100 - 1 }));
  it('takes less than five in a hundred for the same', () => expect(against(104, 100)).toEqual({ by: 0, share: 0 }));
  it('says nothing without an expectation', () => { expect(against(5, null)).toBeNull(); expect(against(5, 0)).toBeNull(); });
});

describe('categories of today', () => {
  const rows = categoryRows([{ code: '0101', opened: 60, lastWeek: 50 }, { code: '0102', opened: 40, lastWeek: 30 }, { code: '0301', opened: 130, lastWeek: 90 }, { code: '0401', opened: 9, lastWeek: 3 }, { code: '0501', opened: 0, lastWeek: 0 }], 4);
  it('are 大类, most first', () => expect(rows.map(({ code, opened }) => [code, opened])).toEqual([['03', 130], ['01', 100], ['04', 9]]));
  it('are compared with a week ago where that was enough', () => expect(rows.map(({ change }) => change)).toEqual([130 / 90 - 1, 100 / 80 - 1, null]));
  it('mark one that rises', () => expect(rows.filter(({ rises }) => rises).map(({ code }) => code)).toEqual(['03']));
});

describe('places by reports per 1,000 households', () => {
  const { rows, mean } = rankPlaces(new Map([['a', 10], ['b', 30], ['c', 5]]), [{ code: 'a', households: 5000 }, { code: 'b', households: 10_000 }, { code: 'c', households: 100 }, { code: 'd', households: 9000 }]);
  it('are ranked, few households and unknown counts left out', () => expect(rows.map(({ code, rate }) => [code, rate])).toEqual([['b', 3], ['a', 2]]));
  it('have the mean of all households together', () => expect(mean).toBeCloseTo((45 / 15_100) * 1000));
  it('have no mean without counts', () => expect(rankPlaces(new Map(), [{ code: 'a', households: 5 }])).toEqual({ rows: [], mean: null }));
});

it('steps of the ramp are round and go with the mean in rungs', () => {
  expect(rateBreaks(0.97)).toEqual([0.6, 1.1, 1.5, 2, 2.5, 3.2]);
  expect(rateBreaks(4.06)).toEqual(rateBreaks(3.9));
  expect(rateBreaks(4.06)).toEqual([2.4, 4.4, 6, 8, 10, 13]);
  expect(rateBreaks(null)).toEqual(rateBreaks(1));
});

it('the chart of the day reaches as high as its highest bar or band', () => {
  expect(highest([{ opened: 4, high: 9 }, { opened: null, high: null }])).toBe(9);
  expect(highest([{ opened: 0, high: 0 }])).toBe(1);
});

it('the newest report is that of any street', () => {
  expect(newestAt([{ lastAt: 5 }, { lastAt: null }, { lastAt: 9 }])).toBe(9);
  expect(newestAt([{ lastAt: null }])).toBeNull();
});

it('a grid has the rate of itself and those that touch it', () => {
  // 0 – 1 – 2, nobody lives in 2
  expect([...neighbourRates([1, 0, 1], [400, 100, 0], neighboursOf([[1], [0, 2], [1]]))]).toEqual([2, 4, Number.NaN]);
});

it('lengths of time are told in the unit that says them best', () => {
  expect([240, 3600, 5400, 9360, 93_600, 300_000, null].map((seconds) => spanText(seconds, 'zh-CN'))).toEqual(['4 分', '1 小时', '90 分', '2.6 小时', '26 小时', '3.5 天', '—']);
  expect(spanText(7200, 'en')).toBe('2 h');
});

describe('rings of what comes in', () => {
  const pulse = (grid: string): Pulse => ({ at: [120, 30], street: '330999001', grid });
  it('are one for each while there is room in the second', () => expect(ringsNow([pulse('a'), pulse('a')], 10)).toHaveLength(2));
  it('wait for the next second beyond twelve', () => expect(ringsNow([pulse('a'), pulse('b')], 11)).toBeNull());
  it('are one a grid with a count in a burst, at most twelve, the largest first', () => {
    const burst = Array.from({ length: 60 }, (_, i) => pulse(i < 20 ? 'big' : `grid ${String(i).padStart(2, '0')}`));
    const rings = ringsNow(burst, 0)!;
    expect(rings).toHaveLength(12);
    expect(rings[0]).toMatchObject({ place: 'big', n: 20 });
  });
  it('are of streets where places are not shown', () => expect(gathered([{ at: null, street: 's' }, { at: null, street: 's' }])).toEqual([{ place: 's', at: null, n: 2 }]));
});

describe('dots', () => {
  const day = 86_400_000;
  it('stay for a day', () => expect(withDots([{ at: [1, 1], atMs: 0 }, { at: [2, 2], atMs: 10 }], [{ at: [3, 3], atMs: day }], day + 5).map(({ at }) => at[0])).toEqual([2, 3]));
  it('stand once at a place, by the newest report there', () => expect(withDots([{ at: [1, 1], atMs: 0 }, { at: [2, 2], atMs: 10 }], [{ at: [1, 1], atMs: day }], day + 5)).toEqual([{ at: [2, 2], atMs: 10 }, { at: [1, 1], atMs: day }]));
  it('are of reports whose place is known, oldest first', () => {
    const incidents = { length: 4, lonE6: Int32Array.of(120_500_000, 0, 120_700_000, 120_600_000), latE6: Int32Array.of(36_100_000, 0, 36_300_000, 36_200_000), openedS: Uint32Array.of(30, 20, 40, 10), located: Uint8Array.of(0, 2, 1, 0) };
    expect(dotsOf(incidents)).toEqual([{ at: [120.6, 36.2], atMs: 10_000 }, { at: [120.5, 36.1], atMs: 30_000 }]);
  });
});

describe('call-outs', () => {
  const report = (key: string, area: string, atMs: number): Callout => ({ key, area, at: [0, 0], alert: null, category: '0101', state: 'opened', atMs });
  const raised: Callout = { ...report('alert 1', 's1', 0), alert: '1' };
  const now = 1_000_000;
  it('are the first alert and the newest reports, one an area', () => {
    expect(chooseCallouts([], new Map(), [raised], [report('r4', 's2', now - 1), report('r3', 's2', now - 2), report('r2', 's1', now - 3), report('r1', 's3', now - 4), report('r0', 's4', now - 5)], now).map(({ key }) => key)).toEqual(['alert 1', 'r4', 'r1']);
  });
  it('stand long enough to be read, in a burst too', () => {
    const standing = [report('old', 's1', now - 9000)];
    const burst = ['s2', 's3', 's4'].map((area, i) => report(`r${i}`, area, now - i));
    expect(chooseCallouts(standing, new Map([['old', now - 5000]]), [], burst, now)[0]!.key).toBe('old');
    expect(chooseCallouts(standing, new Map([['old', now - 20_000]]), [], burst, now).some(({ key }) => key === 'old')).toBe(false);
  });
  it('go when they are no news', () => expect(chooseCallouts([], new Map(), [], [report('r', 's', now - 16 * 60_000)], now)).toEqual([]));
});

describe('words beside the map', () => {
  const free: Rect = { left: 0, top: 0, width: 1000, height: 600 };
  const anchor = (key: string, x: number, y: number): Anchor => ({ key, x, y, width: 240, height: 88 });
  const isLand = ({ x }: { x: number }) => x > 200 && x < 640;
  const placed = placeCallouts([anchor('a', 400, 200), anchor('b', 420, 320), anchor('c', 380, 420)], free, [{ left: 700, top: 480, width: 300, height: 120 }], isLand, 1);
  it('stand upon the sea, apart from each other and from what stands there', () => {
    expect(placed).toHaveLength(3);
    for (const { label } of placed) {
      expect(label.left >= 600 || label.left + label.width <= 260).toBe(true);
      expect(label.top + label.height <= 480 || label.left + label.width <= 700).toBe(true);
    }
    for (const [i, { label: a }] of placed.entries()) for (const { label: b } of placed.slice(i + 1)) expect(a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top).toBe(true);
  });
  it('are left out where there is no room', () => expect(placeCallouts([anchor('a', 100, 100)], { left: 0, top: 0, width: 200, height: 80 }, [], () => false, 1)).toEqual([]));
});

it('tells land from sea by px', () => {
  const square: [number, number][][][] = [[[[120.25, 30.25], [120.75, 30.25], [120.75, 30.75], [120.25, 30.75], [120.25, 30.25]]]];
  const isLand = landTest(square, { bounds: [120, 30, 121, 31], width: 1000, height: 1000 }, 10);
  expect([isLand({ x: 500, y: 500 }), isLand({ x: 100, y: 500 }), isLand({ x: 500, y: 900 })]).toEqual([true, false, false]);
});

import { describe, expect, it } from 'vitest';
import { gapsOf, rankedOf, shareOf } from '../../../web/wall/scenes/service/reach.ts';

const row = (code: string, within: [number, number, number], more: { beyond?: number; cutOff?: number; noRoad?: number; median?: number | null } = {}) =>
  ({ code, within, beyond: 0, cutOff: 0, noRoad: 0, median: 5, ...more });

describe('the share of households within reach', () => {
  it('is of those of whom it can be said', () => {
    expect(shareOf(row('a', [10, 20, 30], { beyond: 20, cutOff: 20, noRoad: 900 }))).toBe(0.6);
  });
  it('is none where nothing can be said', () => {
    expect(shareOf(row('a', [0, 0, 0], { noRoad: 900 }))).toBeNull();
  });
});

describe('gaps', () => {
  it('are communities with people out of reach, the most first, and the same order every time', () => {
    const gaps = gapsOf([row('c', [5, 0, 0], { beyond: 10 }), row('a', [5, 0, 0]), row('b', [0, 0, 0], { beyond: 4, cutOff: 6, median: null }), row('d', [0, 0, 0], { beyond: 80, noRoad: 3 })]);
    expect(gaps).toEqual([
      { code: 'd', out: 80, known: 80, median: 5, cutOff: false },
      { code: 'b', out: 10, known: 10, median: null, cutOff: true },
      { code: 'c', out: 10, known: 15, median: 5, cutOff: false },
    ]);
  });
  it('are none of homes without a road: of them nothing is known', () => {
    expect(gapsOf([row('a', [1, 0, 0], { noRoad: 50 })])).toEqual([]);
  });
});

describe('the ranking', () => {
  it('begins with the lowest share and leaves out what cannot be told', () => {
    expect(rankedOf([row('a', [9, 0, 0], { beyond: 1 }), row('b', [0, 0, 0], { noRoad: 5 }), row('c', [1, 0, 0], { beyond: 9 })])).toEqual([{ code: 'c', share: 0.1 }, { code: 'a', share: 0.9 }]);
  });
});

import { describe, expect, it } from 'vitest';
import { advance, step, type Rotation } from '../../../web/wall/rotation.ts';

const SECONDS = [60, 30, 30];
const START: Rotation = { index: 0, playedMs: 0 };

describe('the rotation of scenes', () => {
  it('plays each for as long as it has, around and around', () => {
    let rotation = START;
    const shown: number[] = [];
    for (let s = 0; s < 240; s++) { shown.push(rotation.index); rotation = advance(rotation, 1000, SECONDS); }
    expect([0, 1, 2].map((index) => shown.filter((each) => each === index).length)).toEqual([120, 60, 60]);
    expect(shown.slice(58, 62)).toEqual([0, 0, 1, 1]);
  });

  it('does not rush through the scenes after a sleep, nor go back when time does', () => {
    expect(advance(START, 8 * 3_600_000, SECONDS)).toEqual({ index: 0, playedMs: 5000 });
    expect(advance({ index: 1, playedMs: 400 }, -1e9, SECONDS)).toEqual({ index: 1, playedMs: 400 });
  });

  it('begins one scene alone anew, and survives a wall that lost scenes', () => {
    expect(advance({ index: 0, playedMs: 9900 }, 200, [10])).toEqual({ index: 0, playedMs: 0 });
    expect(advance({ index: 7, playedMs: 0 }, 100, SECONDS)).toEqual({ index: 2, playedMs: 100 });
    expect(advance({ index: 7, playedMs: 0 }, 100, [])).toEqual(START);
  });

  it('steps around both ends', () => {
    expect([step(START, -1, 3).index, step({ index: 2, playedMs: 5 }, 1, 3), step(START, 1, 0).index]).toEqual([2, { index: 0, playedMs: 0 }, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../geodata/density/neighbours.ts';
import { spotsNow } from '../../../geodata/density/spotsNow.ts';

/** A field of 10 × 10 grids, each beside those above, below, left and right. */
const SIZE = 10;
const neighbours = neighboursOf(Array.from({ length: SIZE * SIZE }, (_, i) => [i - SIZE, i + SIZE, i % SIZE ? i - 1 : -1, (i + 1) % SIZE ? i + 1 : -1].filter((n) => n >= 0 && n < SIZE * SIZE)));
const households = Array.from({ length: SIZE * SIZE }, () => 400);
/** Two cases everywhere and so many in a cross around a middle. */
const field = (hot: Record<number, number>) => Array.from({ length: SIZE * SIZE }, (_, i) => { for (const [middle, n] of Object.entries(hot)) if (Number(middle) === i || [...neighbours.neighbour.subarray(neighbours.offset[Number(middle)], neighbours.offset[Number(middle) + 1])].includes(i)) return n; return 2; });

describe('hot spots of now', () => {
  it('are joined where they touch and told by their hottest place', () => {
    const { spots, kind } = spotsNow(field({ 33: 20 }), field({}), households, neighbours);
    expect(spots).toHaveLength(1);
    expect(spots[0]!.members[0]).toBe(33);
    expect(spots[0]!.now).toBeGreaterThanOrEqual(100);
    expect(spots[0]!.turn).toBe('new');
    expect(kind[33]).toBe(3);
    expect(kind[99]).toBe(0);
  });
  it('stay, grow or shrink against then, and those of then that are none any more have faded', () => {
    const then = field({ 33: 20, 77: 20 });
    expect(spotsNow(then, then, households, neighbours).spots.map(({ turn }) => turn)).toEqual(['same', 'same']);
    expect(spotsNow(field({ 33: 60 }), then, households, neighbours)).toMatchObject({ spots: [{ turn: 'more' }], faded: [{ before: expect.any(Number) }] });
    expect(spotsNow(field({ 33: 20 }), field({ 33: 60 }), households, neighbours).spots[0]!.turn).toBe('less');
    expect(spotsNow(field({ 33: 20 }), then, households, neighbours).faded[0]!.members).toContain(77);
  });
  it('are none where all is alike, nor where nothing is', () => {
    expect(spotsNow(field({}), field({}), households, neighbours)).toMatchObject({ spots: [], faded: [] });
    const nothing = households.map(() => 0);
    expect(spotsNow(nothing, nothing, households, neighbours).spots).toEqual([]);
  });
  it('are none of a few cases, however unlikely', () => {
    const one = households.map((_, i) => (i === 44 ? 4 : 0));
    expect(spotsNow(one, one, households, neighbours)).toMatchObject({ spots: [], faded: [] });
    expect(Math.max(...spotsNow(one, one, households, neighbours).kind)).toBeLessThan(2);
  });
});

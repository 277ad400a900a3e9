import { describe, expect, it } from 'vitest';
import { roomFor } from '../../web/map/room.ts';

const usual = { top: 10, right: 10, bottom: 10, left: 10 };
/** A square around the equator; a diamond leaves the corners of its box free. */
const square = [[0, 0], [1, 0], [1, 1], [0, 1]], diamond = [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]];
const legend = { left: 10, top: 420, right: 160, bottom: 490 };

describe('the room a map leaves', () => {
  it('is the usual one where nothing stands on it, or only where the place is not', () => {
    expect(roomFor(square, 800, 500, usual, [])).toEqual(usual);
    expect(roomFor(diamond, 500, 500, usual, [legend])).toEqual(usual);
  });
  it('keeps clear of what would cover the place, on the side that leaves it largest', () => {
    const padding = roomFor(square, 500, 500, usual, [legend]);
    expect(padding).toEqual({ ...usual, bottom: 88 });
    expect(roomFor(square, 900, 500, usual, [{ ...legend, right: 300 }])).toEqual({ ...usual, left: 308 });
  });
  it('never leaves nothing: what covers everything is not minded', () => {
    expect(roomFor(square, 300, 300, usual, [{ left: 0, top: 0, right: 300, bottom: 300 }])).toEqual(usual);
    expect(roomFor([], 300, 300, usual, [legend])).toEqual(usual);
  });
});

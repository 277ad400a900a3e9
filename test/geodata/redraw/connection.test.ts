import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionTest } from '../../../geodata/redraw/connection.ts';
import { connectedParts } from '../../../geodata/redraw/grouping.ts';
import { splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { arbitraryTown } from './town.ts';

/** Whether what is left of a grid without `unit` is one part, and not none. */
function staysWhole(piece: Piece, grid: Int32Array, unit: number): boolean {
  const left = [...grid.keys()].filter((other) => other !== unit && grid[other] === grid[unit]);
  const part = connectedParts(piece, (other) => (other === unit ? -1 : grid[other]!));
  return left.length > 0 && new Set(left.map((other) => part[other])).size === 1;
}

test('a grid stays connected without a unit just when a flood over the rest says so', () => {
  const answers = { yes: 0, no: 0 };
  fc.assert(fc.property(arbitraryTown({ side: 9, units: 24 }), fc.array(fc.nat(2), { minLength: 24, maxLength: 24 }), (problem, labels) => {
    for (const piece of splitPieces(problem)) {
      const grid = connectedParts(piece, (unit) => labels[unit % labels.length]!), stays = connectionTest(piece, grid);
      for (let unit = 0; unit < grid.length; unit++) {
        const expected = staysWhole(piece, grid, unit);
        expect(stays(unit, grid[unit]!)).toBe(expected);
        answers[expected ? 'yes' : 'no']++;
      }
    }
  }), { numRuns: 100 });
  expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(100);
});

test('of a unit with more neighbours than a word has bits', () => {
  // A hub that touches forty units of a ring: without it the ring holds together, unless two of its units are in another grid.
  const n = 41, neighbours = Array.from({ length: n }, (_, unit) => (unit === 0 ? Array.from({ length: 40 }, (__, i) => i + 1) : [0, (unit % 40) + 1, ((unit + 38) % 40) + 1].sort((a, b) => a - b)));
  const offset = Int32Array.from([0, ...neighbours.map((_, i) => neighbours.slice(0, i + 1).flat().length)]);
  const piece = { units: Int32Array.from({ length: n }, (_, i) => i), offset, neighbour: Int32Array.from(neighbours.flat()) } as Piece;
  const grid = new Int32Array(n);
  expect(connectionTest(piece, grid)(0, 0)).toBe(true);
  grid[5] = grid[25] = 1;
  expect(connectionTest(piece, grid)(0, 0)).toBe(false);
  expect(connectionTest(piece, grid)(1, 0)).toBe(true);
});

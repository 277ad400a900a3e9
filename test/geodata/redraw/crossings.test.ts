import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossingsOf } from '../../../geodata/redraw/crossings.ts';
import { linksOf } from '../../../geodata/redraw/links.ts';
import { splitPieces } from '../../../geodata/redraw/pieces.ts';
import { arbitraryTown } from './town.ts';

test('the list of borders between grids is, after any moves, what a count afresh says, without the units that stay', () => {
  let moves = 0;
  fc.assert(fc.property(arbitraryTown({ side: 9, units: 24 }), fc.array(fc.tuple(fc.nat(), fc.nat(2)), { minLength: 10, maxLength: 40 }), (problem, changes) => {
    for (const piece of splitPieces(problem)) {
      const grid = new Int32Array(piece.units.length), mayLeave = (unit: number) => unit % 5 !== 0, { source } = linksOf(piece);
      const crossings = crossingsOf(piece, grid, mayLeave);
      const borders = [...piece.neighbour.keys()].filter((e) => mayLeave(source[e]!));
      expect(crossings.all).toBe(borders.length);
      for (const [unit, label] of changes) {
        grid[unit % grid.length] = label;
        crossings.moved(unit % grid.length);
        const between = borders.filter((e) => grid[source[e]!] !== grid[piece.neighbour[e]!]);
        expect([...crossings.list.subarray(0, crossings.count)].sort((a, b) => a - b)).toEqual(between);
        moves += between.length > 0 ? 1 : 0;
      }
    }
  }), { numRuns: 100 });
  expect(moves).toBeGreaterThan(100);
});

test('each border is known from both of its sides', () => {
  fc.assert(fc.property(arbitraryTown({ side: 9, units: 24 }), (problem) => {
    for (const piece of splitPieces(problem)) {
      const { source, twin } = linksOf(piece);
      twin.forEach((back, e) => {
        expect([source[back], piece.neighbour[back], twin[back]]).toEqual([piece.neighbour[e], source[e], e]);
      });
    }
  }), { numRuns: 100 });
});

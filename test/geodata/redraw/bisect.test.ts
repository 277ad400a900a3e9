import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bisector } from '../../../geodata/redraw/bisect.ts';
import { windowCost } from '../../../geodata/redraw/cost.ts';
import { connectedParts, groupingOf, type Grouping } from '../../../geodata/redraw/grouping.ts';
import { splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { random } from '../../../geodata/redraw/random.ts';
import { shape } from '../../../geodata/redraw/shape.ts';
import { recombiner } from '../../../geodata/redraw/recombine.ts';
import { solvePiece } from '../../../geodata/redraw/solvePiece.ts';
import { treeDrawer } from '../../../geodata/redraw/spanningTree.ts';
import { treePartition } from '../../../geodata/redraw/treePartition.ts';
import { continuedGrids, worthOf } from '../../../geodata/redraw/worth.ts';
import { arbitraryTown, town } from './town.ts';

/** A piece in connected grids of about so many units, each grown from a random one; one unit of some grids is locked to it. */
function randomGrouping(piece: Piece, most: number, seed: number, locks: boolean): Grouping {
  const chance = random(seed), n = piece.units.length, label = new Int32Array(n).fill(-1);
  const tree = treeDrawer(piece, chance).draw(chance.below(n), new Int32Array(n), 0);
  let labels = 0;
  for (let i = 0; i < tree.size; i++) label[tree.order[i]!] = i > 0 && chance.below(most) > 0 ? label[tree.parent[tree.order[i]!]!]! : labels++;
  const lock = piece.lock.slice();
  if (locks) for (let each = 0; each < labels; each += 2) lock[label.indexOf(each)] = 1000 + each;
  return groupingOf({ ...piece, lock }, connectedParts(piece, (unit) => label[unit]!));
}

describe('a step over two grids', () => {
  test('leaves connected grids, no dearer, with their locks, sums and members as they are counted afresh; cold steps none that is worth less', () => {
    let changed = 0;
    fc.assert(fc.property(arbitraryTown({ side: 8, units: 24 }), fc.nat(1000), fc.integer({ min: 2, max: 6 }), fc.boolean(), fc.boolean(), (problem, seed, most, locks, hot) => {
      for (const piece of splitPieces(problem)) {
        const grouping = randomGrouping(piece, most, seed, locks), chance = random(seed);
        const home = continuedGrids(grouping), before = grouping.grid.slice(), locked = [...grouping.piece.lock.keys()].filter((unit) => grouping.piece.lock[unit]! >= 0);
        const { step } = bisector(grouping, home, treeDrawer(grouping.piece, chance), chance);
        for (let i = 0; i < 12; i++) {
          const cost = grouping.cost, worth = worthUnder(grouping, home), grids = grouping.members.length;
          if (step(grouping, chance.below(grids), hot ? 1000 : 0)) {
            changed++;
            if (!hot && grouping.cost === cost) expect(worthUnder(grouping, home)).toBeLessThan(worth + 1e-6);
          }
          expect(grouping.cost).toBeLessThanOrEqual(cost);
          const parts = connectedParts(piece, (unit) => grouping.grid[unit]!);
          expect(new Set(parts).size).toBe(grids);
          const sums = grouping.members.map((units) => units.reduce((sum, unit) => sum + piece.households[unit]!, 0));
          expect(grouping.sum).toEqual(sums);
          expect(grouping.cost).toBe(sums.reduce((sum, each) => sum + windowCost(each, piece.min, piece.max), 0));
          grouping.members.forEach((units, each) => { for (const unit of units) expect(grouping.grid[unit]).toBe(each); });
        }
        for (const unit of locked) expect(grouping.grid[unit]).toBe(before[unit]);
      }
    }), { numRuns: 80 });
    expect(changed).toBeGreaterThan(100);
  });

  test('finds the shortest border of two grids that a window leaves', () => {
    const problem = town(['AAB', 'CCB', 'DDB', 'EEF'], { households: { A: 20, B: 20, C: 20, D: 20, E: 20, F: 20 }, window: [60, 60] });
    const [piece] = splitPieces(problem), chance = random(1);
    const grouping = groupingOf(piece!, Int32Array.from(problem.names, (name) => Number('BFE'.includes(name))));
    const { step } = bisector(grouping, Int32Array.of(-1, -1), treeDrawer(piece!, chance), chance);
    for (let i = 0; i < 200; i++) step(grouping, i % 2, 0);
    const shortest = shortestHalves(piece!);
    expect(borderM(grouping)).toBeCloseTo(shortest, 6);
  });
});

describe('shaping', () => {
  test('keeps the cost, and ends worth no less than it began, wherever it is stopped, on any town', () => {
    fc.assert(fc.property(arbitraryTown({ side: 8, units: 24 }), fc.nat(1000), fc.nat(900), (problem, seed, patience) => {
      for (const piece of splitPieces(problem)) {
        const grouping = groupingOf(piece, solvePiece(piece, seed, () => true).grid), chance = random(seed), { cost } = grouping, worth = worthOf(grouping);
        const drawer = treeDrawer(piece, chance);
        let asked = 0;
        shape(grouping, recombiner(grouping, drawer, treePartition(piece), chance), drawer, chance, () => ++asked > patience);
        expect(grouping.cost).toBeLessThanOrEqual(cost);
        if (grouping.cost === cost) expect(worthOf(grouping)).toBeLessThanOrEqual(worth + 1e-6);
      }
    }), { numRuns: 60 });
  });
});

/** Objectives after the first under fixed names, counted afresh. */
function worthUnder({ piece, grid }: Grouping, home: Int32Array): number {
  let moved = 0;
  grid.forEach((each, unit) => { if (piece.current[unit]! >= 0 && home[each] !== piece.current[unit]) moved += piece.households[unit]! * piece.movedM; });
  return moved + borderM({ piece, grid });
}

function borderM({ piece: { offset, neighbour, cutM }, grid }: Pick<Grouping, 'piece' | 'grid'>): number {
  let metres = 0;
  grid.forEach((each, unit) => { for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (neighbour[e]! > unit && grid[neighbour[e]!] !== each) metres += cutM[e]!; });
  return metres;
}

/** Over every way to halve the households into two connected parts. */
function shortestHalves(piece: Piece): number {
  const n = piece.units.length, total = piece.households.reduce((sum, each) => sum + each, 0);
  let best = Infinity;
  for (let bits = 1; bits < 2 ** n - 1; bits++) {
    const grid = Int32Array.from({ length: n }, (_, unit) => (bits >> unit) & 1);
    if (grid.reduce((sum, each, unit) => sum + each * piece.households[unit]!, 0) * 2 !== total) continue;
    if (new Set(connectedParts(piece, (unit) => grid[unit]!)).size === 2) best = Math.min(best, borderM({ piece, grid }));
  }
  return best;
}

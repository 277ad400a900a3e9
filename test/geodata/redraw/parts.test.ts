import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costBound, DEVIATION_WEIGHT, deviationIn, outsideIn, shortfall, windowCost } from '../../../geodata/redraw/cost.ts';
import { exhaust } from '../../../geodata/redraw/exhaust.ts';
import { groupingOf } from '../../../geodata/redraw/grouping.ts';
import { localBound } from '../../../geodata/redraw/localBound.ts';
import { matchBest } from '../../../geodata/redraw/matching.ts';
import { splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { deviationOf } from '../../../geodata/redraw/problem.ts';
import { numberingOrder } from '../../../geodata/redraw/sequence.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import { treePartition } from '../../../geodata/redraw/treePartition.ts';
import { arbitraryTown, bruteForce, town } from './town.ts';

const window = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(30)).map(([min, more]) => [min, min + more] as const);
const never = () => false;

describe('the shortfall of a total', () => {
  test('is the least over every number of grids', () => {
    fc.assert(fc.property(fc.nat(300), window, (total, [min, max]) => {
      const each = Array.from({ length: 310 }, (_, i) => Math.max(0, (i + 1) * min - total, total - (i + 1) * max));
      expect(shortfall(total, min, max)).toBe(Math.min(...each));
    }));
  });
  test('is zero for 300–500 but under 300 and from 501 to 599', () => {
    expect(Array.from({ length: 3000 }, (_, total) => total).filter((total) => shortfall(total, 300, 500) > 0)).toEqual([...Array(300).keys(), ...Array.from({ length: 99 }, (_, i) => 501 + i)]);
  });
});

describe('the bound', () => {
  test('is never above the optimum', () => {
    fc.assert(fc.property(arbitraryTown({ side: 4, units: 7 }), (problem) => {
      const pieces = splitPieces(problem);
      const bound = pieces.reduce((sum, piece) => sum + costBound(piece.households, piece.min, piece.max), 0);
      const { deviation, outside } = bruteForce(problem);
      expect(bound).toBeLessThanOrEqual(deviation * DEVIATION_WEIGHT + outside);
    }), { numRuns: 100 });
  });
});

describe('the bound of neighbourhoods', () => {
  test('is never above the optimum, however bad the grouping it looks around', () => {
    let local = 0;
    fc.assert(fc.property(arbitraryTown({ side: 8, units: 30 }), (problem) => {
      for (const piece of splitPieces(problem)) {
        const { exhausted, cost } = exhaust(piece, Infinity, 300_000, never);
        if (!exhausted) continue;
        const bound = localBound(groupingOf(piece, Int32Array.from(piece.units.keys())), never);
        expect(bound).toBeLessThanOrEqual(deviationIn(cost));
        if (piece.units.length > 12 && bound > deviationIn(costBound(piece.households, piece.min, piece.max))) local++;
      }
    }), { numRuns: 150, seed: 1 });
    // Otherwise nothing was tried that the simple bound does not know.
    expect(local).toBeGreaterThan(0);
  });
  test('adds up what is stuck in two far corners', () => {
    // Ten households at each end, behind a full unit.
    const row = Array.from({ length: 80 }, (_, i) => String.fromCharCode(0x4e00 + i));
    const problem = town([row], { households: Object.fromEntries(row.map((name, i) => [name, i === 0 || i === 79 ? 10 : i === 1 || i === 78 ? 60 : 30])) });
    const [piece] = splitPieces(problem);
    const ends = Int32Array.from(row, (_, i) => i);
    expect(costBound(piece!.households, 30, 60)).toBe(0);
    expect(localBound(groupingOf(piece!, ends), never)).toBe(20);
    expect(solve(problem).pieces).toMatchObject([{ bound: 20, proof: 'search' }]);
  });
});

describe('looking through every grouping', () => {
  test('finds the optimum from nothing, and proves that nothing is below it', () => {
    fc.assert(fc.property(arbitraryTown({ side: 5, units: 8 }), (problem) => {
      let deviation = 0, outside = 0;
      for (const piece of splitPieces(problem)) {
        const { exhausted, grids } = exhaust(piece, Infinity, 1e6, never);
        expect(exhausted).toBe(true);
        const sums = new Map<number, number>();
        grids!.forEach((grid, unit) => sums.set(grid, (sums.get(grid) ?? 0) + piece.households[unit]!));
        const cost = [...sums.values()].reduce((total, sum) => total + windowCost(sum, piece.min, piece.max), 0);
        deviation += deviationIn(cost);
        outside += outsideIn(cost);
        if (cost > 0) expect(exhaust(piece, cost, 1e6, never)).toMatchObject({ exhausted: true, grids: null });
      }
      expect(bruteForce(problem)).toMatchObject({ deviation, outside });
    }), { numRuns: 100 });
  });
  test('works with more units than one word has bits, and says when the work ran out', () => {
    const row = Array.from({ length: 64 }, (_, i) => String.fromCharCode(0x4e00 + i));
    const [piece] = splitPieces(town([row], { households: Object.fromEntries(row.map((name) => [name, 15])) }));
    const { exhausted, grids } = exhaust(piece!, Infinity, 1e6, never);
    expect(exhausted).toBe(true);
    expect(new Set(grids).size).toBeGreaterThanOrEqual(16);
    expect(exhaust(piece!, Infinity, 3, never)).toMatchObject({ exhausted: false, grids: null });
  });
});

describe('cutting a tree', () => {
  /** Every way to cut a path of these households, by bits. */
  const bestPath = (households: number[], min: number, max: number) => {
    let best = Infinity;
    for (let bits = 0; bits < 2 ** (households.length - 1); bits++) {
      let cost = 0, open = 0;
      households.forEach((each, i) => {
        open += each;
        if (i === households.length - 1 || bits & (1 << i)) {
          const deviation = deviationOf(open, min, max);
          cost += deviation * 1000 + Number(deviation > 0);
          open = 0;
        }
      });
      best = Math.min(best, cost);
    }
    return best;
  };
  const path = (households: number[], min: number, max: number): Piece => {
    const n = households.length;
    const neighbours = households.map((_, i) => [i - 1, i + 1].filter((other) => other >= 0 && other < n));
    return {
      community: 0, units: Int32Array.from(households.keys()), households: Int32Array.from(households), min, max, target: min, current: new Int32Array(n).fill(-1), lock: new Int32Array(n).fill(-1),
      offset: Int32Array.from([0, ...neighbours.map((_, i) => neighbours.slice(0, i + 1).flat().length)]), neighbour: Int32Array.from(neighbours.flat()), movedM: 1000, cutM: new Float64Array(neighbours.flat().length).fill(10),
    };
  };

  test('is exact: no set of cut edges deviates less, or leaves fewer parts outside', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 10 }), window, fc.nat(9), (households, [min, max], root) => {
      const n = households.length, start = root % n;
      // The path hung up at some unit: two branches, parents first.
      const order = [start, ...Array.from({ length: n - start - 1 }, (_, i) => start + 1 + i), ...Array.from({ length: start }, (_, i) => start - 1 - i)];
      const tree = { order: Int32Array.from(order), parent: Int32Array.from(households, (_, i) => (i === start ? -1 : i < start ? i + 1 : i - 1)), size: n };
      const part = new Int32Array(n);
      const count = treePartition(path(households, min, max)).cut(tree, Infinity, part);
      const sums = Array.from({ length: count }, (_, each) => households.reduce((sum, h, unit) => sum + (part[unit] === each ? h : 0), 0));
      const cost = sums.reduce((sum, each) => sum + deviationOf(each, min, max) * 1000 + Number(deviationOf(each, min, max) > 0), 0);
      expect(cost).toBe(bestPath(households, min, max));
    }), { numRuns: 300 });
  });
  test('says when nothing is as good as asked', () => {
    const piece = path([10, 10], 30, 60);
    const tree = { order: Int32Array.of(0, 1), parent: Int32Array.of(-1, 0), size: 2 };
    expect(treePartition(piece).cut(tree, 9, new Int32Array(2))).toBe(0);
    expect(treePartition(piece).cut(tree, 10, new Int32Array(2))).toBe(1);
  });
});

describe('matching', () => {
  test('is the best of all permutations', () => {
    const table = fc.array(fc.array(fc.oneof(fc.constant(0), fc.nat(20)), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(table, (weights) => {
      const best = (row: number, taken: number): number => (row === weights.length ? 0
        : Math.max(best(row + 1, taken), ...weights[row]!.map((weight, column) => (taken & (1 << column) ? -1 : weight + best(row + 1, taken | (1 << column))))));
      const match = matchBest(weights.length, 5, weights.flatMap((row, i) => row.map((weight, j) => [i, j, weight] as const)));
      const used = [...match].filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect([...match].reduce((sum, column, row) => sum + (column < 0 ? 0 : weights[row]![column]!), 0)).toBe(best(0, 0));
    }), { numRuns: 200 });
  });
  test('is the best of a chain of thousands of grids, each beside two', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 3000, maxLength: 3000 }), (chain) => {
      // Row i may take column i or i + 1: what is best up to a row depends on whether it took the one in common with the next.
      let free = 0, taken = 0;
      for (const [own, next] of chain) [free, taken] = [Math.max(free + own, taken), Math.max(free, taken) + next];
      const match = matchBest(chain.length, chain.length + 1, chain.flatMap(([own, next], i) => [[i, i, own], [i, i + 1, next]] as const));
      const used = [...match].filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect([...match].reduce((sum, column, row) => sum + (column < 0 ? 0 : chain[row]![column - row]!), 0)).toBe(Math.max(free, taken));
    }), { numRuns: 10 });
  });
});

describe('numbering', () => {
  test('runs west to east, then north to south', () => {
    expect(numberingOrder([[121.02, 36.0], [121.0, 36.0], [121.021, 36.02], [121.001, 36.02]])).toEqual([3, 1, 2, 0]);
  });
  test('takes grids that stand on one point or line', () => {
    expect(numberingOrder([[121, 36], [121, 36.1]])).toEqual([1, 0]);
    expect(numberingOrder([])).toEqual([]);
  });
});

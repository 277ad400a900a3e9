import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../geodata/redraw/judge.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import { DEFAULT_WEIGHTS } from '../../../geodata/redraw/weights.ts';
import { arbitraryTown, town } from './town.ts';

// Two flat and two narrow units; the edition parts them along the long line, a barrier runs along it.
const square = () => {
  const problem = town(['AAAABBBB', 'CCCCDDDD'], { households: { A: 20, B: 20, C: 20, D: 20 }, window: [40, 40], current: { A: 0, B: 1, C: 0, D: 1 } });
  const { offset, neighbour } = problem.borders;
  const barrierM = Float64Array.from(neighbour, (other, e) => {
    const pair = problem.names[offset.findIndex((_, unit) => offset[unit + 1]! > e)]! + problem.names[other]!;
    return ['AC', 'CA', 'BD', 'DB'].includes(pair) ? 1 : 0;
  });
  return { ...problem, barrierM };
};

describe('weights', () => {
  test('decide between barrier, edition and short borders at the same deviation', () => {
    const plan = (weights?: Partial<typeof DEFAULT_WEIGHTS>) => [...solve({ ...square(), ...(weights && { weights: { ...DEFAULT_WEIGHTS, ...weights } }) }).assignment];
    const across = [0, 0, 1, 1], upright = [0, 1, 0, 1];
    expect(plan()).toEqual(across);
    expect(plan({ barrier: 0 })).toEqual(upright);
    expect(plan({ barrier: 10 })).toEqual(upright);
    expect(plan({ barrier: 10, moved: 0 })).toEqual(upright);
    expect(plan({ barrier: 10, moved: 0, border: 0 })).toEqual(across);
  });
  test('never buy a household of deviation', () => {
    fc.assert(fc.property(arbitraryTown({ side: 6, units: 12 }), fc.record({ barrier: fc.nat(1e6), moved: fc.nat(1e6), border: fc.nat(1e4) }), (problem, weights) => {
      const barrierM = problem.borders.lengthM.map((metres) => (metres > 15 ? metres / 2 : 0));
      const plain = judge(problem, solve(problem).assignment), { assignment } = solve({ ...problem, barrierM, weights }), weighed = judge(problem, assignment);
      expect([weighed.deviation, weighed.under + weighed.over, weighed.breaches]).toEqual([plain.deviation, plain.under + plain.over, []]);
    }), { numRuns: 80 });
  });
  test('make one score of what the judge counts', () => {
    const problem = { ...square(), weights: { barrier: 7, moved: 3, border: 2 } };
    const { score, borderM } = judge(problem, Int32Array.of(0, 1, 0, 1));
    expect(score).toBeCloseTo(7 * 2 + 2 * borderM, 6);
    expect(judge({ ...problem, weights: undefined }, Int32Array.of(0, 0, 1, 1)).score).toBeCloseTo(10_000 * 40 + 80, 0);
  });
});

import { describe, expect, test } from 'vitest';
import { explain } from '../../../geodata/redraw/explain.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import { town } from './town.ts';

function explained(problem: Problem) {
  const solution = solve(problem);
  return explain(problem, solution, judge(problem, solution.assignment));
}

describe('the reason', () => {
  test('names a unit above the maximum', () => {
    const { violations, bound, communities } = explained(town(['AB'], { households: { A: 75, B: 40 } }));
    expect(violations).toMatchObject([{ households: 75, off: 15, reason: 'unit_above_max', units: [0] }]);
    expect(bound).toBe(15);
    expect(communities).toMatchObject([{ deviation: 15, bound: 15, proof: 'bound', grids: 2, inWindow: 1 }]);
  });
  test('names a community below the minimum', () => {
    expect(explained(town(['AB'], { households: { A: 10, B: 10 } })).violations).toMatchObject([{ off: -10, reason: 'community_below_min' }]);
  });
  test('names a piece that is cut off', () => {
    expect(explained(town(['AB.C'], { households: { A: 20, B: 20, C: 10 } })).violations).toMatchObject([{ off: -20, reason: 'piece_cut_off' }]);
  });
  test('names a total that no number of grids makes', () => {
    expect(explained(town(['AB'], { households: { A: 30, B: 40 }, window: [40, 60] })).violations).toMatchObject([{ off: 10, reason: 'no_multiple' }]);
  });
  test('says when the neighbourhood allows nothing better', () => {
    // A and C hold 20 each and touch only B, which is full: 100 households would make two grids, but not connected ones.
    const { violations, communities } = explained(town(['ABC'], { households: { A: 20, B: 60, C: 20 } }));
    expect(violations.map(({ reason }) => reason)).toEqual(violations.map(() => 'least_proved'));
    expect(communities).toMatchObject([{ deviation: 20, bound: 20, proof: 'search' }]);
  });
  test('is not needed where everything fits', () => {
    expect(explained(town(['AB', 'CD'], { households: { A: 20, B: 20, C: 30, D: 40 } }))).toMatchObject({ violations: [], bound: 0 });
  });
  test('of dedicated grids is never asked for', () => {
    expect(explained(town(['AB'], { households: { A: 999, B: 40 }, current: { A: 0, B: 1 }, dedicated: 'A' })).violations).toEqual([]);
  });
});

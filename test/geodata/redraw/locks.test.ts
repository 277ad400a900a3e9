import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../geodata/redraw/explain.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import { findLockFaults } from '../../../geodata/redraw/locks.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import { arbitraryLocks, arbitraryTown, bruteForce, lockTown, town, type Town } from './town.ts';

function drawn(problem: Problem & { names: string[] }) {
  const solution = solve(problem), judgement = judge(problem, solution.assignment);
  const grids: string[] = [];
  solution.assignment.forEach((grid, unit) => { grids[grid] = (grids[grid] ?? '') + problem.names[unit]; });
  expect(judgement.breaches).toEqual([]);
  return { grids: [...grids].sort(), judgement, explanation: explain(problem, solution, judgement), continues: new Map(grids.map((grid, at) => [grid, judgement.continues[at]])) };
}

const faults = (rows: string[], more: Omit<Town, 'households'>) => {
  const problem = town(rows, { households: {}, ...more });
  return findLockFaults(problem).map(({ rule, unit, other, grid }) => `${rule} ${problem.names[unit]}${problem.names[other] ?? ''} ${grid}`);
};

const all = (names: string, households: number) => Object.fromEntries([...names].map((name) => [name, households]));

describe('a locked unit', () => {
  test('is in its grid, which keeps its number, whatever the households say', () => {
    // Without the lock AB and CD would be best; with it B stays with C, and the old grid 8 goes on.
    const problem = town(['ABCD'], { households: all('ABCD', 30), window: [50, 70], current: { A: 7, B: 8, C: 8, D: 8 }, lock: { B: 8, C: 8 } });
    const { grids, continues } = drawn(problem);
    expect(grids).toEqual(['A', 'BCD']);
    expect(continues.get('BCD')).toBe(8);
  });
  test('may go to another grid than its own', () => {
    expect(drawn(town(['ABCD'], { households: all('ABCD', 30), current: { A: 0, B: 0, C: 1, D: 1 }, lock: { B: 1, C: 1 } })).grids).toEqual(['A', 'BC', 'D']);
  });
  test('is linked to others of its grid where they do not touch, through units of that grid first', () => {
    // Both ways from A to C are as long; only B is of their grid.
    const problem = town(['ABC', 'DEF'], { households: all('ABCDEF', 20), window: [60, 60], current: { A: 0, B: 0, C: 0, D: 1, E: 1, F: 1 }, lock: { A: 0, C: 0 } });
    expect(drawn(problem).grids).toEqual(['ABC', 'DEF']);
  });
  test('parts units that are locked to different grids', () => {
    const { grids, explanation } = drawn(town(['AB'], { households: { A: 20, B: 20 }, lock: { A: 3, B: 4 } }));
    expect(grids).toEqual(['A', 'B']);
    expect(explanation).toMatchObject({ bound: 20, violations: [{ off: -10, reason: 'lock_forces' }, { off: -10, reason: 'lock_forces' }], communities: [{ lockCost: 20, proof: 'bound' }] });
  });
});

describe('a frozen grid', () => {
  test('stays as it is, and counts against the window', () => {
    const { grids, explanation, judgement } = drawn(town(['ABCD'], { households: all('ABCD', 20), current: { A: 0, B: 1, C: 1, D: 1 }, frozen: 'A' }));
    expect(grids).toEqual(['A', 'BCD']);
    expect(judgement).toMatchObject({ deviation: 10, inWindow: 1, under: 1 });
    expect(explanation).toMatchObject({ bound: 10, violations: [{ off: -10, reason: 'lock_forces' }], communities: [{ units: 4, grids: 2, pieces: 1, deviation: 10, lockCost: 10 }] });
  });
  test('that does no harm is no reason', () => {
    expect(drawn(town(['ABC'], { households: { A: 10, B: 40, C: 40 }, current: { A: 0, B: 1, C: 2 }, frozen: 'C' })).explanation.violations).toEqual([]);
    expect(drawn(town(['AB'], { households: { A: 75, B: 40 }, current: { A: 0, B: 1 }, frozen: 'B' })).explanation.violations).toMatchObject([{ reason: 'unit_above_max' }]);
  });
});

describe('the judge', () => {
  const problem = town(['ABCD'], { households: {}, current: { A: 0, B: 0, C: 1, D: 1 }, frozen: 'AB', lock: { C: 1, D: 2 } });
  test.each([
    [[0, 0, 1, 2], []], [[0, 1, 2, 3], ['frozen']], [[0, 0, 0, 1], ['frozen']], [[0, 0, 1, 1], ['lock']],
  ] as const)('of %j finds %j broken', (assignment, rules) => {
    expect(judge(problem, Int32Array.from(assignment)).breaches.map(({ rule }) => rule)).toEqual(rules);
  });
  test('finds one grid torn in two', () => {
    expect(judge(town(['AB'], { households: {}, lock: { A: 1, B: 1 } }), Int32Array.of(0, 1)).breaches).toMatchObject([{ rule: 'lock', unit: 1 }]);
  });
});

describe('locks that no plan keeps are named:', () => {
  test('out of a frozen grid, into one', () => {
    expect(faults(['ABC'], { current: { A: 0, B: 1, C: 1 }, frozen: 'A', lock: { A: 1 } })).toEqual(['frozen A 1']);
    expect(faults(['ABC'], { current: { A: 0, B: 1, C: 1 }, frozen: 'A', lock: { C: 0 } })).toEqual(['into_frozen CA 0']);
    expect(faults(['ABC'], { current: { A: 0, B: 1, C: 1 }, dedicated: 'A', lock: { C: 0 } })).toEqual(['into_frozen CA 0']);
  });
  test('over communities, over a gap, behind a frozen grid, behind other locks', () => {
    expect(faults(['AB'], { community: { B: 1 }, lock: { A: 0, B: 0 } })).toEqual(['community BA 0']);
    expect(faults(['A.B'], { lock: { A: 0, B: 0 } })).toEqual(['apart AB 0']);
    expect(faults(['ABC'], { current: { A: 0, B: 1, C: 0 }, frozen: 'B', lock: { A: 0, C: 0 } })).toEqual(['apart AC 0']);
    expect(faults(['AB', 'CD'], { lock: { A: 0, D: 0, B: 1, C: 1 } })).toEqual(['apart AD 0', 'apart BC 1']);
  });
  test('and those that can be kept are not: in a frozen grid of its own, linked in another order', () => {
    expect(faults(['AB'], { current: { A: 0, B: 0 }, frozen: 'AB', lock: { A: 0 } })).toEqual([]);
    // The straight way from A to B would shut C and D off from each other; grid 0 has to go round.
    expect(faults(['ACB', 'EFG', 'HDI'], { lock: { A: 0, B: 0, C: 1, D: 1 } })).toHaveLength(1);
    expect(faults(['ACBJ', 'EFGK', 'HDIL'], { lock: { A: 0, E: 0, C: 1, D: 1 } })).toEqual([]);
  });
});

describe('on any town with locks, a plan', () => {
  test('keeps them, is deterministic, and is no better than its bound', () => {
    let locked = 0;
    fc.assert(fc.property(arbitraryTown(), arbitraryLocks, (free, locks) => {
      const problem = lockTown(free, locks);
      fc.pre(findLockFaults(problem).length === 0);
      if (problem.lock!.some((grid) => grid >= 0)) locked++;
      const solution = solve(problem), judgement = judge(problem, solution.assignment);
      expect(judgement.breaches).toEqual([]);
      expect(solve(problem).assignment).toEqual(solution.assignment);
      for (const [unit, grid] of problem.lock!.entries()) if (grid >= 0) expect(judgement.continues[solution.assignment[unit]!]).toBe(grid);
      const bound = solution.pieces.reduce((sum, piece) => sum + piece.bound, 0);
      expect(judgement.deviation).toBeGreaterThanOrEqual(bound);
      if (solution.pieces.every((piece) => piece.proof)) expect(judgement.deviation).toBe(bound);
    }), { numRuns: 70 });
    expect(locked).toBeGreaterThan(15);
  });
  test('stopped at any moment keeps them too', () => {
    fc.assert(fc.property(arbitraryTown(), arbitraryLocks, fc.nat(60), (free, locks, patience) => {
      const problem = lockTown(free, locks);
      fc.pre(findLockFaults(problem).length === 0);
      let asked = 0;
      expect(judge(problem, solve(problem, { shouldStop: () => ++asked > patience }).assignment).breaches).toEqual([]);
    }), { numRuns: 50 });
  });
  test('is the best there is on small ones, by an independent search; locks named as faulty leave none', () => {
    fc.assert(fc.property(arbitraryTown({ side: 5, units: 8 }), arbitraryLocks, (free, locks) => {
      const problem = lockTown(free, locks);
      const named = findLockFaults(problem);
      // The search knows nothing of locks against frozen grids.
      fc.pre(named.every(({ rule }) => rule === 'apart' || rule === 'community'));
      const optimum = bruteForce(problem);
      expect(named.length === 0).toBe(optimum.deviation < Infinity);
      if (named.length) return;
      const solution = solve(problem), { deviation, under, over, movedHouseholds } = judge(problem, solution.assignment);
      expect(optimum).toMatchObject({ deviation, outside: under + over });
      const bound = solution.pieces.reduce((sum, piece) => sum + piece.movedBound, 0);
      expect(bound).toBeLessThanOrEqual(optimum.moved);
      expect(optimum.moved).toBeLessThanOrEqual(movedHouseholds ?? 0);
      expect(solution.pieces.every((piece) => piece.proof)).toBe(true);
    }), { numRuns: 200, endOnFailure: true });
  });
});

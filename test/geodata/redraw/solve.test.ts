import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../geodata/redraw/explain.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import { splitPieces } from '../../../geodata/redraw/pieces.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { joinPieces, solve, type Progress } from '../../../geodata/redraw/solve.ts';
import { solvePiece } from '../../../geodata/redraw/solvePiece.ts';
import { arbitraryTown, bruteForce, town } from './town.ts';

/** The plan as groups of names, each in order. */
function grids(problem: Problem & { names: string[] }): string[] {
  const { assignment } = solve(problem);
  const groups: string[] = [];
  assignment.forEach((grid, unit) => { groups[grid] = (groups[grid] ?? '') + problem.names[unit]; });
  return groups.sort();
}

describe('a plan', () => {
  test('puts every unit in a grid inside the window where that is possible', () => {
    expect(grids(town(['ABCD'], { households: { A: 20, B: 20, C: 20, D: 20 } }))).toEqual(['AB', 'CD']);
    expect(grids(town(['ABC'], { households: { A: 50, B: 10, C: 30 } }))).toEqual(['A', 'BC']);
  });
  test('never joins communities', () => {
    expect(grids(town(['ABCD'], { households: { A: 20, B: 20, C: 20, D: 20 }, community: { B: 1, C: 1 } }))).toEqual(['A', 'BC', 'D']);
  });
  test('leaves dedicated grids as they are, whatever they hold', () => {
    expect(grids(town(['ABC'], { households: { A: 20, B: 500, C: 20 }, current: { A: 0, B: 1, C: 2 }, dedicated: 'B' }))).toEqual(['A', 'B', 'C']);
  });
  test('keeps an edition that is inside the window, however long its borders', () => {
    const current = { A: 0, B: 1, C: 0, D: 1, E: 0, F: 1 };
    const problem = town(['AABB', 'CCDD', 'EEFF'], { households: { A: 15, B: 15, C: 15, D: 15, E: 15, F: 15 }, current });
    expect(judge(problem, solve(problem).assignment)).toMatchObject({ deviation: 0, movedHouseholds: 0 });
  });
  test('repairs an edition by moving few', () => {
    // The left column has grown to 70; moving C alone is enough.
    const problem = town(['AD', 'BE', 'CF'], { households: { A: 30, B: 30, C: 10, D: 15, E: 15, F: 15 }, current: { A: 0, B: 0, C: 0, D: 1, E: 1, F: 1 } });
    expect(judge(problem, solve(problem).assignment)).toMatchObject({ deviation: 0, movedHouseholds: 10 });
  });
  test('prefers short borders at the same deviation', () => {
    const problem = town(['AABB', 'AABB', 'CCDD', 'CCDD'], { households: { A: 30, B: 30, C: 30, D: 30 }, window: [60, 60] });
    expect(judge(problem, solve(problem).assignment).borderM).toBeCloseTo(40, 0);
  });
  test('of one unit, of empty units, of units far above the window is a plan', () => {
    expect(grids(town(['A'], { households: { A: 5 } }))).toEqual(['A']);
    expect(grids(town(['ABC'], { households: {} }))).toEqual(['ABC']);
    expect(grids(town(['AB'], { households: { A: 900, B: 800 } }))).toEqual(['A', 'B']);
  });

  test('is valid, deterministic, and judged no better than its bound, on any town', () => {
    fc.assert(fc.property(arbitraryTown(), (problem) => {
      const solution = solve(problem);
      const judgement = judge(problem, solution.assignment);
      expect(judgement.breaches).toEqual([]);
      expect(solve(problem).assignment).toEqual(solution.assignment);
      const bound = solution.pieces.reduce((sum, piece) => sum + piece.bound, 0);
      expect(judgement.deviation).toBeGreaterThanOrEqual(bound);
      if (solution.pieces.every((piece) => piece.proof)) expect(judgement.deviation).toBe(bound);
      for (const { moved, movedBound } of solution.pieces) expect(moved).toBeGreaterThanOrEqual(movedBound);
      expect(explain(problem, solution, judgement).communities.reduce((sum, { moved }) => sum + moved, 0)).toBe(judgement.movedHouseholds ?? 0);
    }), { numRuns: 60 });
  });

  test('is the best there is on small towns, with the fewest households moved, by an independent search through all of them', () => {
    fc.assert(fc.property(arbitraryTown({ side: 5, units: 8 }), (problem) => {
      const solution = solve(problem);
      const { deviation, under, over, movedHouseholds } = judge(problem, solution.assignment);
      const best = bruteForce(problem);
      expect({ deviation, outside: under + over, moved: movedHouseholds ?? 0 }).toEqual({ deviation: best.deviation, outside: best.outside, moved: best.moved });
      for (const piece of solution.pieces) expect(piece).toMatchObject({ proof: expect.any(String), movedBound: piece.moved });
    }), { numRuns: 200, endOnFailure: true });
  });

  test('stopped at any moment is still valid', () => {
    fc.assert(fc.property(arbitraryTown(), fc.nat(60), (problem, patience) => {
      let asked = 0;
      const { assignment } = solve(problem, { shouldStop: () => ++asked > patience });
      expect(judge(problem, assignment).breaches).toEqual([]);
    }), { numRuns: 60 });
  });

  test('is the same whoever solves the pieces, in whatever order', () => {
    fc.assert(fc.property(arbitraryTown(), (problem) => {
      const pieces = splitPieces(problem);
      const solved = new Map([...pieces.keys()].reverse().map((index) => [index, solvePiece(pieces[index]!, problem.seed, () => false)]));
      expect(joinPieces(problem, pieces.map((_, index) => solved.get(index)!)).assignment).toEqual(solve(problem).assignment);
    }), { numRuns: 30 });
  });

  test('tells how far it is', () => {
    const seen: Progress[] = [];
    solve(town(['AB.CD'], { households: { A: 20, B: 75, C: 20, D: 5 } }), { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([{ done: 2, total: 4, deviation: 25, bound: 25 }, { done: 4, total: 4, deviation: 30, bound: 30 }]);
  });

  test('of a larger town with small units is wholly inside the window, and proved', () => {
    const rows = Array.from({ length: 20 }, (_, y) => Array.from({ length: 20 }, (_, x) => String.fromCharCode(0x4e00 + y * 20 + x)));
    const problem = town(rows, { households: Object.fromEntries(rows.flat().map((name, index) => [name, (index * 7) % 13])) });
    const solution = solve(problem);
    expect(judge(problem, solution.assignment)).toMatchObject({ deviation: 0, under: 0, over: 0, breaches: [] });
    expect(solution.pieces).toMatchObject([{ units: 400, bound: 0, proof: 'bound' }]);
  });
});

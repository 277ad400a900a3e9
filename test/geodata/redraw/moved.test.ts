import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEVIATION_WEIGHT } from '../../../geodata/redraw/cost.ts';
import { exhaustMoved } from '../../../geodata/redraw/exhaustMoved.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import { findLockFaults } from '../../../geodata/redraw/locks.ts';
import { movedBound } from '../../../geodata/redraw/movedBound.ts';
import { splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { isFixed, type Problem } from '../../../geodata/redraw/problem.ts';
import { arbitraryLocks, arbitraryTown, bruteForce, lockTown } from './town.ts';

const never = () => false;
/** The town if it is one piece without dedicated or frozen grids: a brute force counts the same households then. */
function onlyPiece(problem: Problem): Piece | null {
  const pieces = splitPieces(problem);
  return pieces.length === 1 && ![...problem.community.keys()].some((unit) => isFixed(problem, unit)) ? pieces[0]! : null;
}

describe('looking through every grouping for the fewest households moved', () => {
  test('finds what an independent search finds, with locks and without', () => {
    let moving = 0;
    fc.assert(fc.property(arbitraryTown({ side: 5, units: 8 }), fc.option(arbitraryLocks), (free, locks) => {
      const problem = locks ? lockTown(free, { ...locks, freeze: false }) : free, piece = onlyPiece(problem);
      fc.pre(piece !== null && findLockFaults(problem).length === 0 && problem.current.some((grid) => grid >= 0));
      const best = bruteForce(problem), cost = best.deviation * DEVIATION_WEIGHT + best.outside;
      const known = piece!.households.reduce((sum, each) => sum + each, 0);
      const { exhausted, grids, moved } = exhaustMoved(piece!, cost, known + 1, 1e6, never);
      expect({ exhausted, moved }).toEqual({ exhausted: true, moved: best.moved });
      expect(judge(problem, grids!)).toMatchObject({ deviation: best.deviation, breaches: [], movedHouseholds: best.moved });
      expect(exhaustMoved(piece!, cost, best.moved, 1e6, never)).toMatchObject({ exhausted: true, grids: null });
      expect(movedBound(piece!, cost)).toBeLessThanOrEqual(best.moved);
      if (best.moved > 0) moving++;
    }), { numRuns: 300, endOnFailure: true });
    expect(moving).toBeGreaterThan(30);
  });
});

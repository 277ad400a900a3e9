import { exhaustMoved } from './exhaustMoved.ts';
import { movedBound } from './movedBound.ts';
import type { Piece } from './pieces.ts';

/** Sets looked at in one search, and the share of the gap that each search is to close: a narrow one is much the faster. */
const WORK = 150_000, SHARE = 3;

/**
 * Households that any plan of the piece moves that costs no more than `cost`, when one is known that moves `moved`: by what totals
 * say and, on pieces of at most 64 units, by looking through every grouping that moves fewer, little by little. `grids`: a plan
 * that moves as few as that, null where none was found.
 */
export function proveMoved(piece: Piece, cost: number, moved: number, shouldStop: () => boolean): { bound: number; grids: Int32Array | null } {
  let bound = Math.min(moved, movedBound(piece, cost));
  while (bound < moved) {
    const below = bound + Math.ceil((moved - bound) / SHARE);
    const { exhausted, grids, moved: fewest } = exhaustMoved(piece, cost, below, WORK, shouldStop);
    if (!exhausted) break;
    bound = fewest;
    if (grids) return { bound, grids };
  }
  return { bound, grids: null };
}

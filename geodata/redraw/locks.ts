import { regroupLocks } from './contract.ts';
import { splitPieces } from './pieces.ts';
import { isFixed, type Problem } from './problem.ts';

/**
 * Why locks cannot be kept:
 * - `frozen`: `unit` is locked to another grid than the frozen or dedicated one it is part of;
 * - `into_frozen`: `unit` is locked into a frozen or dedicated grid it is not part of;
 * - `community`: `unit` and `other` are locked to one grid and lie in different communities;
 * - `apart`: `unit` and `other` are locked to one grid, and no way was found between them that other locks leave free.
 */
export interface LockFault { rule: 'frozen' | 'into_frozen' | 'community' | 'apart'; unit: number; other: number; grid: number }

/** The locks that no plan keeps; `solve` needs a problem without any. A grid's units of the edition in force count as locked to it only where they are. */
export function findLockFaults(problem: Problem): LockFault[] {
  const { lock, current, community } = problem;
  if (!lock) return [];
  const faults: LockFault[] = [];
  const fixed = new Map<number, number>(), first = new Map<number, number>();
  current.forEach((grid, unit) => { if (grid >= 0 && isFixed(problem, unit) && !fixed.has(grid)) fixed.set(grid, unit); });
  lock.forEach((grid, unit) => {
    if (grid < 0) return;
    const other = first.get(grid) ?? unit;
    first.set(grid, other);
    if (isFixed(problem, unit)) {
      if (current[unit] !== grid) faults.push({ rule: 'frozen', unit, other: -1, grid });
    } else if (fixed.has(grid)) faults.push({ rule: 'into_frozen', unit, other: fixed.get(grid)!, grid });
    else if (community[unit] !== community[other]) faults.push({ rule: 'community', unit, other, grid });
  });
  if (faults.length) return faults;
  const pieceOf = new Int32Array(community.length).fill(-1);
  splitPieces(problem).forEach((piece, index) => {
    for (const unit of piece.units) pieceOf[unit] = index;
    const { apart } = regroupLocks(piece);
    for (const [unit, other] of apart) faults.push({ rule: 'apart', unit: piece.units[unit]!, other: piece.units[other]!, grid: piece.lock[unit]! });
  });
  lock.forEach((grid, unit) => {
    const other = first.get(grid)!;
    if (grid >= 0 && pieceOf[unit] !== pieceOf[other]) faults.push({ rule: 'apart', unit: other, other: unit, grid });
  });
  return faults;
}

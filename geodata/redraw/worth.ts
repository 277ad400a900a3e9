import type { Grouping } from './grouping.ts';
import { LOCK_WEIGHT, matchBest } from './matching.ts';

/** The grid of the edition in force that each grid continues, −1 for a new one. */
export function continuedGrids({ piece, grid, members }: Grouping): Int32Array {
  const old = new Map<number, number>(), names: number[] = [];
  const overlap: [number, number, number][] = [];
  piece.current.forEach((current, unit) => {
    if (current < 0) return;
    if (!old.has(current)) {
      old.set(current, names.length);
      names.push(current);
    }
    overlap.push([grid[unit]!, old.get(current)!, piece.households[unit]! + (piece.lock[unit]! >= 0 ? LOCK_WEIGHT : 0)]);
  });
  return matchBest(members.length, names.length, overlap).map((column) => (column < 0 ? -1 : names[column]!));
}

/** Households whose grid changes against the edition in force. */
export function movedIn(grouping: Grouping): number {
  const { current, households } = grouping.piece, home = continuedGrids(grouping);
  let moved = 0;
  current.forEach((old, unit) => { if (old >= 0 && home[grouping.grid[unit]!] !== old) moved += households[unit]!; });
  return moved;
}

/** All objectives after the first by their weights: the less the better. */
export function worthOf(grouping: Grouping): number {
  const { offset, neighbour, cutM, movedM } = grouping.piece, { grid } = grouping;
  let worth = movedM * movedIn(grouping);
  for (let unit = 0; unit < grid.length; unit++) for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (grid[neighbour[e]!] !== grid[unit]) worth += cutM[e]! / 2;
  return worth;
}

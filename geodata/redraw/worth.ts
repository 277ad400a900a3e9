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

/** All objectives after the first by their weights: the less the better. */
export function worthOf(grouping: Grouping): number {
  const { offset, neighbour, cutM, movedM, current, households } = grouping.piece;
  const { grid } = grouping;
  const home = continuedGrids(grouping);
  let metres = 0;
  for (let unit = 0; unit < grid.length; unit++) {
    if (current[unit]! >= 0 && home[grid[unit]!] !== current[unit]) metres += households[unit]! * movedM;
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (grid[neighbour[e]!] !== grid[unit]) metres += cutM[e]! / 2;
  }
  return metres;
}

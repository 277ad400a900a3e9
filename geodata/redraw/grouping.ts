import { windowCost } from './cost.ts';
import type { Piece } from './pieces.ts';

/** The grids of a piece while it is being solved. Grid numbers come and go; `members` of an unused one is empty. */
export interface Grouping {
  piece: Piece;
  grid: Int32Array;
  members: number[][];
  sum: number[];
  free: number[];
  /** Σ windowCost. */
  cost: number;
}

/** A grouping from grid numbers per unit. */
export function groupingOf(piece: Piece, grid: Int32Array): Grouping {
  const grouping: Grouping = { piece, grid: grid.slice(), members: [], sum: [], free: [], cost: 0 };
  regroup(grouping);
  return grouping;
}

/** Counts members, sums and cost again after `grid` was written to. */
export function regroup(grouping: Grouping): void {
  const { grid, piece } = grouping;
  const grids = grid.reduce((most, each) => Math.max(most, each), -1) + 1;
  grouping.members = Array.from({ length: grids }, () => []);
  grouping.sum = Array.from({ length: grids }, () => 0);
  grouping.free = [];
  grid.forEach((each, unit) => {
    grouping.members[each]!.push(unit);
    grouping.sum[each]! += piece.households[unit]!;
  });
  grouping.cost = 0;
  for (let each = 0; each < grids; each++) {
    if (grouping.members[each]!.length === 0) grouping.free.push(each);
    else grouping.cost += windowCost(grouping.sum[each]!, piece.min, piece.max);
  }
}

/** The connected parts of a numbering, as a new numbering from 0. */
export function connectedParts(piece: Piece, label: (unit: number) => number): Int32Array {
  const part = new Int32Array(piece.units.length).fill(-1);
  let parts = 0;
  for (let first = 0; first < part.length; first++) {
    if (part[first]! >= 0) continue;
    part[first] = parts;
    for (const stack = [first]; stack.length;) {
      const unit = stack.pop()!;
      for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
        const other = piece.neighbour[e]!;
        if (part[other]! >= 0 || label(other) !== label(first)) continue;
        part[other] = parts;
        stack.push(other);
      }
    }
    parts++;
  }
  return part;
}

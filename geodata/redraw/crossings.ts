import { linksOf } from './links.ts';
import type { Piece } from './pieces.ts';

/** The borders between grids as they are now, each from the side of a unit that may leave its grid: so many single moves there are. */
export interface Crossings {
  /** Places in `neighbour` of the piece; the first `count` of them are meant. */
  list: Int32Array;
  count: number;
  /** As many as there would be if every unit were a grid. */
  all: number;
  /** To be called after `grid` was written to at the unit. */
  moved(unit: number): void;
}

/** Keeps the list while units change grids one by one, in time of the unit's neighbours each. */
export function crossingsOf(piece: Piece, grid: Int32Array, mayLeave: (unit: number) => boolean): Crossings {
  const { offset, neighbour } = piece, { twin } = linksOf(piece);
  const list = new Int32Array(neighbour.length), place = new Int32Array(neighbour.length).fill(-1);
  const leaves = Uint8Array.from(grid, (_, unit) => Number(mayLeave(unit)));
  const add = (e: number) => {
    place[e] = crossings.count;
    list[crossings.count++] = e;
  };
  const remove = (e: number) => {
    const last = list[--crossings.count]!, at = place[e]!;
    list[at] = last;
    place[last] = at;
    place[e] = -1;
  };
  const crossings: Crossings = {
    list, count: 0, all: 0,
    moved(unit) {
      for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
        const other = neighbour[e]!, back = twin[e]!, crosses = grid[other] !== grid[unit];
        if (leaves[unit] && crosses !== place[e]! >= 0) (crosses ? add : remove)(e);
        if (leaves[other] && crosses !== place[back]! >= 0) (crosses ? add : remove)(back);
      }
    },
  };
  for (let unit = 0; unit < grid.length; unit++) {
    if (!leaves[unit]) continue;
    crossings.all += offset[unit + 1]! - offset[unit]!;
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (grid[neighbour[e]!] !== grid[unit]) add(e);
  }
  return crossings;
}

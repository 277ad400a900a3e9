import { linksOf } from './links.ts';
import type { Piece } from './pieces.ts';

/**
 * Prepares the question whether a grid stays connected, and not empty, when `unit` leaves it. Mostly the neighbours it leaves
 * behind hold together by themselves, which bits tell; else it costs as much as the grid is large at worst.
 */
export function connectionTest(piece: Piece, grid: Int32Array): (unit: number, from: number) => boolean {
  const { offset, neighbour, units } = piece;
  const { touching } = linksOf(piece);
  const seen = new Int32Array(units.length).fill(-1);
  const queue = new Int32Array(units.length);
  let stamp = 0;
  return (unit, from) => {
    const start = offset[unit]!, end = offset[unit + 1]!;
    let own = 0, first = -1, mask = 0;
    for (let e = start; e < end; e++) {
      if (grid[neighbour[e]!] !== from) continue;
      own++;
      mask |= 1 << (e - start);
      first = neighbour[e]!;
    }
    if (own <= 1) return own === 1;
    if (end - start <= 32 && holdsTogether(touching, start, mask)) return true;
    stamp++;
    // Marks with the even stamp are neighbours still to be reached, with the odd one units reached.
    for (let e = start; e < end; e++) if (grid[neighbour[e]!] === from) seen[neighbour[e]!] = 2 * stamp;
    seen[unit] = seen[first] = 2 * stamp + 1;
    queue[0] = first;
    let head = 0, tail = 1, missing = own - 1;
    while (head < tail) {
      const at = queue[head++]!;
      for (let e = offset[at]!; e < offset[at + 1]!; e++) {
        const other = neighbour[e]!;
        if (grid[other] !== from || seen[other] === 2 * stamp + 1) continue;
        if (seen[other] === 2 * stamp && --missing === 0) return true;
        seen[other] = 2 * stamp + 1;
        queue[tail++] = other;
      }
    }
    return false;
  };
}

/** Whether the neighbours of a unit named by bits are connected among themselves. */
function holdsTogether(touching: Int32Array, start: number, mask: number): boolean {
  let reached = mask & -mask;
  for (let fresh = reached; fresh;) {
    let next = 0;
    for (; fresh; fresh &= fresh - 1) next |= touching[start + 31 - Math.clz32(fresh & -fresh)]!;
    fresh = next & mask & ~reached;
    reached |= fresh;
  }
  return reached === mask;
}

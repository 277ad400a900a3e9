import type { Piece } from './pieces.ts';

/** Prepares the question whether a grid stays connected, and not empty, when `unit` leaves it. Costs as much as the grid is large at worst. */
export function connectionTest({ offset, neighbour, units }: Piece, grid: Int32Array): (unit: number, from: number) => boolean {
  const seen = new Int32Array(units.length).fill(-1);
  const queue = new Int32Array(units.length);
  let stamp = 0;
  return (unit, from) => {
    let own = 0, first = -1;
    stamp++;
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
      if (grid[neighbour[e]!] !== from) continue;
      own++;
      first = neighbour[e]!;
    }
    if (own <= 1) return own === 1;
    // Marks with the even stamp are neighbours still to be reached, with the odd one units reached.
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (grid[neighbour[e]!] === from) seen[neighbour[e]!] = 2 * stamp;
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

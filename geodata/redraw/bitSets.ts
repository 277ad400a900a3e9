/** Sets of at most 64 units as two words of bits: units 0–31 in `lo`, 32–63 in `hi`. */
import type { Piece } from './pieces.ts';

/** Most units that the two words hold. */
export const MOST_IN_SET = 64;

/** The first unit of a set that is not empty. */
export const lowestUnit = (lo: number, hi: number): number => (lo ? 31 - Math.clz32(lo & -lo) : 63 - Math.clz32(hi & -hi));

/** Calls `visit` with each unit of a set, in order. */
export function eachUnit(lo: number, hi: number, visit: (unit: number) => void): void {
  for (let rest = lo; rest; rest &= rest - 1) visit(lowestUnit(rest, 0));
  for (let rest = hi; rest; rest &= rest - 1) visit(lowestUnit(0, rest));
}

/** The set of all of `n` units. */
export const wholeSet = (n: number): [lo: number, hi: number] => [n >= 32 ? -1 : (1 << n) - 1, n <= 32 ? 0 : n === MOST_IN_SET ? -1 : (1 << (n - 32)) - 1];

/** The neighbours of each unit, as sets; `order` names the unit of the piece behind each bit. */
export function neighbourSets(piece: Piece, order: ArrayLike<number>): { nearLo: Int32Array; nearHi: Int32Array } {
  const n = order.length, place = new Int32Array(n), nearLo = new Int32Array(n), nearHi = new Int32Array(n);
  for (let i = 0; i < n; i++) place[order[i]!] = i;
  for (let i = 0; i < n; i++) {
    for (let e = piece.offset[order[i]!]!; e < piece.offset[order[i]! + 1]!; e++) {
      const other = place[piece.neighbour[e]!]!;
      if (other < 32) nearLo[i]! |= 1 << other;
      else nearHi[i]! |= 1 << (other - 32);
    }
  }
  return { nearLo, nearHi };
}

/** Connected parts of a set, as pairs of words, by their first units. */
export function connectedParts(lo: number, hi: number, nearLo: Int32Array, nearHi: Int32Array): number[] {
  const parts: number[] = [];
  while (lo | hi) {
    const first = lowestUnit(lo, hi);
    let partLo = first < 32 ? 1 << first : 0, partHi = first < 32 ? 0 : 1 << (first - 32);
    for (let freshLo = partLo, freshHi = partHi; freshLo | freshHi;) {
      let nextLo = 0, nextHi = 0;
      for (let rest = freshLo; rest; rest &= rest - 1) { const u = lowestUnit(rest, 0); nextLo |= nearLo[u]!; nextHi |= nearHi[u]!; }
      for (let rest = freshHi; rest; rest &= rest - 1) { const u = lowestUnit(0, rest); nextLo |= nearLo[u]!; nextHi |= nearHi[u]!; }
      freshLo = nextLo & lo & ~partLo;
      freshHi = nextHi & hi & ~partHi;
      partLo |= freshLo;
      partHi |= freshHi;
    }
    parts.push(partLo, partHi);
    lo &= ~partLo;
    hi &= ~partHi;
  }
  return parts;
}

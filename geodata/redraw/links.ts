import type { Piece } from './pieces.ts';

/** What never changes about the neighbours of a piece, by place in `neighbour`. */
export interface Links {
  /** The unit whose neighbour it is. */
  source: Int32Array;
  /** The place of the same border seen from the other side. */
  twin: Int32Array;
  /** Which of the first 32 neighbours of the same unit the neighbour touches, by bits. */
  touching: Int32Array;
}

const known = new WeakMap<Piece, Links>();

/** Counted once a piece, which many searches ask for. Linear in the pairs of neighbours of a unit. */
export function linksOf(piece: Piece): Links {
  const links = known.get(piece) ?? countLinks(piece);
  known.set(piece, links);
  return links;
}

function countLinks({ offset, neighbour, units }: Piece): Links {
  const source = new Int32Array(neighbour.length), twin = new Int32Array(neighbour.length), touching = new Int32Array(neighbour.length);
  // Neighbours are ascending: each unit is the next one that its neighbour was not asked by.
  const asked = offset.slice(), place = new Int32Array(units.length).fill(-1);
  for (let unit = 0; unit < units.length; unit++) {
    const start = offset[unit]!, end = offset[unit + 1]!;
    source.fill(unit, start, end);
    for (let e = start; e < end; e++) {
      const other = neighbour[e]!;
      twin[e] = asked[other]!++;
      if (e < start + 32) place[other] = e - start;
    }
    for (let e = start; e < end; e++) {
      for (let f = offset[neighbour[e]!]!; f < offset[neighbour[e]! + 1]!; f++) if (place[neighbour[f]!]! >= 0) touching[e]! |= 1 << place[neighbour[f]!]!;
    }
    for (let e = start; e < end; e++) place[neighbour[e]!] = -1;
  }
  return { source, twin, touching };
}

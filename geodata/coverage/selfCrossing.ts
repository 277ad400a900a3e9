import type { MultiPolygon, Polygon, Position } from '../district.ts';
import { boxIndex } from './boxIndex.ts';
import { isInside, pairs, signedArea, type XY } from './plane.ts';

/** A polygon whose rings crossed themselves: what it became, and where the first crossing was; null where that has no one meaning. */
export interface Mended { polygon: MultiPolygon | null; at: Position }

/** Below this many corners, comparing every side with every other is faster than an index. */
const FEW = 40;

/**
 * Mends outer rings that cross themselves: each loop of the ring becomes a part of its own, whichever way it is wound. Null
 * where no ring crosses itself. A hole that crosses itself, or a loop inside another one, cannot be told to be land or not:
 * such a polygon is not mended.
 */
export function mendSelfCrossing(shape: Polygon | MultiPolygon): Mended | null {
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  let at: Position | null = null, isClear = true;
  const coordinates = parts.flatMap((rings): Position[][][] => {
    const crossings = rings.map(findCrossings);
    if (crossings.every(({ length }) => length === 0)) return [rings];
    at ??= crossings.flat()[0]!.at;
    if (crossings.slice(1).some(({ length }) => length > 0) || rings.length > 1) isClear = false;
    const loops = loopsOf(rings[0]!, crossings[0]!);
    if (loops.some((loop, i) => loops.some((other, j) => i !== j && isInside([other], ...inwardPoint(loop))))) isClear = false;
    return loops.map((loop) => [[...loop, loop[0]!]]);
  });
  return at && { polygon: isClear ? { type: 'MultiPolygon', coordinates } : null, at };
}

interface Crossing { a: number; b: number; at: Position; alongA: number; alongB: number }

/** Where two sides of a ring cross, not where they only touch. */
function findCrossings(ring: readonly Position[]): Crossing[] {
  const sides = pairs(ring), found: Crossing[] = [];
  const search = sides.length > FEW ? boxIndex(sides) : null;
  sides.forEach(([p, q], a) => {
    const candidates = search ? search(Math.min(p[0], q[0]), Math.min(p[1], q[1]), Math.max(p[0], q[0]), Math.max(p[1], q[1])) : sides.keys();
    for (const b of candidates) if (b > a + 1) {
      const crossing = cross(p, q, ...sides[b]!);
      if (crossing) found.push({ a, b, at: [p[0] + crossing.t * (q[0] - p[0]), p[1] + crossing.t * (q[1] - p[1])], alongA: crossing.t, alongB: crossing.u });
    }
  });
  return found;
}

function cross(p: XY, q: XY, r: XY, s: XY): { t: number; u: number } | null {
  const side = (a: XY, b: XY, c: XY) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const pr = side(p, q, r), ps = side(p, q, s), rp = side(r, s, p), rq = side(r, s, q);
  return pr * ps < 0 && rp * rq < 0 ? { t: rp / (rp - rq), u: pr / (pr - ps) } : null;
}

/** The ring cut apart at its crossings: walking it, what lies between two visits of a crossing is a loop. */
function loopsOf(ring: readonly Position[], crossings: Crossing[]): Position[][] {
  const stops = pairs(ring).map(([from], side) => [
    { at: from as Position, id: -1, along: 0 },
    ...crossings.flatMap(({ a, b, at, alongA, alongB }, id) => [...(a === side ? [{ at, id, along: alongA }] : []), ...(b === side ? [{ at, id, along: alongB }] : [])]),
  ].sort((one, other) => one.along - other.along)).flat();
  const path: typeof stops = [], loops: Position[][] = [];
  for (const stop of stops) {
    const before = stop.id < 0 ? -1 : path.findIndex(({ id }) => id === stop.id);
    if (before >= 0) loops.push(path.splice(before + 1).concat(stop).map(({ at }) => at));
    else path.push(stop);
  }
  loops.push(path.map(({ at }) => at));
  return loops.filter((loop) => loop.length > 2 && signedArea(loop) !== 0);
}

/** A place just inside a loop, beside the middle of its first side. */
function inwardPoint(loop: readonly Position[]): XY {
  const [a, b] = [loop[0]!, loop[1]!], turn = Math.sign(signedArea(loop)) * 1e-6;
  return [(a[0] + b[0]) / 2 - turn * (b[1] - a[1]), (a[1] + b[1]) / 2 + turn * (b[0] - a[0])];
}

import Flatbush from 'flatbush';
import type { Borders } from '../coverage/borders.ts';
import type { Coverage } from '../coverage/coverage.ts';
import { localProjection } from '../coverage/projection.ts';
import type { Position } from '../district.ts';

/** What one metre of a barrier inside a grid counts, by class. */
export const BARRIER_WEIGHTS = { river: 1, railway: 1, expressway: 1, primary: 0.5, wall: 0.5 };
export type BarrierClass = keyof typeof BARRIER_WEIGHTS;

export interface Barrier { class: BarrierClass; line: readonly Position[] }

/** A border runs along a barrier, or is crossed by it, where it lies within this many metres of its line. */
export const NEAR_BARRIER_M = 10;

/**
 * Weighted metres of barrier on each border, in the order of `borders.neighbour`, both directions alike: the metres of the
 * border within `NEAR_BARRIER_M` of a barrier line, each counted once, with the weight of the weightiest. Linear in edges
 * near barriers, by an index of boxes.
 */
export function barrierMetres({ units, nodes, from, to, start, twin, unit }: Coverage, borders: Borders, barriers: readonly Barrier[]): Float64Array {
  const metres = new Float64Array(borders.neighbour.length);
  const segments = barriers.reduce((sum, { line }) => sum + Math.max(0, line.length - 1), 0);
  if (segments === 0 || nodes.count === 0) return metres;
  const plane = localProjection(nodes.lon[0]!, middleOf(nodes.lat));
  const x = nodes.lon.map(plane.x), y = nodes.lat.map(plane.y);
  const index = new Flatbush(segments), ends = new Float64Array(4 * segments), weight = new Float64Array(segments);
  let count = 0;
  for (const barrier of barriers) for (let i = 1; i < barrier.line.length; i++) {
    const [ax, ay, bx, by] = [barrier.line[i - 1]!, barrier.line[i]!].flatMap(([lon, lat]) => [plane.x(lon), plane.y(lat)]) as [number, number, number, number];
    ends.set([ax, ay, bx, by], 4 * count);
    weight[count++] = BARRIER_WEIGHTS[barrier.class];
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  for (let own = 0; own < units; own++) {
    for (let edge = start[own]!; edge < start[own + 1]!; edge++) {
      const other = twin[edge]! < 0 ? -1 : unit[twin[edge]!]!;
      if (other < own) continue;
      const ax = x[from[edge]!]!, ay = y[from[edge]!]!, bx = x[to[edge]!]!, by = y[to[edge]!]!;
      const near = index.search(Math.min(ax, bx) - NEAR_BARRIER_M, Math.min(ay, by) - NEAR_BARRIER_M, Math.max(ax, bx) + NEAR_BARRIER_M, Math.max(ay, by) + NEAR_BARRIER_M);
      if (near.length === 0) continue;
      const stretches = near.flatMap((segment): [number, number, number][] => {
        const [lo, hi] = nearStretch(ax, ay, bx, by, ends.subarray(4 * segment, 4 * segment + 4), NEAR_BARRIER_M);
        return hi > lo ? [[lo, hi, weight[segment]!]] : [];
      });
      const sum = weightedLength(stretches) * Math.hypot(bx - ax, by - ay);
      const out = borderAt(borders, own, other), back = borderAt(borders, other, own);
      if (out < 0) continue;
      metres[out]! += sum;
      metres[back]! += sum;
    }
  }
  return metres.map((each) => Math.round(each * 1000) / 1000);
}

const middleOf = (values: Float64Array): number => (values.reduce((least, each) => Math.min(least, each)) + values.reduce((most, each) => Math.max(most, each))) / 2;

/** The part [lo, hi] of the segment a–b, as shares of its length, within `distance` of a barrier segment: distance to a segment is convex, so it is one stretch. */
function nearStretch(ax: number, ay: number, bx: number, by: number, [px, py, qx, qy]: Float64Array, distance: number): [number, number] {
  const length = Math.hypot(qx! - px!, qy! - py!) || 1, ux = (qx! - px!) / length, uy = (qy! - py!) / length;
  // Along and across the barrier.
  const s0 = (ax - px!) * ux + (ay - py!) * uy, s1 = (bx - px!) * ux + (by - py!) * uy;
  const t0 = (ay - py!) * ux - (ax - px!) * uy, t1 = (by - py!) * ux - (bx - px!) * uy;
  const end = Math.hypot(qx! - px!, qy! - py!);
  let lo = Infinity, hi = -Infinity;
  const add = (from: number, to: number) => {
    if (from > to) return;
    lo = Math.min(lo, from);
    hi = Math.max(hi, to);
  };
  const [fromS, toS] = between(s0, s1, 0, end), [fromT, toT] = between(t0, t1, -distance, distance);
  add(Math.max(fromS, fromT), Math.min(toS, toT));
  for (const centre of [0, end]) {
    const ds = s1 - s0, dt = t1 - t0, square = ds * ds + dt * dt;
    const half = (s0 - centre) * ds + t0 * dt, rest = (s0 - centre) ** 2 + t0 * t0 - distance * distance;
    const root = half * half - square * rest;
    if (square > 0 && root >= 0) add(Math.max(0, (-half - Math.sqrt(root)) / square), Math.min(1, (-half + Math.sqrt(root)) / square));
  }
  return [lo, hi];
}

/** Where a value that runs from `a` to `b` while a share runs from 0 to 1 lies between two limits. */
function between(a: number, b: number, least: number, most: number): [number, number] {
  if (a === b) return a >= least && a <= most ? [0, 1] : [1, 0];
  const at = (value: number) => (value - a) / (b - a);
  return [Math.max(0, Math.min(at(least), at(most))), Math.min(1, Math.max(at(least), at(most)))];
}

/** Σ over the points covered of the largest weight there. */
function weightedLength(stretches: [lo: number, hi: number, weight: number][]): number {
  const cuts = [...new Set(stretches.flatMap(([lo, hi]) => [lo, hi]))].sort((a, b) => a - b);
  let sum = 0;
  for (let i = 1; i < cuts.length; i++) {
    const covering = stretches.filter(([lo, hi]) => lo <= cuts[i - 1]! && hi >= cuts[i]!).map(([, , weight]) => weight);
    sum += (cuts[i]! - cuts[i - 1]!) * Math.max(0, ...covering);
  }
  return sum;
}

function borderAt({ offset, neighbour }: Borders, unit: number, other: number): number {
  for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (neighbour[e] === other) return e;
  return -1;
}

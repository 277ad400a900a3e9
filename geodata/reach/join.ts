/** Homes and places onto the network: each to the nearest road that it can get to. */
import { crosses, nearestOn, pieceIndex } from './segments.ts';
import type { Network } from './network.ts';
import { JOIN_M } from './walking.ts';

/** Columns over the points asked for. */
export interface Joints {
  /** The stretch it stands on; −1: no road within `JOIN_M` that it can get to. */
  stretch: Int32Array;
  /** Metres from the stretch's first node, and from the point to the road. */
  along: Float64Array;
  away: Float64Array;
}

export interface Points { x: Float64Array; y: Float64Array }
/** Pieces ax, ay, bx, by, one after the other: banks, railways, expressways, which no way to a road may cross. */
export type Barriers = Float64Array;

// Most stand close to a road: a wider box is looked into where the narrow one has none.
const WIDTHS = [JOIN_M / 8, JOIN_M / 2, JOIN_M];

/** Joins points (metres of the network's projection) to the network, straight and across no barrier; of equally near stretches the first. */
export function joinTo(network: Network, { x, y }: Points, barriers: Barriers): Joints {
  const { from, to, x: nx, y: ny } = network, count = x.length;
  const near = pieceIndex(from.length, (s) => [nx[from[s]!]!, ny[from[s]!]!, nx[to[s]!]!, ny[to[s]!]!]);
  const walls = pieceIndex(barriers.length / 4, (i) => [barriers[4 * i]!, barriers[4 * i + 1]!, barriers[4 * i + 2]!, barriers[4 * i + 3]!]);
  const isCut = (px: number, py: number, qx: number, qy: number) => walls(Math.min(px, qx), Math.min(py, qy), Math.max(px, qx), Math.max(py, qy))
    .some((i) => crosses(px, py, qx, qy, barriers[4 * i]!, barriers[4 * i + 1]!, barriers[4 * i + 2]!, barriers[4 * i + 3]!));
  const on = (s: number, px: number, py: number) => nearestOn(nx[from[s]!]!, ny[from[s]!]!, nx[to[s]!]!, ny[to[s]!]!, px, py);
  const joints: Joints = { stretch: new Int32Array(count).fill(-1), along: new Float64Array(count), away: new Float64Array(count) };
  for (let p = 0; p < count; p++) {
    const px = x[p]!, py = y[p]!;
    for (const within of WIDTHS) {
      const found = near(px - within, py - within, px + within, py + within).map((s) => ({ s, ...on(s, px, py) })).filter(({ away }) => away <= within)
        .sort((a, b) => a.away - b.away || a.s - b.s).find((each) => !isCut(px, py, each.x, each.y));
      if (!found) continue;
      [joints.stretch[p], joints.along[p], joints.away[p]] = [found.s, found.along, found.away];
      break;
    }
  }
  return joints;
}

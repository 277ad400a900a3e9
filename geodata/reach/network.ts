/** The walking network: road lines made into nodes and the straight stretches between them, in typed arrays. */
import { cellIndex } from '../coverage/cellIndex.ts';
import type { LocalProjection } from '../coverage/projection.ts';
import type { Position, RoadClass } from '../district.ts';
import { nearestOn, pieceIndex } from './segments.ts';
import { MEET_M, SNAP_M, WALKABLE } from './walking.ts';

export interface Road { class: RoadClass; line: readonly Position[] }

/** Stretch `s` runs straight from node `from[s]` to node `to[s]`. Nodes are in metres of the projection. */
export interface Network {
  x: Float64Array;
  y: Float64Array;
  from: Int32Array;
  to: Int32Array;
  metres: Float64Array;
  /** Stretches of node n: `stretches[first[n]]` to `stretches[first[n + 1] - 1]`. */
  first: Int32Array;
  stretches: Int32Array;
  /** Which connected part of the network a node is in; part 0 has the most metres. */
  part: Int32Array;
  /** Metres of each part, most first. */
  partMetres: Float64Array;
  /** Roads taken up: those that may be walked on and are longer than nothing. */
  roads: number;
}

type Stretch = readonly [from: number, to: number];

/**
 * Roads as a network, both ways alike. Vertices within `SNAP_M` are one; an end that no other road shares meets the nearest road
 * within `MEET_M`. Lines that cross elsewhere do not meet. Classes that nobody walks on are left out.
 */
export function buildNetwork(roads: readonly Road[], projection: LocalProjection): Network {
  const walkable = roads.filter((road) => WALKABLE.includes(road.class));
  const nodes = nodeMaker(walkable.reduce((sum, { line }) => sum + line.length, 0));
  const lines = walkable.map(({ line }) => line.map(([lon, lat]) => nodes.at(projection.x(lon), projection.y(lat))).filter((node, i, all) => node !== all[i - 1])).filter((line) => line.length > 1);
  const { x, y } = nodes;
  return connect(x, y, meetings(x, y, lines), lines.length);
}

/** Gives each place its node: the nearest known one within `SNAP_M`, else a new one. */
function nodeMaker(capacity: number): { at: (x: number, y: number) => number; x: number[]; y: number[] } {
  const x: number[] = [], y: number[] = [], heldX = new Float64Array(capacity), heldY = new Float64Array(capacity), index = cellIndex(heldX, heldY, capacity, 8);
  return {
    x, y,
    at(px, py) {
      let node = -1, least = SNAP_M;
      index.visit(px - SNAP_M, py - SNAP_M, px + SNAP_M, py + SNAP_M, (other) => {
        const distance = Math.hypot(x[other]! - px, y[other]! - py);
        if (distance <= least) [node, least] = [other, distance];
      });
      if (node >= 0) return node;
      const made = x.push(px) - 1;
      y.push(py);
      [heldX[made], heldY[made]] = [px, py];
      index.add(made);
      return made;
    },
  };
}

/** The stretches of all lines; what an end meets is split there, and nodes are added for it. */
function meetings(x: number[], y: number[], lines: readonly (readonly number[])[]): Stretch[] {
  const stretches = lines.flatMap((line) => line.slice(1).map((to, i): Stretch => [line[i]!, to])), uses = new Uint16Array(x.length);
  for (const [a, b] of stretches) { uses[a]!++; uses[b]!++; }
  const find = pieceIndex(stretches.length, (s) => [x[stretches[s]![0]]!, y[stretches[s]![0]]!, x[stretches[s]![1]]!, y[stretches[s]![1]]!]);
  const splits = new Map<number, { along: number; node: number }[]>(), links: Stretch[] = [];
  for (const end of new Set(lines.flatMap((line) => [line[0]!, line.at(-1)!]))) {
    if (uses[end] !== 1) continue;
    const px = x[end]!, py = y[end]!;
    let met = -1, place = { x: 0, y: 0, along: 0, away: Infinity };
    for (const s of find(px - MEET_M, py - MEET_M, px + MEET_M, py + MEET_M)) {
      const [a, b] = stretches[s]!;
      if (a === end || b === end) continue;
      const near = nearestOn(x[a]!, y[a]!, x[b]!, y[b]!, px, py);
      if (near.away <= MEET_M && near.away < place.away) [met, place] = [s, near];
    }
    if (met < 0) continue;
    const [a, b] = stretches[met]!, length = Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!);
    const corner = place.along <= SNAP_M ? a : place.along >= length - SNAP_M ? b : -1;
    if (corner >= 0) { links.push([end, corner]); continue; }
    // An end within the snapping distance lies on the road itself; a longer way to it is walked.
    let node = end;
    if (place.away > SNAP_M) {
      node = x.push(place.x) - 1;
      y.push(place.y);
      links.push([end, node]);
    }
    splits.set(met, [...(splits.get(met) ?? []), { along: place.along, node }]);
  }
  return [...stretches.flatMap(([a, b], s): Stretch[] => {
    const chain = [a, ...(splits.get(s) ?? []).sort((one, other) => one.along - other.along).map(({ node }) => node), b];
    return chain.slice(1).map((to, i) => [chain[i]!, to]);
  }), ...links];
}

function connect(xs: number[], ys: number[], list: readonly Stretch[], roads: number): Network {
  const x = Float64Array.from(xs), y = Float64Array.from(ys), from = Int32Array.from(list, ([a]) => a), to = Int32Array.from(list, ([, b]) => b);
  const metres = from.length ? Float64Array.from(from, (a, s) => Math.hypot(x[to[s]!]! - x[a]!, y[to[s]!]! - y[a]!)) : new Float64Array(0);
  const first = new Int32Array(x.length + 1), stretches = new Int32Array(2 * from.length);
  for (let s = 0; s < from.length; s++) { first[from[s]! + 1]!++; first[to[s]! + 1]!++; }
  for (let n = 0; n < x.length; n++) first[n + 1]! += first[n]!;
  const next = first.slice();
  for (let s = 0; s < from.length; s++) { stretches[next[from[s]!]!++] = s; stretches[next[to[s]!]!++] = s; }
  return { x, y, from, to, metres, first, stretches, ...partsOf({ from, to, metres, first, stretches }), roads };
}

/** Connected parts, the longest first. */
function partsOf({ from, to, metres, first, stretches }: Pick<Network, 'from' | 'to' | 'metres' | 'first' | 'stretches'>): Pick<Network, 'part' | 'partMetres'> {
  const part = new Int32Array(first.length - 1).fill(-1), sums: number[] = [];
  for (let start = 0; start < part.length; start++) {
    if (part[start]! >= 0) continue;
    const stack = [start];
    let twice = 0;
    part[start] = sums.length;
    while (stack.length) {
      const node = stack.pop()!;
      for (let i = first[node]!; i < first[node + 1]!; i++) {
        const s = stretches[i]!, other = from[s] === node ? to[s]! : from[s]!;
        twice += metres[s]!;
        if (part[other]! >= 0) continue;
        part[other] = sums.length;
        stack.push(other);
      }
    }
    sums.push(twice / 2);
  }
  const order = [...sums.keys()].sort((a, b) => sums[b]! - sums[a]!), rank = new Int32Array(order.length);
  order.forEach((each, place) => { rank[each] = place; });
  return { part: part.map((each) => rank[each]!), partMetres: Float64Array.from(order, (each) => sums[each]!) };
}

/** The units as columns while the district is being made, and who borders on whom. */
import type { RoadClass, UnitUse } from '../district.ts';
import type { Cut } from './arterials.ts';
import { GROUND } from './ground.ts';
import type { Mesh } from './mesh.ts';
import { signedArea } from './plane.ts';

export interface Fabric {
  count: number;
  face: Int32Array;
  /** By face, −1 where there is no unit. */
  unitOfFace: Int32Array;
  area: Float64Array;
  x: Float64Array;
  y: Float64Array;
  use: UnitUse[];
  /** Urban ground or not, and the hamlet it belongs to. */
  urban: Float64Array;
  hamlet: Int32Array;
  name: (string | null)[];
  households: Int32Array;
  /** Households when the grids in force were drawn. */
  before: Int32Array;
  community: Int32Array;
  street: Int32Array;
  /** Neighbours of unit u: entries start[u] to start[u + 1]. */
  start: Int32Array;
  neighbour: Int32Array;
  sharedM: Float64Array;
  /** Strength of what runs along the border, 0 for nothing. */
  barrier: Float64Array;
}

/** What it costs to cross, in metres of detour. */
const CROSSING: Record<RoadClass, number> = { expressway: 900, railway: 700, primary: 320, secondary: 180, tertiary: 70, residential: 15, track: 8 };
const WATER = 1500;

export function createFabric(mesh: Mesh, faces: number[], cuts: Cut[]): Fabric {
  const n = faces.length, unitOfFace = new Int32Array(mesh.faceEdge.length).fill(-1);
  faces.forEach((f, u) => { unitOfFace[f] = u; });
  const area = new Float64Array(n), x = new Float64Array(n), y = new Float64Array(n);
  const start = new Int32Array(n + 1), neighbour: number[] = [], sharedM: number[] = [], barrier: number[] = [];
  faces.forEach((f, u) => {
    const ring = mesh.ring(f);
    let cx = 0, cy = 0;
    const a = signedArea(ring), [ox, oy] = ring[0]!;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const px = ring[j]![0] - ox, py = ring[j]![1] - oy, qx = ring[i]![0] - ox, qy = ring[i]![1] - oy, w = px * qy - py * qx;
      cx += (px + qx) * w;
      cy += (py + qy) * w;
    }
    area[u] = a;
    x[u] = ox + cx / (6 * a);
    y[u] = oy + cy / (6 * a);
    const from = neighbour.length;
    for (const h of mesh.cycle(f)) {
      const v = unitOfFace[mesh.face[h ^ 1]!]!;
      if (v < 0) continue;
      const c = mesh.cut[h >> 1]!, cls = c >= 0 ? cuts[c]!.class : null, wet = mesh.kind[f] === GROUND.inRiver || mesh.kind[faces[v]!] === GROUND.inRiver;
      const cost = Math.max(cls ? CROSSING[cls] : 0, wet ? WATER : 0), l = mesh.lengthM(h);
      let k = from;
      while (k < neighbour.length && neighbour[k] !== v) k++;
      if (k === neighbour.length) {
        neighbour.push(v);
        sharedM.push(l);
        barrier.push(cost);
      } else {
        sharedM[k]! += l;
        barrier[k] = Math.max(barrier[k]!, cost);
      }
    }
    start[u + 1] = neighbour.length;
  });
  return {
    count: n, face: Int32Array.from(faces), unitOfFace, area, x, y, use: Array.from({ length: n }, (): UnitUse => 'other'), urban: new Float64Array(n),
    hamlet: new Int32Array(n).fill(-1), name: Array.from({ length: n }, () => null), households: new Int32Array(n), before: new Int32Array(n),
    community: new Int32Array(n).fill(-1), street: new Int32Array(n).fill(-1),
    start, neighbour: Int32Array.from(neighbour), sharedM: Float64Array.from(sharedM), barrier: Float64Array.from(barrier),
  };
}

/** A binary heap of numbers by key, smallest first; equal keys leave in the order of their ids. */
export function createHeap() {
  const keys: number[] = [], ids: number[] = [];
  const before = (i: number, j: number) => keys[i]! < keys[j]! || (keys[i] === keys[j] && ids[i]! < ids[j]!);
  const swap = (i: number, j: number) => {
    [keys[i], keys[j]] = [keys[j]!, keys[i]!];
    [ids[i], ids[j]] = [ids[j]!, ids[i]!];
  };
  return {
    get size() { return ids.length; },
    push(id: number, key: number) {
      let i = ids.push(id) - 1;
      keys.push(key);
      while (i > 0 && before(i, (i - 1) >> 1)) { swap(i, (i - 1) >> 1); i = (i - 1) >> 1; }
    },
    pop(): { id: number; key: number } {
      const top = { id: ids[0]!, key: keys[0]! }, lastId = ids.pop()!, lastKey = keys.pop()!;
      if (ids.length) {
        ids[0] = lastId;
        keys[0] = lastKey;
        for (let i = 0; ;) {
          let s = i;
          if (2 * i + 1 < ids.length && before(2 * i + 1, s)) s = 2 * i + 1;
          if (2 * i + 2 < ids.length && before(2 * i + 2, s)) s = 2 * i + 2;
          if (s === i) break;
          swap(i, s);
          i = s;
        }
      }
      return top;
    },
  };
}

/**
 * Every unit to the source it is cheapest to walk to; what no source reaches stays −1.
 * `weight` stretches the reach of a source, `may` keeps the walk inside a part of the units.
 */
export function spread(fabric: Fabric, sources: { unit: number; weight: number }[], may: (unit: number) => boolean): Int32Array {
  const owner = new Int32Array(fabric.count).fill(-1), cost = new Float64Array(fabric.count).fill(Infinity), heap = createHeap();
  sources.forEach(({ unit }, s) => { owner[unit] = s; cost[unit] = 0; heap.push(unit, 0); });
  while (heap.size) {
    const { id: u, key } = heap.pop();
    if (key > cost[u]!) continue;
    for (let k = fabric.start[u]!; k < fabric.start[u + 1]!; k++) {
      const v = fabric.neighbour[k]!;
      if (!may(v)) continue;
      const step = (Math.hypot(fabric.x[u]! - fabric.x[v]!, fabric.y[u]! - fabric.y[v]!) + fabric.barrier[k]!) / sources[owner[u]!]!.weight;
      if (key + step < cost[v]!) { cost[v] = key + step; owner[v] = owner[u]!; heap.push(v, cost[v]!); }
    }
  }
  return owner;
}

/** The connected parts of a set of units, largest households first. */
export function components(fabric: Fabric, units: number[], households: Int32Array): number[][] {
  const open = new Set(units), parts: number[][] = [];
  for (const first of units) {
    if (!open.delete(first)) continue;
    const part = [first];
    for (let i = 0; i < part.length; i++) {
      for (let k = fabric.start[part[i]!]!; k < fabric.start[part[i]! + 1]!; k++) if (open.delete(fabric.neighbour[k]!)) part.push(fabric.neighbour[k]!);
    }
    parts.push(part);
  }
  const sum = (part: number[]) => part.reduce((t, u) => t + households[u]!, 0);
  return parts.map((part) => ({ part, h: sum(part) })).sort((a, b) => b.h - a.h || b.part.length - a.part.length || a.part[0]! - b.part[0]!).map((p) => p.part);
}

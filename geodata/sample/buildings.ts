/** Footprints, set square to the longest side of their plot: slabs and towers in town, courts in the hamlets, halls in the works. */
import type { BuildingRecord } from '../district.ts';
import type { Fabric } from './fabric.ts';
import type { Mesh } from './mesh.ts';
import { inRing, toPosition } from './plane.ts';
import type { XY } from './plane.ts';
import type { Random } from './random.ts';

/** The size of a building, the gap to the next, the rim kept free, all metres, and how many storeys. */
interface Style { length: number; depth: number; gapAlong: number; gapAcross: number; rim: number; floors: number; most: number; chance: number }

function styleOf(fabric: Fabric, u: number, random: Random): Style | null {
  const h = fabric.households[u]!, area = fabric.area[u]!;
  switch (fabric.use[u]) {
    case 'housing': {
      const fresh = h > 2.5 * fabric.before[u]! + 20;
      if (fresh || (h > 60 && random.chance(0.6))) return { length: 27, depth: 17, gapAlong: 16, gapAcross: 26, rim: 4, floors: Math.round(random.range(15, 30)), most: Math.max(1, Math.ceil(h / 90)), chance: 1 };
      if (h === 0) return null;
      return { length: random.range(26, 44), depth: 12, gapAlong: 7, gapAcross: 16, rim: 2.5, floors: h > 24 ? 6 : h > 12 ? 5 : random.int(3) + 2, most: Math.max(1, Math.ceil(h / 14)), chance: 1 };
    }
    case 'hamlet': return { length: 11.5, depth: 9, gapAlong: 2.2, gapAcross: 5, rim: 1.2, floors: random.chance(0.2) ? 2 : 1, most: Math.max(1, h), chance: 1 };
    case 'commerce': return { length: random.range(20, 42), depth: random.range(14, 22), gapAlong: 6, gapAcross: 8, rim: 2.5, floors: random.int(5) + 1, most: 3, chance: 0.95 };
    case 'industry': return { length: random.range(42, 74), depth: random.range(20, 32), gapAlong: 14, gapAcross: 14, rim: 8, floors: 1 + random.int(3), most: 5, chance: 0.95 };
    case 'school': return { length: 52, depth: 14, gapAlong: 12, gapAcross: 24, rim: 7, floors: 4, most: 4, chance: 0.75 };
    case 'hospital': return { length: 44, depth: 22, gapAlong: 10, gapAcross: 14, rim: 7, floors: random.int(10) + 5, most: 4, chance: 0.9 };
    case 'market': return { length: 46, depth: 24, gapAlong: 8, gapAcross: 9, rim: 4, floors: 1 + random.int(2), most: 3, chance: 1 };
    case 'farmland':
    case 'woodland': return h > 0 || (area > 3000 && fabric.use[u] === 'farmland' && random.chance(0.02)) ? { length: 11, depth: 8, gapAlong: 3, gapAcross: 6, rim: 4, floors: 1, most: Math.max(1, h), chance: 1 } : null;
    case 'other': return fabric.urban[u]! > 0.36 || fabric.hamlet[u]! >= 0 ? { length: 20, depth: 12, gapAlong: 8, gapAcross: 12, rim: 4, floors: 1 + random.int(4), most: 2, chance: 0.8 } : null;
    default: return null;
  }
}

export interface Built { records: BuildingRecord[]; count: Int32Array; floors: Int32Array; /** Middles of the buildings of unit u: entries start[u] to start[u + 1]. */ start: Int32Array; x: Float64Array; y: Float64Array }

/** Builds on every unit; `codeOf` names it, nothing stands where `isRoadside`. */
export function build(fabric: Fabric, mesh: Mesh, codeOf: (u: number) => string, isRoadside: (x: number, y: number) => boolean, random: Random): Built {
  const records: BuildingRecord[] = [], count = new Int32Array(fabric.count), floors = new Int32Array(fabric.count), start = new Int32Array(fabric.count + 1);
  const xs: number[] = [], ys: number[] = [];
  for (let u = 0; u < fabric.count; u++) {
    start[u] = xs.length;
    const style = styleOf(fabric, u, random);
    if (!style) continue;
    const ring = mesh.ring(fabric.face[u]!);
    let spots = place(ring, style, random);
    // A plot too small for its houses still has one, if it has anybody.
    if (!spots.length && fabric.households[u]! > 0) spots = place(ring, { ...style, length: style.length * 0.55, depth: Math.min(9, style.depth * 0.65), rim: 0.8 }, random);
    for (const corners of spots) {
      if (corners.some(([x, y]) => isRoadside(x, y)) || isRoadside((corners[0]![0] + corners[2]![0]) / 2, (corners[0]![1] + corners[2]![1]) / 2)) continue;
      const storeys = Math.max(1, style.floors + (style.floors > 12 ? random.int(5) - 2 : 0));
      records.push({ id: records.length + 1, unitCode: codeOf(u), floors: storeys, geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]!].map(([x, y]) => toPosition(x, y))] } });
      xs.push((corners[0]![0] + corners[2]![0]) / 2);
      ys.push((corners[0]![1] + corners[2]![1]) / 2);
      count[u]!++;
      floors[u] = Math.max(floors[u]!, storeys);
    }
  }
  start[fabric.count] = xs.length;
  return { records, count, floors, start, x: Float64Array.from(xs), y: Float64Array.from(ys) };
}

/** Rows of rectangles that fit the plot, each wholly inside with its rim. */
function place(ring: XY[], style: Style, random: Random): XY[][] {
  let longest = 0, angle = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const dx = ring[i]![0] - ring[j]![0], dy = ring[i]![1] - ring[j]![1], l = Math.hypot(dx, dy);
    // Houses like to face south: a side that runs east to west counts for more.
    const worth = l * (1 + 0.35 * Math.abs(dx) / (l || 1));
    if (worth > longest) { longest = worth; angle = Math.atan2(dy, dx); }
  }
  const c = Math.cos(angle), s = Math.sin(angle), [ox, oy] = ring[0]!;
  const local = ring.map(([x, y]): XY => [(x - ox) * c + (y - oy) * s, (y - oy) * c - (x - ox) * s]);
  let [w, south, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of local) { w = Math.min(w, x); e = Math.max(e, x); south = Math.min(south, y); n = Math.max(n, y); }
  const out: XY[][] = [], rim = style.rim, pitchX = style.length + style.gapAlong, pitchY = style.depth + style.gapAcross;
  const columns = Math.max(1, Math.floor((e - w - 2 * rim + style.gapAlong) / pitchX)), rows = Math.max(1, Math.floor((n - south - 2 * rim + style.gapAcross) / pitchY));
  const x0 = (w + e) / 2 - (columns * pitchX - style.gapAlong) / 2, y0 = (south + n) / 2 - (rows * pitchY - style.gapAcross) / 2;
  for (let r = 0; r < rows && out.length < style.most; r++) {
    for (let k = 0; k < columns && out.length < style.most; k++) {
      if (!random.chance(style.chance)) continue;
      const length = style.length * random.range(0.88, 1.04), depth = style.depth * random.range(0.94, 1.04);
      const x = x0 + k * pitchX + random.range(-0.5, 0.5), y = y0 + r * pitchY + random.range(-0.5, 0.5);
      if (!fits(local, x - rim, y - rim, x + length + rim, y + depth + rim)) continue;
      out.push(([[x, y], [x + length, y], [x + length, y + depth], [x, y + depth]] as XY[]).map(([px, py]): XY => [ox + px * c - py * s, oy + px * s + py * c]));
    }
  }
  return out;
}

/** Whether the box lies in the ring: its corners do, and no border runs through it. */
function fits(ring: XY[], w: number, s: number, e: number, n: number): boolean {
  if (!inRing(ring, w, s) || !inRing(ring, e, s) || !inRing(ring, e, n) || !inRing(ring, w, n)) return false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    let t0 = 0, t1 = 1;
    const [ax, ay] = ring[j]!, dx = ring[i]![0] - ax, dy = ring[i]![1] - ay;
    for (const [p, q] of [[-dx, ax - w], [dx, e - ax], [-dy, ay - s], [dy, n - ay]] as const) {
      if (p === 0) { if (q < 0) { t0 = 2; break; } continue; }
      const t = q / p;
      if (p < 0) t0 = Math.max(t0, t); else t1 = Math.min(t1, t);
    }
    if (t0 < t1) return false;
  }
  return true;
}

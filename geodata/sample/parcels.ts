/** From blocks to units: a face is cut in two, and its halves again, until each is due about one unit. */
import type { RoadClass } from '../district.ts';
import type { Cut } from './arterials.ts';
import { cutStraight } from './cut.ts';
import type { Density } from './density.ts';
import { GROUND, isInside } from './ground.ts';
import type { Mesh } from './mesh.ts';
import { fractal, noise } from './noise.ts';
import { inRing, signedArea } from './plane.ts';
import type { XY } from './plane.ts';
import type { Random } from './random.ts';
import type { HeightReader } from './relief.ts';

/** What a whole block was set aside for. */
export type Reserve = 'school' | 'hospital' | 'market' | 'park' | 'compound';

export interface Parcels { faces: number[]; reserves: Map<number, Reserve> }

/** Leaves due fewer units than this are not cut again. */
const ENOUGH = 1.42;

export function cutParcels(mesh: Mesh, density: Density, heights: HeightReader, seed: number, random: Random, cuts: Cut[], report: (done: number) => void): Parcels {
  const faces: number[] = [], reserves = new Map<number, Reserve>();
  const stack = mesh.faceEdge.flatMap((_, f) => (isInside(mesh.kind[f]!) && signedArea(mesh.ring(f)) > 0 ? [f] : []));
  while (stack.length) {
    const f = stack.pop()!, ring = mesh.ring(f), area = signedArea(ring), [cx, cy] = middle(ring);
    const due = unitsDue(ring, area, mesh.kind[f]!, density);
    const u = mesh.kind[f] === GROUND.inLand ? density.urban(cx, cy) : 0;
    const reserve = mesh.kind[f] === GROUND.inLand ? reserveOf(area, u, density.industry(cx, cy) > 0.4, density.hamletAt(cx, cy) >= 0, random) : null;
    if (due < ENOUGH || reserve) {
      if (reserve) reserves.set(f, reserve);
      faces.push(f);
      if (faces.length % 5000 === 0) report(faces.length);
      continue;
    }
    const g = halve(mesh, f, ring, area, u, density, heights, seed, random, cuts);
    if (g < 0) faces.push(f);
    else stack.push(f, g);
  }
  return { faces, reserves };
}

function middle(ring: XY[]): XY {
  let x = 0, y = 0, total = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[j]!, b = ring[i]!, w = a[0] * b[1] - a[1] * b[0];
    x += (a[0] + b[0]) * w;
    y += (a[1] + b[1]) * w;
    total += w;
  }
  return total === 0 ? ring[0]! : [x / (3 * total), y / (3 * total)];
}

/** Units a face is due: the density over it, by samples fine enough for its size. */
function unitsDue(ring: XY[], area: number, kind: number, density: Density): number {
  if (kind === GROUND.inRiver) return area / 60_000;
  if (kind === GROUND.inLake) return area / 400_000;
  if (kind === GROUND.inBeach) return area / 40_000;
  // Even all of it woodland, this is due more than two.
  if (area > 150_000) return Infinity;
  if (area < 3500) {
    const [x, y] = middle(ring);
    return density.unitsPerM2(x, y) * area;
  }
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) { w = Math.min(w, x); s = Math.min(s, y); e = Math.max(e, x); n = Math.max(n, y); }
  const step = Math.min(150, Math.max(18, Math.sqrt(area) / 5));
  let sum = 0, count = 0;
  for (let y = s + step / 2; y < n; y += step) {
    for (let x = w + step / 2; x < e; x += step) {
      if (!inRing(ring, x, y)) continue;
      sum += density.unitsPerM2(x, y);
      count++;
    }
  }
  return count ? (sum / count) * area : density.unitsPerM2(...middle(ring)) * area;
}

/** Some blocks of the right size stay whole: schools, parks, markets, hospitals, new compounds. */
function reserveOf(area: number, u: number, works: boolean, hamlet: boolean, random: Random): Reserve | null {
  if (works) return null;
  if (u > 0.4) {
    if (area > 9_000 && area < 22_000) {
      const p = random.next();
      return p < 0.011 ? 'school' : p < 0.02 ? 'park' : p < 0.027 ? 'compound' : p < 0.0295 ? 'hospital' : null;
    }
    if (area > 4_500 && area <= 9_000) return random.chance(0.0035) ? 'market' : null;
    return null;
  }
  if (hamlet && area > 3_500 && area < 8_000) return random.chance(0.012) ? 'school' : random.chance(0.006) ? 'market' : null;
  return null;
}

/** The class of road a cut becomes, by the size of what it cuts. */
function roadClass(area: number, u: number, hamlet: boolean, steep: boolean, random: Random): RoadClass | null {
  if (u > 0.36) {
    if (area > 1.3e6) return 'secondary';
    if (area > 260_000) return 'tertiary';
    if (area > 26_000) return 'residential';
    return area > 9_000 && random.chance(0.4) ? 'residential' : null;
  }
  if (steep) return area > 6e6 ? 'tertiary' : area > 1.2e6 ? 'track' : null;
  if (hamlet) return area > 5_000 ? 'residential' : null;
  return area > 7e6 ? 'tertiary' : area > 900_000 ? 'residential' : area > 130_000 ? 'track' : null;
}

/** One cut across the longer side of the face, squarely to the way its borders run. Returns the new face, −1 if none fits. */
function halve(mesh: Mesh, f: number, ring: XY[], area: number, u: number, density: Density, heights: HeightReader, seed: number, random: Random, cuts: Cut[]): number {
  const [cx, cy] = middle(ring), size = Math.sqrt(area), wet = mesh.kind[f] !== GROUND.inLand;
  const steep = heights.slope(cx, cy) > 0.09, hamlet = density.hamletAt(cx, cy) >= 0 && area < 60_000;
  const field = Math.PI * 0.5 * noise(cx / 3800, cy / 3800, seed + 81);
  const grain = area > 120_000 && !wet ? field : grainOf(ring, field);
  const extent = (angle: number) => {
    let lo = Infinity, hi = -Infinity;
    for (const [x, y] of ring) {
      const d = (x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle);
      lo = Math.min(lo, d);
      hi = Math.max(hi, d);
    }
    return [lo, hi] as const;
  };
  const [alo, ahi] = extent(grain), [blo, bhi] = extent(grain + Math.PI / 2);
  const alongFirst = ahi - alo >= bhi - blo;
  const roads = wet ? null : roadClass(area, u, hamlet, steep, random);
  const swing = wet ? 0 : size * (u > 0.36 ? 0.035 : steep ? 0.16 : 0.09), wave = random.range(0, 1000);
  const bend = area > 26_000 && !wet ? (t: number) => swing * 4 * t * (1 - t) * 1.6 * fractal(wave + t * (1 + size / 900), 0.5, seed + 82, 3) : undefined;
  for (let attempt = 0; attempt < 14; attempt++) {
    const along = attempt < 5 ? alongFirst : !alongFirst, [lo, hi] = along ? [alo, ahi] : [blo, bhi];
    const axis = (along ? grain : grain + Math.PI / 2) + (attempt < 9 ? 0 : random.range(-0.7, 0.7)), jitter = attempt === 0 ? 0.1 : 0.2;
    const at = lo + (hi - lo) * (0.5 + random.range(-jitter, jitter));
    // The cut starts from the middle of the face's extent across, so that it divides the body and not a corner of it.
    const x = cx + Math.cos(axis) * at, y = cy + Math.sin(axis) * at;
    const direction = axis + Math.PI / 2 + random.normal() * 0.035;
    cuts.push({ class: roads, name: null, line: null });
    const g = cutStraight(mesh, f, x, y, direction, cuts.length - 1, {
      leastArea: area * (attempt < 5 ? 0.28 : attempt < 9 ? 0.16 : 0.1), snap: Math.min(8, size * 0.07), leastAngle: attempt < 4 ? 0.75 : attempt < 9 ? 0.45 : 0.25,
    }, bend);
    if (g >= 0) return g;
    cuts.pop();
  }
  return -1;
}

/** The way the borders run, modulo a right angle: the mean of the edges' directions by length. */
function grainOf(ring: XY[], fallback: number): number {
  let c = 0, s = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const dx = ring[i]![0] - ring[j]![0], dy = ring[i]![1] - ring[j]![1], a = 4 * Math.atan2(dy, dx), l = Math.hypot(dx, dy);
    c += l * Math.cos(a);
    s += l * Math.sin(a);
  }
  return c === 0 && s === 0 ? fallback : Math.atan2(s, c) / 4;
}

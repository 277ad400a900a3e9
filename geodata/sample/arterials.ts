/** The lines that were there before any parcel: river banks, railway, expressway, main roads. They cut the land first. */
import type { RoadClass } from '../district.ts';
import { cutAlong } from './cut.ts';
import type { CutRules } from './cut.ts';
import { ARTERIALS, RIVER_HALF_WIDTH_M, TRIBUTARY_HALF_WIDTH_M } from './geography.ts';
import { GROUND, isInside } from './ground.ts';
import { curve, nearestOnLine, offsetLine, simplify, wander } from './lines.ts';
import type { Mesh } from './mesh.ts';
import { noise } from './noise.ts';
import { signedArea } from './plane.ts';
import type { XY } from './plane.ts';
import type { Terrain } from './terrain.ts';

/** One cut through the land: a road of a class, or without a class for a bank or a mere boundary. */
export interface Cut { class: RoadClass | null; name: string | null; line: XY[] | null }

export interface Watercourse { name: string; line: XY[]; left: XY[]; right: XY[] }

const RULES: CutRules = { leastArea: 500, snap: 4, leastAngle: 0.12 };

export function watercourses(terrain: Terrain): Watercourse[] {
  const course = (name: string, line: XY[], [from, to]: [number, number], seed: number): Watercourse => {
    const half = (sign: number) => offsetLine(line, (t) => sign * (from + (to - from) * t ** 1.6) * (1 + 0.22 * noise(t * line.length * 0.14, sign * 9, seed)));
    return { name, line, left: simplify(half(1), 2), right: simplify(half(-1), 2) };
  };
  return [
    course('澜川', terrain.river, RIVER_HALF_WIDTH_M, terrain.seed + 61),
    course('芦溪', terrain.tributary, TRIBUTARY_HALF_WIDTH_M, terrain.seed + 62),
  ];
}

const splittable = (mesh: Mesh): number[] => {
  const out: number[] = [];
  mesh.faceEdge.forEach((_, f) => { if (isInside(mesh.kind[f]!) && signedArea(mesh.ring(f)) > 0) out.push(f); });
  return out;
};

/** Cuts the rivers out of the land; what lies between two banks becomes river. */
export function cutRivers(mesh: Mesh, rivers: Watercourse[], cuts: Cut[]): void {
  for (const river of rivers) {
    for (const bank of [river.left, river.right]) {
      cuts.push({ class: null, name: null, line: null });
      cutAlong(mesh, splittable(mesh).filter((f) => mesh.kind[f] === GROUND.inLand || mesh.kind[f] === GROUND.inBeach), bank, cuts.length - 1, RULES);
    }
    for (const f of splittable(mesh)) {
      if (mesh.kind[f] !== GROUND.inLand && mesh.kind[f] !== GROUND.inBeach) continue;
      const ring = mesh.ring(f), bed = [...river.left, ...[...river.right].reverse()];
      if (signedArea(ring) < 1.2e7 && isWithin(ring, bed, river.line)) mesh.kind[f] = GROUND.inRiver;
    }
  }
}

/** Whether every corner of the ring is on the bed or its banks. */
function isWithin(ring: XY[], bed: XY[], line: XY[]): boolean {
  const closed = [...bed, bed[0]!];
  let inside = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x, y] = ring[i]!, near = nearestOnLine(closed, x, y).distance;
    if (near > 12 && nearestOnLine(line, x, y).distance > 260) return false;
    if (near < 12) inside++;
  }
  return inside > ring.length * 0.75;
}

/** Cuts the district along every arterial and records its drawn line. */
export function cutArterials(mesh: Mesh, seed: number, cuts: Cut[]): void {
  for (const arterial of ARTERIALS) {
    const smooth = arterial.class === 'expressway' || arterial.class === 'railway';
    const line = wander(curve(arterial.line.map(([x, y]): XY => [x * 1000, y * 1000]), 160), smooth ? 90 : 130, smooth ? 2600 : 1300, seed + 71);
    const drawn = simplify(line, 1.5), last = drawn.length - 1;
    cuts.push({ class: arterial.class, name: arterial.name, line: drawn });
    // A road that ends on another one must cross it to cut what lies between.
    const cutting = [beyond(drawn[1]!, drawn[0]!), ...drawn, beyond(drawn[last - 1]!, drawn[last]!)];
    cutAlong(mesh, splittable(mesh), cutting, cuts.length - 1, { ...RULES, leastArea: 800 });
  }
}

/** A point 45 m past the end of a line. */
const beyond = (from: XY, end: XY): XY => {
  const length = Math.hypot(end[0] - from[0], end[1] - from[1]);
  return [end[0] + ((end[0] - from[0]) * 45) / length, end[1] + ((end[1] - from[1]) * 45) / length];
};

/** Tells whether a point is within some 16 m of an arterial, 24 m of an expressway or railway: nobody builds there. */
export function roadside(cuts: Cut[]): (x: number, y: number) => boolean {
  const near = new Set<number>(), CELL = 8, key = (x: number, y: number) => Math.floor(x / CELL) * 65536 + Math.floor(y / CELL);
  for (const cut of cuts) {
    const reach = cut.class === 'expressway' || cut.class === 'railway' ? 3 : 2;
    cut.line?.forEach(([bx, by], i) => {
      if (i === 0 || Math.max(Math.abs(bx), Math.abs(by)) > 24_000) return;
      const [ax, ay] = cut.line![i - 1]!, n = Math.ceil(Math.hypot(bx - ax, by - ay) / CELL);
      for (let k = 0; k <= n; k++) {
        const x = ax + ((bx - ax) * k) / n, y = ay + ((by - ay) * k) / n;
        for (let dx = -reach; dx <= reach; dx++) for (let dy = -reach; dy <= reach; dy++) if (dx * dx + dy * dy <= reach * reach) near.add(key(x + dx * CELL, y + dy * CELL));
      }
    });
  }
  return (x, y) => near.has(key(x, y));
}

/** The painted ground of the map and the names of nature. */
import type { LabelRecord, LandKind, LandRecord, MultiPolygon } from '../district.ts';
import type { Watercourse } from './arterials.ts';
import { areasAbove, sampleLattice } from './contour.ts';
import type { Fabric } from './fabric.ts';
import { HILLS, ISLANDS, LAKE } from './geography.ts';
import { GROUND } from './ground.ts';
import type { Mesh } from './mesh.ts';
import { fractal } from './noise.ts';
import { outlines } from './outline.ts';
import { simplify } from './lines.ts';
import { toPosition } from './plane.ts';
import type { XY } from './plane.ts';
import type { SamplePlan } from './plan.ts';
import type { HeightReader } from './relief.ts';
import type { Terrain } from './terrain.ts';

export function paintLand(mesh: Mesh, fabric: Fabric, rivers: Watercourse[], terrain: Terrain, heights: HeightReader, urban: (x: number, y: number) => number, plan: SamplePlan): LandRecord[] {
  const land: LandRecord[] = [], { halfWidth, halfHeight } = plan.frame;
  const add = (kind: LandKind, name: string | null, geometry: MultiPolygon) => {
    if (geometry.coordinates.length) land.push({ id: land.length + 1, kind, name, geometry });
  };
  const faces = (of: (f: number) => boolean): MultiPolygon => outlines(mesh, Int32Array.from(mesh.kind, (_, f) => (of(f) ? 0 : -1)), 1)[0]!.geometry;
  const kind = (...kinds: number[]) => (f: number) => kinds.includes(mesh.kind[f]!);

  add('sea', null, faces(kind(GROUND.sea)));
  const step = Math.round(halfWidth / 160), depth = sampleLattice(halfWidth, halfHeight, step, terrain.depth);
  add('sea_16', null, areasAbove(depth, 16, 400_000));
  add('sea_45', null, areasAbove(depth, 45, 800_000));
  add('land', null, faces((f) => mesh.kind[f]! > 0));
  const isWood = (x: number, y: number) => {
    const s = terrain.inlandSmooth(x, y);
    if (s < 260) return -1;
    return (heights.height(x, y) + 900 * heights.slope(x, y) + 70 * fractal(x / 1500, y / 1500, terrain.seed + 52, 4) - 165) / 100 - 4 * Math.max(0, urban(x, y) - 0.3);
  };
  add('wood', null, areasAbove(sampleLattice(halfWidth, halfHeight, Math.max(110, Math.round(halfWidth / 330)), isWood), 0, 60_000));
  add('beach', null, faces(kind(GROUND.inBeach, GROUND.outBeach)));
  add('lake', LAKE.name, faces(kind(GROUND.inLake, GROUND.outLake)));
  const ponds = (f: number) => mesh.kind[f] === GROUND.inLand && fabric.unitOfFace[f]! >= 0 && fabric.use[fabric.unitOfFace[f]!] === 'water';
  add('lake', null, pondShapes(mesh, ponds));
  for (const river of rivers) add('river', river.name, riverShape(river, terrain));
  add('green', null, faces((f) => fabric.unitOfFace[f]! >= 0 && fabric.use[fabric.unitOfFace[f]!] === 'park'));
  return land;
}

/** A pond fills its plot, its corners cut by the water. */
function pondShapes(mesh: Mesh, isPond: (f: number) => boolean): MultiPolygon {
  const coordinates: MultiPolygon['coordinates'] = [];
  mesh.faceEdge.forEach((_, f) => {
    if (!isPond(f)) return;
    const ring = mesh.ring(f), cx = ring.reduce((s, p) => s + p[0], 0) / ring.length, cy = ring.reduce((s, p) => s + p[1], 0) / ring.length;
    let line = ring.map(([x, y]): XY => [cx + (x - cx) * 0.84, cy + (y - cy) * 0.84]);
    for (let i = 0; i < 3; i++) line = line.flatMap((p, k) => {
      const q = line[(k + 1) % line.length]!;
      return [[p[0] * 0.75 + q[0] * 0.25, p[1] * 0.75 + q[1] * 0.25], [p[0] * 0.25 + q[0] * 0.75, p[1] * 0.25 + q[1] * 0.75]] as XY[];
    });
    coordinates.push([[...line, line[0]!].map(([x, y]) => toPosition(x, y))]);
  });
  return { type: 'MultiPolygon', coordinates };
}

/** A river from bank to bank, down to where it meets the sea. */
function riverShape(river: Watercourse, terrain: Terrain): MultiPolygon {
  const upstream = (bank: XY[]) => {
    const end = bank.findIndex(([x, y]) => terrain.inland(x, y) < 0);
    return end < 0 ? bank : bank.slice(0, end + 1);
  };
  const ring = [...upstream(river.right), ...upstream(river.left).reverse()];
  return { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!].map(([x, y]) => toPosition(x, y))]] };
}

export function nameNature(rivers: Watercourse[], plan: SamplePlan): LabelRecord[] {
  const labels: LabelRecord[] = [], inFrame = ([x, y]: XY) => Math.abs(x * 1000) < plan.frame.halfWidth && Math.abs(y * 1000) < plan.frame.halfHeight;
  const point = (kind: LabelRecord['kind'], name: string, rank: number, at: XY) => {
    if (name && inFrame(at)) labels.push({ id: labels.length + 1, kind, name, rank, geometry: { type: 'Point', coordinates: toPosition(at[0] * 1000, at[1] * 1000) } });
  };
  point('sea', '望海湾', 1, [10.6, -1.2]);
  point('sea', '沧浪海', 1, [23.5, 4.6]);
  point('sea', '南屏湾', 2, [13.6, -12.6]);
  point('sea', '澜口', 3, [6.6, -0.65]);
  for (const island of ISLANDS) point('island', island.name, island.rank, island.at);
  for (const hill of HILLS) point('hill', hill.name, hill.rank, hill.at);
  point('lake', LAKE.name, 1, LAKE.at);
  rivers.forEach((river, i) => {
    const line = simplify(river.line, 25).map(([x, y]) => toPosition(x, y));
    // The tributary is drawn downstream from the south-west: both read from west to east.
    labels.push({ id: labels.length + 1, kind: 'river', name: river.name, rank: i + 1, geometry: { type: 'LineString', coordinates: line } });
  });
  return labels;
}

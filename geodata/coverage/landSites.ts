import Flatbush from 'flatbush';
import { labelPoint } from './labelPoint.ts';
import { boxOf, signedArea, type Box, type XY } from './plane.ts';

/** Where each unit stands, as the points whose nearest land is the unit's. */
export interface LandSites {
  /** Rings of each unit's footprint; none where units share their place. */
  footprints: XY[][][];
  x: Float64Array;
  y: Float64Array;
  unit: Int32Array;
  /** Units that stand at one and the same place: they share its land in equal parts, as slices around it. */
  shared: number[][];
}

/** So many units around one are asked how far they are. */
const AROUND = 8;

/** Units that share a place stand this far around it. */
const AROUND_M = 0.1;

/** Sites along the outlines of `shapes` (rings in metres, a point as a ring of one), corners among them: half as far apart as to the next unit, from `spacingM` on. */
export function landSites(shapes: readonly XY[][][], spacingM: number): LandSites {
  const shared = [...Map.groupBy(shapes.keys(), (unit) => placeKey(shapes[unit]!)).values()].filter((units) => units.length > 1);
  const together = new Map(shared.flatMap((units) => units.map((unit, slice) => [unit, { slice, of: units.length }])));
  const places: XY[] = [], unit: number[] = [], gapM = gaps(shapes.map((rings) => boxOf(rings.flat())));
  const footprints = shapes.map((rings, index) => {
    const slice = together.get(index);
    const sites = slice ? [around(centreOf(rings), slice)] : rings.flatMap((ring) => sample(ring, Math.max(spacingM, gapM[index]! / 2)));
    for (const site of sites) {
      places.push(site);
      unit.push(index);
    }
    return slice || rings[0]!.length < 3 ? [] : rings;
  });
  return { footprints, x: Float64Array.from(places, ([x]) => x), y: Float64Array.from(places, ([, y]) => y), unit: Int32Array.from(unit), shared };
}

/** Metres between the box of each unit and those of the units around it: less is seldom, and only makes a border less fine. */
function gaps(boxes: readonly Box[]): Float64Array {
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  return Float64Array.from(boxes, ([west, south, east, north], own) => {
    let least = Infinity;
    for (const other of index.neighbors((west + east) / 2, (south + north) / 2, AROUND + 1)) {
      if (other === own) continue;
      const [w, s, e, n] = boxes[other]!;
      least = Math.min(least, Math.hypot(Math.max(0, w - east, west - e), Math.max(0, s - north, south - n)));
    }
    return least === Infinity ? 0 : least;
  });
}

/** The same for shapes whose corners are the same to the centimetre. */
const placeKey = (rings: readonly XY[][]): string => rings.map((ring) => ring.map(([x, y]) => `${Math.round(x * 100)} ${Math.round(y * 100)}`).sort().join()).join(';');

function centreOf(rings: readonly XY[][]): XY {
  const [outer, ...holes] = rings;
  if (outer!.length < 3) return outer![0]!;
  return labelPoint([signedArea(outer!) > 0 ? outer! : outer!.toReversed(), ...holes]);
}

const around = ([x, y]: XY, { slice, of }: { slice: number; of: number }): XY => {
  const angle = (2 * Math.PI * slice) / of;
  return [x + AROUND_M * Math.cos(angle), y + AROUND_M * Math.sin(angle)];
};

/** Points along a ring: its corners, but for those a quarter of the spacing or less after the point before, and what lies between. */
function sample(ring: readonly XY[], spacingM: number): XY[] {
  const points: XY[] = [];
  ring.forEach((a, i) => {
    const last = points.at(-1), b = ring[(i + 1) % ring.length]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / spacingM));
    if (!last || Math.hypot(a[0] - last[0], a[1] - last[1]) > spacingM / 4) points.push(a);
    for (let step = 1; step < steps; step++) points.push([a[0] + ((b[0] - a[0]) * step) / steps, a[1] + ((b[1] - a[1]) * step) / steps]);
  });
  return points;
}

import { Delaunay } from 'd3-delaunay';
import Flatbush from 'flatbush';
import type { MultiPolygon, Point, Polygon, Position } from '../district.ts';
import { buildCoverage, type Coverage } from './coverage.ts';
import { cutConvex, type XY } from './cutConvex.ts';
import { dissolve } from './dissolve.ts';
import { growCells } from './growCells.ts';
import { localProjection, type LocalProjection } from './projection.ts';

/** Corners that were computed twice differ by far less than this many metres, other corners hardly ever by so little. */
const TOLERANCE_M = 1e-6;

/** Outlines are sampled at least this densely; the border between two buildings is that much finer than a straight one. */
export const DEFAULT_SPACING_M = 4;

/** A convex bit of the community that no barrier, outline or footprint passes through. */
interface Fragment { ring: XY[]; /** Unit of the nearest sample of an outline. */ nearest: number; /** Unit that owns it for certain, or −1. */ fixed: number }

/**
 * The land of each unit in a community, where units come as footprints or points: what lies nearest to a unit, around
 * barriers. Entry i is unit i. Together the cells cover the community without gap or overlap and share their borders
 * vertex for vertex; a footprint lies in its own cell (the first one's, where footprints overlap); a cell lies on one side
 * of a barrier unless its footprint does not, or nobody stands on the other side. A unit gets an empty MultiPolygon where
 * it is far outside, or at the point of another. Throws a RangeError without units. About linear in the metres of outline.
 */
export function tessellate(
  community: Polygon | MultiPolygon, units: readonly (Polygon | MultiPolygon | Point)[], barriers: readonly (readonly Position[])[] = [], { spacingM = DEFAULT_SPACING_M } = {},
): MultiPolygon[] {
  if (units.length === 0) throw new RangeError('A community without units cannot be shared out among them.');
  const [lon, lat] = middleOf(community), projection = localProjection(lon, lat);
  const outline = ringsOf(community, projection), footprints = units.map((unit) => ringsOf(unit, projection));
  const lines = barriers.map((line) => line.map((at) => project(at, projection)));
  const fragments = cutFragments(outline, footprints, lines, spacingM);
  const coverage = buildCoverage(fragments.map(({ ring }): Polygon => ({
    type: 'Polygon', coordinates: [[...ring, ring[0]!].map(([x, y]): Position => [projection.lon(x), projection.lat(y)])],
  })), { toleranceM: TOLERANCE_M });
  const owner = growCells(coverage, Int32Array.from(fragments, (each) => each.fixed), Int32Array.from(fragments, (each) => each.nearest), barrierTest(coverage, lines, projection));
  const cells = dissolve(coverage, owner);
  return units.map((_, unit) => cells[unit] ?? { type: 'MultiPolygon', coordinates: [] });
}

/** Voronoi cells of sampled outlines, cut by everything that a fragment must not cross, those outside left out. */
function cutFragments(outline: XY[][], footprints: XY[][][], barriers: XY[][], spacingM: number): Fragment[] {
  const sites = footprints.flatMap((rings, unit) => rings.flatMap((ring) => sample(ring, spacingM)).map((at) => ({ at, unit })));
  const segments = [...outline, ...footprints.flat()].flatMap((ring) => pairs([...ring, ring[0]!])).concat(barriers.flatMap(pairs));
  const index = boxIndex(segments), footprintAt = footprintFinder(footprints);
  const [west, south, east, north] = boxOf([...outline.flat(), ...sites.map(({ at }) => at)]);
  const voronoi = Delaunay.from(sites.map(({ at }) => at as [number, number])).voronoi([west - 1, south - 1, east + 1, north + 1]);
  const fragments: Fragment[] = [];
  const deepest = new Map<number, { fragment: Fragment; depthM: number }>();
  sites.forEach(({ at, unit }, site) => {
    const cell = voronoi.cellPolygon(site) as XY[] | null;
    if (!cell) return;
    let rings: XY[][] = [cell.slice(1)];
    for (const segment of index.search(...boxOf(cell)).sort((a, b) => a - b)) {
      const [a, b] = segments[segment]!;
      rings = rings.flatMap((ring) => cutConvex(ring, a, b, TOLERANCE_M / 10) ?? [ring]);
    }
    for (const ring of rings) {
      const [x, y] = centre(ring);
      if (!isInside(outline, x, y)) continue;
      const fragment: Fragment = { ring, nearest: unit, fixed: footprintAt(x, y) };
      fragments.push(fragment);
      const depthM = depth(ring, at);
      if (depthM > (deepest.get(unit)?.depthM ?? -Infinity)) deepest.set(unit, { fragment, depthM });
    }
  });
  // A point, or a footprint outside the community, begins with the fragment it stands in or is nearest to.
  const footed = new Set(fragments.map(({ fixed }) => fixed));
  for (const [unit, { fragment }] of deepest) if (!footed.has(unit)) fragment.fixed = unit;
  return fragments;
}

/** Finds the first footprint around a place, −1 for none. */
function footprintFinder(footprints: XY[][][]): (x: number, y: number) => number {
  const index = boxIndex(footprints.map((rings) => rings.flat()));
  return (x, y) => index.search(x, y, x, y).sort((a, b) => a - b).find((unit) => isInside(footprints[unit]!, x, y)) ?? -1;
}

/** Whether an edge runs along a barrier. */
function barrierTest({ from, to, nodes }: Coverage, barriers: XY[][], projection: LocalProjection): (edge: number) => boolean {
  const segments = barriers.flatMap(pairs);
  if (!segments.length) return () => false;
  const index = boxIndex(segments), nearM = 2 * TOLERANCE_M;
  const isNear = (at: XY) => index.search(at[0] - nearM, at[1] - nearM, at[0] + nearM, at[1] + nearM).some((found) => distanceM(at, segments[found]!) <= nearM);
  return (edge) => {
    const [a, b] = [from[edge]!, to[edge]!].map((node) => project([nodes.lon[node]!, nodes.lat[node]!], projection)) as [XY, XY];
    // One edge may run along several segments of a straight barrier; its middle tells it from a chord.
    return isNear(a) && isNear(b) && isNear(centre([a, b]));
  };
}

function boxIndex(shapes: readonly (readonly XY[])[]): Flatbush {
  const index = new Flatbush(shapes.length);
  for (const shape of shapes) index.add(...boxOf(shape));
  index.finish();
  return index;
}

function boxOf(points: readonly XY[]): [number, number, number, number] {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const [x, y] of points) {
    west = Math.min(west, x); east = Math.max(east, x);
    south = Math.min(south, y); north = Math.max(north, y);
  }
  return [west, south, east, north];
}

const project = ([lon, lat]: Position, projection: LocalProjection): XY => [projection.x(lon), projection.y(lat)];
const pairs = (line: readonly XY[]): [XY, XY][] => line.slice(1).map((to, i) => [line[i]!, to]);

function ringsOf(shape: Polygon | MultiPolygon | Point, projection: LocalProjection): XY[][] {
  if (shape.type === 'Point') return [[project(shape.coordinates, projection)]];
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  return rings.map((ring) => ring.slice(1).map((at) => project(at, projection)));
}

function middleOf(shape: Polygon | MultiPolygon): Position {
  const [west, south, east, north] = boxOf(shape.type === 'Polygon' ? shape.coordinates.flat() : shape.coordinates.flat(2));
  return [(west + east) / 2, (south + north) / 2];
}

/** Points along a ring, its corners among them. */
function sample(ring: readonly XY[], spacingM: number): XY[] {
  return ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length]!, steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / spacingM));
    return Array.from({ length: steps }, (_, step): XY => [a[0] + ((b[0] - a[0]) * step) / steps, a[1] + ((b[1] - a[1]) * step) / steps]);
  });
}

function centre(ring: readonly XY[]): XY {
  return [ring.reduce((sum, [x]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y]) => sum + y, 0) / ring.length];
}

/** Metres that a place is inside a convex ring, negative outside. */
function depth(ring: readonly XY[], [x, y]: XY): number {
  const turn = Math.sign(ring.reduce((twice, [ax, ay], i) => twice + ax * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * ay, 0));
  return Math.min(...ring.map(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length]!;
    return (turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax))) / (Math.hypot(bx - ax, by - ay) || 1);
  }));
}

/** Even–odd over all rings, holes as they come. */
function isInside(rings: readonly (readonly XY[])[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!, b = ring[j]!;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

function distanceM([x, y]: XY, [a, b]: [XY, XY]): number {
  const dx = b[0] - a[0], dy = b[1] - a[1];
  const t = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a[0] + t * dx - x, a[1] + t * dy - y);
}

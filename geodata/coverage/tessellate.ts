import type { MultiPolygon, Point, Polygon, Position } from '../district.ts';
import { boxIndex } from './boxIndex.ts';
import { buildCoverage, type Coverage } from './coverage.ts';
import { dissolve } from './dissolve.ts';
import { growCells } from './growCells.ts';
import { landFragments, type Fragment } from './landFragments.ts';
import { landSites } from './landSites.ts';
import { boxOf, distanceM, middle, pairs, project, ringsOf, signedArea, type XY } from './plane.ts';
import { localProjection, type LocalProjection } from './projection.ts';
import { simplifyBorders } from './simplify.ts';

/** Corners that were computed twice differ by far less than this many metres, other corners hardly ever by so little. */
const TOLERANCE_M = 1e-6;

/** Outlines are sampled at least this densely; the border between two buildings is that much finer than a straight one. */
export const DEFAULT_SPACING_M = 4;

/** A corner of a border between cells is left out where it cuts off less than this. */
const PLAIN_M2 = 2;

export interface Tessellation {
  /** The land of each unit; an empty MultiPolygon where none is left for it: it stands far outside, or wholly under others. */
  cells: MultiPolygon[];
  /** Units that stand at one and the same place, and share its land in slices of equal angle. */
  shared: number[][];
}

/**
 * The land of each unit in a community, where units come as footprints or points: what lies nearest to a unit, around
 * barriers. Together the cells cover the community without gap or overlap and share their borders vertex for vertex; a
 * footprint lies in its own cell (where footprints overlap, the smaller one); a cell lies on one side of a barrier unless
 * its footprint does not, or nobody stands on the other side. Borders are straight where a bend would mean nothing.
 * Throws a RangeError without units. About linear in the metres of outline.
 */
export function tessellate(
  community: Polygon | MultiPolygon, units: readonly (Polygon | MultiPolygon | Point)[], barriers: readonly (readonly Position[])[] = [], { spacingM = DEFAULT_SPACING_M } = {},
): Tessellation {
  if (units.length === 0) throw new RangeError('A community without units cannot be shared out among them.');
  const [lon, lat] = middleOf(community), projection = localProjection(lon, lat);
  const outline = ringsOf(community, projection), lines = barriers.map((line) => line.map((at) => project(at, projection)));
  const sites = landSites(units.map((unit) => ringsOf(unit, projection)), spacingM);
  const fragments = landFragments(outline, sites, lines, TOLERANCE_M / 10);
  const coverage = buildCoverage(fragments.map((fragment) => polygonOf(fragment, projection)), { toleranceM: TOLERANCE_M });
  const isBarrier = barrierTest(coverage, lines, projection);
  const owner = growCells(coverage, Int32Array.from(fragments, (each) => each.fixed), Int32Array.from(fragments, (each) => each.nearest), isBarrier);
  const dropped = simplifyBorders(inPlane(coverage, projection), owner, { areaM2: PLAIN_M2, obstacles: [...sites.footprints.flat(2), ...pointsOf(sites)], isPinned: isBarrier });
  const cells = dissolve(coverage, owner, dropped);
  return { cells: units.map((_, unit) => cells[unit] ?? { type: 'MultiPolygon', coordinates: [] }), shared: sites.shared };
}

/** Sites that are no part of a footprint. */
function pointsOf({ footprints, x, y, unit }: ReturnType<typeof landSites>): XY[] {
  return Array.from(unit, (own, site) => (footprints[own]!.length ? null : [x[site]!, y[site]!] as const)).filter((at) => at !== null);
}

/** A fragment in degrees; of its rings those that are wound like the largest are parts, the others holes. */
function polygonOf({ rings }: Fragment, projection: LocalProjection): MultiPolygon {
  const areas = rings.map(signedArea), turn = Math.sign(areas.reduce((most, each) => (Math.abs(each) > Math.abs(most) ? each : most), 0));
  const degrees = rings.map((ring) => [...ring, ring[0]!].map(([x, y]): Position => [projection.lon(x), projection.lat(y)]));
  const [first, ...parts] = degrees.filter((_, i) => Math.sign(areas[i]!) === turn), holes = degrees.filter((_, i) => Math.sign(areas[i]!) === -turn);
  return { type: 'MultiPolygon', coordinates: first ? [[first, ...holes], ...parts.map((part) => [part])] : [] };
}

/** The same coverage with its nodes where this projection has them. */
const inPlane = (coverage: Coverage, projection: LocalProjection): Coverage =>
  ({ ...coverage, nodes: { ...coverage.nodes, x: coverage.nodes.lon.map(projection.x), y: coverage.nodes.lat.map(projection.y) } });

/** Whether an edge runs along a barrier. */
function barrierTest({ from, to, nodes, edges }: Coverage, barriers: XY[][], projection: LocalProjection): (edge: number) => boolean {
  const segments = barriers.flatMap(pairs);
  if (!segments.length) return () => false;
  const search = boxIndex(segments), nearM = 2 * TOLERANCE_M;
  const isNear = (at: XY) => search(at[0] - nearM, at[1] - nearM, at[0] + nearM, at[1] + nearM).some((found) => distanceM(at, segments[found]!) <= nearM);
  const nodeIsNear = Uint8Array.from(nodes.lon, (lon, node) => Number(isNear(project([lon, nodes.lat[node]!], projection))));
  const known = new Int8Array(edges);
  return (edge) => {
    const a = from[edge]!, b = to[edge]!;
    if (!nodeIsNear[a] || !nodeIsNear[b]) return false;
    // One edge may run along several segments of a straight barrier; its middle tells it from a chord.
    if (known[edge] === 0) known[edge] = isNear(middle([a, b].map((node) => project([nodes.lon[node]!, nodes.lat[node]!], projection)))) ? 1 : -1;
    return known[edge] === 1;
  };
}

function middleOf(shape: Polygon | MultiPolygon): Position {
  const [west, south, east, north] = boxOf(shape.type === 'Polygon' ? shape.coordinates.flat() : shape.coordinates.flat(2));
  return [(west + east) / 2, (south + north) / 2];
}

/** One polygon as it comes in a file: what can be mended without geometry of more than one ring is mended here. */
import type { MultiPolygon, Position } from '../../geodata/district.ts';

export type PolygonMend = 'a ring is not closed' | 'a ring runs the wrong way round' | 'a corner is repeated' | 'heights are dropped' | 'a ring without area is dropped' | 'points and lines beside the polygons are dropped';
export type CleanPolygon = { geometry: MultiPolygon; mends: PolygonMend[] } | { refused: string; found: string; fix: string };

/**
 * A GeoJSON geometry as a MultiPolygon of closed rings in RFC 7946 order (outer counter-clockwise), in WGS 84 by way of `toWgs84`.
 * Rings that cross themselves pass: mending those is the store's part.
 */
export function cleanPolygon(geometry: unknown, toWgs84: (position: Position) => Position): CleanPolygon {
  const mends = new Set<PolygonMend>();
  const polygons = polygonsOf(geometry, mends);
  if (!polygons) return { refused: 'it has no polygon', found: (geometry as { type?: string } | null)?.type ?? 'no geometry', fix: 'give the feature a Polygon or MultiPolygon' };
  const problem = positionProblem(polygons);
  if (problem) return problem;
  const coordinates: Position[][][] = [];
  for (const polygon of polygons) {
    const [outer, ...holes] = polygon.map((ring) => cleanRing(ring, toWgs84, mends));
    if (!outer) {
      mends.add('a ring without area is dropped');
      continue;
    }
    const rings = [wind(outer, true, mends)];
    for (const hole of holes) {
      if (hole) rings.push(wind(hole, false, mends));
      else mends.add('a ring without area is dropped');
    }
    coordinates.push(rings);
  }
  if (!coordinates.length) return { refused: 'its polygon has no area', found: 'fewer than three corners, or all on one line', fix: 'draw it again' };
  return { geometry: { type: 'MultiPolygon', coordinates }, mends: [...mends] };
}

function polygonsOf(geometry: unknown, mends: Set<PolygonMend>): unknown[][][] | null {
  const { type, coordinates, geometries } = (geometry ?? {}) as { type?: string; coordinates?: unknown; geometries?: unknown[] };
  if (type === 'Polygon' && isNested(coordinates, 2)) return [coordinates as unknown[][]];
  if (type === 'MultiPolygon' && isNested(coordinates, 3)) return coordinates as unknown[][][];
  if (type !== 'GeometryCollection' || !Array.isArray(geometries)) return null;
  const found = geometries.map((each) => polygonsOf(each, mends));
  if (found.includes(null)) mends.add('points and lines beside the polygons are dropped');
  const polygons = found.filter((each) => each !== null).flat();
  return polygons.length ? polygons : null;
}

const isNested = (value: unknown, depth: number): boolean => Array.isArray(value) && (depth === 0 || value.every((item) => isNested(item, depth - 1)));

function positionProblem(polygons: unknown[][][]): { refused: string; found: string; fix: string } | null {
  for (const position of polygons.flat(2) as unknown[][]) {
    const [lon, lat] = (Array.isArray(position) ? position : []) as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number' || !Number.isFinite(lon) || !Number.isFinite(lat)) return { refused: 'a corner is not two numbers', found: JSON.stringify(position), fix: 'write [longitude, latitude]' };
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
      const swapped = Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
      return { refused: 'its coordinates are not degrees of longitude and latitude', found: `${lon}, ${lat}`, fix: swapped ? 'swap them: longitude comes first' : 'reproject the file to EPSG:4326 or EPSG:4490' };
    }
  }
  return null;
}

/** The ring closed, flat, without repeated corners; `null` if nothing is left of it. */
function cleanRing(ring: unknown[], toWgs84: (position: Position) => Position, mends: Set<PolygonMend>): Position[] | null {
  const out: Position[] = [];
  for (const position of ring as number[][]) {
    if (position.length > 2) mends.add('heights are dropped');
    const [lon, lat] = toWgs84([position[0]!, position[1]!]);
    const last = out.at(-1);
    if (last && last[0] === lon && last[1] === lat) mends.add('a corner is repeated');
    else out.push([lon, lat]);
  }
  const [first, last] = [out[0], out.at(-1)];
  if (!first || !last) return null;
  if (first[0] !== last[0] || first[1] !== last[1]) {
    mends.add('a ring is not closed');
    out.push([first[0], first[1]]);
  }
  return out.length >= 4 && hasArea(out) ? out : null;
}

/** Twice the signed area in square degrees; positive counter-clockwise. */
function signedArea(ring: Position[]): number {
  const [x0, y0] = ring[0]!;
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += (ring[i - 1]![0] - x0) * (ring[i]![1] - y0) - (ring[i]![0] - x0) * (ring[i - 1]![1] - y0);
  return sum;
}

/** Whether three corners span a triangle (a figure of eight has signed area zero, and yet area). */
function hasArea(ring: Position[]): boolean {
  const [x0, y0] = ring[0]!;
  const far = ring.reduce((best, p) => (Math.hypot(p[0] - x0, p[1] - y0) > Math.hypot(best[0] - x0, best[1] - y0) ? p : best));
  // 1e-13 square degrees is about a square millimetre.
  return ring.some(([x, y]) => Math.abs((far[0] - x0) * (y - y0) - (x - x0) * (far[1] - y0)) > 1e-13);
}

function wind(ring: Position[], counterClockwise: boolean, mends: Set<PolygonMend>): Position[] {
  const area = signedArea(ring);
  if (area === 0 || area > 0 === counterClockwise) return ring;
  mends.add('a ring runs the wrong way round');
  return ring.toReversed();
}

import type { MultiPolygon, Polygon } from '../district.ts';
import { localProjection } from './projection.ts';

/** Every vertex of every ring as columns, closing vertex left out. */
export interface Rings {
  lon: Float64Array;
  lat: Float64Array;
  /** Metres, around the middle of everything. */
  x: Float64Array;
  y: Float64Array;
  /** First vertex of ring i; one more entry than rings. */
  start: Int32Array;
  /** Unit that ring i belongs to. */
  unit: Int32Array;
  /** 1 where ring i is a hole. */
  hole: Uint8Array;
}

/** Flattens polygons to columns and projects them to metres. */
export function flattenRings(polygons: readonly (Polygon | MultiPolygon)[]): Rings {
  let vertices = 0, rings = 0, west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
  forEachRing(polygons, (ring) => {
    vertices += openLength(ring);
    rings++;
    for (const [lon, lat] of ring) {
      west = Math.min(west, lon); east = Math.max(east, lon);
      south = Math.min(south, lat); north = Math.max(north, lat);
    }
  });
  const result: Rings = {
    lon: new Float64Array(vertices), lat: new Float64Array(vertices), x: new Float64Array(vertices), y: new Float64Array(vertices),
    start: new Int32Array(rings + 1), unit: new Int32Array(rings), hole: new Uint8Array(rings),
  };
  const projection = localProjection((west + east) / 2, (south + north) / 2);
  let vertex = 0, index = 0;
  forEachRing(polygons, (ring, unit, hole) => {
    result.unit[index] = unit;
    result.hole[index] = hole ? 1 : 0;
    for (let i = 0; i < openLength(ring); i++, vertex++) {
      const [lon, lat] = ring[i]!;
      result.lon[vertex] = lon;
      result.lat[vertex] = lat;
      result.x[vertex] = projection.x(lon);
      result.y[vertex] = projection.y(lat);
    }
    result.start[++index] = vertex;
  });
  return result;
}

type Ring = readonly (readonly [number, number])[];

function openLength(ring: Ring): number {
  const first = ring[0], last = ring[ring.length - 1];
  return ring.length > 1 && first![0] === last![0] && first![1] === last![1] ? ring.length - 1 : ring.length;
}

function forEachRing(polygons: readonly (Polygon | MultiPolygon)[], visit: (ring: Ring, unit: number, hole: boolean) => void): void {
  polygons.forEach((polygon, unit) => {
    const parts = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
    for (const part of parts) part.forEach((ring, i) => visit(ring, unit, i > 0));
  });
}

import type { MultiPolygon, Point, Polygon, Position } from '../district.ts';
import type { LocalProjection } from './projection.ts';

/** A place in metres. */
export type XY = readonly [x: number, y: number];

export const project = ([lon, lat]: Position, projection: LocalProjection): XY => [projection.x(lon), projection.y(lat)];

/** Every ring of a shape in metres, the closing corner left out; a point is a ring of one. */
export function ringsOf(shape: Polygon | MultiPolygon | Point, projection: LocalProjection): XY[][] {
  if (shape.type === 'Point') return [[project(shape.coordinates, projection)]];
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  return rings.map((ring) => ring.slice(1).map((at) => project(at, projection)));
}

export type Box = [west: number, south: number, east: number, north: number];

export function boxOf(points: readonly XY[]): Box {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const [x, y] of points) {
    west = Math.min(west, x); east = Math.max(east, x);
    south = Math.min(south, y); north = Math.max(north, y);
  }
  return [west, south, east, north];
}

export const pairs = (line: readonly XY[]): [XY, XY][] => line.slice(1).map((to, i) => [line[i]!, to]);

export function middle(ring: readonly XY[]): XY {
  return [ring.reduce((sum, [x]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y]) => sum + y, 0) / ring.length];
}

/** Even–odd over all rings, holes as they come. */
export function isInside(rings: readonly (readonly XY[])[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!, b = ring[j]!;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Area of rings, holes taken off: a ring counts by how it is wound, all together without sign. */
export const areaOf = (rings: readonly (readonly XY[])[]): number => Math.abs(rings.reduce((sum, ring) => sum + signedArea(ring), 0));

export function signedArea(ring: readonly XY[]): number {
  return ring.reduce((twice, [ax, ay], i) => {
    const [bx, by] = ring[i + 1 < ring.length ? i + 1 : 0]!;
    return twice + ax * by - bx * ay;
  }, 0) / 2;
}

export function distanceM([x, y]: XY, [a, b]: readonly [XY, XY]): number {
  const dx = b[0] - a[0], dy = b[1] - a[1];
  const t = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a[0] + t * dx - x, a[1] + t * dy - y);
}

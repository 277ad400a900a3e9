/**
 * Albers' equal-area conic on the sphere with the parallels of maps of China: 25° and 47° north, 105° east.
 * Meridians are straight lines through the apex of the cone, parallels are circles around it; lengths in radii of the globe.
 * Source: Snyder, Map Projections: A Working Manual (1987), §14.
 */
const RAD = Math.PI / 180;

export interface Cone { n: number; c: number; lon0: number }

export function cone(south: number, north: number, lon0: number): Cone {
  const n = (Math.sin(south * RAD) + Math.sin(north * RAD)) / 2;
  return { n, c: Math.cos(south * RAD) ** 2 + 2 * n * Math.sin(south * RAD), lon0 };
}
export const CHINA: Cone = cone(25, 47, 105);

/** Radius of a parallel around the apex. */
export const parallelRadius = ({ n, c }: Cone, lat: number): number => Math.sqrt(Math.max(0, c - 2 * n * Math.sin(lat * RAD))) / n;

/** Angle of a meridian from the central one, radians, eastward. */
export const meridianAngle = ({ n, lon0 }: Cone, lon: number): number => n * (lon - lon0) * RAD;

/** A position as x to the east and y to the south of the apex. */
export function project(on: Cone, lon: number, lat: number): { x: number; y: number } {
  const radius = parallelRadius(on, lat);
  const angle = meridianAngle(on, lon);
  return { x: radius * Math.sin(angle), y: radius * Math.cos(angle) };
}

/** The position of such a point. */
export function unproject({ n, c, lon0 }: Cone, x: number, y: number): { lon: number; lat: number } {
  return { lon: lon0 + Math.atan2(x, y) / n / RAD, lat: Math.asin((c - (Math.hypot(x, y) * n) ** 2) / (2 * n)) / RAD };
}

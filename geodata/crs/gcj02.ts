/**
 * GCJ-02, the shifted datum of Chinese web maps. The shift was never published; this is the formula that every open
 * implementation shares (https://github.com/googollee/eviltransform), on the Krassovsky 1940 ellipsoid.
 */
import type { Position } from '../district.ts';

const A = 6378245;
const ECCENTRICITY_2 = 0.006693421622965943;
const RADIAN = Math.PI / 180;
// A thousandth of the 1e-6 degree that the product keeps.
const ENOUGH_DEGREES = 1e-9;
const MAX_STEPS = 30;

/** Whether the shift applies: a rectangle around China, as all implementations have it. */
export const isShifted = ([lon, lat]: Position): boolean => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

/** WGS 84 → GCJ-02, degrees. Outside China the position comes back as it is. */
export function wgs84ToGcj02(position: Position): Position {
  if (!isShifted(position)) return position;
  const [lon, lat] = position;
  const sine = Math.sin(lat * RADIAN);
  const magic = 1 - ECCENTRICITY_2 * sine * sine;
  const root = Math.sqrt(magic);
  const [east, north] = shiftM(lon - 105, lat - 35);
  return [
    lon + east / ((A / root) * Math.cos(lat * RADIAN) * RADIAN),
    lat + north / (((A * (1 - ECCENTRICITY_2)) / (magic * root)) * RADIAN),
  ];
}

/** GCJ-02 → WGS 84, degrees, exact to 1e-9: the forward formula is solved by iteration. Outside China unchanged. */
export function gcj02ToWgs84(position: Position): Position {
  return isShifted(position) ? invert(wgs84ToGcj02, position) : position;
}

/** The `p` for which `forward(p)` is `target`, for a `forward` that moves every position by about the same. */
export function invert(forward: (position: Position) => Position, target: Position): Position {
  let [lon, lat] = target;
  for (let step = 0; step < MAX_STEPS; step++) {
    const found = forward([lon, lat]);
    const missLon = target[0] - found[0];
    const missLat = target[1] - found[1];
    lon += missLon;
    lat += missLat;
    if (Math.abs(missLon) < ENOUGH_DEGREES && Math.abs(missLat) < ENOUGH_DEGREES) break;
  }
  return [lon, lat];
}

/** Metres east and north by which a position `x`, `y` degrees from 105° E 35° N is moved. */
function shiftM(x: number, y: number): [east: number, north: number] {
  const root = Math.sqrt(Math.abs(x));
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    + (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3)
    + (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    + (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3)
    + (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3);
  return [east, north];
}

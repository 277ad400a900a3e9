/** Web Mercator (EPSG:3857 on the unit square): x and y from 0 to 1, y growing southwards. Longitudes and latitudes in degrees. */

/** Metres around the equator on the sphere of Web Mercator. */
export const EARTH_M = 2 * Math.PI * 6378137;

export const mercatorX = (lon: number): number => (lon + 180) / 360;

export function mercatorY(lat: number): number {
  const s = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
}

export const mercatorLon = (x: number): number => x * 360 - 180;

export const mercatorLat = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Ground metres of one unit of the square at a latitude. */
export const metresPerUnit = (lat: number): number => EARTH_M * Math.cos((lat * Math.PI) / 180);

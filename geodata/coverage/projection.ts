/** Metres per degree of latitude on the sphere of mean radius (6,371,008.8 m, IUGG). */
const METRES_PER_DEGREE = 111_195.08;

export interface LocalProjection {
  x(lon: number): number;
  y(lat: number): number;
  lon(x: number): number;
  lat(y: number): number;
}

/**
 * Equirectangular projection to metres around a point. Lengths are right to 0.1 % within about 9 km north or south
 * of it at 36° latitude, which is a large street; areas alike.
 */
export function localProjection(lon0: number, lat0: number): LocalProjection {
  const metresPerLon = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  return {
    x: (lon) => (lon - lon0) * metresPerLon,
    y: (lat) => (lat - lat0) * METRES_PER_DEGREE,
    lon: (x) => lon0 + x / metresPerLon,
    lat: (y) => lat0 + y / METRES_PER_DEGREE,
  };
}

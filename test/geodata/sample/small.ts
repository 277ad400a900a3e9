import { generateSample } from '../../../geodata/sample/index.ts';
import type { District, MultiPolygon, Position } from '../../../geodata/district.ts';

export const TODAY = '2026-11-22';
/** 09:41 in Shanghai. */
export const NOW_S = 1_795_311_660;

export const makeSmall = (seed = 7): District => generateSample({ seed, size: 'small', today: TODAY, nowS: NOW_S });

/** Rings of a geometry in metres around the district. */
export const ringsOf = (geometry: MultiPolygon): Position[][] => geometry.coordinates.flat().map((ring) => ring.map(([lon, lat]): Position => [(lon - 120.8) * 89_700, (lat - 36.3) * 110_950]));

/** Outer rings less holes, m². */
export function areaOf(geometry: MultiPolygon): number {
  return ringsOf(geometry).reduce((sum, ring) => {
    let twice = 0;
    for (let i = 1; i < ring.length; i++) twice += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
    return sum + twice / 2;
  }, 0);
}

export function contains(geometry: MultiPolygon, [x, y]: Position): boolean {
  let inside = false;
  for (const ring of geometry.coordinates.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!, [bx, by] = ring[j]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

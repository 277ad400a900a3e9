import type { FeatureCollection, LineString } from 'geojson';
import type { Box } from '../api/types.ts';

/** Steps of the graticule in seconds of arc: 1°, 30′, … 10″. Each is a whole number of the bars of its neatline. */
const STEPS_S = [36_000, 18_000, 7200, 3600, 1800, 1200, 600, 240, 120, 60, 30, 20, 10] as const;

/** The finest step whose meridians stand at least `leastPx` apart at `pxPerDegree` of longitude. */
export function graticuleStep(pxPerDegree: number, leastPx: number): number {
  return STEPS_S.findLast((s) => (s / 3600) * pxPerDegree >= leastPx) ?? STEPS_S[0];
}

/** Multiples of `stepS` seconds from `from` to `to`, in degrees. */
export function ticks(from: number, to: number, stepS: number): number[] {
  const first = Math.ceil((from * 3600) / stepS - 1e-9);
  const last = Math.floor((to * 3600) / stepS + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ((first + i) * stepS) / 3600);
}

/** Meridians and parallels of a box, a step beyond its edges. */
export function graticule([west, south, east, north]: Box, stepS: number): FeatureCollection<LineString> {
  const pad = stepS / 3600;
  const line = (coordinates: [number, number][]) => ({ type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates } });
  return { type: 'FeatureCollection', features: [
    ...ticks(west - pad, east + pad, stepS).map((lon) => line([[lon, south - pad], [lon, north + pad]])),
    ...ticks(south - pad, north + pad, stepS).map((lat) => line([[west - pad, lat], [east + pad, lat]])),
  ] };
}

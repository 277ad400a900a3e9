import type { FeatureCollection, LineString } from 'geojson';
import { ticks } from '../../geodata/crs/graticule.ts';
import type { Box } from '../api/types.ts';

/** Meridians and parallels of a box, a step beyond its edges. */
export function graticule([west, south, east, north]: Box, stepS: number): FeatureCollection<LineString> {
  const pad = stepS / 3600;
  const line = (coordinates: [number, number][]) => ({ type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates } });
  return { type: 'FeatureCollection', features: [
    ...ticks(west - pad, east + pad, stepS).map((lon) => line([[lon, south - pad], [lon, north + pad]])),
    ...ticks(south - pad, north + pad, stepS).map((lat) => line([[west - pad, lat], [east + pad, lat]])),
  ] };
}

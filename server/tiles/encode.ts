import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Tile } from './tile.ts';

export interface TileRow { geometry: string | null; [property: string]: unknown }

const EXTENT = 4096;
const BUFFER = 64;

/** What lies this far outside a tile (in parts of its width) is drawn into it as well, so that lines join. */
export const TILE_MARGIN = BUFFER / EXTENT;

/** One Mapbox vector tile (version 2) of one layer; null when nothing is in it. `maxzoom`: detail is kept whole there. */
export function encodeTile(layer: string, rows: TileRow[], { z, x, y }: Tile, maxzoom: number): Uint8Array | null {
  const features = rows.filter(({ geometry }) => geometry !== null).map(({ geometry, ...properties }) => ({
    type: 'Feature' as const,
    geometry: JSON.parse(geometry!),
    properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)),
  }));
  const tile = geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, { maxZoom: maxzoom, extent: EXTENT, buffer: BUFFER, clip: true });
  return tile.features.length ? fromGeojsonVt({ [layer]: tile }, { version: 2, extent: EXTENT }) : null;
}

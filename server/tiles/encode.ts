import { fromGeojsonVt } from '@maplibre/vt-pbf';
import GeoJSONVT from 'geojson-vt';
import type { Tile } from './tile.ts';

type GeoJSONVTTile = Parameters<typeof fromGeojsonVt>[0][string];

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
  const index = new GeoJSONVT({ type: 'FeatureCollection', features }, { maxZoom: maxzoom, indexMaxZoom: 0, extent: EXTENT, buffer: BUFFER });
  const tile = index.getTile(z, x, y);
  if (!tile?.features.length) return null;
  // The encoder reads a tile's features and nothing else of its own type.
  return fromGeojsonVt({ [layer]: tile as unknown as GeoJSONVTTile }, { version: 2, extent: EXTENT });
}

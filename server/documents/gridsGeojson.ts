import { fromWgs84 } from '../../geodata/crs/crs.ts';
import type { MultiPolygon, Position } from '../../geodata/district.ts';
import { collectionText, type FeatureRow } from '../http/features.ts';
import type { GridProperties } from '../grids/schema.ts';
import type { DocumentCrs } from './schema.ts';

// RFC 7946 knows WGS 84 alone; the older `crs` member says what else it is, and readers that ignore it are warned by the file's name.
const CRS_MEMBER: Record<DocumentCrs, string | null> = { wgs84: null, cgcs2000: 'urn:ogc:def:crs:EPSG::4490', gcj02: 'GCJ-02' };
const DIGITS = 1e6;

/** Grids in code order as a FeatureCollection. */
export function gridsGeojson(grids: readonly FeatureRow<GridProperties>[], crs: DocumentCrs): string {
  const name = CRS_MEMBER[crs];
  return collectionText(crs === 'gcj02' ? grids.map(shifted) : [...grids], 'code', name ? { crs: { type: 'name', properties: { name } } } : {});
}

/** Rings in a coordinate system, rounded to 0.1 m. */
export function ringsIn(geometry: string, crs: DocumentCrs): Position[][][] {
  const turn = fromWgs84(crs);
  return (JSON.parse(geometry) as MultiPolygon).coordinates.map((polygon) => polygon.map((ring) => ring.map((position) => rounded(turn(position)))));
}

const rounded = ([lon, lat]: Position): Position => [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS];

function shifted(grid: FeatureRow<GridProperties>): FeatureRow<GridProperties> {
  return {
    ...grid, label: rounded(fromWgs84('gcj02')(grid.label as Position)),
    geometry: grid.geometry && JSON.stringify({ type: 'MultiPolygon', coordinates: ringsIn(grid.geometry, 'gcj02') }),
  };
}

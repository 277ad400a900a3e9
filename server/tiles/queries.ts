import type { Relief } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import type { Box } from '../http/schema.ts';
import type { TileRow } from './encode.ts';
import type { Layer } from './layers.ts';

/** What of a layer touches the box; of layers that are not the base map only what lies in `area`. */
export const selectTile = (database: Queryable, district: string, { day, area }: { day: string; area: string | undefined }, layer: Layer, zoom: number, box: Box) =>
  database.query<TileRow>(layer.sql(zoom), [district, ...box, ...(layer.own ? [area ?? null] : []), ...(layer.daily ? [day] : [])]);

/** The box around all of a layer, or what of it lies in `area`; null when there is nothing. */
export async function selectBounds(database: Queryable, district: string, { table, own }: Layer, area: string | undefined): Promise<Box | null> {
  const [row] = await database.query<{ bounds: Box }>(`
    select array[min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))] as bounds
    from ${table} where district_code = $1 ${own ? `and ($2::text is null or starts_with(${own}, $2))` : ''} having count(*) > 0`, own ? [district, area ?? null] : [district]);
  return row?.bounds ?? null;
}

/** The raster of heights; null where the district has none. */
export async function selectRelief(database: Queryable, district: string): Promise<Relief | null> {
  const [row] = await database.query<Omit<Relief, 'heights'> & { heights: Uint8Array }>(
    'select west, south, east, north, columns, rows, heights from relief where district_code = $1', [district]);
  return row ? { ...row, heights: new Int16Array(new Uint8Array(row.heights).buffer) } : null;
}

/** What walking to places is worked out from. */
import type { Polygon, MultiPolygon, PlaceKind, RoadClass } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';

/** Lines as GeoJSON text: they are read where they are used, in another thread. */
export const selectRoads = (database: Queryable, district: string) =>
  database.query<{ class: RoadClass; line: string }>('select class, ST_AsGeoJSON(geom, 7) as line from roads where district_code = $1 order by id', [district]);

/** The edges of all water that is known, in pieces. */
export const selectBanks = (database: Queryable, district: string) => database.query<{ line: string }>(`
  select ST_AsGeoJSON(bank.geom, 7) as line from land l, ST_Dump(ST_Boundary(l.geom)) bank
  where l.district_code = $1 and l.kind in ('river', 'lake', 'sea') order by l.id, bank.path`, [district]);

export interface Home { community: string; households: number; lon: number; lat: number }

/** Units that households live in, each by a point inside it. */
export const selectHomes = (database: Queryable, district: string) => database.query<Home>(`
  select community_code as community, households, ST_X(at) as lon, ST_Y(at) as lat
  from (select code, community_code, households, ST_PointOnSurface(geom) as at from units where district_code = $1 and households > 0) homes order by code collate "C"`, [district]);

export interface Place { id: string; kind: PlaceKind; community: string; lon: number; lat: number }

export const selectPlacePoints = (database: Queryable, district: string) => database.query<Place>(
  'select id, kind, community_code as community, ST_X(geom) as lon, ST_Y(geom) as lat from places where district_code = $1 order by id collate "C"', [district]);

/** The land of an area; null where it is known by name alone. */
export async function selectLand(database: Queryable, district: string, area: string): Promise<MultiPolygon | Polygon | null> {
  const [row] = await database.query<{ geometry: string | null }>('select ST_AsGeoJSON(geom, 6) as geometry from areas where district_code = $1 and code = $2', [district, area]);
  return row?.geometry ? JSON.parse(row.geometry) as MultiPolygon : null;
}

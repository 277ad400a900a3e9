/** Where incidents are: inside the district or not, in which community, in which unit, in which grid of the day. SQL only. */
import type { Queryable } from '../database/database.ts';

export interface IncidentPoint { key: number; lonE6: number; latE6: number }
export interface PointPlace {
  isInside: boolean;
  communityCode: string | null;
  unitCode: string | null;
  /** A grid of each edition that covers the point. */
  grids: { editionId: string; code: string }[];
}

/** Where each point lies. `hasShape` is false when the district has none, and every point counts as inside. */
export async function locatePoints(inside: Queryable, district: string, points: IncidentPoint[]): Promise<{ hasShape: boolean; places: Map<number, PointPlace> }> {
  await inside.query('drop table if exists import_points');
  await inside.query('create temp table import_points (key int primary key, geom geometry(Point, 4326) not null) on commit drop');
  await inside.copyFrom('import_points', ['key', 'geom'], points.map(({ key, lonE6, latE6 }) => [key, { type: 'Point', coordinates: [lonE6 / 1e6, latE6 / 1e6] }]));
  // No ANALYZE: from the statistics of a single point PostGIS estimates a share above 1, which PostgreSQL refuses.
  await inside.query('create index on import_points using gist (geom)');
  const [shape] = await inside.query(`select 1 from areas where district_code = $1 and level = 'district' and geom is not null`, [district]);
  const places = new Map<number, PointPlace>();
  for (const { key } of points) places.set(key, { isInside: !shape, communityCode: null, unitCode: null, grids: [] });
  const covered = await inside.query<{ key: number; level: string; code: string }>(`
    select p.key, a.level, min(a.code) as code from areas a join import_points p on ST_Covers(a.geom, p.geom)
    where a.district_code = $1 and a.level in ('district', 'community') group by p.key, a.level`, [district]);
  for (const { key, level, code } of covered) {
    const place = places.get(key)!;
    place.isInside = true;
    if (level === 'community') place.communityCode = code;
  }
  const built = await inside.query<{ key: number; code: string }>(`
    select p.key, min(u.code) as code from units u join import_points p on ST_Covers(u.geom, p.geom) where u.district_code = $1 group by p.key`, [district]);
  for (const { key, code } of built) places.get(key)!.unitCode = code;
  const gridded = await inside.query<{ key: number; editionId: string; code: string }>(`
    select p.key, g.edition_id as "editionId", min(g.code) as code from grids g join import_points p on ST_Covers(g.geom, p.geom)
    where g.district_code = $1 group by p.key, g.edition_id`, [district]);
  for (const { key, editionId, code } of gridded) places.get(key)!.grids.push({ editionId, code });
  return { hasShape: shape !== undefined, places };
}

export interface EditionPeriod { editionId: string; from: string; to: string | null }

/** Which editions were in force for a community, and when (days in China, `to` exclusive). */
export async function editionPeriods(inside: Queryable, district: string): Promise<Map<string, EditionPeriod[]>> {
  const rows = await inside.query<EditionPeriod & { community: string }>(`
    select community_code as community, edition_id as "editionId", valid_from as "from", valid_to as "to"
    from edition_communities where district_code = $1`, [district]);
  return Map.groupBy(rows, ({ community }) => community);
}

/** Gives the incidents that are in the store the communities and units as they are now, after areas or units were replaced. */
export async function relocateIncidents(inside: Queryable, district: string): Promise<void> {
  await inside.query(`
    update incidents i set community_code = found.code, unit_code = found.unit,
      grid_code = case when exists (select 1 from grids g where g.district_code = $1 and g.code = i.grid_code) then i.grid_code end
    from (
      select i.id, case when i.located = 'exact' then min(a.code) else min(named.code) end as code, min(u.code) as unit
      from incidents i
      left join areas a on a.district_code = $1 and a.level = 'community' and i.located = 'exact' and ST_Covers(a.geom, ST_SetSRID(ST_MakePoint(i.lon_e6 / 1e6, i.lat_e6 / 1e6), 4326))
      left join units u on u.district_code = $1 and i.located = 'exact' and ST_Covers(u.geom, ST_SetSRID(ST_MakePoint(i.lon_e6 / 1e6, i.lat_e6 / 1e6), 4326))
      left join areas named on named.district_code = $1 and named.code = i.community_code
      where i.district_code = $1 group by i.id, i.located) as found
    where i.district_code = $1 and i.id = found.id`, [district]);
}

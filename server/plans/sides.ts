/** Who belongs to which grid: in a plan, an edition, on a day, or in what a plan began with. SQL only. */
import type { GridKind } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';

/** Where an assignment comes from; `last`: what was published last, in force already or not. */
export type Source = { plan: string } | { edition: string } | { basesOf: string } | { inForceOn: string } | { last: true };

export interface Place { grid: string; kind: GridKind; /** Kept in its grid by the planner. */ locked: boolean }

/** Grid of every unit that has one, by unit code. */
export type Side = ReadonlyMap<string, Place>;

const OF_EDITIONS = `
  join grid_units u on u.district_code = e.district_code and u.edition_id = e.edition_id and left(u.grid_code, 12) = e.community_code
  join grids g on g.district_code = u.district_code and g.edition_id = u.edition_id and g.code = u.grid_code
  where e.district_code = $1 and starts_with(e.community_code, $2)`;

/** The assignment of the units in `area`. */
export async function selectSide(database: Queryable, district: string, area: string, source: Source): Promise<Side> {
  const rows = await database.query<Place & { unit: string }>(...statementOf(district, area, source));
  return new Map(rows.map(({ unit, ...place }) => [unit, place]));
}

function statementOf(district: string, area: string, source: Source): [sql: string, parameters: unknown[]] {
  if ('plan' in source) {
    return [`
      select u.unit_code as unit, u.grid_code as grid, g.kind, u.locked from plan_units u
      join plan_grids g on g.district_code = u.district_code and g.plan_id = u.plan_id and g.code = u.grid_code
      where u.district_code = $1 and starts_with(u.unit_code, $2) and u.plan_id = $3`, [district, area, source.plan]];
  }
  if ('edition' in source) {
    return [`
      select u.unit_code as unit, u.grid_code as grid, g.kind, false as locked from grid_units u
      join grids g on g.district_code = u.district_code and g.edition_id = u.edition_id and g.code = u.grid_code
      where u.district_code = $1 and starts_with(u.unit_code, $2) and u.edition_id = $3`, [district, area, source.edition]];
  }
  const what = 'select u.unit_code as unit, u.grid_code as grid, g.kind, false as locked from';
  if ('basesOf' in source) return [`${what} plan_bases e ${OF_EDITIONS} and e.plan_id = $3`, [district, area, source.basesOf]];
  if ('last' in source) return [`${what} edition_communities e ${OF_EDITIONS} and e.valid_to is null`, [district, area]];
  return [`${what} edition_communities e ${OF_EDITIONS} and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)`, [district, area, source.inForceOn]];
}

/** Units of a community as land, in code order. */
export const selectLandUnits = (database: Queryable, district: string, community: string) => database.query<{ code: string; households: number; geometry: string }>(`
  select code, households, ST_AsGeoJSON(geom, 7) as geometry from units where district_code = $1 and community_code = $2 order by code collate "C"`, [district, community]);

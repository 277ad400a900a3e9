/** Who belongs to which grid: in a plan, an edition, on a day, or in what a plan began with. */
import { communityOf } from '../../geodata/codes/codes.ts';
import type { GridKind } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';

/** Where an assignment comes from; `last`: what was published last, in force already or not. */
export type Source = { plan: string } | { edition: string } | { basesOf: string } | { inForceOn: string } | { last: true };

export interface Place { grid: string; kind: GridKind; /** Of a published grid. */ name: string | null; /** Kept in its grid by the planner. */ locked: boolean }

/** Grid of every unit that has one, by unit code. */
export type Side = ReadonlyMap<string, Place>;

interface UnitRow { edition: string; unit: string; grid: string; locked: boolean }
interface GridRow { edition: string; code: string; kind: GridKind; name: string | null }

/**
 * The assignment of the units in `area`. Units and grids are put together here: of rows just written, or ever in the embedded
 * engine, the database has no statistics, and would compare each with each.
 */
export async function selectSide(database: Queryable, district: string, area: string, source: Source): Promise<Side> {
  if ('plan' in source) {
    const units = await database.query<UnitRow>(`
      select '' as edition, unit_code as unit, grid_code as grid, locked from plan_units where district_code = $1 and plan_id = $3 and unit_code between rpad($2, 17, '0') and rpad($2, 17, '9')`, [district, area, source.plan]);
    const grids = await database.query<GridRow>(`
      select '' as edition, code, kind, null as name from plan_grids where district_code = $1 and plan_id = $3 and code between rpad($2, 15, '0') and rpad($2, 15, '9')`, [district, area, source.plan]);
    return join(units, grids, () => true);
  }
  const editionOf = 'edition' in source ? null : await selectEditionOf(database, district, area, source);
  const editions = 'edition' in source ? [source.edition] : [...new Set(editionOf!.values())];
  const units = await database.query<UnitRow>(`
    select edition_id as edition, unit_code as unit, grid_code as grid, false as locked from grid_units
    where district_code = $1 and edition_id = any($3::text[]) and unit_code between rpad($2, 17, '0') and rpad($2, 17, '9')`, [district, area, editions]);
  const grids = await database.query<GridRow>(`
    select edition_id as edition, code, kind, name from grids where district_code = $1 and edition_id = any($3::text[]) and code between rpad($2, 15, '0') and rpad($2, 15, '9')`, [district, area, editions]);
  return join(units, grids, ({ unit, edition }) => !editionOf || editionOf.get(communityOf(unit)) === edition);
}

/** The edition of each community. */
async function selectEditionOf(database: Queryable, district: string, area: string, source: { basesOf: string } | { inForceOn: string } | { last: true }): Promise<Map<string, string>> {
  const [from, parameters] = 'basesOf' in source ? ['plan_bases where plan_id = $3 and', [source.basesOf]]
    : 'last' in source ? ['edition_communities where valid_to is null and', []]
    : ['edition_communities where valid_from <= $3::date and (valid_to is null or valid_to > $3::date) and', [source.inForceOn]];
  const rows = await database.query<{ community: string; edition: string }>(`select community_code as community, edition_id as edition from ${from} district_code = $1 and starts_with(community_code, $2)`, [district, area, ...parameters]);
  return new Map(rows.map(({ community, edition }) => [community, edition]));
}

function join(units: readonly UnitRow[], grids: readonly GridRow[], counts: (row: UnitRow) => boolean): Side {
  const known = new Map(grids.map((grid) => [`${grid.edition} ${grid.code}`, grid]));
  return new Map(units.flatMap((row) => {
    const grid = known.get(`${row.edition} ${row.grid}`);
    return grid && counts(row) ? [[row.unit, { grid: row.grid, kind: grid.kind, name: grid.name, locked: row.locked }] as const] : [];
  }));
}

/** Units of a community as land, in code order. */
export const selectLandUnits = (database: Queryable, district: string, community: string) => database.query<{ code: string; households: number; geometry: string }>(`
  select code, households, ST_AsGeoJSON(geom, 7) as geometry from units where district_code = $1 and community_code = $2 order by code collate "C"`, [district, community]);

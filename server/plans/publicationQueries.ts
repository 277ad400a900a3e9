import type { GridKind, MultiPolygon, Point } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';

export interface PublishedGrid { code: string; kind: GridKind; name: string; households: number; unitCodes: string[]; areaM2: number; geometry: MultiPolygon; label: Point }

/** What a publication was prepared from, to see inside its transaction whether it still stands. */
export interface Footing { plan: string | null; land: string }

/** Marks of the plan and of the land below it that move with every write. */
export async function selectFooting(database: Queryable, district: string, plan: string | null): Promise<Footing> {
  const [row] = await database.query<Footing>(`
    select (select state || ' ' || seq || ' ' || rules::text || ' ' || updated_at::text from plans where district_code = $1 and id = $2) as plan,
      (select string_agg(noun || version, ' ' order by noun) from versions where district_code = $1 and noun in ('units', 'areas', 'roads', 'land')) as land`, [district, plan]);
  return row!;
}

export async function insertEdition(inside: Queryable, district: string, { id, name, plan, by }: { id: string; name: string; plan: string; by: string }): Promise<void> {
  await inside.query('insert into editions (district_code, id, name, plan_id, published_by) values ($1, $2, $3, $4, $5)', [district, id, name, plan, by]);
}

export async function insertGrids(inside: Queryable, district: string, edition: string, grids: readonly PublishedGrid[]): Promise<void> {
  await inside.copyFrom('grids', ['district_code', 'edition_id', 'code', 'community_code', 'kind', 'name', 'households', 'unit_count', 'area_m2', 'geom', 'label'],
    grids.map((grid) => [district, edition, grid.code, grid.code.slice(0, 12), grid.kind, grid.name, grid.households, grid.unitCodes.length, grid.areaM2, grid.geometry, grid.label]));
  await inside.copyFrom('grid_units', ['district_code', 'edition_id', 'unit_code', 'grid_code'], grids.flatMap(({ code, unitCodes }) => unitCodes.map((unit) => [district, edition, unit, code])));
}

/**
 * Puts an edition in force for these communities from a day on. What was published before ends on that day; what was
 * planned for that day or later ends before it began.
 */
export async function putInForce(inside: Queryable, district: string, { edition, communities, from, by }: { edition: string; communities: readonly string[]; from: string; by: string }): Promise<void> {
  await inside.query(`
    update edition_communities set valid_to = greatest(valid_from, $3::date)
    where district_code = $1 and community_code = any($2::text[]) and (valid_to is null or valid_to > greatest(valid_from, $3::date))`, [district, communities, from]);
  await inside.query(`
    insert into edition_communities (district_code, edition_id, community_code, valid_from, published_by)
    select $1, $2, community, $4::date, $5 from unnest($3::text[]) as community`, [district, edition, communities, from, by]);
}

/**
 * Gives incidents opened from that day on in these communities the grid that is in force on their day, by the unit they are
 * in, else by where they lie; says how many it changed.
 */
export async function regridIncidents(inside: Queryable, district: string, communities: readonly string[], from: string): Promise<number> {
  const [row] = await inside.query<{ count: number }>(`
    with own as (
      select id, community_code, unit_code, (opened_at at time zone 'Asia/Shanghai')::date as day, ST_SetSRID(ST_MakePoint(lon_e6 / 1e6, lat_e6 / 1e6), 4326) as at
      from incidents where district_code = $1 and community_code = any($2::text[]) and located = 'exact' and opened_at >= ($3::date)::timestamp at time zone 'Asia/Shanghai'),
    found as (
      select own.id, coalesce(u.grid_code, (
        select min(g.code) from grids g where g.district_code = $1 and g.edition_id = e.edition_id and g.community_code = own.community_code and ST_Covers(g.geom, own.at))) as code
      from own
      join edition_communities e on e.district_code = $1 and e.community_code = own.community_code and e.valid_from <= own.day and (e.valid_to is null or e.valid_to > own.day)
      left join grid_units u on u.district_code = $1 and u.edition_id = e.edition_id and u.unit_code = own.unit_code),
    given as (
      update incidents i set grid_code = found.code from found where i.district_code = $1 and i.id = found.id and i.grid_code is distinct from found.code returning 1)
    select count(*)::int as count from given`, [district, communities, from]);
  return row!.count;
}

export async function closePlan(inside: Queryable, district: string, plan: string): Promise<void> {
  await inside.query(`update plans set state = 'published', updated_at = now() where district_code = $1 and id = $2`, [district, plan]);
}

/** Names that grids of these communities have or had. */
export async function selectUsedNames(database: Queryable, district: string, communities: readonly string[]): Promise<Set<string>> {
  const rows = await database.query<{ name: string }>('select distinct name from grids where district_code = $1 and community_code = any($2::text[])', [district, communities]);
  return new Set(rows.map(({ name }) => name));
}

/** An edition and the communities of `area` that it has grids for; null where it has none there. */
export async function selectEdition(database: Queryable, district: string, id: string, area: string): Promise<{ name: string; communities: string[] } | null> {
  const [row] = await database.query<{ name: string; communities: string[] }>(`
    select e.name, array_agg(distinct g.community_code order by g.community_code) as communities
    from editions e join grids g on g.district_code = e.district_code and g.edition_id = e.id
    where e.district_code = $1 and e.id = $2 and starts_with(g.community_code, $3) group by e.name`, [district, id, area]);
  return row ?? null;
}

/** Communities with units that an edition gives no grid. */
export const selectUncovered = (database: Queryable, district: string, edition: string, communities: readonly string[]) => database.query<{ community: string; units: number }>(`
  select u.community_code as community, count(*)::int as units from units u
  where u.district_code = $1 and u.community_code = any($3::text[])
    and not exists (select from grid_units g where g.district_code = u.district_code and g.edition_id = $2 and g.unit_code = u.code)
  group by u.community_code order by u.community_code`, [district, edition, communities]);

/** Says which editions these communities of a plan begin with now. */
export async function moveBases(inside: Queryable, district: string, plan: string, changes: ReadonlyMap<string, { to: string | null }>): Promise<void> {
  await inside.query('delete from plan_bases where district_code = $1 and plan_id = $2 and community_code = any($3::text[])', [district, plan, [...changes.keys()]]);
  const now = [...changes].filter(([, { to }]) => to !== null);
  await inside.query(`
    insert into plan_bases (district_code, plan_id, community_code, edition_id)
    select $1, $2, b.community, b.edition from unnest($3::text[], $4::text[]) as b(community, edition)`, [district, plan, now.map(([community]) => community), now.map(([, { to }]) => to)]);
  await inside.query(`
    update plans set base_edition_id = (select edition_id from plan_bases where district_code = $1 and plan_id = $2 group by edition_id order by count(*) desc, edition_id limit 1)
    where district_code = $1 and id = $2`, [district, plan]);
}

/** Makes a plan in review a draft again. */
export async function reopenPlan(inside: Queryable, district: string, plan: string): Promise<void> {
  await inside.query(`update plans set state = 'draft', updated_at = now() where district_code = $1 and id = $2`, [district, plan]);
}

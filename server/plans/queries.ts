import { SETTING_WINDOWS } from '../../geodata/codes/codes.ts';
import type { GridKind } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import type { GridProperties } from '../grids/schema.ts';
import type { FeatureRow } from '../http/features.ts';
import { nameNewGrids } from './gridNames.ts';
import type { CommunityInput } from './communityProblem.ts';
import type { Plan, PlanRules } from './schema.ts';

export interface NewPlanRow { id: string; name: string; scope: string; rules: PlanRules; day: string; madeBy: string }

/** A plan without grids, and what it begins with: the editions in force on a day. */
export async function insertPlan(inside: Queryable, district: string, { id, name, scope, rules, day, madeBy }: NewPlanRow): Promise<void> {
  await inside.query(`
    insert into plans (district_code, id, name, scope_code, state, rules, made_by, base_edition_id)
    values ($1, $2, $3, $4, 'draft', $5, $7, (
      select edition_id from edition_communities
      where district_code = $1 and starts_with(community_code, $4) and valid_from <= $6::date and (valid_to is null or valid_to > $6::date)
      group by edition_id order by count(*) desc, edition_id limit 1))`, [district, id, name, scope, JSON.stringify(rules), day, madeBy]);
  await inside.query(`
    insert into plan_bases (district_code, plan_id, community_code, edition_id)
    select district_code, $2, community_code, edition_id from edition_communities
    where district_code = $1 and starts_with(community_code, $3) and valid_from <= $4::date and (valid_to is null or valid_to > $4::date)`, [district, id, scope, day]);
}

type PlanRow = Omit<Plan, 'createdAt' | 'updatedAt' | 'editedAt'> & { createdAt: Date; updatedAt: Date; editedAt: Date | null };

/** Plans whose scope lies in `area`, newest first, or the one with this id. */
export async function selectPlans(database: Queryable, district: string, { id, area }: { id?: string; area?: string } = {}): Promise<Plan[]> {
  const { urban, rural } = SETTING_WINDOWS;
  const rows = await database.query<PlanRow>(`
    with chosen as (select * from plans where district_code = $1 and ($2::text is null or id = $2) and ($3::text is null or starts_with(scope_code, $3))),
    windows as (
      select p.id, a.code, coalesce((p.rules -> 'window' ->> 'min')::int, a.window_min, case when left(a.urban_rural_class, 1) = '2' then $6::int else $4::int end) as least,
        coalesce((p.rules -> 'window' ->> 'max')::int, a.window_max, case when left(a.urban_rural_class, 1) = '2' then $7::int else $5::int end) as most
      from chosen p join areas a on a.district_code = p.district_code and a.level = 'community' and starts_with(a.code, p.scope_code)),
    counted as (
      select g.plan_id, count(*)::int as grids, count(*) filter (where g.kind = 'dedicated')::int as dedicated,
        count(*) filter (where g.kind = 'basic' and g.households < coalesce(w.least, $4))::int as under, count(*) filter (where g.kind = 'basic' and g.households > coalesce(w.most, $5))::int as over,
        (sum(greatest(coalesce(w.least, $4) - g.households, g.households - coalesce(w.most, $5), 0)) filter (where g.kind = 'basic'))::int as deviation
      from chosen p join plan_grids g on g.district_code = p.district_code and g.plan_id = p.id and g.unit_count > 0
      left join windows w on w.id = p.id and w.code = g.community_code group by g.plan_id)
    select p.id, p.name, p.scope_code as scope, p.state, p.rules, p.base_edition_id as "baseEdition", j.id as job, j.state as "jobState",
      p.report is not null or j.state is null or j.state not in ('queued', 'running') as drawn,
      p.seq, e.at as "editedAt", e.by_name as "editedBy", p.made_by as "madeBy", p.branch_of as "branchOf",
      coalesce(c.deviation, 0) as deviation, coalesce(c.grids, 0) as grids, coalesce(c.grids - c.dedicated - c.under - c.over, 0) as "inWindow", coalesce(c.under, 0) as under, coalesce(c.over, 0) as over, coalesce(c.dedicated, 0) as dedicated,
      p.created_at as "createdAt", p.updated_at as "updatedAt"
    from chosen p
    left join lateral (
      select id, state from jobs where district_code = p.district_code and kind = 'redraw' and input ->> 'plan' = p.id order by created_at desc, id limit 1) j on true
    left join plan_edits e on e.district_code = p.district_code and e.plan_id = p.id and e.seq = p.seq
    left join counted c on c.plan_id = p.id
    order by p.created_at desc, p.id`, [district, id ?? null, area ?? null, urban.min, urban.max, rural.min, rural.max]);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString(), editedAt: row.editedAt?.toISOString() ?? null }));
}

/** Changes whenever a job that draws a plan does. */
export async function selectJobStates(database: Queryable, district: string): Promise<string> {
  const [row] = await database.query<{ states: string }>(`select md5(coalesce(string_agg(id || state, ' ' order by id), '')) as states from jobs where district_code = $1 and kind = 'redraw'`, [district]);
  return row!.states;
}

type NamelessRow = FeatureRow<Omit<GridProperties, 'name'> & { name: string | null; communityName: string }>;

/** The grids of a plan in code order; one that continues an old grid has its name. */
export async function selectPlanGrids(database: Queryable, district: string, id: string): Promise<FeatureRow<GridProperties>[]> {
  const rows = await database.query<NamelessRow>(`
    select
      g.code, g.community_code as "communityCode", left(g.code, 9) as "streetCode", g.kind, old.name, coalesce(a.name, g.community_code) as "communityName",
      g.households, g.unit_count as units, round(g.area_m2) as "areaM2", null::text as edition,
      case
        when p.rules -> 'window' <> 'null' then p.rules -> 'window'
        when a.window_min is not null then jsonb_build_object('min', a.window_min, 'max', a.window_max)
      end as "window",
      json_build_array(round(ST_X(g.label)::numeric, 6), round(ST_Y(g.label)::numeric, 6)) as label,
      ST_AsGeoJSON(g.geom, 6) as geometry
    from plan_grids g
    join plans p on p.district_code = g.district_code and p.id = g.plan_id
    left join areas a on a.district_code = g.district_code and a.code = g.community_code
    left join grids old on old.district_code = g.district_code and old.edition_id = p.base_edition_id and old.code = g.code
    where g.district_code = $1 and g.plan_id = $2 and g.unit_count > 0
    order by g.code collate "C"`, [district, id]);
  const used = await database.query<{ name: string }>(`
    select distinct name from grids where district_code = $1 and community_code in (select community_code from plan_grids where district_code = $1 and plan_id = $2)`, [district, id]);
  return nameNewGrids(rows, new Set(used.map(({ name }) => name)));
}

export interface Community { code: string; units: number; urbanRuralClass: string | null; min: number | null; max: number | null }

/** Communities of a scope that have units. */
export const selectCommunities = (database: Queryable, district: string, scope: string) => database.query<Community>(`
  select u.community_code as code, count(*)::int as units, min(a.urban_rural_class) as "urbanRuralClass", min(a.window_min) as min, min(a.window_max) as max
  from units u left join areas a on a.district_code = u.district_code and a.code = u.community_code
  where u.district_code = $1 and starts_with(u.community_code, $2)
  group by u.community_code order by u.community_code collate "C"`, [district, scope]);

export interface UnitInForce { code: string; households: number; geometry: string; gridCode: string | null; gridKind: GridKind | null }

/** Units of a community with the grid they belong to on a day; coordinates as exact as browsers get them (`LAND_DECIMALS`). */
export const selectCommunityUnits = (database: Queryable, district: string, community: string, day: string) => database.query<UnitInForce>(`
  select u.code, u.households, ST_AsGeoJSON(u.geom, 7) as geometry, g.code as "gridCode", g.kind as "gridKind"
  from units u
  left join edition_communities e on e.district_code = u.district_code and e.community_code = u.community_code
    and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)
  left join grid_units gu on gu.district_code = u.district_code and gu.edition_id = e.edition_id and gu.unit_code = u.code
  left join grids g on g.district_code = gu.district_code and g.edition_id = gu.edition_id and g.code = gu.grid_code
  where u.district_code = $1 and u.community_code = $2
  order by u.code collate "C"`, [district, community, day]);

/** Barriers near the units of a community: banks of rivers, expressways, railways and primary roads, as lines. */
export const selectBarriers = (database: Queryable, district: string, community: string) => database.query<CommunityInput['barriers'][number]>(`
  with box as (select ST_Expand(ST_SetSRID(ST_Extent(geom)::geometry, 4326), 0.001) as geom from units where district_code = $1 and community_code = $2)
  select r.class, ST_AsGeoJSON(r.geom, 7) as geometry from roads r, box
  where r.district_code = $1 and r.class in ('expressway', 'railway', 'primary') and r.geom && box.geom
  union all
  select 'river', ST_AsGeoJSON(bank.geom, 7) from land l, box, ST_Dump(ST_ClipByBox2D(ST_Boundary(l.geom), ST_Envelope(box.geom))) bank
  where l.district_code = $1 and l.kind = 'river' and l.geom && box.geom and ST_GeometryType(bank.geom) = 'ST_LineString'`, [district, community]);

/** Numbers that grids of these communities ever had, in any edition, by community. */
export async function selectUsedSequences(database: Queryable, district: string, communities: string[]): Promise<Map<string, Set<number>>> {
  const rows = await database.query<{ community: string; n: number }>('select distinct community_code as community, right(code, 3)::int as n from grids where district_code = $1 and community_code = any($2::text[])', [district, communities]);
  return new Map([...Map.groupBy(rows, ({ community }) => community)].map(([community, own]) => [community, new Set(own.map(({ n }) => n))]));
}

/** Those of these codes that are units of the scope. */
export async function selectKnownUnits(database: Queryable, district: string, scope: string, codes: string[]): Promise<Set<string>> {
  const rows = await database.query<{ code: string }>('select code from units where district_code = $1 and starts_with(community_code, $2) and code = any($3::text[])', [district, scope, codes]);
  return new Set(rows.map(({ code }) => code));
}

/** Those of these codes that are grids in force in the scope on a day. */
export async function selectGridsInForce(database: Queryable, district: string, scope: string, day: string, codes: string[]): Promise<Set<string>> {
  const rows = await database.query<{ code: string }>(`
    select g.code from grids g
    join edition_communities e on e.district_code = g.district_code and e.edition_id = g.edition_id and e.community_code = g.community_code
    where g.district_code = $1 and starts_with(g.community_code, $2) and g.code = any($4::text[]) and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)`, [district, scope, day, codes]);
  return new Set(rows.map(({ code }) => code));
}

import { OperatorError, type Queryable } from '../database/database.ts';
import type { GridProperties } from '../grids/schema.ts';
import type { FeatureRow } from '../http/features.ts';
import { nameNewGrids } from './gridNames.ts';
import type { CommunityInput } from './communityProblem.ts';
import type { CommunityOutcome, CommunityOutput } from './redrawCommunity.ts';
import type { Plan, PlanReport, PlanRules } from './schema.ts';

export async function insertPlan(inside: Queryable, district: string, { id, name, scope, rules, day }: { id: string; name: string; scope: string; rules: PlanRules; day: string }): Promise<void> {
  await inside.query(`
    insert into plans (district_code, id, name, scope_code, state, rules, base_edition_id)
    values ($1, $2, $3, $4, 'draft', $5, (
      select edition_id from edition_communities
      where district_code = $1 and starts_with(community_code, $4) and valid_from <= $6::date and (valid_to is null or valid_to > $6::date)
      group by edition_id order by count(*) desc, edition_id limit 1))`, [district, id, name, scope, JSON.stringify(rules), day]);
  await inside.query(`
    insert into plan_bases (district_code, plan_id, community_code, edition_id)
    select district_code, $2, community_code, edition_id from edition_communities
    where district_code = $1 and starts_with(community_code, $3) and valid_from <= $4::date and (valid_to is null or valid_to > $4::date)`, [district, id, scope, day]);
}

/** Plans whose scope lies in `area`, newest first, or the one with this id. */
export async function selectPlans(database: Queryable, district: string, { id, area }: { id?: string; area?: string } = {}): Promise<Plan[]> {
  const rows = await database.query<Omit<Plan, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date }>(`
    select p.id, p.name, p.scope_code as scope, p.state, p.rules, p.base_edition_id as "baseEdition",
      (select j.id from jobs j where j.district_code = p.district_code and j.kind = 'redraw' and j.input ->> 'plan' = p.id order by j.created_at desc limit 1) as job,
      p.report is not null as drawn, p.created_at as "createdAt", p.updated_at as "updatedAt"
    from plans p where p.district_code = $1 and ($2::text is null or p.id = $2) and ($3::text is null or starts_with(p.scope_code, $3))
    order by p.created_at desc, p.id`, [district, id ?? null, area ?? null]);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }));
}

export async function selectReport(database: Queryable, district: string, id: string): Promise<PlanReport | null> {
  const [row] = await database.query<{ report: PlanReport | null }>('select report from plans where district_code = $1 and id = $2', [district, id]);
  return row?.report ?? null;
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
    where g.district_code = $1 and g.plan_id = $2
    order by g.code collate "C"`, [district, id]);
  const used = await database.query<{ name: string }>(`
    select distinct name from grids where district_code = $1 and community_code in (select community_code from plan_grids where district_code = $1 and plan_id = $2)`, [district, id]);
  return nameNewGrids(rows, new Set(used.map(({ name }) => name)));
}

/** Communities of a scope that have units. */
export const selectCommunities = (database: Queryable, district: string, scope: string) => database.query<{ code: string; units: number; urbanRuralClass: string | null; min: number | null; max: number | null }>(`
  select u.community_code as code, count(*)::int as units, min(a.urban_rural_class) as "urbanRuralClass", min(a.window_min) as min, min(a.window_max) as max
  from units u left join areas a on a.district_code = u.district_code and a.code = u.community_code
  where u.district_code = $1 and starts_with(u.community_code, $2)
  group by u.community_code order by u.community_code collate "C"`, [district, scope]);

/** Units of a community with the grid they belong to on a day; coordinates as exact as browsers get them (`LAND_DECIMALS`). */
export const selectCommunityUnits = (database: Queryable, district: string, community: string, day: string) => database.query<CommunityInput['units'][number]>(`
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

/** Codes that grids of a community ever had, in any edition. */
export async function selectUsedCodes(database: Queryable, district: string, community: string): Promise<string[]> {
  const rows = await database.query<{ code: string }>('select distinct code from grids where district_code = $1 and community_code = $2', [district, community]);
  return rows.map(({ code }) => code);
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

/** Communities of a plan that are drawn already, by their code. */
export async function selectFinished(database: Queryable, district: string, id: string): Promise<Map<string, CommunityOutcome>> {
  const rows = await database.query<{ code: string; outcome: CommunityOutcome }>('select community_code as code, outcome from plan_communities where district_code = $1 and plan_id = $2', [district, id]);
  return new Map(rows.map(({ code, outcome }) => [code, outcome]));
}

/** Writes one community of a plan that is not drawn yet. */
export async function writeCommunity(inside: Queryable, district: string, id: string, { outcome, grids }: CommunityOutput): Promise<void> {
  const [plan] = await inside.query('select 1 from plans where district_code = $1 and id = $2 for key share', [district, id]);
  if (!plan) throw new OperatorError('The plan was deleted while it was drawn.');
  await inside.query('insert into plan_communities (district_code, plan_id, community_code, outcome) values ($1, $2, $3, $4)', [district, id, outcome.code, JSON.stringify(outcome)]);
  await inside.copyFrom('plan_units', ['district_code', 'plan_id', 'unit_code', 'grid_code'], grids.flatMap((grid) => grid.unitCodes.map((unit) => [district, id, unit, grid.code])));
  await inside.copyFrom('plan_grids', ['district_code', 'plan_id', 'code', 'community_code', 'kind', 'households', 'unit_count', 'area_m2', 'geom', 'label'],
    grids.map((grid) => [district, id, grid.code, grid.code.slice(0, 12), grid.kind, grid.households, grid.unitCodes.length, grid.areaM2, grid.geometry, grid.label]));
}

/** Says that a plan is drawn, and what it is worth. */
export async function finishPlan(inside: Queryable, district: string, id: string, report: PlanReport): Promise<void> {
  await inside.query('delete from plan_communities where district_code = $1 and plan_id = $2', [district, id]);
  await inside.query('update plans set report = $3, updated_at = now() where district_code = $1 and id = $2', [district, id, JSON.stringify(report)]);
}

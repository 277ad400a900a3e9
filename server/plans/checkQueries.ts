import type { Queryable } from '../database/database.ts';

export interface GridNote { frozen: boolean; reason: string | null }

/** What the planner said of the grids of a plan, by code. */
export async function selectGridNotes(database: Queryable, district: string, plan: string): Promise<Map<string, GridNote>> {
  const rows = await database.query<GridNote & { code: string }>('select code, frozen, reason from plan_grids where district_code = $1 and plan_id = $2 and (frozen or reason is not null)', [district, plan]);
  return new Map(rows.map(({ code, ...note }) => [code, note]));
}

/** Whether a job of the plan waits or runs. */
export async function isDrawing(database: Queryable, district: string, plan: string): Promise<boolean> {
  return (await database.query(`select 1 from jobs where district_code = $1 and kind = 'redraw' and input ->> 'plan' = $2 and state in ('queued', 'running') limit 1`, [district, plan])).length > 0;
}

export async function countOpenComments(database: Queryable, district: string, plan: string): Promise<number> {
  const [row] = await database.query<{ count: number }>('select count(*)::int as count from plan_comments where district_code = $1 and plan_id = $2 and resolved_at is null', [district, plan]);
  return row!.count;
}

/** The edition that each community of a plan began with. */
export async function selectBases(database: Queryable, district: string, plan: string): Promise<Map<string, string>> {
  const rows = await database.query<{ community: string; edition: string }>('select community_code as community, edition_id as edition from plan_bases where district_code = $1 and plan_id = $2', [district, plan]);
  return new Map(rows.map(({ community, edition }) => [community, edition]));
}

export interface LastEdition { id: string; name: string; from: string }

/** What was published last for each community, in force already or not: the edition that nothing ends. */
export async function selectLastEditions(database: Queryable, district: string, area: string): Promise<Map<string, LastEdition>> {
  const rows = await database.query<LastEdition & { community: string }>(`
    select c.community_code as community, c.edition_id as id, e.name, c.valid_from as "from"
    from edition_communities c join editions e on e.district_code = c.district_code and e.id = c.edition_id
    where c.district_code = $1 and starts_with(c.community_code, $2) and c.valid_to is null`, [district, area]);
  return new Map(rows.map(({ community, ...edition }) => [community, edition]));
}

/** Names of the grids that the communities of a plan began with, by code. */
export async function selectBaseNames(database: Queryable, district: string, plan: string): Promise<Map<string, string>> {
  const rows = await database.query<{ code: string; name: string }>(`
    select g.code, g.name from plan_bases b join grids g on g.district_code = b.district_code and g.edition_id = b.edition_id and g.community_code = b.community_code
    where b.district_code = $1 and b.plan_id = $2`, [district, plan]);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

export interface EngineReason { gridCode: string; households: number; reason: string }

/** What the engine said of grids outside their window, when it drew them last, by code. */
export async function selectEngineReasons(database: Queryable, district: string, plan: string): Promise<Map<string, EngineReason>> {
  const rows = await database.query<EngineReason>(`
    select v ->> 'gridCode' as "gridCode", (v ->> 'households')::int as households, v ->> 'reason' as reason
    from plan_communities c, jsonb_array_elements(c.outcome -> 'violations') as v where c.district_code = $1 and c.plan_id = $2`, [district, plan]);
  return new Map(rows.map((violation) => [violation.gridCode, violation]));
}

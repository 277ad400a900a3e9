import type { Queryable } from '../database/database.ts';
import type { PlanRules } from './schema.ts';
import { PLAN_TABLES } from './tables.ts';

/** Jobs that redraw a plan and are not over. */
export async function selectOpenJobs(database: Queryable, district: string, plan: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(`select id from jobs where district_code = $1 and kind = 'redraw' and input ->> 'plan' = $2 and state in ('queued', 'running') order by created_at`, [district, plan]);
  return rows.map(({ id }) => id);
}

export interface PlanUpdate { name: string; state: string; rules: PlanRules }

export async function updatePlan(inside: Queryable, district: string, id: string, { name, state, rules }: PlanUpdate): Promise<void> {
  await inside.query('update plans set name = $3, state = $4, rules = $5, updated_at = now() where district_code = $1 and id = $2', [district, id, name, state, JSON.stringify(rules)]);
}

/** What the engine proved by other rules holds no longer. */
export const forgetOutcomes = (inside: Queryable, district: string, plan: string) => inside.query('delete from plan_communities where district_code = $1 and plan_id = $2', [district, plan]);

export async function deletePlan(inside: Queryable, district: string, id: string): Promise<void> {
  for (const table of PLAN_TABLES) await inside.query(`delete from ${table} where district_code = $1 and plan_id = $2`, [district, id]);
  await inside.query('delete from plans where district_code = $1 and id = $2', [district, id]);
}

/** Copies a plan as it stands into a draft with a log of its own. */
export async function copyPlan(inside: Queryable, district: string, from: string, { id, name, madeBy }: { id: string; name: string; madeBy: string }): Promise<void> {
  await inside.query(`
    insert into plans (district_code, id, name, scope_code, state, rules, base_edition_id, report, made_by, branch_of)
    select district_code, $3, $4, scope_code, 'draft', rules, base_edition_id, coalesce(report, '{}'), $5, id from plans where district_code = $1 and id = $2`, [district, from, id, name, madeBy]);
  await inside.query(`
    insert into plan_units (district_code, plan_id, unit_code, grid_code, locked)
    select district_code, $3, unit_code, grid_code, locked from plan_units where district_code = $1 and plan_id = $2`, [district, from, id]);
  await inside.query(`
    insert into plan_grids (district_code, plan_id, code, community_code, kind, frozen, reason, households, unit_count, area_m2, geom, label)
    select district_code, $3, code, community_code, kind, frozen, reason, households, unit_count, area_m2, geom, label from plan_grids where district_code = $1 and plan_id = $2`, [district, from, id]);
  await inside.query(`
    insert into plan_bases (district_code, plan_id, community_code, edition_id)
    select district_code, $3, community_code, edition_id from plan_bases where district_code = $1 and plan_id = $2`, [district, from, id]);
  // What the engine said still holds where nobody touched the community since.
  await inside.query(`
    insert into plan_communities (district_code, plan_id, community_code, outcome)
    select c.district_code, $3, c.community_code, c.outcome from plan_communities c
    where c.district_code = $1 and c.plan_id = $2 and not exists (
      select from plan_edits e where e.district_code = c.district_code and e.plan_id = c.plan_id and e.seq > c.seq and c.community_code = any(e.communities))`, [district, from, id]);
}

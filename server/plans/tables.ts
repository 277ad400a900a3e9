/** What goes with a plan. */
import type { Queryable } from '../database/database.ts';

/** Every table with rows that belong to a plan, by `district_code` and `plan_id`. */
export const PLAN_TABLES = ['plan_units', 'plan_grids', 'plan_communities', 'plan_edits', 'plan_bases', 'plan_comments'] as const;

/** Deletes what belongs to plans that are not there any more, in one district or in all. */
export async function removeOrphans(inside: Queryable, district: string | null = null): Promise<void> {
  for (const table of PLAN_TABLES) {
    await inside.query(`
      delete from ${table} t where ($1::text is null or district_code = $1)
        and not exists (select 1 from plans p where p.district_code = t.district_code and p.id = t.plan_id)`, [district]);
  }
}

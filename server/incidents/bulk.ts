/** Writing very many incidents at once: their sums are counted at the end, not row by row. */
import type { Queryable } from '../database/database.ts';
import { collectColumns } from './columns.ts';
import { nextMonth } from './months.ts';
import { selectIncidents, selectMonths } from './queries.ts';
import { SUM_COLUMNS, sumRows, type SummedColumns } from './sums.ts';

/** Runs `work` in the caller's transaction without the triggers that keep the sums: whoever writes incidents in it counts them. */
export async function withoutSums<T>(inside: Queryable, work: () => Promise<T>): Promise<T> {
  const [row] = await inside.query<{ before: string | null }>(`select current_setting('jingwei.bulk', true) as before`);
  await inside.query(`select set_config('jingwei.bulk', 'on', true)`);
  const result = await work();
  await inside.query(`select set_config('jingwei.bulk', $1, true)`, [row!.before || 'off']);
  return result;
}

/** Writes the sums of these incidents, which are all that the district has. */
export const writeSums = (inside: Pick<Queryable, 'copyFrom'>, district: string, incidents: SummedColumns) =>
  inside.copyFrom('incident_sums', SUM_COLUMNS, sumRows(incidents, district));

/** Counts the district's incidents anew from the rows. */
export async function recountSums(inside: Queryable, district: string): Promise<void> {
  await inside.query('delete from incident_sums where district_code = $1', [district]);
  const months = await selectMonths(inside, district);
  if (!months.length) return;
  const codes = (sql: string) => inside.query<{ code: string }>(sql, [district]).then((rows) => rows.map(({ code }) => code));
  const keys = {
    categories: await codes('select distinct category_code as code from incidents where district_code = $1'),
    communities: await codes('select distinct community_code as code from incidents where district_code = $1 and community_code is not null'),
    grids: await codes('select distinct grid_code as code from incidents where district_code = $1 and grid_code is not null'),
  };
  const [from, to] = [`${months[0]}-01`, nextMonth(`${months.at(-1)}-01`)];
  await writeSums(inside, district, await collectColumns(selectIncidents(inside, district, { from, to }, { grids: keys.grids, today: from }), keys));
}

/** The same for every district of the store. */
export async function recountAllSums(inside: Queryable): Promise<void> {
  for (const { code } of await inside.query<{ code: string }>('select distinct district_code as code from incidents')) await recountSums(inside, code);
}

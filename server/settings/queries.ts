import type { Queryable } from '../database/database.ts';
import type { Settings } from './schema.ts';

/** Writes settings over what there is; every process hears of it. */
export async function changeSettings(inside: Queryable, change: Partial<Settings>): Promise<void> {
  await inside.query(`insert into settings (key, value) values ('rules', $1) on conflict (key) do update set value = settings.value || excluded.value`, [JSON.stringify(change)]);
  await inside.query(`select pg_notify('versions', 'settings')`);
}

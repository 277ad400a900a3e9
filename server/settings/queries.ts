import type { Queryable } from '../database/database.ts';
import { USUAL_SETTINGS, type Settings } from './schema.ts';

/** The settings as they are. */
export async function selectSettings(database: Queryable): Promise<Settings> {
  const [row] = await database.query<{ value: Partial<Settings> }>(`select value from settings where key = 'rules'`);
  return { ...USUAL_SETTINGS, ...row?.value };
}

/** Forgets what was set: what is usual holds again; every process hears of it. */
export async function resetSettings(inside: Queryable): Promise<void> {
  await inside.query(`delete from settings where key = 'rules'`);
  await inside.query(`select pg_notify('versions', 'settings')`);
}

/** Writes settings over what there is; every process hears of it. */
export async function changeSettings(inside: Queryable, change: Partial<Settings>): Promise<void> {
  await inside.query(`insert into settings (key, value) values ('rules', $1) on conflict (key) do update set value = settings.value || excluded.value`, [JSON.stringify(change)]);
  await inside.query(`select pg_notify('versions', 'settings')`);
}

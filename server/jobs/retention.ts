/** What is no longer kept: rules of the settings, applied once a day by one of the servers. The audit is kept whatever they say, and tells what went. */
import { randomUUID } from 'node:crypto';
import { audit, OPERATOR, type AuditEntry } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { log } from '../log.ts';
import { removeOrphans } from '../plans/tables.ts';
import { selectSettings } from '../settings/queries.ts';
import type { Settings } from '../settings/schema.ts';
import { insertJob } from './queries.ts';
import type { JobHandler } from './runner.ts';

const RULES: { setting: Exclude<keyof Settings, 'suppressionThreshold'>; noun: AuditEntry['noun']; statement: string }[] = [
  {
    setting: 'keepFinishedJobsDays', noun: 'jobs',
    statement: `delete from jobs where state in ('done', 'failed', 'cancelled') and finished_at < now() - $1::int * interval '1 day' returning 1`,
  },
  {
    setting: 'keepDraftPlansDays', noun: 'plans',
    statement: `
      delete from plans p where state = 'draft' and updated_at < now() - $1::int * interval '1 day'
        and not exists (select 1 from jobs j where j.district_code = p.district_code and j.input ->> 'plan' = p.id and j.state in ('queued', 'running')) returning 1`,
  },
  {
    setting: 'keepIncidentPointsDays', noun: 'incidents',
    statement: `
      update incidents set located = 'none', lon_e6 = null, lat_e6 = null, unit_code = null
      where located <> 'none' and opened_at < now() - $1::int * interval '1 day' returning 1`,
  },
];

/** Applies the rules; gives how many rows each took. */
async function applyRules(inside: Queryable): Promise<Partial<Settings>> {
  const settings = await selectSettings(inside), taken: Partial<Settings> = {};
  for (const { setting, statement } of RULES) {
    if (settings[setting] !== null) taken[setting] = (await inside.query(statement, [settings[setting]])).length;
  }
  if (taken.keepDraftPlansDays) await removeOrphans(inside);
  for (const { setting, noun } of RULES) {
    if (taken[setting]) await audit(inside, { ...OPERATOR, action: 'delete', noun, before: { rule: setting, days: settings[setting], rows: taken[setting] } });
  }
  return taken;
}

/** The job that applies the rules. */
export const retentionJob: JobHandler = async (_, { save }) => {
  let result: Record<string, unknown> = {};
  await save(async (inside) => { result = await applyRules(inside); });
  return { result, write: async () => {} };
};

/** Puts the job of the day into the queue, however many servers try: true for the one that did. */
export async function queueRetention({ database, versions, today }: Pick<Context, 'database' | 'versions' | 'today'>): Promise<boolean> {
  // Asked before the transaction: inside it the embedded engine would wait for the answer, and the answer for the engine.
  const { district } = await versions.current();
  if (!district) return false;
  return database.transaction(async (inside) => {
    const [first] = await inside.query(`
      insert into settings as s (key, value) values ('retentionDay', to_jsonb($1::text))
      on conflict (key) do update set value = excluded.value where s.value <> excluded.value returning 1`, [today()]);
    if (first) await insertJob(inside, { districtCode: district.code, id: randomUUID(), kind: 'retention', input: {} });
    return Boolean(first);
  });
}

const FIRST_LOOK_MS = 60_000, LOOK_MS = 30 * 60_000;

/** Looks now and then whether a new day has begun, until the returned function is called. */
export function startRetention(context: Pick<Context, 'database' | 'versions' | 'today'>): () => void {
  const look = () => void queueRetention(context).catch((error: unknown) => log.warn({ err: error }, 'Retention could not be queued'));
  const first = setTimeout(look, FIRST_LOOK_MS).unref(), later = setInterval(look, LOOK_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
  };
}

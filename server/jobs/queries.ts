import type { Queryable } from '../database/database.ts';
import type { Job, Progress } from './schema.ts';

/** A job as its runner sees it. */
export interface ClaimedJob { districtCode: string; id: string; kind: string; input: Record<string, unknown>; cancelRequested: boolean }

/** A running job that was not heard of for this long is taken over; so is one heard of in the future, before a clock was set back. */
const STALE = `interval '15 seconds'`;

/** Told on `jobs` with the job's id whenever its row changes, on `jobs_control` when runners should look. */
export async function insertJob(inside: Queryable, { districtCode, id, kind, input }: Omit<ClaimedJob, 'cancelRequested'>): Promise<void> {
  await inside.query(`insert into jobs (district_code, id, kind, state, input) values ($1, $2, $3, 'queued', $4)`, [districtCode, id, kind, JSON.stringify(input)]);
  await inside.query(`select pg_notify('jobs_control', 'queued')`);
}

/** The job, where its scope (that of the plan it draws, else the district) lies in `area`. */
export async function selectJob(database: Queryable, id: string, area = ''): Promise<Job | null> {
  const [row] = await database.query<Omit<Job, 'createdAt' | 'finishedAt'> & { createdAt: Date; finishedAt: Date | null }>(`
    select j.id, j.kind, j.state, j.progress, j.result, j.error, j.cancel_requested as "cancelRequested", j.created_at as "createdAt", j.finished_at as "finishedAt"
    from jobs j left join plans p on p.district_code = j.district_code and p.id = j.input ->> 'plan'
    where j.id = $1 and starts_with(coalesce(p.scope_code, j.district_code), $2)`, [id, area]);
  return row ? { ...row, createdAt: row.createdAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null } : null;
}

/** Takes the oldest waiting or abandoned job; two runners never take the same one. */
export async function claimJob(database: Queryable, kinds: string[], worker: string): Promise<ClaimedJob | null> {
  const [row] = await database.query<ClaimedJob>(`
    update jobs set state = 'running', worker = $2, heartbeat_at = now(), progress = '{}'
    where (district_code, id) = (
      select district_code, id from jobs
      where kind = any($1::text[]) and (state = 'queued' or (state = 'running' and (heartbeat_at < now() - ${STALE} or heartbeat_at > now() + ${STALE})))
      order by created_at, id limit 1 for update skip locked)
    returning district_code as "districtCode", id, kind, input, cancel_requested as "cancelRequested"`, [kinds, worker]);
  return row ?? null;
}

/** Jobs left running by a process that is known to be gone wait again. */
export const requeueRunning = (database: Queryable) => database.query(`update jobs set state = 'queued', worker = null, heartbeat_at = null where state = 'running'`);

/** Says that the worker lives, and how far it is; null when the job is no longer its own. */
export async function beat(database: Queryable, id: string, worker: string, progress: Progress | null): Promise<{ cancelRequested: boolean } | null> {
  const [row] = await database.query<{ cancelRequested: boolean }>(`
    update jobs set heartbeat_at = now(), progress = coalesce($3::jsonb, progress)
    where id = $1 and worker = $2 and state = 'running'
    returning cancel_requested as "cancelRequested", pg_notify('jobs', id)`, [id, worker, progress && JSON.stringify(progress)]);
  return row ?? null;
}

/** Whether the job is the worker's; it stays so until the transaction ends. */
export async function isOwn(inside: Queryable, id: string, worker: string): Promise<boolean> {
  return (await inside.query(`select 1 from jobs where id = $1 and worker = $2 and state = 'running' for update`, [id, worker])).length > 0;
}

export interface Outcome { state: 'done' | 'failed' | 'cancelled'; result?: Record<string, unknown>; error?: string }

/** Ends a job; false when it is no longer the worker's own, and then nothing of it may be written. */
export async function finishJob(inside: Queryable, id: string, worker: string, { state, result, error }: Outcome): Promise<boolean> {
  const rows = await inside.query(`
    update jobs set state = $3, result = $4, error = $5, finished_at = now(), heartbeat_at = now()
    where id = $1 and worker = $2 and state = 'running'
    returning pg_notify('jobs', id)`, [id, worker, state, result ? JSON.stringify(result) : null, error ?? null]);
  return rows.length > 0;
}

/** Asks a job to stop: one that waits is cancelled at once, one that runs as soon as it can; one that is over stays as it is, and then false is given. */
export async function requestCancel(database: Queryable, id: string): Promise<boolean> {
  const rows = await database.query(`
    update jobs set cancel_requested = true,
      state = case when state = 'queued' then 'cancelled' else state end,
      finished_at = case when state = 'queued' then now() else finished_at end
    where id = $1 and state in ('queued', 'running')
    returning pg_notify('jobs', id), pg_notify('jobs_control', 'cancel ' || id)`, [id]);
  return rows.length > 0;
}

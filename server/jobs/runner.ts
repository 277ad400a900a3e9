import { randomUUID } from 'node:crypto';
import { OperatorError, type Database, type Queryable } from '../database/database.ts';
import { log } from '../log.ts';
import { beat, claimJob, finishJob, isOwn, requeueRunning, type ClaimedJob } from './queries.ts';
import type { Progress } from './schema.ts';

/** Why a job is told to end: it was cancelled, another runner has it, or the server stops and the job waits for the next start. */
export type StopReason = 'cancelled' | 'lost' | 'stopping';

/** What a job may do while it runs. */
export interface JobRun {
  database: Database;
  /** Aborted, with a StopReason, when the job has to end. */
  signal: AbortSignal;
  /** Writes a finished part in a transaction of its own, for a later run to go on from; throws when another runner has the job. */
  save(write: (inside: Queryable) => Promise<void>): Promise<void>;
  /** Tells how far the job is; passed on a few times a second at most. */
  progress(progress: Progress): void;
}

/** What a job leaves: `write` runs in the transaction that ends the job, so that its work is there exactly when it says `done`, or `cancelled` and with a result: what a cancelled job kept. */
export interface JobDone { result: Record<string, unknown>; write(inside: Queryable): Promise<void> }

export type JobHandler = (job: ClaimedJob, run: JobRun) => Promise<JobDone>;

/** How often a runner looks by itself, says that it lives, and passes progress on. */
export interface RunnerPace { lookMs: number; beatMs: number; progressMs: number }
const PACE: RunnerPace = { lookMs: 5000, beatMs: 4000, progressMs: 250 };

/**
 * Runs queued jobs one after the other, each kind by its handler. Any number of runners may share a store: a job is claimed
 * by one, and taken over by another when its runner is gone. `stop` gives the job under way back to the queue.
 */
export async function runJobs(database: Database, handlers: Record<string, JobHandler>, pace: RunnerPace = PACE): Promise<{ stop(): Promise<void> }> {
  const worker = randomUUID();
  // The embedded store has one process at a time: whatever runs there when it opens has lost its runner.
  if (database.engine === 'pglite') await requeueRunning(database);
  let stopping = false, current: { id: string; stop: (reason: StopReason) => void } | null = null, looking: Promise<void> | null = null, again = false;

  const look = (): void => {
    again = true;
    looking ??= (async () => {
      while (again && !stopping) {
        again = false;
        for (let job = await claim(); job; job = stopping ? null : await claim()) await runOne(job);
      }
    })().catch((error) => log.error({ err: error }, 'Jobs cannot be run')).finally(() => { looking = null; });
  };
  const claim = () => claimJob(database, Object.keys(handlers), worker);

  async function runOne(job: ClaimedJob): Promise<void> {
    const abort = new AbortController();
    const stop = (reason: StopReason) => abort.abort(reason);
    current = { id: job.id, stop };
    if (job.cancelRequested) stop('cancelled');
    const pulse = startPulse(database, job.id, worker, stop, pace);
    const save: JobRun['save'] = (write) => database.transaction(async (inside) => {
      if (await isOwn(inside, job.id, worker)) return write(inside);
      stop('lost');
      abort.signal.throwIfAborted();
    });
    try {
      const { result, write } = await handlers[job.kind]!(job, { database, signal: abort.signal, save, progress: pulse.progress });
      await pulse.stop();
      const isCancelled = abort.signal.reason === ('cancelled' satisfies StopReason);
      if (!isCancelled) abort.signal.throwIfAborted();
      await database.transaction(async (inside) => {
        if (await finishJob(inside, job.id, worker, { state: isCancelled ? 'cancelled' : 'done', result })) await write(inside);
      });
    } catch (error) {
      await pulse.stop();
      // Before the store is told: it may be what failed.
      if (!abort.signal.aborted && !(error instanceof OperatorError)) log.error({ err: error, job: job.id, kind: job.kind }, 'A job failed');
      if (stopping) await giveBack(job.id);
      else if (abort.signal.aborted) await finishJob(database, job.id, worker, { state: 'cancelled' });
      else await finishJob(database, job.id, worker, { state: 'failed', error: sentence(error) });
    } finally {
      current = null;
    }
  }

  const giveBack = (id: string) => database.query(`update jobs set state = 'queued', worker = null, heartbeat_at = null where id = $1 and worker = $2 and state = 'running'`, [id, worker]);

  const stopListening = await database.listen('jobs_control', (message) => {
    if (current && message === `cancel ${current.id}`) current.stop('cancelled');
    look();
  }, look);
  const timer = setInterval(look, pace.lookMs);
  timer.unref();
  look();
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await stopListening();
      current?.stop('stopping');
      await looking;
    },
  };
}

const sentence = (error: unknown): string => (error instanceof OperatorError ? error.message : 'Something went wrong on our side; the server\'s log has it.');

/** Keeps the heartbeat going and passes progress on, never two writes at once. */
function startPulse(database: Database, id: string, worker: string, stop: (reason: StopReason) => void, pace: RunnerPace) {
  let pending: Progress | null = null, writing: Promise<void> | null = null, lastWrite = 0, wait: NodeJS.Timeout | undefined;
  const write = async (): Promise<void> => {
    const progress = pending;
    pending = null;
    lastWrite = performance.now();
    try {
      const own = await beat(database, id, worker, progress);
      if (!own || own.cancelRequested) stop(own ? 'cancelled' : 'lost');
    } catch {
      // A store that is away for a moment shows at the next beat, or when the job ends.
    }
  };
  const send = (): void => { writing ??= write().finally(() => { writing = null; }); };
  const timer = setInterval(send, pace.beatMs);
  return {
    progress: (progress: Progress) => {
      pending = progress;
      wait ??= setTimeout(() => {
        wait = undefined;
        send();
      }, Math.max(0, lastWrite + pace.progressMs - performance.now()));
    },
    stop: async () => {
      clearInterval(timer);
      clearTimeout(wait);
      await writing;
      if (pending) await write();
    },
  };
}

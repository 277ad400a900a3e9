import type { Context } from '../context.ts';
import { redrawJob } from '../plans/redrawJob.ts';
import { retentionJob, startRetention } from './retention.ts';
import { runJobs } from './runner.ts';

/** Every kind of job there is, run by this process until `stop`. */
export async function startJobs(context: Pick<Context, 'database' | 'versions' | 'today'>): Promise<{ stop(): Promise<void> }> {
  const jobs = await runJobs(context.database, { redraw: redrawJob, retention: retentionJob });
  const stopRetention = startRetention(context);
  return { stop: () => {
    stopRetention();
    return jobs.stop();
  } };
}

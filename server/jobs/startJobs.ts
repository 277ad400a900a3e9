import { startAlerts } from '../alerts/evaluate.ts';
import type { Context } from '../context.ts';
import { redrawJob } from '../plans/redrawJob.ts';
import { retentionJob, startRetention } from './retention.ts';
import { runJobs } from './runner.ts';

/** Every kind of job there is, and what is looked at again and again, by this process until `stop`. */
export async function startJobs(context: Pick<Context, 'database' | 'versions' | 'areas' | 'today' | 'now'>): Promise<{ stop(): Promise<void> }> {
  const jobs = await runJobs(context.database, { redraw: redrawJob, retention: retentionJob });
  const stopRetention = startRetention(context), stopAlerts = startAlerts(context);
  return { stop: () => {
    stopRetention();
    stopAlerts();
    return jobs.stop();
  } };
}

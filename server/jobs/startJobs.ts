import type { Context } from '../context.ts';
import { redrawJob } from '../plans/redrawJob.ts';
import { runJobs } from './runner.ts';

/** Every kind of job there is, run by this process until `stop`. */
export const startJobs = ({ database, today }: Pick<Context, 'database' | 'today'>): Promise<{ stop(): Promise<void> }> =>
  runJobs(database, { redraw: redrawJob(today) });

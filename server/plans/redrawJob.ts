import { availableParallelism } from 'node:os';
import { defaultWindow } from '../../geodata/codes/codes.ts';
import { OperatorError, type Database } from '../database/database.ts';
import type { JobHandler } from '../jobs/runner.ts';
import { runPool, stopFlag } from '../jobs/workerPool.ts';
import { selectBarriers, selectCommunities, selectCommunityUnits, selectPlans, selectUsedCodes, writePlan } from './queries.ts';
import type { CommunityInput, CommunityOutput } from './redrawCommunity.ts';
import { planReportOf } from './report.ts';
import type { Plan } from './schema.ts';

// One core stays with the event loop; more threads than this wait for the store anyway.
const WORKERS = Math.min(8, Math.max(1, availableParallelism() - 1));

/** Draws a plan: its communities one by one over worker threads, each read when a thread is free for it. `today` names the day whose edition is in force. */
export const redrawJob = (today: () => string): JobHandler => async ({ districtCode, input }, { database, signal, progress }) => {
  const [plan] = await selectPlans(database, districtCode, String(input.plan));
  if (!plan) throw new OperatorError('The plan was deleted before it was drawn.');
  const communities = await selectCommunities(database, districtCode, plan.scope);
  if (!communities.length) throw new OperatorError(`There are no units in ${plan.scope} any more.`);
  const total = communities.reduce((sum, { units }) => sum + units, 0);
  const outputs: CommunityOutput[] = [];
  let done = 0, deviation = 0, grids = 0;
  const stop = stopFlag();
  const onAbort = () => Atomics.store(stop, 0, 1);
  signal.addEventListener('abort', onAbort);
  try {
    progress({ done, total, deviation, grids });
    await runPool(new URL('./communityWorker.ts', import.meta.url), readCommunities(database, districtCode, plan, communities, today(), signal), (output: CommunityOutput) => {
      outputs.push(output);
      done += output.units;
      deviation += output.judgement.deviation;
      grids += output.grids.length;
      progress({ done, total, deviation, grids });
    }, { workers: Math.min(WORKERS, communities.length), stop });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  signal.throwIfAborted();
  outputs.sort((a, b) => (a.code < b.code ? -1 : 1));
  const report = planReportOf(outputs);
  return {
    result: { plan: plan.id, deviation: report.deviation, bound: report.bound, grids: report.grids, inWindow: report.inWindow },
    write: (inside) => writePlan(inside, districtCode, plan.id, outputs.flatMap((output) => output.grids), report),
  };
};

async function* readCommunities(database: Database, district: string, { rules }: Plan, communities: Awaited<ReturnType<typeof selectCommunities>>, day: string, signal: AbortSignal): AsyncGenerator<CommunityInput> {
  for (const { code, urbanRuralClass, min, max } of communities) {
    if (signal.aborted) return;
    const window = rules.window ?? (min !== null && max !== null ? { min, max } : defaultWindow(urbanRuralClass));
    yield { code, window, seed: rules.seed, units: await selectCommunityUnits(database, district, code, day), barriers: await selectBarriers(database, district, code), usedCodes: await selectUsedCodes(database, district, code) };
  }
}

import { availableParallelism } from 'node:os';
import { defaultWindow, type HouseholdWindow } from '../../geodata/codes/codes.ts';
import { OperatorError, type Database } from '../database/database.ts';
import type { JobHandler, StopReason } from '../jobs/runner.ts';
import { runPool, stopFlag } from '../jobs/workerPool.ts';
import type { CommunityInput } from './communityProblem.ts';
import { judgeInForce, keepInForce } from './keepEdition.ts';
import { finishPlan, selectBarriers, selectCommunities, selectCommunityUnits, selectFinished, selectPlans, selectUsedCodes, writeCommunity } from './queries.ts';
import type { CommunityOutcome, CommunityOutput } from './redrawCommunity.ts';
import { planReportOf } from './report.ts';
import type { Plan, PlanRules } from './schema.ts';

// One core stays with the event loop; more threads than this wait for the store anyway.
const WORKERS = Math.min(8, Math.max(1, availableParallelism() - 1));

type Community = Awaited<ReturnType<typeof selectCommunities>>[number];

/**
 * Draws a plan: its communities one by one over worker threads, each read when a thread is free for it and written when it is
 * drawn, so that a run that was killed goes on where it was. Cancelled, it keeps what it has: the communities under way as good
 * as they are, those it did not come to as they are in force. `today` names the day whose edition is in force, unless the job does.
 */
export const redrawJob = (today: () => string): JobHandler => async ({ districtCode, input }, { database, signal, save, progress }) => {
  const [plan] = await selectPlans(database, districtCode, { id: String(input.plan) });
  if (!plan) throw new OperatorError('The plan was deleted before it was drawn.');
  const day = typeof input.day === 'string' ? input.day : today();
  const communities = await selectCommunities(database, districtCode, plan.scope);
  if (!communities.length) throw new OperatorError(`There are no units in ${plan.scope} any more.`);
  const finished = await selectFinished(database, districtCode, plan.id);
  const total = communities.reduce((sum, { units }) => sum + units, 0);
  const work = { done: 0, total, deviation: 0, bound: 0, grids: 0 };
  const count = (outcome: CommunityOutcome) => {
    work.done += outcome.units;
    work.deviation += outcome.judgement.deviation;
    work.bound += outcome.community?.bound ?? 0;
    work.grids += outcome.judgement.grids;
    progress({ ...work });
  };
  progress({ ...work });
  finished.forEach(count);
  const left = communities.filter(({ code }) => !finished.has(code));
  const stop = stopFlag();
  const onAbort = () => Atomics.store(stop, 0, 1);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    await runPool(new URL('./communityWorker.ts', import.meta.url), readCommunities(database, districtCode, plan, left, day, signal), async (output: CommunityOutput) => {
      // What a server that stops cuts short is drawn again at its next start.
      if (signal.aborted && signal.reason !== CANCELLED) return;
      await save((inside) => writeCommunity(inside, districtCode, plan.id, output));
      finished.set(output.outcome.code, output.outcome);
      count(output.outcome);
    }, { workers: Math.min(WORKERS, left.length), stop });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  if (signal.aborted && signal.reason !== CANCELLED) signal.throwIfAborted();
  const unreached = communities.filter(({ code }) => !finished.has(code));
  const windows = new Map(unreached.map((each) => [each.code, windowFor(plan.rules, each)]));
  const kept = await judgeInForce(database, districtCode, [...windows.keys()], day, (code) => windows.get(code.slice(0, 12))!);
  const keptCommunities = kept.map(({ code }) => code);
  const report = planReportOf([...finished.values(), ...kept].sort((a, b) => (a.code < b.code ? -1 : 1)), {
    stopped: signal.aborted, keptCommunities, undrawnCommunities: [...windows.keys()].filter((code) => !keptCommunities.includes(code)),
  });
  return {
    result: { plan: plan.id, deviation: report.deviation, bound: report.bound, grids: report.grids, inWindow: report.inWindow, stopped: report.stopped },
    write: async (inside) => {
      await keepInForce(inside, districtCode, plan.id, keptCommunities, day);
      await finishPlan(inside, districtCode, plan.id, report);
    },
  };
};

const CANCELLED: StopReason = 'cancelled';

const windowFor = ({ window }: Pick<PlanRules, 'window'>, { urbanRuralClass, min, max }: Community): HouseholdWindow =>
  window ?? (min !== null && max !== null ? { min, max } : defaultWindow(urbanRuralClass));

async function* readCommunities(database: Database, district: string, { rules }: Plan, communities: Community[], day: string, signal: AbortSignal): AsyncGenerator<CommunityInput> {
  for (const community of communities) {
    if (signal.aborted) return;
    yield await readCommunity(database, district, rules, community, day);
  }
}

/** What a worker needs to draw a community, or the edge to check its locks. */
export async function readCommunity(database: Database, district: string, rules: PlanRules, community: Community, day: string): Promise<CommunityInput> {
  const { code } = community;
  const barriers = rules.barriers.length ? await selectBarriers(database, district, code) : [];
  return {
    code, rules, window: windowFor(rules, community), units: await selectCommunityUnits(database, district, code, day), usedCodes: await selectUsedCodes(database, district, code),
    barriers: barriers.filter(({ class: kind }) => (rules.barriers as string[]).includes(kind)),
  };
}

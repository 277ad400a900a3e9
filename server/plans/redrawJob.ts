import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { OperatorError, type Queryable } from '../database/database.ts';
import type { JobHandler, StopReason } from '../jobs/runner.ts';
import { runPool, stopFlag } from '../jobs/workerPool.ts';
import { appendEdits } from './appendEdits.ts';
import type { CommunityInput } from './communityProblem.ts';
import { lockPlan, readDraft, type Author } from './editQueries.ts';
import { selectCommunities, selectPlans, type Community } from './queries.ts';
import type { CommunityOutcome, CommunityOutput, DrawnGrid } from './redrawCommunity.ts';
import { isAsRead, readCommunity, selectOutcomes, selectWithGrids, writeOutcome, writeRun } from './redrawQueries.ts';

/** What a job that redraws a plan is asked for. */
export interface RedrawInput { plan: string; by?: Author; /** All of the plan's scope unless said. */ communities?: string[]; timeLimitS?: number; seed?: number }

/** A community that a run left as it was, because its locks contradict each other or people edited it all the while. */
export interface LeftCommunity { community: string; reason: 'locks' | 'edited' }

// One core stays with the event loop; more threads than this wait for the store anyway.
const WORKERS = Math.min(8, Math.max(1, availableParallelism() - 1));
// How often a community is drawn again because somebody changed it meanwhile.
const ROUNDS = 3;
const CANCELLED: StopReason = 'cancelled';
const ENGINE: Author = { kind: 'operator', id: 'engine', name: 'engine' };

/**
 * Redraws a plan: its communities one by one over worker threads, each read when a thread is free for it and one edit of the
 * log when it is drawn, so that a run that was killed goes on where it was. Cancelled, or at the end of its time, it keeps what it
 * has: the communities under way as good as they are, the others as they were.
 */
export const redrawJob: JobHandler = async ({ districtCode: district, id: job, input }, { database, signal, save, progress }) => {
  const { plan: id, by = ENGINE, communities: asked, timeLimitS, seed } = input as unknown as RedrawInput;
  const [found] = await selectPlans(database, district, { id });
  if (!found) throw new OperatorError('The plan was deleted before it was drawn.');
  const plan = { ...found, rules: { ...found.rules, ...(seed !== undefined && { seed }) } };
  const communities = (await selectCommunities(database, district, plan.scope)).filter(({ code }) => !asked || asked.includes(code));
  if (!communities.length) throw new OperatorError(`There are no units in ${plan.scope} any more.`);
  const finished = new Map([...await selectOutcomes(database, district, id, job)].map(([code, { outcome }]) => [code, outcome]));
  const work = startWork(communities, progress);
  finished.forEach((outcome) => work.count(outcome, outcome.judgement.deviation));
  const left: LeftCommunity[] = [];
  let stop = stopFlag(), isEnding = false;
  const end = () => {
    isEnding = true;
    Atomics.store(stop, 0, 1);
  };
  const timer = timeLimitS === undefined ? undefined : setTimeout(end, timeLimitS * 1000);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    let waiting = communities.filter(({ code }) => !finished.has(code));
    for (let round = 0; waiting.length && round < ROUNDS && !isEnding; round++) {
      const changed: Community[] = [], inputs = new Map<string, CommunityInput>();
      const read = async function* (): AsyncGenerator<CommunityInput> {
        for (const community of waiting) {
          if (isEnding) return;
          const each = await readCommunity(database, district, plan, community);
          inputs.set(each.code, each);
          yield each;
        }
      };
      stop = stopFlag();
      await runPool(new URL('./communityWorker.ts', import.meta.url), read(), async ({ code, deviationBefore, drawn }: CommunityOutput) => {
        // What a server that stops cuts short is drawn again at its next start.
        if (signal.aborted && signal.reason !== CANCELLED) return;
        if (!drawn) return void left.push({ community: code, reason: 'locks' });
        let isWritten = false;
        await save(async (inside) => { isWritten = await writeCommunity(inside, { district, plan: id, job, by, given: inputs.get(code)!, ...drawn }); });
        inputs.delete(code);
        if (!isWritten) return void changed.push(communities.find((each) => each.code === code)!);
        finished.set(code, drawn.outcome);
        work.count(drawn.outcome, deviationBefore);
      }, { workers: Math.min(WORKERS, waiting.length), stop });
      waiting = changed;
    }
    if (!isEnding) left.push(...waiting.map(({ code }) => ({ community: code, reason: 'edited' as const })));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
  if (signal.aborted && signal.reason !== CANCELLED) signal.throwIfAborted();
  const unreached = communities.map(({ code }) => code).filter((code) => !finished.has(code));
  const withGrids = await selectWithGrids(database, district, id, unreached);
  const run = { stopped: isEnding, keptCommunities: unreached.filter((code) => withGrids.has(code)), undrawnCommunities: unreached.filter((code) => !withGrids.has(code)) };
  const [now] = await selectPlans(database, district, { id });
  return {
    result: { plan: id, deviation: now?.deviation ?? 0, bound: work.bound(), grids: now?.grids ?? 0, inWindow: now?.inWindow ?? 0, stopped: run.stopped, left },
    write: (inside) => writeRun(inside, district, id, run),
  };
};

/** How far a run is: what the communities drawn so far come to. */
function startWork(communities: Community[], progress: (progress: { done: number; total: number } & Record<string, unknown>) => void) {
  const work = {
    done: 0, total: communities.reduce((sum, { units }) => sum + units, 0), communities: communities.length, communitiesDone: 0,
    deviation: 0, deviationBefore: 0, bound: 0, grids: 0, inWindow: 0, under: 0, over: 0,
  };
  progress({ ...work });
  return {
    bound: () => work.bound,
    count: ({ units, community, judgement }: CommunityOutcome, deviationBefore: number) => {
      work.done += units;
      work.communitiesDone++;
      work.deviation += judgement.deviation;
      work.deviationBefore += deviationBefore;
      work.bound += community?.bound ?? 0;
      for (const key of ['grids', 'inWindow', 'under', 'over'] as const) work[key] += judgement[key];
      progress({ ...work });
    },
  };
}

interface Drawn { district: string; plan: string; job: string; by: Author; given: CommunityInput; outcome: CommunityOutcome; grids: DrawnGrid[] }

/** Writes a community that was drawn as one edit; false when somebody changed it since it was read. */
async function writeCommunity(inside: Queryable, { district, plan: id, job, by, given, outcome, grids }: Drawn): Promise<boolean> {
  const plan = await lockPlan(inside, district, id);
  if (!plan) throw new OperatorError('The plan was deleted while it was drawn.');
  if (plan.state !== 'draft') throw new OperatorError('The plan is no draft any more.');
  const units = new Map([[given.code, given.units.map(({ code }) => code)]]);
  if (!isAsRead(await readDraft(inside, district, id, units), given)) return false;
  const gridOf = new Map(grids.flatMap(({ code, unitCodes }) => unitCodes.map((unit) => [unit, code]))), shapes = new Map(grids.map((grid) => [grid.code, grid]));
  const moves = given.units.map(({ code, grid }) => ({ unit: code, from: grid, to: gridOf.get(code)! })).filter(({ from, to }) => from !== to);
  const before = new Set(given.grids.map(({ code }) => code));
  let { seq } = plan;
  if (moves.length) {
    const creates = [...new Set(moves.map(({ to }) => to))].filter((code) => !before.has(code));
    const ground = { units, shapesOf: () => (code: string) => shapes.get(code) ?? { households: 0, areaM2: 0, geometry: null, label: null } };
    const saved = await appendEdits(inside, { district, plan, author: by, edits: [{ id: randomUUID(), tool: 'redraw', job, move: { units: moves, creates } }], ground });
    const [result] = saved.results;
    if (result?.state !== 'accepted') throw new Error(`What the engine drew of ${given.code} was refused: ${JSON.stringify(result)}`);
    seq = saved.seq;
  }
  await writeOutcome(inside, district, id, job, seq, outcome);
  return true;
}

/** The report of a plan as it stands: what the engine said where nobody touched it since, the judge's word elsewhere. */
import { deviationOf } from '../../geodata/redraw/problem.ts';
import { shortfall } from '../../geodata/redraw/cost.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { stateOf } from '../versions/derived.ts';
import { selectGridNotes } from './checkQueries.ts';
import { judgeSides, type JudgedSides } from './judgeSides.ts';
import { barrierMetresOf } from './land.ts';
import { selectCommunities } from './queries.ts';
import type { CommunityOutcome } from './redrawCommunity.ts';
import { selectOutcomes, selectTouched, windowFor, type RunReport } from './redrawQueries.ts';
import { planReportOf } from './report.ts';
import type { Plan, PlanReport } from './schema.ts';
import { selectSide } from './sides.ts';

// A plan of a large district, a few times over.
const MOST_KEPT = 1000;
const judgedBefore = new Map<string, CommunityOutcome>();

/** Judges what people changed, or nobody drew; what it found is kept until the community or its rules change. */
export async function reportOf(context: Pick<Context, 'database' | 'versions' | 'land'>, district: string, plan: Plan): Promise<PlanReport> {
  const { database, versions, land } = context;
  const said = await selectOutcomes(database, district, plan.id), touched = await selectTouched(database, district, plan.id);
  const state = stateOf(await versions.current(), ['units', 'roads', 'land', 'areas', 'grids']);
  const outcomes: CommunityOutcome[] = [];
  for (const community of await selectCommunities(database, district, plan.scope)) {
    const { code } = community, engine = said.get(code), seq = touched.get(code) ?? 0;
    if (engine && engine.seq >= seq) {
      outcomes.push(engine.outcome);
      continue;
    }
    const key = [plan.id, code, seq, JSON.stringify(plan.rules), state].join(' ');
    let outcome = judgedBefore.get(key);
    if (!outcome) {
      const from = await selectSide(database, district, code, { basesOf: plan.id }), to = await selectSide(database, district, code, { plan: plan.id });
      if (!to.size) continue;
      const ground = await land(district, code);
      const judged = judgeSides(ground, barrierMetresOf(ground, plan.rules.barriers), windowFor(plan.rules, community), plan.rules, from, to);
      outcome = outcomeOf(judged, engine?.outcome.community ?? null, seq > 0 ? 'by_hand' : 'not_redrawn');
      judgedBefore.set(key, outcome);
      if (judgedBefore.size > MOST_KEPT) judgedBefore.delete(judgedBefore.keys().next().value!);
    }
    outcomes.push(outcome);
  }
  return planReportOf(outcomes, await selectRun(database, district, plan.id), await selectGridNotes(database, district, plan.id));
}

async function selectRun(database: Queryable, district: string, plan: string): Promise<RunReport> {
  const [row] = await database.query<{ report: Partial<RunReport> | null }>('select report from plans where district_code = $1 and id = $2', [district, plan]);
  const { stopped = false, keptCommunities = [], undrawnCommunities = [] } = row?.report ?? {};
  return { stopped, keptCommunities, undrawnCommunities };
}

/** What the judge says of a community; `engine` is what was proved of it before people changed it, under the same locks and rules. */
function outcomeOf({ community: code, window, problem, to, judgement }: JudgedSides, engine: CommunityOutcome['community'], why: 'by_hand' | 'not_redrawn'): CommunityOutcome {
  const { min, max } = window, { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, movedHouseholds } = judgement;
  const units = to.codes.map(() => 0);
  to.assignment.forEach((grid) => { if (grid >= 0) units[grid]!++; });
  const basic = to.codes.flatMap((grid, at) => (to.kinds[at] === 'basic' ? [{ grid, households: judgement.households[at]!, units: units[at]! }] : []));
  const total = basic.reduce((sum, { households }) => sum + households, 0), bound = Math.min(deviation, engine?.bound ?? shortfall(total, min, max)), moved = movedHouseholds ?? 0;
  return {
    code, units: problem.households.length,
    violations: basic.filter(({ households }) => deviationOf(households, min, max) > 0).map(({ grid, households }) => ({
      gridCode: grid, communityCode: code, households, off: households > max ? households - max : households - min, reason: why, unitCodes: [],
    })),
    judgement: { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, movedHouseholds },
    community: basic.length ? {
      units: basic.reduce((sum, each) => sum + each.units, 0), households: total, grids: basic.length, inWindow, pieces: engine?.pieces ?? 1, deviation, lockCost: 0,
      bound, proof: deviation === bound ? 'bound' : null, moved, movedBound: Math.min(moved, engine?.movedBound ?? 0),
    } : null,
  };
}

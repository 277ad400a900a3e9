/** Two assignments of one community, the later judged against the earlier. Pure. */
import type { HouseholdWindow } from '../../geodata/codes/codes.ts';
import type { Coverage } from '../../geodata/coverage/coverage.ts';
import type { GridKind } from '../../geodata/district.ts';
import { judge, type Judgement } from '../../geodata/redraw/judge.ts';
import { judgePlan, planProblem } from '../../geodata/redraw/judgePlan.ts';
import type { Assignment, Problem } from '../../geodata/redraw/problem.ts';
import { DEFAULT_WEIGHTS } from '../../geodata/redraw/weights.ts';
import type { Score } from './checkSchema.ts';
import type { Land } from './land.ts';
import { BARRIER_CLASSES, type PlanRules } from './schema.ts';
import { scoreOf } from './score.ts';
import type { Side } from './sides.ts';

/** What of a plan's rules says how grids are judged. */
export type JudgingRules = Pick<PlanRules, 'window' | 'target' | 'weights' | 'seed' | 'barriers'>;

/** Where no plan says otherwise: each community's own window, all barriers. */
export const OWN_WINDOWS: JudgingRules = { window: null, target: null, weights: { ...DEFAULT_WEIGHTS }, seed: 1, barriers: [...BARRIER_CLASSES] };

/** Grids of one side, numbered in code order. */
export interface NumberedSide { codes: string[]; kinds: GridKind[]; assignment: Assignment }

export interface JudgedSides {
  community: string;
  window: HouseholdWindow;
  /** In code order, as the assignments have them. */
  unitCodes: readonly string[];
  coverage: Coverage;
  problem: Problem;
  from: NumberedSide;
  to: NumberedSide;
  /** Of `to`; `continues` gives the number in `from` that each grid goes on with. */
  judgement: Judgement;
  score: Score;
  before: Score;
}

/** Judges `to`, with `from` as what was there before. A locked unit keeps its grid's code with it. */
export function judgeSides({ code, coverage, borders, areaM2, outlineM, households, unitCodes }: Land, barrierM: Float64Array, window: HouseholdWindow, rules: JudgingRules, from: Side, to: Side): JudgedSides {
  const old = numberSide(unitCodes, from), now = numberSide(unitCodes, to);
  const oldAt = new Map(old.codes.map((each, at) => [each, at]));
  const problem: Problem = {
    households, borders, areaM2, outlineM, barrierM, community: new Int32Array(households.length),
    windowMin: Int32Array.of(window.min), windowMax: Int32Array.of(window.max), ...(rules.target !== null && { target: Int32Array.of(rules.target) }),
    current: old.assignment, dedicated: new Uint8Array(households.length), weights: rules.weights, seed: rules.seed,
  };
  const lock = Int32Array.from(unitCodes, (unit) => {
    const place = to.get(unit);
    return place?.locked ? oldAt.get(place.grid) ?? -1 : -1;
  });
  const judged = judge({ ...planProblem(problem, now.assignment, areDedicated(now)), lock }, now.assignment);
  const judgement = { ...judged, breaches: judged.breaches.filter(({ rule }) => rule === 'unassigned' || rule === 'disconnected' || rule === 'community') };
  return {
    community: code, window, unitCodes, coverage, problem, from: old, to: now, judgement, score: scoreOf(judgement, problem.households),
    before: scoreOf(judgePlan(problem, old.assignment, areDedicated(old)), problem.households),
  };
}

const areDedicated = ({ kinds }: NumberedSide) => kinds.map((kind) => kind === 'dedicated');

function numberSide(units: readonly string[], side: Side): NumberedSide {
  const kindOf = new Map(units.flatMap((unit) => {
    const place = side.get(unit);
    return place ? [[place.grid, place.kind] as const] : [];
  }));
  const codes = [...kindOf.keys()].sort(), at = new Map(codes.map((each, i) => [each, i]));
  return { codes, kinds: codes.map((each) => kindOf.get(each)!), assignment: Int32Array.from(units, (unit) => at.get(side.get(unit)?.grid ?? '') ?? -1) };
}

/** Whether both sides divide these units into the same grids of the same kinds, whatever their codes. */
export function areSameGrids(units: readonly string[], from: Side, to: Side): boolean {
  const pairOf = new Map<string, string>(), taken = new Set<string>();
  return units.every((unit) => {
    const before = from.get(unit), after = to.get(unit);
    if (!before || !after) return !before && !after;
    if (before.kind !== after.kind) return false;
    const pair = pairOf.get(before.grid);
    if (pair !== undefined) return pair === after.grid;
    if (taken.has(after.grid)) return false;
    taken.add(after.grid);
    pairOf.set(before.grid, after.grid);
    return true;
  });
}

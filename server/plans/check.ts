/** What keeps a plan from being published, and what should be known before: found by judging it again from the units alone. */
import { communityOf } from '../../geodata/codes/codes.ts';
import type { Context } from '../context.ts';
import { countOpenComments, isDrawing, selectBases, selectEngineReasons, selectGridNotes, selectLastEditions, type EngineReason, type GridNote, type LastEdition } from './checkQueries.ts';
import type { Finding, PlanCheck, Score } from './checkSchema.ts';
import { MOST_GRIDS } from './codeGrids.ts';
import { areSameGrids, type JudgedSides } from './judgeSides.ts';
import { judgeScope } from './judgeScope.ts';
import { piecesOf } from './piecesOf.ts';
import { selectUsedSequences } from './queries.ts';
import type { Plan } from './schema.ts';
import { sumScores } from './score.ts';

const MOST_UNITS = 50;

/** Checks a plan on a day. `visit` is given the communities that it changes, as long as nothing blocks, while their land is in memory. */
export async function checkPlan({ database, land, today }: Pick<Context, 'database' | 'land' | 'today'>, district: string, plan: Plan, visit: (judged: JudgedSides, used: ReadonlySet<number>) => void = () => {}): Promise<PlanCheck> {
  const { id, scope, rules, state } = plan;
  const notes = await selectGridNotes(database, district, id), said = await selectEngineReasons(database, district, id);
  const bases = await selectBases(database, district, id), last = await selectLastEditions(database, district, scope);
  const findings: Finding[] = [], scores: Score[] = [], before: Score[] = [], changed: string[] = [];
  for await (const { judged, from, to } of judgeScope({ database, land }, { district, area: scope, rules, from: { basesOf: id }, to: { plan: id } })) {
    const { community } = judged;
    scores.push(judged.score);
    before.push(judged.before);
    const isSame = areSameGrids(judged.unitCodes, from, to);
    // What was so before is not this plan's to mend.
    findings.push(...[...findUncovered(judged), ...findCrossings(judged)].map((each) => (isSame ? { ...each, level: 'warns' as const } : each)));
    if (isSame) continue;
    const used = (await selectUsedSequences(database, district, [community])).get(community) ?? new Set();
    changed.push(community);
    findings.push(...findBroken(judged, notes), ...findOutside(judged, notes, said), ...findBaseChanged(community, bases.get(community), last.get(community)), ...findCodesUsedUp(judged, used));
    if (!findings.some(({ level }) => level === 'blocks')) visit(judged, used);
  }
  if (await isDrawing(database, district, id)) findings.push({ ...NOTHING, rule: 'job_running' });
  if (!changed.length) findings.push({ ...NOTHING, rule: 'unchanged' });
  const open = await countOpenComments(database, district, id);
  if (open) findings.push({ ...NOTHING, rule: 'comment_open', level: 'warns', count: open });
  findings.sort((a, b) => Number(a.level === 'warns') - Number(b.level === 'warns'));
  return {
    plan: id, state, publishable: !findings.some(({ level }) => level === 'blocks'), earliest: today(),
    score: sumScores(scores), before: sumScores(before), changed, unchanged: scores.length - changed.length, findings,
  };
}

const NOTHING: Omit<Finding, 'rule'> = { level: 'blocks', community: null, grid: null, units: [], count: 0, at: null, households: null, off: null, reason: null, suggestion: null, edition: null };

/** What concerns these units of a community, with a place to look at. */
const concerning = ({ community, unitCodes, coverage }: JudgedSides, at: readonly number[]): Omit<Finding, 'rule'> =>
  ({ ...NOTHING, community, units: at.slice(0, MOST_UNITS).map((unit) => unitCodes[unit]!), count: at.length, at: at.length ? middleOf(coverage, at[0]!) : null });

/** The mean of a unit's corners. */
function middleOf({ nodes, from, start }: JudgedSides['coverage'], unit: number): [number, number] {
  let lon = 0, lat = 0;
  const edges = start[unit + 1]! - start[unit]! || 1;
  for (let edge = start[unit]!; edge < start[unit + 1]!; edge++) {
    lon += nodes.lon[from[edge]!]!;
    lat += nodes.lat[from[edge]!]!;
  }
  return [Math.round((lon / edges) * 1e6) / 1e6, Math.round((lat / edges) * 1e6) / 1e6];
}

const unitsWhere = ({ to }: JudgedSides, pick: (grid: number) => boolean): number[] => [...to.assignment.keys()].filter((unit) => pick(to.assignment[unit]!));

function findUncovered(judged: JudgedSides): Finding[] {
  const units = unitsWhere(judged, (grid) => grid < 0);
  return units.length ? [{ ...concerning(judged, units), rule: 'uncovered' }] : [];
}

function findCrossings(judged: JudgedSides): Finding[] {
  return judged.to.codes.flatMap((code, grid) => (communityOf(code) === judged.community ? []
    : [{ ...concerning(judged, unitsWhere(judged, (each) => each === grid)), rule: 'crossing' as const, grid: code }]));
}

/** Grids in several pieces. One that was frozen as it stands in the edition before may stay so. */
function findBroken(judged: JudgedSides, notes: ReadonlyMap<string, GridNote>): Finding[] {
  const { judgement, problem, from, to } = judged;
  const broken = [...new Set(judgement.breaches.flatMap(({ rule, grid }) => (rule === 'disconnected' ? [grid] : [])))];
  return broken.map((grid) => {
    const code = to.codes[grid]!, units = unitsWhere(judged, (each) => each === grid);
    const [largest, ...rest] = piecesOf(units, problem.borders).sort((a, b) => b.length - a.length);
    const old = from.assignment[units[0]!]!;
    const isOld = old >= 0 && units.every((unit) => from.assignment[unit] === old) && from.assignment.every((each, unit) => each !== old || to.assignment[unit] === grid);
    return { ...concerning(judged, rest.length ? rest.flat() : largest!), rule: 'broken' as const, grid: code, level: isOld && notes.get(code)?.frozen ? 'warns' as const : 'blocks' as const };
  });
}

function findOutside(judged: JudgedSides, notes: ReadonlyMap<string, GridNote>, said: ReadonlyMap<string, EngineReason>): Finding[] {
  const { judgement, to, window: { min, max } } = judged;
  return to.codes.flatMap((code, grid) => {
    const households = judgement.households[grid]!;
    const off = households > max ? households - max : Math.min(0, households - min);
    if (off === 0 || judgement.isDedicated[grid]) return [];
    const reason = notes.get(code)?.reason ?? null, heard = said.get(code);
    return [{
      ...concerning(judged, unitsWhere(judged, (each) => each === grid)), rule: 'window' as const, grid: code, level: reason === null ? 'blocks' as const : 'warns' as const,
      households, off, reason, suggestion: heard?.households === households ? heard.reason : null,
    }];
  });
}

function findBaseChanged(community: string, base: string | undefined, last: LastEdition | undefined): Finding[] {
  return base === last?.id ? [] : [{ ...NOTHING, rule: 'base_changed', community, edition: last ?? null }];
}

function findCodesUsedUp(judged: JudgedSides, used: ReadonlySet<number>): Finding[] {
  const fresh = freshGrids(judged.judgement.continues);
  return fresh + used.size > MOST_GRIDS ? [{ ...NOTHING, rule: 'codes_used_up', community: judged.community, count: fresh }] : [];
}

const freshGrids = (continues: Int32Array): number => continues.filter((old) => old < 0).length;

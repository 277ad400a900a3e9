/** How a plan begins: with the grids in force, and its rules as the first edits of its log. */
import { randomUUID } from 'node:crypto';
import { communityOf, gridCode } from '../../geodata/codes/codes.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { insertJob } from '../jobs/queries.ts';
import { appendEdits, prepareEdits, type AnyEdit, type Ground } from './appendEdits.ts';
import { beginWithEdition } from './beginWithEdition.ts';
import type { Change } from './draft.ts';
import { lockPlan, readDraft, type Author } from './editQueries.ts';
import { insertPlan, selectUsedSequences, type NewPlanRow } from './queries.ts';
import type { RedrawInput } from './redrawJob.ts';
import { writeRun } from './redrawQueries.ts';
import type { PlanRules } from './schema.ts';

/** The land that the rules speak of, read before the transaction. */
export function groundOfRules(context: Pick<Context, 'land'>, district: string, { locks, frozen, dedicated }: PlanRules): Promise<Ground> {
  const codes = [...locks.map(({ unit }) => unit), ...frozen, ...dedicated.grids, ...dedicated.units];
  return prepareEdits(context, district, new Set(codes.map(communityOf)));
}

interface Start extends Omit<NewPlanRow, 'madeBy'> { author: Author; ground: Ground; /** The job that redraws it, if any. */ job: string | null }

/** Makes the plan, its grids and its job. Throws a 400 Problem where its rules cannot be. */
export async function startPlan(inside: Queryable, district: string, { author, ground, job, ...plan }: Start): Promise<void> {
  await insertPlan(inside, district, { ...plan, madeBy: author.name });
  await beginWithEdition(inside, district, plan.id);
  const edits = await editsOfRules(inside, district, plan, ground);
  if (edits.length) {
    const { results } = await appendEdits(inside, { district, plan: (await lockPlan(inside, district, plan.id))!, author, edits, ground });
    const refused = results.find(({ state }) => state === 'refused');
    if (refused?.state === 'refused') throw new Problem(400, `The plan cannot be drawn by these rules: what they say of ${[...refused.units.map(({ unit }) => unit), ...refused.grids.map(({ grid }) => grid)].join(', ')} cannot all be.`);
  }
  // Drawn already: there is nothing to wait for.
  if (!job) await writeRun(inside, district, plan.id, { stopped: false, keptCommunities: [], undrawnCommunities: [] });
  else await insertJob(inside, { districtCode: district, id: job, kind: 'redraw', input: { plan: plan.id, by: author } satisfies RedrawInput });
}

/** What the rules ask for, as edits of the grids in force: dedicated units alone, locked ones where they shall be, frozen and dedicated grids. */
async function editsOfRules(inside: Queryable, district: string, { id, rules: { locks, frozen, dedicated } }: Pick<NewPlanRow, 'id' | 'rules'>, { units }: Ground): Promise<AnyEdit[]> {
  if (!units.size) return [];
  const draft = await readDraft(inside, district, id, units);
  const used = await selectUsedSequences(inside, district, [...units.keys()]);
  const edit = (change: Change): AnyEdit => ({ id: randomUUID(), tool: 'rules', ...change });
  const alone = dedicated.units.flatMap((unit) => {
    const community = communityOf(unit), taken = used.get(community) ?? new Set();
    let n = 1;
    while (taken.has(n)) n++;
    used.set(community, taken.add(n));
    const to = gridCode(community, n);
    return [edit({ move: { units: [{ unit, from: draft.units.get(unit)!.grid, to }], creates: [to] } }), edit({ kind: { grid: to, from: 'basic', to: 'dedicated' } })];
  });
  const strays = new Map(locks.filter(({ unit, grid }) => draft.units.get(unit)!.grid !== grid).map(({ unit, grid }) => [unit, { unit, from: draft.units.get(unit)!.grid, to: grid }]));
  const locked = [...new Set(locks.map(({ unit }) => unit))];
  return [
    ...alone,
    ...dedicated.grids.filter((grid) => draft.grids.get(grid)?.kind === 'basic').map((grid) => edit({ kind: { grid, from: 'basic', to: 'dedicated' } })),
    ...(strays.size ? [edit({ move: { units: [...strays.values()] } })] : []),
    ...(locked.length ? [edit({ lock: { units: locked, to: true } })] : []),
    ...[...new Set(frozen)].map((grid) => edit({ freeze: { grid, to: true } })),
  ];
}

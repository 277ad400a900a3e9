/** A plan becomes an edition, from a day on: all of it or nothing, on what everybody saw, in one transaction. */
import { randomUUID } from 'node:crypto';
import { labelIn } from '../../geodata/coverage/labelPoint.ts';
import { gridCode } from '../../geodata/codes/codes.ts';
import { dissolve, unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import { audit, type Asker } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { lockStore } from '../district/store.ts';
import { badField, Problem, type FieldError } from '../http/problem.ts';
import { checkPlan } from './check.ts';
import { isDrawing, selectBaseNames, selectBases, selectLastEditions, type LastEdition } from './checkQueries.ts';
import type { Finding, PlanCheck } from './checkSchema.ts';
import { codeGrids } from './codeGrids.ts';
import { lockPlan } from './editQueries.ts';
import { tellPlan } from './feed.ts';
import { nameNewGrids } from './gridNames.ts';
import type { JudgedSides } from './judgeSides.ts';
import { closePlan, insertEdition, insertGrids, putInForce, regridIncidents, selectFooting, selectUsedNames, type PublishedGrid } from './publicationQueries.ts';
import type { Publication } from './publicationSchema.ts';
import { selectPlans } from './queries.ts';
import type { Plan } from './schema.ts';

export interface Ask { district: string; plan: string; effectiveFrom: string; /** As the plan unless said. */ name?: string; by: string; asker: Asker }

type NewGrid = Omit<PublishedGrid, 'name'> & { communityCode: string; plan: string; continues: string | null };

/** Publishes a plan in review. Throws a Problem that says what is in the way; then nothing has changed. */
export async function publishPlan(context: Context, { district, plan: id, effectiveFrom, name: own, by, asker }: Ask): Promise<Publication> {
  const { database, today } = context;
  requireFuture(effectiveFrom, today());
  const footing = await selectFooting(database, district, id), [plan] = await selectPlans(database, district, { id });
  if (plan?.state !== 'review') throw notInReview(id, plan?.state);
  const name = own ?? plan.name;
  const grids: NewGrid[] = [], ended: string[] = [];
  const check = await checkPlan(context, district, plan, (judged, used) => {
    grids.push(...gridsOf(judged, used));
    ended.push(...judged.from.codes.filter((_, old) => !judged.judgement.continues.includes(old)));
  });
  refuse(check);
  const edition = randomUUID(), areas = await context.areas(), names = await selectBaseNames(database, district, plan.id);
  const named = nameNewGrids(grids.map((grid) => ({
    ...grid, name: (grid.continues && names.get(grid.continues)) ?? null, communityName: areas.get(grid.communityCode)?.name ?? grid.communityCode,
  })), await selectUsedNames(database, district, check.changed));
  const publication = await database.transaction(async (inside): Promise<Publication> => {
    await lockStore(inside);
    const locked = await lockPlan(inside, district, plan.id);
    if (locked?.state !== 'review') throw notInReview(id, locked?.state);
    requireFuture(effectiveFrom, today());
    if (await isDrawing(inside, district, plan.id)) throw new Problem(409, 'The plan is being drawn.', { type: 'urn:jingwei:problem:blocked' });
    const last = await requireBases(inside, district, plan, check.changed);
    const now = await selectFooting(inside, district, plan.id);
    if (now.plan !== footing.plan || now.land !== footing.land) throw new Problem(409, 'The plan, or the units it is made of, changed while it was checked. Nothing was published; check it again.', { type: 'urn:jingwei:problem:changed' });
    await insertEdition(inside, district, { id: edition, name, plan: plan.id, by });
    await insertGrids(inside, district, edition, named);
    await putInForce(inside, district, { edition, communities: check.changed, from: effectiveFrom, by });
    const incidents = await regridIncidents(inside, district, check.changed, effectiveFrom);
    await closePlan(inside, district, plan.id);
    await tellPlan(inside, { plan: plan.id, event: 'plan' });
    const result: Publication = {
      edition, name, effectiveFrom, communities: check.changed, grids: named.length,
      codes: named.map(({ plan: own, code, name: called, continues }) => ({ plan: own, code, name: called, isNew: continues === null })),
      ended, score: check.score, before: check.before, replaces: replacesOf(check.changed.flatMap((community) => last.get(community) ?? []), effectiveFrom), incidents,
    };
    const { codes: _, ...told } = result;
    await audit(inside, { ...asker, action: 'publish', noun: 'editions', record: edition, area: plan.scope, before: { plan: plan.id, state: 'review' }, after: { plan: plan.id, ...told } });
    return result;
  });
  await context.versions.refresh();
  return publication;
}

/** The day of a publication may not lie in the past: what was in force stays what it was. */
export function requireFuture(effectiveFrom: string, today: string): void {
  if (effectiveFrom < today) throw badField('effectiveFrom', effectiveFrom, `${today} or a later day`, 'What was in force on past days stays so; choose today or later.');
}

const notInReview = (id: string, state = 'deleted') => new Problem(409, state === 'published' ? `Plan ${id} is published already.` : `Plan ${id} is not in review.`, {
  type: 'urn:jingwei:problem:not-in-review', errors: [{ field: 'state', found: state, expected: 'review', ...(state === 'draft' && { fix: 'Hand it in for review first.' }) }],
});

function refuse({ findings }: PlanCheck): void {
  const blocking = findings.filter(({ level }) => level === 'blocks');
  const changed = blocking.filter(({ rule }) => rule === 'base_changed');
  if (changed.length) throw baseChanged(changed.map(({ community, edition }) => ({ community: community!, now: edition, base: null })));
  if (blocking.length) throw new Problem(409, `${blocking.length} ${blocking.length === 1 ? 'thing keeps' : 'things keep'} this plan from being published.`, { type: 'urn:jingwei:problem:blocked', errors: blocking.map(errorOf) });
}

const errorOf = ({ rule, community, grid, count, households, off }: Finding): FieldError => ({
  field: grid ?? community ?? 'plan', found: rule,
  expected: { uncovered: `a grid for each of ${count} units`, crossing: 'units of one community', broken: 'a grid in one piece', window: `a reason why ${households} households (${off! > 0 ? '+' : ''}${off}) may stand`,
    codes_used_up: 'numbers left for new grids', base_changed: 'the edition it began with', job_running: 'a job that is over', unchanged: 'grids that differ from those it began with', comment_open: 'comments resolved' }[rule],
});

interface BaseChange { community: string; now: LastEdition | null; base: string | null }

/** 409 for editions published meanwhile. */
export const baseChanged = (changes: readonly BaseChange[]) => new Problem(409, `Another edition was published meanwhile for ${changes.length === 1 ? `community ${changes[0]!.community}` : `${changes.length} communities`}. Nothing was published.`, {
  type: 'urn:jingwei:problem:base-changed',
  errors: changes.map(({ community, now, base }) => ({ field: community, found: now && `${now.name} (${now.id}), from ${now.from}`, expected: base ?? 'the edition it began with', fix: 'Rebase, look at what is different, and publish again.' })),
});

/** The editions that end; throws a 409 where they are not those that the plan began with. */
async function requireBases(inside: Queryable, district: string, { id, scope }: Plan, communities: readonly string[]): Promise<Map<string, LastEdition>> {
  const bases = await selectBases(inside, district, id), last = await selectLastEditions(inside, district, scope);
  const changed = communities.filter((community) => bases.get(community) !== last.get(community)?.id);
  if (changed.length) throw baseChanged(changed.map((community) => ({ community, now: last.get(community) ?? null, base: bases.get(community) ?? null })));
  return last;
}

/** The editions that a publication takes the place of, a row each. */
export function replacesOf(ends: readonly LastEdition[], effectiveFrom: string): Publication['replaces'] {
  return [...Map.groupBy(ends, ({ id, from }) => `${id} ${from >= effectiveFrom}`).values()].map((same) => {
    const { id, name, from } = same[0]!;
    return { edition: id, name, communities: same.length, neverInForce: from >= effectiveFrom };
  });
}

/** The grids of a community as they are published: those that go on under their code, new ones under the next. */
function gridsOf({ community, unitCodes, coverage, problem, from, to, judgement }: JudgedSides, used: ReadonlySet<number>): NewGrid[] {
  const polygons = dissolve(coverage, to.assignment), labels = polygons.map(labelIn);
  const codes = codeGrids(community, judgement.continues, from.codes, [...used].map((n) => gridCode(community, n)), labels);
  return unitsByGroup(to.assignment).map((units, grid) => ({
    code: codes[grid]!, plan: to.codes[grid]!, continues: from.codes[judgement.continues[grid]!] ?? null, communityCode: community, kind: to.kinds[grid]!,
    households: judgement.households[grid]!, unitCodes: units.map((unit) => unitCodes[unit]!), areaM2: units.reduce((sum, unit) => sum + problem.areaM2[unit]!, 0),
    geometry: polygons[grid]!, label: labels[grid]!,
  }));
}

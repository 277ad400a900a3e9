/** A plan goes on from the editions that were published since it began: edits in its log like any other, so that it can be seen and undone. */
import { randomUUID } from 'node:crypto';
import { audit, type Asker } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { lockStore } from '../district/store.ts';
import { Problem } from '../http/problem.ts';
import { appendEdits, prepareEdits, type AnyEdit, type Ground } from './appendEdits.ts';
import { isDrawing, selectBases, selectGridNotes, selectLastEditions, type GridNote } from './checkQueries.ts';
import { lockPlan, type Author } from './editQueries.ts';
import { tellPlan } from './feed.ts';
import type { Land } from './land.ts';
import { piecesOf } from './piecesOf.ts';
import { moveBases, reopenPlan } from './publicationQueries.ts';
import type { Rebase } from './publicationSchema.ts';
import { selectUsedSequences } from './queries.ts';
import { rebaseSides, type Rebased } from './rebaseSides.ts';
import { selectSide, type Side } from './sides.ts';

interface Ask { district: string; plan: string; author: Author; asker: Asker }

const MOST_DROPPED = 200;

/** Rebases a draft, or a plan in review, which is a draft again then. Throws a Problem for others; then nothing has changed. */
export async function rebasePlan(context: Context, { district, plan: id, author, asker }: Ask): Promise<Rebase> {
  const { database } = context;
  const before = await selectChanges(database, district, id);
  const ground = await prepareEdits(context, district, before.keys());
  const lands = new Map<string, Land>();
  for (const community of before.keys()) lands.set(community, await context.land(district, community));
  const result = await database.transaction(async (inside): Promise<Rebase> => {
    await lockStore(inside);
    const plan = await lockPlan(inside, district, id);
    if (!plan) throw new Problem(404, `There is no plan ${id}.`);
    if (plan.state === 'published') throw new Problem(409, `Plan ${id} is published.`);
    if (await isDrawing(inside, district, id)) throw new Problem(409, `Plan ${id} is being drawn; wait for it, or stop it.`);
    const changes = await selectChanges(inside, district, id);
    if ([...changes.keys()].some((community) => !lands.has(community))) throw new Problem(409, 'Another edition was published at this moment. Nothing was changed; try again.', { type: 'urn:jingwei:problem:changed' });
    if (!changes.size) return { seq: plan.seq, communities: [] };
    const communities: Rebase['communities'] = [], edits: AnyEdit[] = [], notes = await selectGridNotes(inside, district, id);
    const used = await selectUsedSequences(inside, district, [...changes.keys()]);
    for (const [community, change] of changes) {
      const land = lands.get(community)!, sides = await readSides(inside, district, id, community);
      const rebased = rebaseSides(community, land.unitCodes, sides, used.get(community) ?? new Set());
      edits.push(...editsFor(land, sides.plan, notes, rebased));
      communities.push({ community, ...change, ...toldOf(land, rebased) });
    }
    await moveBases(inside, district, id, changes);
    await reopenPlan(inside, district, id);
    const { seq } = await append(inside, { district, plan: { ...plan, state: 'draft' }, author, edits, ground });
    await tellPlan(inside, { plan: id, event: 'plan' });
    await audit(inside, { ...asker, action: 'change', noun: 'plans', record: id, area: plan.scope, before: { state: plan.state, seq: plan.seq }, after: { state: 'draft', seq, rebased: communities.map((each) => ({ ...each, dropped: undefined })) } });
    return { seq, communities };
  });
  await context.versions.refresh();
  return result;
}

/** Communities whose last edition is another than the plan began with. */
async function selectChanges(database: Queryable, district: string, plan: string): Promise<Map<string, { from: string | null; to: string | null }>> {
  const [row] = await database.query<{ scope: string }>('select scope_code as scope from plans where district_code = $1 and id = $2', [district, plan]);
  const bases = await selectBases(database, district, plan), last = await selectLastEditions(database, district, row?.scope ?? district);
  const changed = [...new Set([...bases.keys(), ...last.keys()])].sort().filter((community) => bases.get(community) !== last.get(community)?.id);
  return new Map(changed.map((community) => [community, { from: bases.get(community) ?? null, to: last.get(community)?.id ?? null }]));
}

async function readSides(inside: Queryable, district: string, plan: string, community: string): Promise<Record<'base' | 'plan' | 'last', Side>> {
  const base = await selectSide(inside, district, community, { basesOf: plan }), own = await selectSide(inside, district, community, { plan });
  return { base, plan: own, last: await selectSide(inside, district, community, { last: true }) };
}

/** The edits that bring a community of the plan to where it was rebased: what holds the units is loosened first, kinds and reasons follow. */
function editsFor(land: Land, plan: Side, notes: ReadonlyMap<string, GridNote>, { grids, kinds, renamed }: Rebased): AnyEdit[] {
  const edit = (change: Omit<AnyEdit, 'id' | 'tool'>): AnyEdit => ({ id: randomUUID(), tool: 'rebase', ...change });
  const units = land.unitCodes.flatMap((unit) => {
    const from = plan.get(unit)?.grid ?? null, to = grids.get(unit) ?? null;
    return from === to ? [] : [{ unit, from, to }];
  });
  const inUse = new Set([...plan.values()].map(({ grid }) => grid)), kindNow = new Map([...plan.values()].map(({ grid, kind }) => [grid, kind]));
  const locked = units.filter(({ unit }) => plan.get(unit)?.locked).map(({ unit }) => unit);
  const frozen = [...new Set(units.flatMap(({ from, to }) => [from, to]))].filter((code) => code !== null && inUse.has(code) && notes.get(code)?.frozen) as string[];
  const creates = [...new Set(units.flatMap(({ to }) => (to !== null && !inUse.has(to) ? [to] : [])))];
  const reached = [...new Set(grids.values())].filter((code) => code !== null).sort();
  return [
    ...(locked.length ? [edit({ lock: { units: locked, to: false } })] : []),
    ...frozen.map((grid) => edit({ freeze: { grid, to: false } })),
    ...(units.length ? [edit({ move: { units, ...(creates.length && { creates }) } })] : []),
    ...reached.flatMap((grid) => {
      const from = kindNow.get(grid) ?? 'basic', to = kinds.get(grid) ?? 'basic';
      return from === to ? [] : [edit({ kind: { grid, from, to } })];
    }),
    ...[...renamed].flatMap(([from, grid]) => {
      const to = notes.get(from)?.reason;
      return to ? [edit({ reason: { grid, from: null, to } })] : [];
    }),
  ];
}

/** Appends the edits, all of them: a rebase is whole or it is not. */
async function append(inside: Queryable, asked: { district: string; plan: Parameters<typeof appendEdits>[1]['plan']; author: Author; edits: AnyEdit[]; ground: Ground }): Promise<{ seq: number }> {
  if (!asked.edits.length) return { seq: asked.plan.seq };
  const saved = await appendEdits(inside, asked);
  const refused = saved.results.find(({ state }) => state === 'refused');
  if (refused) throw new Error(`An edit of a rebase was refused: ${JSON.stringify(refused)}`);
  return saved;
}

function toldOf({ unitCodes, borders }: Land, { grids, kinds, kept, dropped, renamed }: Rebased): Pick<Rebase['communities'][number], 'kept' | 'dropped' | 'droppedCount' | 'renamed' | 'broken'> {
  const members = Map.groupBy(unitCodes.keys(), (at) => grids.get(unitCodes[at]!) ?? null);
  const broken = [...members].flatMap(([grid, units]) => (grid !== null && kinds.get(grid) !== 'dedicated' && piecesOf(units, borders).length > 1 ? [grid] : []));
  return { kept: kept.length, dropped: dropped.slice(0, MOST_DROPPED), droppedCount: dropped.length, renamed: [...renamed].map(([from, to]) => ({ from, to })), broken: broken.sort() };
}

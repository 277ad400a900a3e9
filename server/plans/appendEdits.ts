/** Adds edits to the log of a plan: the one way in which what a plan says of units and grids changes. */
import { communityOf } from '../../geodata/codes/codes.ts';
import { districtOf } from '../../geodata/codes/codes.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { applyChange, communitiesOf, type Applied, type Change, type Draft, type Touched } from './draft.ts';
import type { EditResult, EditsSaved } from './editSchema.ts';
import { insertEdits, markGrids, readDraft, selectAuthors, selectKnownEdits, writeGrids, writeUnits, type Author, type GridRow, type LockedPlan, type NewEntry, type Shape } from './editQueries.ts';
import { tellPlan } from './feed.ts';
import { shaper } from './shape.ts';

/** An edit by whoever: people's tools are listed in the schema, the server has its own. */
export interface AnyEdit extends Change { id: string; tool: string; undoes?: string; redoes?: string; job?: string }

/** What edits stand on: the units of every community they touch, in code order, and how its grids look then. */
export interface Ground {
  units: ReadonlyMap<string, readonly string[]>;
  /** Prepares the shapes of grids of a community under an assignment. */
  shapesOf(community: string, gridOf: (unit: string) => string | null): (grid: string) => Shape;
}

/** Reads the land of communities, before the transaction of the edits. Codes that are no community with units are left out. */
export async function prepareEdits({ land }: Pick<Context, 'land'>, district: string, communities: Iterable<string>): Promise<Ground> {
  const lands = new Map();
  for (const community of communities) {
    if (districtOf(community) !== district) continue;
    const each = await land(district, community);
    if (each.unitCodes.length) lands.set(community, each);
  }
  return {
    units: new Map([...lands].map(([community, { unitCodes }]) => [community, unitCodes])),
    shapesOf: (community, gridOf) => shaper(lands.get(community)!, gridOf),
  };
}

export interface Append { district: string; plan: LockedPlan; author: Author; edits: readonly AnyEdit[]; ground: Ground }

/**
 * Applies the edits in turn, each whole or not at all, and writes what was accepted: log, units, grids with their land, and
 * word to everybody who follows. The plan is locked (`lockPlan`) by the caller's transaction.
 */
export async function appendEdits(inside: Queryable, { district, plan, author, edits, ground }: Append): Promise<EditsSaved> {
  const known = await selectKnownEdits(inside, district, plan.id, edits.flatMap(({ id, undoes, redoes }) => [id, undoes ?? id, redoes ?? id]));
  const touchedCommunities = new Set(edits.filter(({ id }) => !known.has(id)).flatMap((each) => communitiesOf(each)));
  const units = new Map([...ground.units].filter(([community]) => community.startsWith(plan.scope) && touchedCommunities.has(community)));
  const draft = await readDraft(inside, district, plan.id, units);
  const authors = await selectAuthors(inside, district, plan.id, new Set([...draft.units.values(), ...draft.grids.values()].map(({ seq }) => seq)));
  const entries: NewEntry[] = [], touched: Touched = { units: new Set(), grids: new Set() }, moved = new Set<string>(), freed = new Set<string>();
  let seq = plan.seq;
  const results = edits.map((edit): EditResult => {
    const { id, tool, undoes, redoes, job } = edit, before = known.get(id);
    if (before !== undefined) return { id, state: 'accepted', seq: before };
    const change = changeOf(edit);
    const applied = plan.state !== 'draft' ? refusal('state')
      : [undoes, redoes].some((other) => other !== undefined && !known.has(other)) ? refusal('unknown')
      : applyChange(draft, change, seq + 1, (number) => authors.get(number) ?? null);
    if (applied.refusal) return { id, state: 'refused', ...applied.refusal };
    seq++;
    authors.set(seq, author.name);
    known.set(id, seq);
    entries.push({ seq, id, tool, undoes, redoes, job, communities: communitiesOf(change), change });
    for (const unit of applied.touched.units) touched.units.add(unit);
    for (const grid of applied.touched.grids) touched.grids.add(grid);
    if (change.move) for (const grid of applied.touched.grids) moved.add(grid);
    else if (!change.reason) for (const community of communitiesOf(change)) freed.add(community);
    return { id, state: 'accepted', seq };
  });
  if (entries.length) {
    await insertEdits(inside, district, plan.id, author, entries);
    await writeUnits(inside, district, plan.id, [...touched.units].map((unit) => ({ unit, ...draft.units.get(unit)! })));
    await writeGrids(inside, district, plan.id, shapedRows(draft, moved, ground));
    await markGrids(inside, district, plan.id, [...touched.grids].filter((code) => !moved.has(code)).map((code) => ({ code, ...draft.grids.get(code)! })));
    // What the engine proved held for other locks.
    if (freed.size) await inside.query('delete from plan_communities where district_code = $1 and plan_id = $2 and community_code = any($3::text[])', [district, plan.id, [...freed]]);
    await tellPlan(inside, { plan: plan.id, event: 'edit' });
  }
  return { seq, results };
}

const refusal = (reason: 'state' | 'unknown'): Applied => ({ refusal: { reason, units: [], grids: [] } });

const changeOf = ({ move, kind, lock, freeze, reason }: AnyEdit): Change => ({ move, kind, lock, freeze, reason });

function shapedRows(draft: Draft, codes: ReadonlySet<string>, ground: Ground): GridRow[] {
  return [...Map.groupBy(codes, communityOf)].flatMap(([community, own]) => {
    const shape = ground.shapesOf(community, (unit) => draft.units.get(unit)!.grid);
    return own.map((code): GridRow => ({ code, ...draft.grids.get(code)!, ...shape(code) }));
  });
}

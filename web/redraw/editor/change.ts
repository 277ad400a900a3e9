/** What edits do to communities: whether they fit, doing them, and what takes them back. */
import type { Edit } from '../../../server/plans/editSchema.ts';
import { gridOf, hasUnits, numberOf, type Community } from './community.ts';

export type Ground = ReadonlyMap<string, Community>;
type One<Name extends 'move' | 'kind' | 'lock' | 'freeze' | 'reason'> = { [Key in Name]: NonNullable<Edit[Key]> };
/** What an edit does, without who and when. */
export type Change = One<'move'> | One<'kind'> | One<'lock'> | One<'freeze'> | One<'reason'>;
export type UnitMove = NonNullable<Edit['move']>['units'][number];

/** The change in an edit or an entry of the log. */
export function changeOf({ move, kind, lock, freeze, reason }: Pick<Edit, 'move' | 'kind' | 'lock' | 'freeze' | 'reason'>): Change | null {
  return move ? { move } : kind ? { kind } : lock ? { lock } : freeze ? { freeze } : reason ? { reason } : null;
}

/** Grids that an edit touched, by community: what has to be drawn and counted anew. */
export type Touched = Map<string, Set<number>>;

export const communityOf = (code: string): string => code.slice(0, 12);

/** Whether the ground is as the change expects to find it. */
export function fits(ground: Ground, change: Change): boolean {
  if ('move' in change) return change.move.units.every(({ unit, from }) => {
    const community = ground.get(communityOf(unit)), at = community?.unitAt.get(unit);
    return at !== undefined && gridOf(community!, at) === from;
  });
  if ('lock' in change) return change.lock.units.every((unit) => {
    const community = ground.get(communityOf(unit)), at = community?.unitAt.get(unit);
    return at !== undefined && (community!.locked[at] === 1) !== change.lock.to;
  });
  const grid = 'kind' in change ? change.kind.grid : 'freeze' in change ? change.freeze.grid : change.reason.grid;
  const community = ground.get(communityOf(grid)), at = community?.gridAt.get(grid);
  if (at === undefined) return false;
  if ('kind' in change) return community!.edits.isDedicated(at) === (change.kind.from === 'dedicated');
  if ('freeze' in change) return (community!.frozen[at] === true) !== change.freeze.to;
  return (community!.reasons[at] ?? null) === change.reason.from;
}

/** Does the change, whatever the ground was, and notes what it touched. Units and communities that are not on this ground are left out. */
export function apply(ground: Ground, change: Change, touched: Touched): void {
  const note = (community: Community, grid: number) => {
    if (grid < 0) return;
    const grids = touched.get(community.code) ?? new Set();
    touched.set(community.code, grids.add(grid));
  };
  if ('move' in change) {
    for (const [code, moves] of Map.groupBy(change.move.units, ({ unit }) => communityOf(unit))) {
      const community = ground.get(code);
      if (!community) continue;
      const known = moves.filter(({ unit }) => community.unitAt.has(unit));
      const { changes } = community.edits.move(known.map(({ unit }) => community.unitAt.get(unit)!), known.map(({ to }) => (to === null ? -1 : numberOf(community, to))));
      for (const { grid } of changes) note(community, grid);
    }
  } else if ('lock' in change) {
    for (const unit of change.lock.units) {
      const community = ground.get(communityOf(unit)), at = community?.unitAt.get(unit);
      if (at === undefined) continue;
      community!.locked[at] = Number(change.lock.to);
      note(community!, community!.edits.assignment[at]!);
    }
  } else {
    const code = 'kind' in change ? change.kind.grid : 'freeze' in change ? change.freeze.grid : change.reason.grid;
    const community = ground.get(communityOf(code));
    if (!community) return;
    const grid = numberOf(community, code);
    if ('kind' in change) community.edits.dedicate(grid, change.kind.to === 'dedicated');
    else if ('freeze' in change) community.frozen[grid] = change.freeze.to;
    else community.reasons[grid] = change.reason.to;
    note(community, grid);
  }
}

/** What takes the change back. */
export function invert(change: Change): Change {
  if ('move' in change) return { move: { units: change.move.units.map(({ unit, from, to }) => ({ unit, from: to, to: from })) } };
  if ('kind' in change) return { kind: { ...change.kind, from: change.kind.to, to: change.kind.from } };
  if ('lock' in change) return { lock: { ...change.lock, to: !change.lock.to } };
  if ('freeze' in change) return { freeze: { ...change.freeze, to: !change.freeze.to } };
  return { reason: { ...change.reason, from: change.reason.to, to: change.reason.from } };
}

/** The change, saying which grids it starts as the ground is now: those without units. */
export function withCreates(ground: Ground, change: Change): Change {
  if (!('move' in change)) return change;
  const targets = new Set(change.move.units.flatMap(({ to }) => (to === null ? [] : [to])));
  const creates = [...targets].filter((code) => {
    const community = ground.get(communityOf(code));
    return community !== undefined && !hasUnits(community, code);
  });
  return { move: { units: change.move.units, ...(creates.length && { creates }) } };
}

/** The change with one grid code in place of another. */
export function renameGrid(change: Change, from: string, to: string): Change {
  const name = <Code extends string | null>(code: Code) => (code === from ? to : code) as Code;
  if ('move' in change) {
    const { units, creates } = change.move;
    return { move: { units: units.map((move) => ({ ...move, from: name(move.from), to: name(move.to) })), ...(creates && { creates: creates.map(name) }) } };
  }
  if ('kind' in change) return { kind: { ...change.kind, grid: name(change.kind.grid) } };
  if ('freeze' in change) return { freeze: { ...change.freeze, grid: name(change.freeze.grid) } };
  if ('reason' in change) return { reason: { ...change.reason, grid: name(change.reason.grid) } };
  return change;
}

/** A part of a plan in memory, and what an edit does to it: all of it, or nothing and why. Pure. */
import { communityOf } from '../../geodata/codes/codes.ts';
import type { GridKind } from '../../geodata/district.ts';
import type { Edit, Refusal, RefusalReason } from './editSchema.ts';

export interface DraftUnit { grid: string | null; locked: boolean; /** The edit that touched it last; 0 is the base. */ seq: number }
export interface DraftGrid { kind: GridKind; frozen: boolean; reason: string | null; /** Units it has; a grid may have lost them all. */ units: number; seq: number }

/** Whole communities of a plan. */
export interface Draft {
  units: Map<string, DraftUnit>;
  grids: Map<string, DraftGrid>;
  /** Codes that grids of these communities had in any edition. */
  used: ReadonlySet<string>;
}

/** What an edit does to a draft; its id and tool are no part of that. */
export type Change = Pick<Edit, 'move' | 'kind' | 'lock' | 'freeze' | 'reason'>;

/** Units and grids, by code, that an accepted edit touched. */
export interface Touched { units: Set<string>; grids: Set<string> }

export type Applied = { touched: Touched; refusal?: undefined } | { refusal: Required<Refusal>; touched?: undefined };

/** Names who made an edit of the log, by its number. */
export type AuthorOf = (seq: number) => string | null;

/** Applies an edit to the draft as number `seq`, or leaves the draft as it was and says why. */
export function applyChange(draft: Draft, change: Change, seq: number, authorOf: AuthorOf): Applied {
  if (change.move) return applyMove(draft, change.move, seq, authorOf);
  if (change.lock) return applyLock(draft, change.lock, seq, authorOf);
  const { grid: code } = (change.kind ?? change.freeze ?? change.reason)!;
  const grid = draft.grids.get(code);
  if (!grid?.units) return refuseGrids('unknown', [code], draft, () => null, authorOf);
  if (change.kind) {
    if (grid.frozen) return refuseGrids('frozen', [code], draft, () => 'frozen', authorOf);
    if (grid.kind !== change.kind.from) return refuseGrids('changed', [code], draft, () => grid.kind, authorOf);
    grid.kind = change.kind.to;
  } else if (change.freeze) {
    if (grid.frozen === change.freeze.to) return refuseGrids('changed', [code], draft, () => (grid.frozen ? 'frozen' : 'free'), authorOf);
    grid.frozen = change.freeze.to;
  } else {
    if (grid.reason !== change.reason!.from) return refuseGrids('changed', [code], draft, () => grid.reason, authorOf);
    grid.reason = change.reason!.to;
  }
  grid.seq = seq;
  return { touched: { units: new Set(), grids: new Set([code]) } };
}

type Move = NonNullable<Edit['move']>;

function applyMove(draft: Draft, { units: moves, creates = [] }: Move, seq: number, authorOf: AuthorOf): Applied {
  const starts = new Set(creates);
  const refuse = (reason: RefusalReason, pick: (move: Move['units'][number]) => boolean): Applied | null => {
    const found = moves.filter(pick);
    return found.length ? refuseUnits(reason, found, draft, authorOf) : null;
  };
  const isFrozen = (code: string | null) => code !== null && draft.grids.get(code)?.frozen === true;
  const hasUnits = (code: string) => (draft.grids.get(code)?.units ?? 0) > 0;
  const isTaken = (code: string) => hasUnits(code) || (!draft.grids.has(code) && draft.used.has(code));
  const refused = refuse('unknown', ({ unit }) => !draft.units.has(unit))
    ?? refuse('community', ({ unit, to }) => to !== null && communityOf(to) !== communityOf(unit))
    ?? refuse('moved', ({ unit, from }) => draft.units.get(unit)!.grid !== from)
    ?? refuse('locked', ({ unit }) => draft.units.get(unit)!.locked)
    ?? refuse('frozen', ({ from, to }) => isFrozen(from) || isFrozen(to));
  if (refused) return refused;
  const gone = [...new Set(moves.flatMap(({ to }) => (to !== null && !starts.has(to) && !hasUnits(to) ? [to] : [])))];
  if (gone.length) return refuseGrids('gone', gone, draft, () => null, authorOf);
  const taken = creates.filter(isTaken);
  if (taken.length) return refuseGrids('taken', taken, draft, (code) => (hasUnits(code) ? code : null), authorOf);
  const touched: Touched = { units: new Set(), grids: new Set() };
  for (const { unit, from, to } of moves) {
    draft.units.set(unit, { ...draft.units.get(unit)!, grid: to, seq });
    touched.units.add(unit);
    for (const [code, step] of [[from, -1], [to, 1]] as const) {
      if (code === null) continue;
      const grid = draft.grids.get(code) ?? { kind: 'basic' as const, frozen: false, reason: null, units: 0, seq };
      draft.grids.set(code, { ...grid, units: grid.units + step, seq });
      touched.grids.add(code);
    }
  }
  return { touched };
}

function applyLock(draft: Draft, { units, to }: NonNullable<Edit['lock']>, seq: number, authorOf: AuthorOf): Applied {
  const asMoves = (codes: string[]) => codes.map((unit) => ({ unit, from: draft.units.get(unit)?.grid ?? null }));
  const unknown = units.filter((unit) => !draft.units.has(unit));
  if (unknown.length) return refuseUnits('unknown', asMoves(unknown), draft, authorOf);
  // A unit without a grid has nothing to be locked to.
  const idle = units.filter((unit) => draft.units.get(unit)!.locked === to || draft.units.get(unit)!.grid === null);
  if (idle.length) return refuseUnits('changed', asMoves(idle), draft, authorOf);
  for (const unit of units) draft.units.set(unit, { ...draft.units.get(unit)!, locked: to, seq });
  return { touched: { units: new Set(units), grids: new Set() } };
}

function refuseUnits(reason: RefusalReason, units: { unit: string; from: string | null }[], draft: Draft, authorOf: AuthorOf): Applied {
  return { refusal: { reason, grids: [], units: units.map(({ unit, from }) => {
    const now = draft.units.get(unit);
    return { unit, from, now: now?.grid ?? null, by: now ? authorOf(now.seq) : null };
  }) } };
}

function refuseGrids(reason: RefusalReason, codes: string[], draft: Draft, now: (code: string) => string | null, authorOf: AuthorOf): Applied {
  return { refusal: { reason, units: [], grids: codes.map((grid) => ({ grid, now: now(grid), by: authorOf(draft.grids.get(grid)?.seq ?? 0) })) } };
}

/** Communities that a change speaks of, by the codes in it. */
export function communitiesOf({ move, lock, kind, freeze, reason }: Change): string[] {
  const codes = move ? move.units.flatMap(({ unit, from, to }) => [unit, from ?? unit, to ?? unit]) : lock ? lock.units : [(kind ?? freeze ?? reason)!.grid];
  return [...new Set(codes.map(communityOf))].sort();
}

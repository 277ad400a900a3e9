/**
 * A plan under edits of several people. What the server's log says is true; one's own edits that it does not say yet lie upon
 * it, in order, and are taken off and laid on again when the log brings something else first. Pure: no clock, no wire.
 */
import type { EditResult, Edit, LogEntry } from '../../../server/plans/editSchema.ts';
import { apply, changeOf, communityOf, fits, invert, renameGrid, type Change, type Ground, type Touched } from './change.ts';
import { newCodes } from './community.ts';
import { push, stacksOf, type OwnEdit, type Stacks } from './history.ts';

export type Tool = Edit['tool'];

/** One's own edit that the log does not have yet. */
export interface Pending { id: string; tool: Tool; undoes: string | null; redoes: string | null; change: Change; laid: boolean; /** Acknowledged: the log will bring it. */ saved: boolean }

export type Refused = Extract<EditResult, { state: 'refused' }> & { tool: string };

export interface Session {
  readonly ground: Ground;
  /** The last entry of the log that is in it. */
  readonly seq: number;
  readonly pending: readonly Pending[];
  readonly stacks: Readonly<Stacks>;
  /** Lays an own edit on. */
  add(edit: Pick<Pending, 'id' | 'tool' | 'change'> & { undoes?: string | null; redoes?: string | null }, touched: Touched): Pending;
  /** Takes entries of the log in, in their order; false where one is missing before them, and nothing behind that was taken. */
  fold(entries: readonly LogEntry[], touched: Touched): boolean;
  /** What the server answered to edits. Returns those refused, taken back; an edit whose new code was taken goes again under the next. */
  answer(results: readonly EditResult[], touched: Touched): Refused[];
  /** Takes an own edit back without the server: it could not be sent. */
  drop(id: string, touched: Touched): Pending | null;
  /** An edit that can no longer be taken back, or done again, is not offered again. */
  forget(id: string): void;
  /** Own entries of the log before this session, to take back: the newest last. */
  remember(own: readonly OwnEdit[]): void;
}

export function openSession(ground: Ground, startSeq: number, newId: () => string): Session {
  let seq = startSeq, pending: Pending[] = [], own: OwnEdit[] = [], stacks: Stacks = { undo: [], redo: [] };
  const asOwn = ({ id, tool, undoes, redoes, change }: Pending): OwnEdit => ({ id, tool, undoes, redoes, change, seq: null });
  const restack = () => { stacks = stacksOf([...own, ...pending.map(asOwn)]); };

  function layOn(edit: Pending, touched: Touched): void {
    edit.laid = fits(ground, edit.change);
    if (edit.laid) apply(ground, edit.change, touched);
  }

  /** Does something to what lies under the own edits from `index` on. */
  function beneath(index: number, touched: Touched, work: () => void): void {
    const above = pending.slice(index);
    for (const edit of above.toReversed()) if (edit.laid) apply(ground, invert(edit.change), touched);
    work();
    for (const edit of above) if (pending.includes(edit)) layOn(edit, touched);
  }

  function take(entry: LogEntry, touched: Touched): void {
    seq = entry.seq;
    const at = pending.findIndex(({ id }) => id === entry.id), change = changeOf(entry) ?? pending[at]?.change ?? null;
    if (entry.mine || at >= 0) own.push({ id: entry.id, tool: entry.tool, undoes: entry.undoes, redoes: entry.redoes, change, seq: entry.seq });
    if (at === 0 && pending[0]!.laid) {
      // What the log says now is what lies there already.
      pending.shift();
      return;
    }
    if (change) beneath(0, touched, () => {
      if (at >= 0) pending = pending.filter(({ id }) => id !== entry.id);
      apply(ground, change, touched);
    });
    if (entry.mine || at >= 0) restack();
  }

  function remove(id: string, touched: Touched): Pending | null {
    const index = pending.findIndex((edit) => edit.id === id);
    if (index < 0) return null;
    const removed = pending[index]!;
    beneath(index, touched, () => { pending = pending.filter((edit) => edit !== removed); });
    restack();
    return removed;
  }

  /** The log had it before this session began: the answer was lost, and it was laid on again. */
  function settle(edit: Pending, at: number, touched: Touched): void {
    beneath(pending.indexOf(edit), touched, () => { pending = pending.filter((each) => each !== edit); });
    if (!own.some(({ id }) => id === edit.id)) own.push({ ...asOwn(edit), seq: at });
    restack();
  }

  /** Gives the new grids of an edit, and of those after it, the next codes; the edit goes again as another. */
  function recode(edit: Pending, touched: Touched): boolean {
    const creates = 'move' in edit.change ? (edit.change.move.creates ?? []) : [];
    const fresh = new Map<string, string>();
    for (const [code, codes] of Map.groupBy(creates, communityOf)) {
      const next = newCodes(ground.get(code)!, codes.length);
      if (!next) return false;
      codes.forEach((each, i) => fresh.set(each, next[i]!));
    }
    const index = pending.indexOf(edit);
    beneath(index, touched, () => {
      for (const each of pending.slice(index)) for (const [from, to] of fresh) each.change = renameGrid(each.change, from, to);
      const old = edit.id;
      edit.id = newId();
      for (const each of pending) {
        if (each.undoes === old) each.undoes = edit.id;
        if (each.redoes === old) each.redoes = edit.id;
      }
    });
    restack();
    return true;
  }

  return {
    ground,
    get seq() { return seq; },
    get pending() { return pending; },
    get stacks() { return stacks; },
    add({ id, tool, change, undoes = null, redoes = null }, touched) {
      const edit: Pending = { id, tool, undoes, redoes, change, laid: false, saved: false };
      pending.push(edit);
      layOn(edit, touched);
      push(stacks, asOwn(edit));
      return edit;
    },
    fold(entries, touched) {
      for (const entry of entries) {
        if (entry.seq <= seq) continue;
        if (entry.seq > seq + 1) return false;
        take(entry, touched);
      }
      return true;
    },
    answer(results, touched) {
      const refused: Refused[] = [];
      for (const result of results) {
        const edit = pending.find(({ id }) => id === result.id);
        if (!edit) continue;
        if (result.state === 'accepted') {
          edit.saved = true;
          // Nothing between: the log can only say the same.
          if (result.seq <= seq) settle(edit, result.seq, touched);
          else if (result.seq === seq + 1) take({ ...edit, seq: result.seq, by: '', mine: true, at: '', job: null, communities: [], ...edit.change }, touched);
        } else if (!(result.reason === 'taken' && recode(edit, touched))) {
          remove(edit.id, touched);
          refused.push({ ...result, tool: edit.tool });
        }
      }
      return refused;
    },
    drop: remove,
    forget(id) {
      const known = (edit: OwnEdit) => edit.id !== id;
      own = own.filter(known);
      stacks = { undo: stacks.undo.filter(known), redo: stacks.redo.filter(known) };
    },
    remember(earlier) {
      const known = new Set(own.map(({ id }) => id));
      own = [...earlier.filter(({ id }) => !known.has(id)), ...own];
      restack();
    },
  };
}

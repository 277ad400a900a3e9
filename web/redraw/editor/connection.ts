/** One open plan: the session upon the server's log, the queue that outlives the page, the sender and the feed. */
import { getJson } from '../../api/client.ts';
import type { Plan } from '../../api/types.ts';
import type { LogEntry, PlanLog, RefusalReason } from '../../../server/plans/editSchema.ts';
import { changeOf, withCreates, type Change, type Ground, type Touched } from './change.ts';
import { openFeed } from './feed.ts';
import type { OwnEdit } from './history.ts';
import { newId } from '../../api/newId.ts';
import { openQueue } from './queue.ts';
import { openSender } from './sender.ts';
import { openSession, type Session, type Tool } from './session.ts';

/** An own edit that was taken back: the server's reason, `failed` where it could not take it at all, `overtaken` where there is nothing to undo any more. */
export interface RefusedEdit {
  id: string; tool: string; reason: RefusalReason | 'failed' | 'overtaken';
  units: { unit: string; from: string | null; now: string | null; by: string | null }[];
  grids: { grid: string; now: string | null; by: string | null }[];
  detail: string | null; at: Date;
}

export interface ConnectionEvents {
  touched(touched: Touched): void;
  /** Anything that the save state, the stacks or the length of the log are read from. */
  moved(): void;
  offline(is: boolean): void;
  saved(): void;
  refused(edits: RefusedEdit[]): void;
  /** Somebody else's edit. */
  other(entry: LogEntry): void;
  plan(plan: Plan): void;
  comment(): void;
  present(names: string[]): void;
  reload(): void;
  gone(): void;
  /** The browser has no room to keep edits. */
  full(): void;
}

export interface Connection {
  readonly session: Session;
  readonly unsaved: number;
  /** Older own edits may still be brought, to be taken back. */
  readonly hasOlder: boolean;
  commit(tool: Tool, change: Change, again?: { undoes?: string; redoes?: string }): void;
  /** Brings older own edits, and those that came without what they did. */
  bring(edit?: OwnEdit): Promise<void>;
  refuse(edit: OwnEdit): void;
  close(): void;
}

const PAGE = 200, LOG_PATIENCE_MS = 1500;

export function openConnection(plan: string, account: string, ground: Ground, seq: number, events: ConnectionEvents): Connection {
  const session = openSession(ground, seq, newId), queue = openQueue(localStorage, account, plan);
  const path = `/plans/${plan}/edits`;
  let olderThan = seq + 1, behind: ReturnType<typeof setTimeout> | undefined, reading: Promise<void> | null = null, closed = false;

  const unsent = () => session.pending.filter(({ saved }) => !saved);
  const work = (what: (touched: Touched) => void) => {
    const touched: Touched = new Map();
    what(touched);
    if (touched.size) events.touched(touched);
    events.moved();
  };

  function take(entries: readonly LogEntry[]): void {
    const known = session.seq;
    work((touched) => { if (!session.fold(entries, touched)) catchUp(0); });
    for (const entry of entries) if (!entry.mine && entry.seq > known && entry.seq <= session.seq) events.other(entry);
    for (const { id, mine } of entries) if (mine) queue.remove(id);
    if (entries.some(({ mine }) => mine)) events.saved();
  }

  /** Reads what the log has and the feed did not bring. */
  function catchUp(afterMs: number): void {
    clearTimeout(behind);
    behind = setTimeout(() => { reading ??= read().catch(() => catchUp(LOG_PATIENCE_MS)).finally(() => { reading = null; }); }, afterMs);
  }

  async function read(): Promise<void> {
    for (;;) {
      const log = await getJson<PlanLog>(`${path}?after=${session.seq}&limit=${PAGE}`);
      if (closed || !log.edits.length) return;
      take(log.edits);
      if (session.seq >= log.seq) return;
    }
  }

  const sender = openSender(plan, {
    unsent,
    offline: events.offline,
    saved({ seq: newest, results }) {
      const before = session.pending.length;
      let refused: ReturnType<Session['answer']> = [];
      work((touched) => { refused = session.answer(results, touched); });
      for (const result of results) if (result.state === 'accepted') queue.remove(result.id);
      // New codes and refusals change what is kept.
      if (results.some(({ state }) => state === 'refused')) queue.replace(unsent());
      if (refused.length) events.refused(refused.map(({ id, tool, reason, units, grids }) => ({ id, tool, reason, units, grids, detail: null, at: new Date() })));
      if (before) events.saved();
      if (newest > session.seq) catchUp(LOG_PATIENCE_MS);
    },
    failed(edits, detail) {
      const dropped: RefusedEdit[] = [];
      work((touched) => {
        for (const { id, tool } of edits) if (session.drop(id, touched)) dropped.push({ id, tool, reason: 'failed', units: [], grids: [], detail, at: new Date() });
      });
      queue.replace(unsent());
      events.refused(dropped);
    },
  });

  const stopFeed = openFeed(plan, () => session.seq, {
    edit: (entry) => take([entry]),
    behind: () => catchUp(0),
    reload: events.reload,
    plan: events.plan,
    comment: events.comment,
    present: (people) => events.present(people.filter(({ you }) => !you).map(({ name }) => name)),
    gone: events.gone,
  });

  async function bring(edit?: OwnEdit): Promise<void> {
    if (edit) {
      const { edits: [entry] } = await getJson<PlanLog>(`${path}?after=${edit.seq! - 1}&limit=1`);
      if (entry) edit.change = changeOf(entry);
      return;
    }
    const { edits } = await getJson<PlanLog>(`${path}?before=${olderThan}&limit=${PAGE}`);
    olderThan = edits[0]?.seq ?? 1;
    session.remember(edits.filter(({ mine }) => mine).map((entry) => ({ id: entry.id, tool: entry.tool, undoes: entry.undoes, redoes: entry.redoes, change: changeOf(entry), seq: entry.seq })));
    events.moved();
  }

  // What was not acknowledged before the page went.
  const left = queue.all();
  if (left.length) work((touched) => { for (const edit of left) session.add(edit, touched); });
  sender.wake();

  return {
    session,
    get unsaved() { return unsent().length; },
    get hasOlder() { return olderThan > 1; },
    commit(tool, change, again) {
      work((touched) => {
        const edit = session.add({ id: newId(), tool, change: withCreates(ground, change), ...again }, touched);
        if (!queue.put(edit)) events.full();
      });
      sender.wake();
    },
    bring,
    refuse(edit) {
      session.forget(edit.id);
      events.moved();
      events.refused([{ id: edit.id, tool: edit.tool, reason: 'overtaken', units: [], grids: [], detail: null, at: new Date() }]);
    },
    close() {
      closed = true;
      clearTimeout(behind);
      stopFeed();
      sender.close();
    },
  };
}

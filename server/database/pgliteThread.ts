/** The thread the embedded engine runs in: whatever it computes, the server goes on reading and writing. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { PGlite, types, type Results, type Transaction } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { connectCalls, Moved } from './calls.ts';

/** Rows as they cross between threads: each name once, not once a row. */
export interface PackedRows { names: string[]; rows: unknown[][] }

const parsers = { [types.INT8]: Number, [types.NUMERIC]: Number, [types.DATE]: (text: string) => text };
// PGlite starts PostgreSQL with -F (no fsync); without it an acknowledged write survives a power cut as well.
const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');

const ROLLED_BACK = new Error('rolled back');

/** A transaction that the other thread holds open. */
interface Session { inside: Transaction; end(): void; undo(reason: Error): void; ended: Promise<void> }

let lite: PGlite;
let lastSession = 0;
const sessions = new Map<number, Session>();
const listeners = new Map<number, () => Promise<void>>();

const { call } = connectCalls(parentPort!, {
  open,
  begin,
  commit: async (id: number) => {
    const { end, ended } = sessions.get(id)!;
    end();
    await ended;
  },
  rollback: async (id: number) => {
    const { undo, ended } = sessions.get(id)!;
    undo(ROLLED_BACK);
    await ended.catch((error) => { if (error !== ROLLED_BACK) throw error; });
  },
  query: async (session: number, sql: string, parameters: unknown[] | undefined, ticket: number) => {
    const run = () => target(session).query<unknown[]>(sql, parameters, { rowMode: 'array' });
    return packRows(await (session === 0 ? inLine(ticket, run) : run()));
  },
  drop: (ticket: number) => void line.delete(ticket),
  exec: async (session: number, sql: string) => void (await target(session).exec(sql)),
  copyText: async (session: number, table: string, columns: string[], text: Uint8Array<ArrayBuffer>) =>
    void (await target(session).query(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, [], { blob: new Blob([text]) })),
  listen: async (listener: number, channel: string) => void listeners.set(listener, await lite.listen(channel, (payload) => void call('notified', [listener, payload]))),
  unlisten: (listener: number) => listeners.get(listener)!(),
  close: () => lite.close(),
});

const line = new Set<number>();
let last: Promise<unknown> = Promise.resolve();

/** One after the other with a breath between, in which this thread hears that nobody waits for one of them any more. */
function inLine<T>(ticket: number, run: () => Promise<T>): Promise<T> {
  line.add(ticket);
  const mine = last.then(() => {
    if (!line.delete(ticket)) throw new Error('Nobody waits for this statement any more.');
    return run();
  });
  last = mine.then(breathe, breathe);
  return mine;
}

const breathe = () => new Promise<void>((resolve) => { setImmediate(resolve); });

async function open(folder: string): Promise<void> {
  const data = join(folder, 'pglite');
  const created = join(folder, 'pglite.created');
  // A store whose creation was cut short has no rows to lose: start it over.
  if (!existsSync(created)) rmSync(data, { recursive: true, force: true });
  lite = await PGlite.create({ dataDir: data, extensions: { postgis }, parsers, startParams });
  if (existsSync(created)) return;
  await lite.exec('create extension if not exists postgis');
  writeFileSync(created, '');
}

/** Opens a transaction that nobody else gets between, until its session is ended or undone. */
function begin(): Promise<number> {
  const id = ++lastSession;
  return new Promise((resolve, reject) => {
    const ended = lite.transaction((inside) => new Promise<void>((end, undo) => {
      sessions.set(id, { inside, end, undo, ended });
      resolve(id);
    }));
    ended.catch(reject).finally(() => sessions.delete(id));
  });
}

/** Session 0 is none: a transaction for the one statement. */
const target = (session: number): Pick<PGlite, 'query' | 'exec'> => (session === 0 ? lite : sessions.get(session)!.inside);

function packRows({ fields, rows }: Results<unknown[]>): Moved {
  const bytes = rows.flatMap((row) => row.flatMap((value) => (value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : [])));
  return new Moved({ names: fields.map(({ name }) => name), rows } satisfies PackedRows, bytes);
}

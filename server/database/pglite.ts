/** The embedded engine: PostgreSQL + PostGIS in WebAssembly over a folder, in a thread of its own. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { connectCalls, type Calls } from './calls.ts';
import { copyRows } from './copyText.ts';
import { OperatorError, type Database, type Queryable } from './database.ts';
import { lockFolder } from './lockFolder.ts';
import { whilePatient } from './patience.ts';
import type { PackedRows } from './pgliteThread.ts';

/** Opens the store in `folder`, creating it where there is none. Throws an OperatorError when it cannot be written or another process has it open. */
export async function openPglite(folder: string): Promise<Database> {
  const unlock = takeFolder(folder);
  // Without the process's own flags: some, such as --input-type, are not for threads.
  const thread = new Worker(new URL('./pgliteThread.ts', import.meta.url), { execArgv: [] });
  const listeners = new Map<number, (payload: string) => void>();
  let lastListener = 0;
  const calls = connectCalls(thread, { notified: (listener: number, payload: string) => listeners.get(listener)?.(payload) });
  const { gone, end } = watch(thread, calls, folder);
  const leave = async () => {
    await end();
    calls.fail(new Error('The store is closed.'));
    unlock();
  };
  let closed: Promise<void> | null = null;
  try {
    await calls.call('open', [folder]);
  } catch (error) {
    await leave();
    throw error;
  }
  const transaction: Database['transaction'] = async (work) => {
    const session = await calls.call<number>('begin', []);
    let result;
    try {
      result = await work({ ...queryable(calls, session), exec: (sql) => calls.call('exec', [session, sql]) });
    } catch (error) {
      await calls.call('rollback', [session]).catch(() => {});
      throw error;
    }
    await calls.call('commit', [session]);
    return result;
  };
  return {
    engine: 'pglite',
    gone,
    ...queryable(calls, 0),
    copyFrom: (...parameters) => transaction((inside) => inside.copyFrom(...parameters)),
    exec: (sql) => calls.call('exec', [0, sql]),
    transaction,
    listen: async (channel, onMessage) => {
      const listener = ++lastListener;
      listeners.set(listener, onMessage);
      await calls.call('listen', [listener, channel]);
      return async () => {
        listeners.delete(listener);
        await calls.call('unlisten', [listener]);
      };
    },
    close: () => (closed ??= calls.call<void>('close', []).finally(leave)),
  };
}

/** Rejects, with everything that waits, when the thread ends without having been told to. */
function watch(thread: Worker, calls: Calls, folder: string): { gone: Promise<never>; end(): Promise<void> } {
  let ending = false;
  const gone = new Promise<never>((_, reject) => {
    const onGone = (reason: string) => {
      if (ending) return;
      const error = new OperatorError(`The embedded store in ${folder} broke down (${reason}); what was acknowledged is on the disk. Start again.`);
      calls.fail(error);
      reject(error);
    };
    thread.once('error', (error) => onGone((error as Error).message));
    thread.once('exit', (code) => onGone(`its thread ended with code ${code}`));
  });
  // Whoever waits for an answer hears of it as well.
  gone.catch(() => {});
  return { gone, end: async () => {
    ending = true;
    await thread.terminate();
  } };
}

function takeFolder(folder: string): () => void {
  try {
    makeFolder(resolve(folder));
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`The data folder ${folder} cannot be written: ${(error as Error).message}. Name another with --data or mend its permissions.`);
  }
}

/** As mkdir -p. Node's own never ends below a folder that is there and cannot hold one, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    // Says so where it is a file.
    mkdirSync(folder, { recursive: true });
    return;
  }
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  mkdirSync(folder);
}

// Names a statement that waits, so that it can be struck off.
let lastTicket = 0;

function queryable({ call }: Calls, session: number): Queryable {
  const copyText: Queryable['copyText'] = (table, columns, text) => call('copyText', [session, table, columns, text], [text.buffer]);
  return {
    query: async <Row>(sql: string, parameters?: unknown[]) => {
      const ticket = ++lastTicket;
      return unpackRows<Row>(await whilePatient(() => call<PackedRows>('query', [session, sql, parameters, ticket]), () => void call('drop', [ticket])));
    },
    copyText,
    copyFrom: (table, columns, rows) => copyRows(copyText, table, columns, rows),
  };
}

function unpackRows<Row>({ names, rows }: PackedRows): Row[] {
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) row[names[i]!] = values[i];
    return row as Row;
  });
}

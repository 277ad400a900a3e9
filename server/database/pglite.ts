/** The embedded engine: PostgreSQL + PostGIS in WebAssembly over a folder. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PGlite, types, type Transaction } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { copyText } from './copyText.ts';
import { OperatorError, type Database, type Queryable } from './database.ts';
import { lockFolder } from './lockFolder.ts';

const parsers = { [types.INT8]: Number, [types.NUMERIC]: Number, [types.DATE]: (text: string) => text };
// PGlite starts PostgreSQL with -F (no fsync); without it an acknowledged write survives a power cut as well.
const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');

/** Opens the store in `folder`, creating it where there is none. Throws an OperatorError when it cannot be written or another process has it open. */
export async function openPglite(folder: string): Promise<Database> {
  const unlock = takeFolder(folder);
  const data = join(folder, 'pglite');
  const created = join(folder, 'pglite.created');
  // A store whose creation was cut short has no rows to lose: start it over.
  if (!existsSync(created)) rmSync(data, { recursive: true, force: true });
  const lite = await PGlite.create({ dataDir: data, extensions: { postgis }, parsers, startParams });
  if (!existsSync(created)) {
    await lite.exec('create extension if not exists postgis');
    writeFileSync(created, '');
  }
  return {
    engine: 'pglite',
    ...queryable({ query: takingTurns(lite) }),
    exec: async (sql) => void (await lite.exec(sql)),
    transaction: (work) => lite.transaction((inside) => work({ ...queryable(inside), exec: async (sql) => void (await inside.exec(sql)) })),
    listen: async (channel, onMessage) => {
      const stop = await lite.listen(channel, onMessage);
      return () => stop();
    },
    close: async () => {
      await lite.close();
      unlock();
    },
  };
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

/**
 * Queries one after the other with a breath between. The engine runs in this thread: a hundred that wait would otherwise
 * follow each other without the server reading or writing a byte until the last is done.
 */
function takingTurns(lite: PGlite): PGlite['query'] {
  let last: Promise<unknown> = Promise.resolve();
  return (...parameters) => {
    const mine = last.then(() => lite.query(...parameters)) as ReturnType<PGlite['query']>;
    last = mine.then(breathe, breathe);
    return mine as never;
  };
}

const breathe = () => new Promise<void>((resolve) => { setImmediate(resolve); });

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

function queryable(lite: Pick<PGlite, 'query'> | Transaction): Queryable {
  return {
    query: async <Row>(sql: string, parameters?: unknown[]) => (await lite.query<Row>(sql, parameters)).rows,
    copyFrom: async (table, columns, rows) => {
      const counter = { rows: 0 };
      const blob = new Blob([...copyText(rows, counter)]);
      if (counter.rows) await lite.query(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, [], { blob });
      return counter.rows;
    },
  };
}

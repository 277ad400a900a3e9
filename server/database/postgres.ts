/** The engine for more than one process: PostgreSQL 15 or later with PostGIS 3.3 or later. */
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFromStream } from 'pg-copy-streams';
import { copyRows } from './copyText.ts';
import { OperatorError, type Database, type Queryable } from './database.ts';
import { MIGRATION_LOCK } from './migrate.ts';
import { whilePatient } from './patience.ts';

const { INT8, NUMERIC, DATE } = pg.types.builtins;
const PARSERS = new Map<number, (text: string) => unknown>([[INT8, Number], [NUMERIC, Number], [DATE, (text) => text]]);
const types = { getTypeParser: ((oid: number, format?: 'text') => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser };
const RECONNECT_MS = 1000;
// Also the longest wait for a free connection: better a clear no than a line without end.
const CONNECT_MS = 15_000;

/**
 * Connects to `url`. Throws an OperatorError when the server cannot be reached or is too old; a `replica` is not looked at
 * before it is asked, since the primary can answer in its place.
 */
export async function openPostgres(url: string, { replica = false }: { replica?: boolean } = {}): Promise<Database> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw new OperatorError('DATABASE_URL is not the address of a PostgreSQL database: expected postgres://user:password@host:5432/name, with special characters of the password percent-encoded.');
  const pool = new pg.Pool({ connectionString: url, types, max: 10, connectionTimeoutMillis: CONNECT_MS });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    if (!replica) await requireVersions(pool);
  } catch (error) {
    await pool.end();
    throw error instanceof OperatorError ? error : new OperatorError(`The database ${withoutPassword(url)} cannot be reached: ${reason(error)}. Check DATABASE_URL and that PostgreSQL is running.`);
  }
  const listeners = new Set<Listener>();
  let closed: Promise<void> | null = null;
  const transaction: Database['transaction'] = (work) => withClient(pool, async (client) => {
    await client.query('begin');
    try {
      const result = await work({ ...queryable(client), exec: async (sql) => void (await client.query(sql)) });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  });
  return {
    engine: 'postgres',
    gone: new Promise(() => {}),
    query: (...parameters) => withClient(pool, (client) => queryable(client).query(...parameters)),
    copyText: (...parameters) => withClient(pool, (client) => queryable(client).copyText(...parameters)),
    copyFrom: (...parameters) => transaction((inside) => inside.copyFrom(...parameters)),
    exec: async (sql) => void (await pool.query(sql)),
    transaction,
    listen: async (channel, onMessage, onGap) => {
      const listener = new Listener(url, channel, onMessage, onGap ?? (() => {}));
      await listener.connect();
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
        await listener.stop();
      };
    },
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => (closed ??= Promise.all([pool.end(), ...[...listeners].map((listener) => listener.stop())]).then(() => {})),
  };
}

async function requireVersions(pool: pg.Pool): Promise<void> {
  const [row] = (await pool.query(`select current_setting('server_version_num')::int as postgres, (select default_version from pg_available_extensions where name = 'postgis') as postgis`)).rows;
  if (row.postgres < 150000) throw new OperatorError(`PostgreSQL 15 or later is needed; the server is ${Math.floor(row.postgres / 10000)}.`);
  if (!row.postgis) throw new OperatorError('The PostgreSQL server has no PostGIS; install its postgis package (3.3 or later).');
  const [major, minor] = String(row.postgis).split('.').map(Number) as [number, number];
  if (major < 3 || (major === 3 && minor < 3)) throw new OperatorError(`PostGIS 3.3 or later is needed; the server has ${row.postgis}.`);
  // Two servers that start over an empty database at once would both make it.
  await pool.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK}); create extension if not exists postgis`);
}

function queryable(client: pg.PoolClient): Queryable {
  const copyText: Queryable['copyText'] = async (table, columns, text) => {
    const stream = client.query(copyFromStream(`copy ${table} (${columns.join(', ')}) from stdin`));
    stream.end(text);
    await finished(stream);
  };
  return {
    query: <Row>(sql: string, parameters?: unknown[]) => {
      let isRunning = true;
      const run = async () => (await client.query(sql, parameters).finally(() => { isRunning = false; })).rows as Row[];
      return whilePatient(run, () => void cancelStatement(client, () => isRunning));
    },
    copyText,
    copyFrom: (table, columns, rows) => copyRows(copyText, table, columns, rows),
  };
}

/** Stops what `client` is doing, over a connection of its own: those of the pool may all be busy. */
async function cancelStatement(client: pg.ClientBase, isRunning: () => boolean): Promise<void> {
  const { processID, host, port, database, user, password, ssl } = client as pg.ClientBase & pg.ClientConfig & { processID: number };
  const other = new pg.Client({ host, port, database, user, password, ssl, connectionTimeoutMillis: CONNECT_MS });
  other.on('error', () => {});
  try {
    await other.connect();
    if (isRunning()) await other.query('select pg_cancel_backend($1)', [processID]);
  } catch {
    // It ends when it ends.
  } finally {
    await other.end().catch(() => {});
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => { broken = error; };
  client.on('error', onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** A connection of its own for LISTEN, which comes back by itself when it is lost. */
class Listener {
  private client: pg.Client | null = null;
  private stopped = false;
  private readonly url: string;
  private readonly channel: string;
  private readonly onMessage: (payload: string) => void;
  private readonly onGap: () => void;

  constructor(url: string, channel: string, onMessage: (payload: string) => void, onGap: () => void) {
    this.url = url;
    this.channel = channel;
    this.onMessage = onMessage;
    this.onGap = onGap;
  }

  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('notification', (message) => this.onMessage(message.payload ?? ''));
    client.on('error', () => {});
    client.on('end', () => void this.reconnect());
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(this.channel)}`);
    this.client = client;
  }

  private async reconnect(): Promise<void> {
    while (!this.stopped) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      if (this.stopped) return;
      try {
        await this.connect();
        this.onGap();
        return;
      } catch {
        // still away: try again
      }
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => {});
  }
}

/** Host and name of the database, which is all that an operator needs to recognise it; users, passwords and parameters stay out of logs. */
function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function reason(error: unknown): string {
  const { code, message, errors } = error as { code?: string; message?: string; errors?: { message: string }[] };
  return message || errors?.map((each) => each.message).join('; ') || code || 'no answer';
}

/** The one way to the store, the same over both engines. SQL stays inside what PGlite and PostgreSQL 15 + PostGIS 3.3 share. */
import type { LineString, MultiPolygon, Point, Polygon } from '../../geodata/district.ts';

/** A value a bulk row may hold. Geometries go in as WGS 84; other objects as JSON; Uint8Array as bytea. */
export type Value = null | string | number | boolean | Date | Uint8Array | string[] | Point | LineString | Polygon | MultiPolygon | Record<string, unknown>;

export interface Queryable {
  /** Runs one statement with `$1…` parameters. bigint and numeric come back as numbers, date as 'YYYY-MM-DD', timestamptz as Date. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Loads rows by COPY; returns how many. All of them or none, as its transaction goes. */
  copyFrom(table: string, columns: string[], rows: Iterable<Value[]>): Promise<number>;
  /** Loads rows that are text in COPY's own format already, whole lines of UTF-8. The bytes are the store's afterwards. */
  copyText(table: string, columns: string[], text: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface Database extends Queryable {
  readonly engine: 'pglite' | 'postgres';
  /** Runs several statements without parameters (migrations). */
  exec(sql: string): Promise<void>;
  /** Commits when `work` resolves, rolls back when it rejects. Durable once resolved. */
  transaction<T>(work: (inside: Queryable & Pick<Database, 'exec'>) => Promise<T>): Promise<T>;
  /**
   * Calls back for every `pg_notify(channel, …)` committed by any process, until the returned function is called.
   * `onGap` is called when messages may have been missed (the connection was lost and is back).
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>;
  /** How many connections there are, and how many requests wait for one; only where there is a pool. */
  connections?(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
  /** Rejects with an OperatorError when the store is lost to this process for good. One that comes back by itself is not. */
  readonly gone: Promise<never>;
}

/** A failure an operator can act on: one clear sentence, no stack. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

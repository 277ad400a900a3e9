/** PostgreSQL's COPY text format: https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2 */
import type { Queryable, Value } from './database.ts';
import { ewkb } from './ewkb.ts';

const CHUNK_CHARACTERS = 1 << 20;

/** Rows as COPY text, in pieces of about 1 MB; counts them in `counter.rows`. */
export function* copyText(rows: Iterable<Value[]>, counter: { rows: number }): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += field(row[0]!);
    for (let i = 1; i < row.length; i++) chunk += '\t' + field(row[i]!);
    chunk += '\n';
    counter.rows++;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}

const encoder = new TextEncoder();

/** Rows by `copyText`, piece by piece: the next is made while the engine takes the one before. Returns how many. */
export async function copyRows(copy: Queryable['copyText'], table: string, columns: string[], rows: Iterable<Value[]>): Promise<number> {
  const counter = { rows: 0 };
  let last: Promise<void> = Promise.resolve();
  for (const text of copyText(rows, counter)) {
    await last;
    last = copy(table, columns, encoder.encode(text));
    // Thrown by the await.
    last.catch(() => {});
  }
  await last;
  return counter.rows;
}

function field(value: Value): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return '\\\\x' + Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  if (Array.isArray(value)) return escapeText('{' + value.map((item) => '"' + item.replace(/["\\]/g, '\\$&') + '"').join(',') + '}');
  if ('coordinates' in value && 'type' in value) return ewkb(value.type as string, value.coordinates);
  return escapeText(JSON.stringify(value));
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const SPECIAL = /[\\\n\r\t]/;
const escapeText = (text: string) => (SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (found) => ESCAPES[found]!) : text);

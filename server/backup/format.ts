/**
 * The file of a backup, the same for both engines: gzip over
 *   a line of JSON, the head: what made it, the migrations the store had seen, its tables and their columns;
 *   for every block of rows a line of JSON, then as many bytes of rows in PostgreSQL's COPY text format as it says;
 *   a line of JSON, the end: how many rows each table has, and where sequences stand.
 * `zcat` shows it. A block is checked before it is used; without its end a file is not a backup.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, constants } from 'node:zlib';
import { z } from 'zod';
import { OperatorError } from '../database/database.ts';

/** The newest format this program reads, and the one it writes. */
export const FORMAT = 1;
// A head or a block that claims more is not one of ours.
const LONGEST_LINE = 1 << 20, LARGEST_BLOCK = 1 << 28;

const count = z.number().int().min(0);
const headSchema = z.strictObject({
  jingwei: z.literal('backup'),
  format: z.number().int(),
  program: z.string(),
  engine: z.enum(['pglite', 'postgres']),
  createdAt: z.iso.datetime(),
  district: z.strictObject({ code: z.string(), name: z.string(), sample: z.boolean() }).nullable(),
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()) })),
});
const blockSchema = z.strictObject({ table: z.string(), rows: count, bytes: count.max(LARGEST_BLOCK), sha256: z.string() });
const endSchema = z.strictObject({ end: z.literal(true), rows: z.record(z.string(), count), sequences: z.array(z.strictObject({ name: z.string(), value: z.number(), called: z.boolean() })) });

export type BackupHead = z.infer<typeof headSchema>;
export type BackupEnd = z.infer<typeof endSchema>;
export type BackupPart = { head: BackupHead } | { block: { table: string; rows: number; text: Uint8Array<ArrayBuffer> } } | { end: BackupEnd };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const line = (value: unknown) => Buffer.from(JSON.stringify(value) + '\n');

/** Writes the parts, which come in the order of the format, to a file. Throws what writing throws. */
export async function writeParts(path: string, parts: AsyncIterable<BackupPart>): Promise<void> {
  await pipeline(async function* bytes() {
    for await (const part of parts) {
      if ('head' in part) yield line(part.head);
      else if ('end' in part) yield line(part.end);
      else {
        const { table, rows, text } = part.block;
        yield line({ table, rows, bytes: text.byteLength, sha256: sha256(text) });
        yield text;
      }
    }
  }, createGzip({ level: constants.Z_BEST_SPEED }), createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
}

/** Reads the parts of a file one by one. Throws an OperatorError for a file that is not a whole backup of a format known here. */
export async function* readParts(path: string): AsyncGenerator<BackupPart> {
  const broken = (why: string) => new OperatorError(`${path} is not a whole backup of Jingwei: ${why}. Nothing was changed.`);
  const source = createReadStream(path), gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  const bytes = byteReader(source.pipe(gunzip));
  const json = async (): Promise<unknown> => {
    const text = await bytes.line();
    if (text === null) throw broken('it is cut short');
    try {
      return JSON.parse(text);
    } catch {
      throw broken('a line of it cannot be read');
    }
  };
  try {
    const first = await json();
    if ((first as { jingwei?: unknown } | null)?.jingwei !== 'backup') throw broken('it is something else');
    const { format } = first as { format?: unknown };
    if (typeof format === 'number' && format > FORMAT) throw new OperatorError(`${path} was made by a newer Jingwei (format ${format}, this one reads ${FORMAT}); update the program. Nothing was changed.`);
    const head = parse(headSchema, first, broken);
    yield { head };
    const rows: Record<string, number> = Object.fromEntries(head.tables.map(({ name }) => [name, 0]));
    for (;;) {
      const next = await json();
      if (typeof next === 'object' && next !== null && 'end' in next) {
        const end = parse(endSchema, next, broken);
        if (JSON.stringify(Object.entries(rows).sort()) !== JSON.stringify(Object.entries(end.rows).sort())) throw broken('rows are missing');
        if ((await bytes.line()) !== null) throw broken('something follows its end');
        yield { end };
        return;
      }
      const block = parse(blockSchema, next, broken);
      if (rows[block.table] === undefined) throw broken(`it has rows of ${block.table}, which it does not name`);
      const text = await bytes.take(block.bytes);
      if (!text) throw broken('it is cut short');
      if (sha256(text) !== block.sha256) throw broken(`rows of ${block.table} were changed`);
      rows[block.table]! += block.rows;
      yield { block: { table: block.table, rows: block.rows, text } };
    }
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw new OperatorError(`${path} cannot be read: ${message}.`);
    throw broken(code === 'Z_BUF_ERROR' ? 'it is cut short' : code?.startsWith('Z_') ? 'its bytes are damaged' : message);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, broken: (why: string) => Error): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw broken(z.prettifyError(result.error).split('\n')[0]!);
  return result.data;
}

/** Lines and runs of bytes out of a stream; null at its end. */
function byteReader(stream: AsyncIterable<Buffer>) {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  const more = async (): Promise<Buffer | null> => {
    const { value, done } = await chunks.next();
    return done ? null : value;
  };
  return {
    line: async (): Promise<string | null> => {
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const text = rest.toString('utf8', 0, end);
          rest = rest.subarray(end + 1);
          return text;
        }
        if (rest.length > LONGEST_LINE) return rest.toString('latin1', 0, 64);
        const chunk = await more();
        if (!chunk) return rest.length ? rest.toString('utf8') : null;
        rest = Buffer.concat([rest, chunk]);
      }
    },
    take: async (length: number): Promise<Uint8Array<ArrayBuffer> | null> => {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (;;) {
        const part = rest.subarray(0, length - at);
        bytes.set(part, at);
        at += part.length;
        rest = rest.subarray(part.length);
        if (at === length) return bytes;
        const chunk = await more();
        if (!chunk) return null;
        rest = chunk;
      }
    },
  };
}

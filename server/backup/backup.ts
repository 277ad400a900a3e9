/** Writes a whole store to a file, as it is at one moment, while others read and write it. */
import { accessSync, constants, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { audit, OPERATOR } from '../audit/audit.ts';
import { OperatorError, type Database, type Queryable } from '../database/database.ts';
import { pendingMigrations } from '../database/migrate.ts';
import type { Report } from '../district/store.ts';
import { VERSION } from '../http/build.ts';
import type { StoredDistrict } from '../versions/versions.ts';
import { selectAsCopyText, selectSequences, selectTables } from './catalogue.ts';
import { FORMAT, writeParts, type BackupPart } from './format.ts';

export interface BackupSummary { file: string; createdAt: string; tables: number; rows: number; district: string | null }

const ROWS_PER_FETCH = 5000;
const BLOCK_CHARACTERS = 1 << 22;

/** The store's rows in a file, and the audit tells of it. See `writeRows`. */
export async function writeBackup(database: Database, file: string, report: Report = () => {}): Promise<BackupSummary> {
  const summary = await writeRows(database, file, report);
  await tellOfBackup(database, summary);
  return summary;
}

/** Notes in the audit of the store that all of it was written to a file. */
export async function tellOfBackup(database: Database, { tables, rows }: BackupSummary): Promise<void> {
  // A store that waits for its upgrade may have no audit yet.
  if ((await pendingMigrations(database)).length) return;
  await database.transaction((inside) => audit(inside, { ...OPERATOR, action: 'export', noun: 'store', after: { tables, rows } }));
}

/**
 * One repeatable-read transaction: the file is of a single moment. On PostgreSQL nobody waits for it; on the embedded engine
 * everybody does. Throws an OperatorError when the file cannot be written; then there is none.
 */
export async function writeRows(database: Database, file: string, report: Report): Promise<BackupSummary> {
  const summary: BackupSummary = { file, createdAt: new Date().toISOString(), tables: 0, rows: 0, district: null };
  // Beside it and renamed when whole: what has the name is a backup.
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await database.transaction(async (inside) => {
      await inside.query('set transaction isolation level repeatable read, read only');
      // Times and numbers as text that any server reads the same way.
      await inside.exec(`set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'`);
      await writeParts(unfinished, partsOf(inside, database.engine, summary, report));
    });
    renameSync(unfinished, file);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw code && syscall && /^E[A-Z]+$/.test(code) ? notWritable(file, error as Error) : error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  return summary;
}

/** Throws the OperatorError that a backup would end with, before the work is done. */
export function requireWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw notWritable(file, error as Error);
  }
}

const notWritable = (file: string, { message }: Error) => new OperatorError(`The backup cannot be written to ${dirname(file)}: ${message}. Name another place with --out.`);

async function* partsOf(inside: Queryable, engine: Database['engine'], summary: BackupSummary, report: Report): AsyncGenerator<BackupPart> {
  const tables = await selectTables(inside);
  const migrations = (await inside.query<{ name: string }>('select name from migrations order by name collate "C"')).map(({ name }) => name);
  const [stored] = await inside.query<{ value: StoredDistrict }>(`select value from settings where key = 'district'`);
  const district = stored ? { code: stored.value.code, name: stored.value.name, sample: stored.value.sample !== null } : null;
  summary.tables = tables.length;
  summary.district = district && `${district.name} (${district.code})`;
  yield { head: {
    jingwei: 'backup', format: FORMAT, program: VERSION, engine, createdAt: summary.createdAt, district, migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
  } };
  const rows: Record<string, number> = {};
  for (const [i, table] of tables.entries()) {
    report(`Saving ${table.name}`, i, tables.length);
    rows[table.name] = 0;
    await inside.query(`declare saving no scroll cursor for ${selectAsCopyText(table)}`);
    for (let more = true; more;) {
      let text = '', count = 0;
      while (more && text.length < BLOCK_CHARACTERS) {
        const lines = await inside.query<{ line: string }>(`fetch ${ROWS_PER_FETCH} from saving`);
        for (const { line } of lines) text += line + '\n';
        count += lines.length;
        more = lines.length === ROWS_PER_FETCH;
      }
      if (count) yield { block: { table: table.name, rows: count, text: new Uint8Array(Buffer.from(text)) } };
      rows[table.name]! += count;
      summary.rows += count;
    }
    await inside.query('close saving');
  }
  yield { end: { end: true, rows, sequences: await selectSequences(inside) } };
}

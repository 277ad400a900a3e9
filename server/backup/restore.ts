/** Puts a backup in the place of everything a store holds, in one transaction: all of it, or nothing is changed. */
import { audit, OPERATOR } from '../audit/audit.ts';
import { OperatorError, type Database, type Queryable } from '../database/database.ts';
import { KNOWN_MIGRATIONS, lockMigrations, migrationText, runMigration } from '../database/migrate.ts';
import { lockStore, type Report } from '../district/store.ts';
import { nameStore } from '../versions/versions.ts';
import { quoted, selectTables } from './catalogue.ts';
import { readParts, type BackupEnd, type BackupHead } from './format.ts';

export interface RestoreSummary { createdAt: string; tables: number; rows: number; district: string | null; replaced: string | null }

type Inside = Queryable & Pick<Database, 'exec'>;

// Where a backup of an older schema is brought up to date before it takes its place.
const WORKSHOP = 'jingwei_restoring';

/** Reads a whole backup and checks every byte of it. Throws an OperatorError when it is damaged, or newer than this program. */
export async function checkBackup(file: string): Promise<{ head: BackupHead; end: BackupEnd }> {
  let head: BackupHead | undefined, end: BackupEnd | undefined;
  for await (const part of readParts(file)) {
    if ('head' in part) {
      head = part.head;
      const unknown = head.migrations.filter((name) => !KNOWN_MIGRATIONS.includes(name));
      if (unknown.length) throw new OperatorError(`${file} was made by a newer Jingwei (${unknown.join(', ')}); update the program. Nothing was changed.`);
    } else if ('end' in part) end = part.end;
  }
  return { head: head!, end: end! };
}

/**
 * `database` is open and up to date; servers may run on it, and see the new state when it is whole. A real district in it is
 * left alone unless `replace`. The store gets a new name, so that no browser takes an answer of before for one of now.
 */
export async function restoreBackup(database: Database, file: string, { replace, report = () => {} }: { replace: boolean; report?: Report }): Promise<RestoreSummary> {
  report('Checking the file', 0, 1);
  const { head, end } = await checkBackup(file);
  const rows = Object.values(end.rows).reduce((sum, each) => sum + each, 0);
  const named = head.district && `${head.district.name} (${head.district.code})`;
  const summary: RestoreSummary = { createdAt: head.createdAt, tables: head.tables.length, rows, district: named, replaced: null };
  await database.transaction(async (inside) => {
    await lockMigrations(inside);
    const there = await lockStore(inside);
    summary.replaced = there && `${there.sample ? 'the sample district ' : ''}${there.name} (${there.code})`;
    if (there && !there.sample && !replace) throw new OperatorError(`The store holds ${there.name} (${there.code}). Nothing was changed. Add --replace to put the backup in its place.`);
    const before = { district: there?.code ?? null, audit: await inside.query('select district_code as "districtCode", sequence, hash from audit_heads') };
    const done = (step: string) => (loaded: number) => report(step, loaded, rows);
    await inside.exec(`set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'`);
    const older = KNOWN_MIGRATIONS.filter((name) => !head.migrations.includes(name));
    if (older.length) await loadOlder(inside, file, head, older, done('Restoring'));
    else await emptied(inside, () => load(inside, file, head, done('Restoring')));
    for (const { name, value, called } of end.sequences) await inside.query(`select setval($1::regclass, $2, $3)`, [quoted(name), value, called]);
    await inside.query(`delete from settings where key = 'store'`);
    await nameStore(inside);
    // Whoever ran them does not run them here.
    await inside.query(`update jobs set state = 'queued', worker = null, heartbeat_at = null where state = 'running'`);
    await inside.query(`select pg_notify('versions', 'restored'), pg_notify('jobs_control', 'queued')`);
    await audit(inside, { ...OPERATOR, action: 'import', noun: 'store', before, after: { backup: head.createdAt, tables: summary.tables, rows } });
  });
  // The planner has never seen these rows.
  await database.exec('analyze');
  return summary;
}

/** Loads a file into the tables of the current schema, which are empty and have what the file names. */
async function load(inside: Inside, file: string, head: BackupHead, report: (rows: number) => void): Promise<void> {
  const columns = new Map(head.tables.map((table) => [table.name, table.columns]));
  let loaded = 0;
  for await (const part of readParts(file)) {
    if (!('block' in part)) continue;
    const { table, rows, text } = part.block;
    await inside.copyText(quoted(table), columns.get(table)!.map(quoted), text);
    report(loaded += rows);
  }
}

/** Builds the schema as it was beside the present one, loads it, takes it forward, and moves the rows over. */
async function loadOlder(inside: Inside, file: string, head: BackupHead, later: string[], report: (rows: number) => void): Promise<void> {
  const [home] = await inside.query<{ name: string }>('select current_schema() as name');
  const path = (first: string) => inside.exec(`set local search_path to ${quoted(first)}, ${quoted(home!.name)}, public`);
  await inside.exec(`create schema ${WORKSHOP}`);
  await path(WORKSHOP);
  for (const name of head.migrations) await inside.exec(migrationText(name));
  await emptied(inside, () => load(inside, file, head, report));
  for (const name of later) await runMigration(inside, name);
  const tables = await selectTables(inside);
  await path(home!.name);
  await emptied(inside, async () => {
    for (const { name, columns } of tables) {
      const list = columns.map((column) => quoted(column.name)).join(', ');
      await inside.query(`insert into ${quoted(name)} (${list}) overriding system value select ${list} from ${WORKSHOP}.${quoted(name)}`);
    }
  });
  await inside.exec(`drop schema ${WORKSHOP} cascade`);
}

interface Part { table: string; name: string; definition: string }

/**
 * Empties every table of the current schema and runs `fill` with triggers, foreign keys and plain indexes away: rows come as
 * they are, in any order, and are told to nobody before the end.
 */
async function emptied(inside: Inside, fill: () => Promise<void>): Promise<void> {
  const tables = (await selectTables(inside)).map(({ name }) => quoted(name));
  const foreignKeys = await inside.query<Part>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) order by 1, 2`, [tables]);
  const indexes = await inside.query<Part>(`
    select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = any($1::regclass[]) and not indisunique order by 1, 2`, [tables]);
  for (const table of tables) await inside.query(`alter table ${table} disable trigger user`);
  for (const { table, name } of foreignKeys) await inside.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const { name } of indexes) await inside.query(`drop index ${name}`);
  await inside.query(`truncate ${tables.join(', ')}`);
  await fill();
  for (const { definition } of indexes) await inside.query(definition);
  for (const { table, name, definition } of foreignKeys) await inside.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  for (const table of tables) await inside.query(`alter table ${table} enable trigger user`);
}

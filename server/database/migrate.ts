/** The schema grows by the files in `migrations/`, in the order of their names; one that was released never changes. */
import { readdirSync, readFileSync } from 'node:fs';
import { recountAllSums } from '../incidents/bulk.ts';
import { OperatorError, type Database, type Queryable } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
// Any constant will do; it keeps two processes from migrating at once.
export const MIGRATION_LOCK = 7_021_337;

/** Every migration this program knows, oldest first. */
export const KNOWN_MIGRATIONS: readonly string[] = readdirSync(FOLDER).filter((name) => name.endsWith('.sql')).sort();

/** What a migration leaves to code that is quicker at it, in the same transaction. */
const AFTERWARDS: Readonly<Record<string, (inside: Queryable) => Promise<void>>> = { '008_rollups.sql': recountAllSums };

type Inside = Queryable & Pick<Database, 'exec'>;

/** The statements of a migration. */
export const migrationText = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

/** Keeps everybody else from migrating until the transaction ends. */
export const lockMigrations = (inside: Queryable) => inside.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);

/** The migrations that the store has not seen, in order. Throws an OperatorError when the store is newer than the program. */
export async function pendingMigrations(database: Queryable): Promise<string[]> {
  const [table] = await database.query(`select 1 from pg_class where relname = 'migrations' and relnamespace = current_schema()::regnamespace`);
  const applied = table ? (await database.query<{ name: string }>('select name from migrations order by name')).map(({ name }) => name) : [];
  const unknown = applied.filter((name) => !KNOWN_MIGRATIONS.includes(name));
  if (unknown.length) throw new OperatorError(`The store was written by a newer Jingwei (${unknown.join(', ')}); update the program.`);
  return KNOWN_MIGRATIONS.filter((name) => !applied.includes(name));
}

/** Applies the migrations that the store has not seen, in order, each in its own transaction. Throws when the store is newer than the code. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (inside) => {
    // "if not exists" alone fails for the second of two servers that start over an empty database at once.
    await lockMigrations(inside);
    await inside.exec('create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())');
  });
  for (const name of await pendingMigrations(database)) {
    await database.transaction(async (inside) => {
      await lockMigrations(inside);
      const [applied] = await inside.query('select 1 from migrations where name = $1', [name]);
      if (!applied) await applyMigration(inside, name);
    });
  }
}

/** Takes the schema and what is in it one step forward. */
export async function runMigration(inside: Inside, name: string): Promise<void> {
  await inside.exec(migrationText(name));
  await AFTERWARDS[name]?.(inside);
}

async function applyMigration(inside: Inside, name: string): Promise<void> {
  await runMigration(inside, name);
  await inside.query('insert into migrations (name) values ($1)', [name]);
}

/** Applies them all to see that they go, and takes everything back. Returns their names; throws an OperatorError that names the one that fails and why. */
export async function tryMigrations(database: Database): Promise<string[]> {
  const pending = await pendingMigrations(database);
  const takeBack = new Error('taken back');
  await database.transaction(async (inside) => {
    await lockMigrations(inside);
    for (const name of pending) {
      try {
        await runMigration(inside, name);
      } catch (error) {
        throw new OperatorError(`${name} does not go on this store: ${(error as Error).message}. Nothing was changed.`);
      }
    }
    throw takeBack;
  }).catch((error: unknown) => {
    if (error !== takeBack) throw error;
  });
  return pending;
}

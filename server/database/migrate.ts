import { readdirSync, readFileSync } from 'node:fs';
import { OperatorError, type Database } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
// Any constant will do; it keeps two processes from migrating at once.
const LOCK = 7_021_337;

/** Applies the migrations that the store has not seen, in order, each in its own transaction. Throws when the store is newer than the code. */
export async function migrate(database: Database): Promise<void> {
  const known = readdirSync(FOLDER).filter((name) => name.endsWith('.sql')).sort();
  await database.exec('create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())');
  for (const name of known) {
    await database.transaction(async (inside) => {
      await inside.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const [applied] = await inside.query('select 1 from migrations where name = $1', [name]);
      if (applied) return;
      await inside.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
      await inside.query('insert into migrations (name) values ($1)', [name]);
    });
  }
  const unknown = await database.query<{ name: string }>('select name from migrations where name <> all($1::text[])', [known]);
  if (unknown.length) throw new OperatorError(`The store was written by a newer Jingwei (${unknown.map((row) => row.name).join(', ')}); update the program.`);
}

import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

/** Opens the store (`url` for PostgreSQL, else the embedded one in `folder`) and brings its schema up to date. */
export async function openDatabase({ url, folder }: { url: string | undefined; folder: string }): Promise<Database> {
  const database = url ? await openPostgres(url) : await openPglite(folder);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

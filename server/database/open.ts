import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

interface Where { url: string | undefined; folder: string }

/** Opens the store (`url` for PostgreSQL, else the embedded one in `folder`) with the schema it has. */
export const connectDatabase = ({ url, folder }: Where): Promise<Database> => (url ? openPostgres(url) : openPglite(folder));

/** Opens the store and brings its schema up to date. */
export async function openDatabase(where: Where): Promise<Database> {
  const database = await connectDatabase(where);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

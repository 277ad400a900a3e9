/** What the commands that save and restore say in the same words. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../server/config.ts';
import { OperatorError } from '../../server/database/database.ts';

const COUNT = new Intl.NumberFormat('en-GB');

export const rowsText = ({ rows, tables }: { rows: number; tables: number }): string => `${COUNT.format(rows)} rows of ${tables} tables`;

export const size = (file: string): string => `${(statSync(file).size / 1e6).toFixed(1)} MB`;

/** Throws an OperatorError where there is no embedded store: a mistyped folder must not become an empty one. */
export function requireStore({ databaseUrl, folder }: Pick<Config, 'databaseUrl' | 'folder'>): void {
  if (!databaseUrl && !existsSync(join(folder, 'pglite'))) throw new OperatorError(`There is no store in ${folder}; name its folder with --data, or a PostgreSQL with DATABASE_URL.`);
}

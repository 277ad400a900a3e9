import type { Queryable } from './database.ts';

/**
 * Runs a bulk load with the plain indexes away and builds them once afterwards, which is many times faster for spatial
 * ones. Inside the caller's transaction; readers of these tables wait until it ends.
 */
export async function withoutIndexes<T>(inside: Queryable, tables: string[], work: () => Promise<T>): Promise<T> {
  const indexes = await inside.query<{ name: string; definition: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = any($1::regclass[]) and not indisunique`, [tables]);
  for (const { name } of indexes) await inside.query(`drop index ${name}`);
  const result = await work();
  for (const { definition } of indexes) await inside.query(definition);
  return result;
}

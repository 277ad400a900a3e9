/** Fresh stores for a test file, one an engine: `describe.each(stores)('$engine', ({ open }) => …)`. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { openDatabase } from '../../server/database/open.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { oneEngine } from './setup.ts';

/** A store and the end of it; `url` and `folder` are what a command line would be given. */
export interface TestStore { database: Database; url: string | undefined; folder: string; remove(): Promise<void> }

/** `sample`: the small sample district; `empty`: the schema alone. */
export type Content = 'sample' | 'empty';

const both: { engine: 'pglite' | 'postgres'; open(content?: Content): Promise<TestStore> }[] = [
  {
    engine: 'pglite',
    open: async (content = 'sample') => {
      const folder = mkdtempSync(join(tmpdir(), 'jingwei-store-'));
      cpSync(inject('pgliteTemplate'), folder, { recursive: true });
      const database = await openDatabase({ url: undefined, folder });
      if (content === 'empty') await emptyTables(database);
      return { database, url: undefined, folder, remove: async () => {
        await database.close();
        rmSync(folder, { recursive: true, force: true });
      } };
    },
  },
  {
    engine: 'postgres',
    open: async (content = 'sample') => {
      const name = `store_${process.pid}_${Math.random().toString(36).slice(2)}`;
      const maintenance = await openPostgres(inject('postgresUrl'));
      await maintenance.exec(`create database ${name} template ${content === 'sample' ? 'sample' : 'template0'}`);
      await maintenance.close();
      const url = new URL(`/${name}`, inject('postgresUrl')).href;
      const database = await openDatabase({ url, folder: '' });
      return { database, url, folder: '', remove: async () => {
        await database.close();
        const again = await openPostgres(inject('postgresUrl'));
        await again.exec(`drop database ${name}`);
        await again.close();
      } };
    },
  },
];

export const stores = both.filter(({ engine }) => !oneEngine || engine === oneEngine);

async function emptyTables(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('spatial_ref_sys', 'migrations')`);
  // Without its triggers, or the audit would refuse.
  await database.exec(`set session_replication_role = replica; truncate ${tables.map(({ name }) => name).join(', ')}; set session_replication_role = origin`);
}

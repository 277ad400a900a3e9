/** Before the server tests: one store of each engine with the small sample, from which every test file gets its own copy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../server/database/open.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { seedSample } from '../../server/sample/seed.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a closed embedded store. */
    pgliteTemplate: string;
    /** Maintenance database of a running PostgreSQL; its database `sample` is the template. */
    postgresUrl: string;
  }
}

/** TEST_ENGINE=postgres or =pglite while working: half the stores, half the time. */
export const oneEngine = process.env.TEST_ENGINE;

/** The newest day of the sample in the tests. */
export const TODAY = '2026-11-22';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-pglite-'));
  const postgres = await startPostgres();
  const sampleUrl = new URL('/sample', postgres.url).href;
  const maintenance = await openPostgres(postgres.url);
  await maintenance.exec('drop database if exists sample');
  await maintenance.exec('create database sample');
  await maintenance.close();
  for (const url of [...(oneEngine === 'postgres' ? [] : [undefined]), ...(oneEngine === 'pglite' ? [] : [sampleUrl])]) {
    const database = await openDatabase({ url, folder });
    await seedSample(database, { size: 'small', today: TODAY });
    await database.close();
  }
  project.provide('pgliteTemplate', folder);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

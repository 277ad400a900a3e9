/** Before the browser tests: the screens built and one store with the small sample, closed, for every house to start from. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildWeb } from '../../scripts/build.ts';
import { openDatabase } from '../../server/database/open.ts';
import { seedSample } from '../../server/sample/seed.ts';
import { TODAY } from '../server/setup.ts';

declare module 'vitest' {
  interface ProvidedContext { houseTemplate: string }
}

export default async function setup(project: TestProject): Promise<() => void> {
  await buildWeb(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-house-'));
  const database = await openDatabase({ url: undefined, folder });
  await seedSample(database, { size: 'small', today: TODAY });
  await database.close();
  project.provide('houseTemplate', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

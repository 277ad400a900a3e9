/** Fills an empty store with the sample district, all of it or nothing. */
import { Worker } from 'node:worker_threads';
import { makeDemoAccounts, type DemoPassword } from '../accounts/demo.ts';
import { connectCalls } from '../database/calls.ts';
import type { Database, Queryable } from '../database/database.ts';
import { withoutIndexes } from '../database/indexes.ts';
import { DISTRICT_TABLES, lockStore, setDistrict, type Report } from '../district/store.ts';
import { withoutSums } from '../incidents/bulk.ts';
import type { SeedRequest } from './seedThread.ts';

const SEED = 7;
const NOON = 'T12:00:00+08:00';

export interface Seeding {
  size: 'full' | 'small';
  /** Last day of its incidents, YYYY-MM-DD (that day's noon); now when left out. */
  today?: string;
  report?: Report;
}

/**
 * One transaction: a process that dies in the middle leaves the store empty. Does nothing where there is a district already.
 * Gives the passwords of the demo accounts it made, which nobody can learn again.
 */
export async function seedSample(database: Database, { size, today, report = () => {} }: Seeding): Promise<DemoPassword[]> {
  const nowS = Math.floor((today ? Date.parse(today + NOON) : Date.now()) / 1000);
  const day = new Date((nowS + 8 * 3600) * 1000).toISOString().slice(0, 10);
  const passwords = await database.transaction(async (inside) => {
    if (await lockStore(inside)) return [];
    const { code, name } = await withoutSums(inside, () => withoutIndexes(inside, DISTRICT_TABLES, () => makeDistrict(inside, { seed: SEED, size, today: day, nowS }, report)));
    await setDistrict(inside, { code, name, sample: { size, seed: SEED, today: day } });
    return makeDemoAccounts(inside, code);
  });
  // The planner has never seen these tables; without this the first questions take the long way.
  await database.exec('analyze');
  return passwords;
}

/** Lets a thread make the district, and writes what comes from it. Throws what the store or `report` throws. */
async function makeDistrict(inside: Queryable, request: SeedRequest, report: Report): Promise<{ code: string; name: string }> {
  const thread = new Worker(new URL('./seedThread.ts', import.meta.url), { workerData: request, execArgv: [] });
  try {
    return await new Promise((resolve, reject) => {
      const orReject = <Args extends unknown[]>(work: (...args: Args) => unknown) => async (...args: Args) => {
        try {
          await work(...args);
        } catch (error) {
          reject(error as Error);
          throw error;
        }
      };
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`The thread that makes the sample ended with code ${code}.`)));
      connectCalls(thread, { report: orReject(report), copyText: orReject(inside.copyText), done: resolve });
    });
  } finally {
    await thread.terminate();
  }
}

/** Whether the store is about a district already. */
export async function hasDistrict(database: Pick<Database, 'query'>): Promise<boolean> {
  return (await database.query(`select 1 from settings where key = 'district'`)).length > 0;
}

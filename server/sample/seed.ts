/** Fills an empty store with the sample district, all of it or nothing. */
import type { Database } from '../database/database.ts';
import { withoutIndexes } from '../database/indexes.ts';
import { DISTRICT_TABLES, lockStore, setDistrict, storeDistrict, type Report } from '../district/store.ts';

const SEED = 7;
const NOON = 'T12:00:00+08:00';

export interface Seeding {
  size: 'full' | 'small';
  /** Last day of its incidents, YYYY-MM-DD (that day's noon); now when left out. */
  today?: string;
  report?: Report;
}

/** One transaction: a process that dies in the middle leaves the store empty. Does nothing where there is a district already. */
export async function seedSample(database: Database, { size, today, report = () => {} }: Seeding): Promise<void> {
  const nowS = Math.floor((today ? Date.parse(today + NOON) : Date.now()) / 1000);
  const day = new Date((nowS + 8 * 3600) * 1000).toISOString().slice(0, 10);
  // Only the first start needs the generator.
  const { generateSample } = await import('../../geodata/sample/index.ts');
  const district = generateSample({ seed: SEED, size, today: day, nowS, report: (step, done, total) => report(`Making ${step}`, done, total) });
  await database.transaction(async (inside) => {
    if (await lockStore(inside)) return;
    await withoutIndexes(inside, DISTRICT_TABLES, () => storeDistrict(inside, district, report));
    await setDistrict(inside, { code: district.code, name: district.name, sample: { size, seed: SEED, today: day } });
  });
  // The planner has never seen these tables; without this the first questions take the long way.
  await database.exec('analyze');
}

/** Whether the store is about a district already. */
export async function hasDistrict(database: Pick<Database, 'query'>): Promise<boolean> {
  return (await database.query(`select 1 from settings where key = 'district'`)).length > 0;
}

import { afterEach, describe, expect, it } from 'vitest';
import { seedSample } from '../../../server/sample/seed.ts';
import { openApp, type TestApp } from '../house.ts';
import { TODAY } from '../setup.ts';
import { stores } from '../stores.ts';

describe.each(stores)('seeding on $engine', (store) => {
  let house: TestApp;
  afterEach(() => house.close());

  it('is all or nothing: cut short it leaves the store empty, and the next start seeds it', async () => {
    house = await openApp(store, 'empty');
    const count = async (table: string) => (await house.database.query<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n;
    const indexes = await count('pg_indexes');
    const cut = (step: string) => { if (step === 'Writing incidents') throw new Error('pulled the plug'); };
    await expect(seedSample(house.database, { size: 'small', today: TODAY, report: cut })).rejects.toThrow('pulled the plug');
    for (const table of ['areas', 'units', 'incidents', 'versions']) expect(await count(table), table).toBe(0);
    expect((await house.request('/district')).status).toBe(404);

    const steps: [string, number, number][] = [];
    await seedSample(house.database, { size: 'small', today: TODAY, report: (...step) => steps.push(step) });
    await house.context.versions.refresh();
    expect(await house.json('/district')).toMatchObject({ sample: true, counts: { incidents: await count('incidents') } });
    expect(await count('pg_indexes')).toBe(indexes);
    for (const [step, done, total] of steps) expect(done, step).toBeLessThanOrEqual(total);
    const written = (name: string) => steps.filter(([step]) => step === name).at(-1);
    expect(written('Writing incidents')).toEqual(['Writing incidents', await count('incidents'), await count('incidents')]);

    const before = await house.json('/district');
    await seedSample(house.database, { size: 'small', today: TODAY });
    expect(await house.json('/district')).toEqual(before);
  }, 300_000);
});

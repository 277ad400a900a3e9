import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../server/database/open.ts';
import { hasDistrict, seedSample } from '../../../server/sample/seed.ts';
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

const START = `import { startServer } from './server/main.ts';
await startServer({ port: 0, host: '127.0.0.1', folder: process.env.FOLDER, databaseUrl: undefined, sample: 'small', report: (step) => console.log(step) });`;

it('outlives a kill -9 in the middle of the first seeding', async () => {
  const { database, folder, remove } = await stores.find(({ engine }) => engine === 'pglite')!.open('empty');
  await database.close();
  const home = fileURLToPath(new URL('../../..', import.meta.url));
  const child = spawn(process.execPath, ['--input-type=module', '-e', START], { cwd: home, env: { ...process.env, FOLDER: folder }, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (text) => { if (String(text).includes('Writing roads')) child.kill('SIGKILL'); });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);

  const again = await openDatabase({ url: undefined, folder });
  expect(await hasDistrict(again)).toBe(false);
  await seedSample(again, { size: 'small', today: TODAY });
  expect(await hasDistrict(again)).toBe(true);
  await again.close();
  await remove().catch(() => {});
}, 300_000);

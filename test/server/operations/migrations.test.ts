import { createHash } from 'node:crypto';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { createApp } from '../../../server/app.ts';
import { openContext } from '../../../server/context.ts';
import { KNOWN_MIGRATIONS, migrate, migrationText, pendingMigrations, tryMigrations } from '../../../server/database/migrate.ts';
import { openDatabase } from '../../../server/database/open.ts';
import { openPostgres } from '../../../server/database/postgres.ts';
import { signIn } from '../house.ts';
import { stores, type TestStore } from '../stores.ts';
import { openReleased } from './released.ts';

/** Migrations of released versions, which somebody's store has seen: what they said then, they say for ever. */
const RELEASED: Record<string, string> = { '001_house.sql': '63cbf94efbd034f564e55df73c0c3630b81b7e3839bff7f8f1844682f7611a3f' };

const opened: TestStore[] = [];
afterEach(async () => { for (const store of opened.splice(0)) await store.remove(); });
const released = async (migrations: readonly string[]) => {
  const store = await openReleased(migrations);
  opened.push(store);
  return store.database;
};

describe('migrations', () => {
  test.each(Object.entries(RELEASED))('of a release never change: %s', (name, hash) =>
    expect(createHash('sha256').update(migrationText(name)).digest('hex'), 'write a new migration instead').toBe(hash));

  test('have names that say their order', () => {
    for (const name of KNOWN_MIGRATIONS) expect(name).toMatch(/^\d{3}_[a-z_]+\.sql$/);
    expect(new Set(KNOWN_MIGRATIONS.map((name) => name.slice(0, 3))).size).toBe(KNOWN_MIGRATIONS.length);
  });

  test.skipIf(!stores.some(({ engine }) => engine === 'postgres')).each(KNOWN_MIGRATIONS.map((name, i) => [name, KNOWN_MIGRATIONS.slice(0, i + 1)] as const))('take a store that ends with %s forward, and it answers', async (_, seen) => {
    const database = await released(seen);
    const before = await database.query('select count(*) from incidents');
    expect(await tryMigrations(database)).toEqual(KNOWN_MIGRATIONS.slice(seen.length));
    expect(await pendingMigrations(database)).toEqual(KNOWN_MIGRATIONS.slice(seen.length));
    await migrate(database);
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await database.query('select count(*) from incidents')).toEqual(before);
    const context = await openContext(database), app = createApp(context);
    const headers = await signIn(database, 'admin');
    const [district, grids, plans] = await Promise.all(['/district', '/grids', '/plans'].map(async (path) => (await app.request(`/api/v1${path}`, { headers })).json())) as [{ counts: Record<string, number> }, { features: unknown[] }, { drawn: boolean }[]];
    expect(district.counts).toMatchObject({ units: 20, incidents: 500, communities: 1 });
    expect(grids.features).toHaveLength(2);
    expect(plans).toHaveLength(1);
    await context.versions.close();
  });

  test.skipIf(!stores.some(({ engine }) => engine === 'postgres'))('that do not go say so and change nothing', async () => {
    const database = await released(['001_house.sql']);
    await database.exec('create table accounts (mine int)');
    await expect(tryMigrations(database)).rejects.toThrow(/^002_accounts\.sql does not go on this store: relation "accounts" already exists\. Nothing was changed\.$/);
    expect(await pendingMigrations(database)).toEqual(KNOWN_MIGRATIONS.slice(1));
  });

  test.skipIf(!stores.some(({ engine }) => engine === 'postgres'))('are applied once when several servers open an empty database at once', async () => {
    const name = `fresh_${process.pid}`, maintenance = await openPostgres(inject('postgresUrl'));
    await maintenance.exec(`create database ${name} template template0`);
    const url = new URL(`/${name}`, inject('postgresUrl')).href;
    const servers = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url, folder: '' })));
    expect(await servers[0]!.query('select name from migrations order by name')).toEqual(KNOWN_MIGRATIONS.map((each) => ({ name: each })));
    for (const server of servers) await server.close();
    await maintenance.exec(`drop database ${name}`);
    await maintenance.close();
  });
});

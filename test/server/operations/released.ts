/** Stores as earlier releases left them: the migrations they knew, and rows made by SQL. On PostgreSQL, where a new one costs nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { runMigration } from '../../../server/database/migrate.ts';
import { openPostgres } from '../../../server/database/postgres.ts';
import type { TestStore } from '../stores.ts';

/** Opens one that has seen these migrations; its rows came with the first. Nothing brings it up to date. */
export async function openReleased(migrations: readonly string[]): Promise<TestStore> {
  const name = `released_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const maintenance = await openPostgres(inject('postgresUrl'));
  await maintenance.exec(`create database ${name} template template0`);
  await maintenance.close();
  const url = new URL(`/${name}`, inject('postgresUrl')).href;
  const database = await openPostgres(url);
  await database.exec('create table migrations (name text primary key, applied_at timestamptz not null default now())');
  for (const migration of migrations) {
    await runMigration(database, migration);
    await database.query('insert into migrations (name) values ($1)', [migration]);
    if (migration === '001_house.sql') await database.exec(readFileSync(join(import.meta.dirname, 'released', '001.sql'), 'utf8'));
  }
  return { database, url, folder: '', remove: async () => {
    await database.close();
    const again = await openPostgres(inject('postgresUrl'));
    await again.exec(`drop database ${name}`);
    await again.close();
  } };
}

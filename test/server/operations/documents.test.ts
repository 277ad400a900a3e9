import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SETTINGS } from '../../../server/config.ts';
import { stores, type TestStore } from '../stores.ts';

const home = join(import.meta.dirname, '../../..');
const runbook = readFileSync(join(home, 'server/RUNBOOK.md'), 'utf8'), scale = readFileSync(join(home, 'server/SCALE.md'), 'utf8');

describe('the runbook', () => {
  test('tells of every setting, and of none that is not', () => {
    const table = /## Settings[\s\S]*?\n\n(\|[\s\S]*?)\n\n/.exec(runbook)![1]!;
    const told = table.split('\n').slice(2).flatMap((row) => [...row.split('|')[1]!.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    expect(told.sort()).toEqual(Object.keys(SETTINGS).sort());
  });

  test('names commands and figures that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    for (const [, name] of runbook.matchAll(/npm run ([a-z-]+)/g)) expect(scripts).toHaveProperty(name!);
    const metrics = readFileSync(join(home, 'server/health/metrics.ts'), 'utf8');
    for (const [, name] of (runbook + scale).matchAll(/`(jingwei_\w+)/g)) expect(metrics).toContain(`'${name}'`);
  });
});

describe.each(stores)('the layout for many districts, on $engine', (store) => {
  let opened: TestStore;
  beforeAll(async () => { opened = await store.open('empty'); });
  afterAll(() => opened.remove());

  const named = (kind: string) => new RegExp(`^- ${kind}[^:]*: (.*)$`, 'm').exec(scale)![1]!.split(', ').sort();

  test('is what SCALE.md says of every table', async () => {
    const tables = await opened.database.query<{ name: string; distributed: boolean }>(`
      select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'district_code' and a.attnotnull) as distributed
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'spatial_ref_sys'`);
    expect(tables.filter(({ distributed }) => distributed).map(({ name }) => name).sort()).toEqual(named('distributed'));
    expect(tables.filter(({ distributed }) => !distributed).map(({ name }) => name).sort()).toEqual(named('reference'));
  });

  test('has the district first in every key and in every foreign key between what is distributed', async () => {
    const keys = await opened.database.query<{ table: string; key: string; columns: string[] }>(`
      select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as key, array_agg(a.attname::text order by k.position) as columns
      from pg_index i cross join unnest(i.indkey) with ordinality as k(number, position) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
      where i.indisunique and i.indrelid::regclass::text = any($1::text[]) group by 1, 2`, [named('distributed')]);
    expect(new Set(keys.map(({ table }) => table)).size).toBe(named('distributed').length);
    expect(keys.filter(({ columns }) => columns[0] !== 'district_code')).toEqual([]);
    const foreign = await opened.database.query<{ name: string }>(`
      select conname as name from pg_constraint where contype = 'f' and conrelid::regclass::text = any($1::text[]) and confrelid::regclass::text <> all($2::text[])
        and not exists (select 1 from pg_attribute a where a.attrelid = conrelid and a.attnum = any(conkey) and a.attname = 'district_code')`, [named('distributed'), named('reference')]);
    expect(foreign).toEqual([]);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MultiPolygon } from '../../geodata/district.ts';
import { lockFolder } from '../../server/database/lockFolder.ts';
import { migrate } from '../../server/database/migrate.ts';
import { stores, type TestStore } from './stores.ts';

const square: MultiPolygon = { type: 'MultiPolygon', coordinates: [[[[120, 36], [120.1234567, 36], [120.1234567, 36.1], [120, 36]], [[120.05, 36.01], [120.06, 36.01], [120.06, 36.02], [120.05, 36.01]]]] };

describe.each(stores)('the database on $engine', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => { store = await open('empty'); });
  afterAll(() => store.remove());

  test('brings text, numbers, times, lists, JSON, bytes and geometry through COPY unchanged', async () => {
    const { database } = store;
    await database.exec('create table everything (a text, b float8, c timestamptz, d text[], e jsonb, f bytea, g geometry(MultiPolygon, 4326), h boolean, i int)');
    const texts = ['tab\there', 'line\nbreak\r', 'back\\slash \\N \\.', '望潮街道 "引号"', ''];
    const count = await database.copyFrom('everything', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
      texts.map((text) => [text, 0.1 + 0.2, new Date('2026-11-22T01:02:03.456Z'), [text, 'a,b', '{c}'], { text }, new Uint8Array([0, 92, 255]), square, true, null]));
    expect(count).toBe(texts.length);
    const rows = await database.query<Record<string, unknown>>(`select a, b, c, d, e, encode(f, 'hex') as f, st_asgeojson(g)::jsonb as g, h, i from everything`);
    expect(rows).toEqual(texts.map((text) => ({ a: text, b: 0.1 + 0.2, c: new Date('2026-11-22T01:02:03.456Z'), d: [text, 'a,b', '{c}'], e: { text }, f: '005cff', g: square, h: true, i: null })));
  });

  test('lets the rest of the process live while many queries wait', async () => {
    const { database } = store;
    const turns: number[] = [];
    const timer = setInterval(() => turns.push(performance.now()), 1);
    await Promise.all(Array.from({ length: 30 }, () => database.query('select count(*) from generate_series(1, 200000)')));
    clearInterval(timer);
    expect(turns.length).toBeGreaterThan(10);
  });

  test('copies no rows as no rows', async () => expect(await store.database.copyFrom('settings', ['key', 'value'], [])).toBe(0));

  test('gives big integers and numerics as numbers and dates as text', async () =>
    expect(await store.database.query(`select 5::bigint as a, 1.5::numeric as b, '2026-02-03'::date as c`)).toEqual([{ a: 5, b: 1.5, c: '2026-02-03' }]));

  test('keeps nothing of a transaction that fails, and tells nobody', async () => {
    const { database } = store;
    const heard: string[] = [];
    const stop = await database.listen('versions', (payload) => heard.push(payload));
    await expect(database.transaction(async (inside) => {
      await inside.copyFrom('areas', ['district_code', 'code', 'level', 'name'], [['990101', '990101', 'district', 'x']]);
      throw new Error('on purpose');
    })).rejects.toThrow('on purpose');
    expect(await database.query('select 1 from areas')).toEqual([]);
    await database.copyFrom('areas', ['district_code', 'code', 'level', 'name'], [['990102', '990102', 'district', 'y']]);
    await expect.poll(() => heard).toEqual(['990102 areas']);
    await stop();
  });

  test('moves the version of a noun on with each write to it, and with no other', async () => {
    const { database } = store;
    const version = async () => Number((await database.query<{ version: number }>(`select version from versions where district_code = '990102' and noun = 'areas'`))[0]!.version);
    const before = await version();
    await database.query(`update areas set name = 'z' where district_code = '990102'`);
    expect(await version()).toBe(before + 1);
    await database.query(`delete from areas where district_code = '000000'`);
    await database.query(`insert into places (district_code, id, kind, name, community_code, geom) values ('990102', 'p', 'clinic', 'p', '990102001001', st_setsrid(st_makepoint(120, 36), 4326))`);
    expect(await version()).toBe(before + 1);
  });

  test('refuses a store written by a newer program', async () => {
    const { database } = store;
    await database.query(`insert into migrations (name) values ('999_later.sql')`);
    await expect(migrate(database)).rejects.toThrow(/newer Jingwei \(999_later.sql\)/);
    await database.query(`delete from migrations where name = '999_later.sql'`);
    await migrate(database);
  });
});

describe('the lock on a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is given to one at a time', () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(new RegExp(`in use by process ${process.pid}`));
    unlock();
    lockFolder(folder)();
  });

  test.each(['999999999', '', `${process.pid} 1`, 'nonsense'])('is taken over from an owner that is gone: "%s"', (owner) => {
    writeFileSync(join(folder, 'lock'), owner);
    lockFolder(folder)();
  });

  test.runIf(process.platform === 'linux')('is taken over from an owner that was killed and that nobody has buried', async () => {
    // The shell becomes a sleep that never waits for its child.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(String((await once(parent.stdout, 'data'))[0]));
    const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    writeFileSync(join(folder, 'lock'), `${pid} ${stat()[19]}`);
    while (stat()[0] !== 'Z') await new Promise((resolve) => setTimeout(resolve, 20));
    lockFolder(folder)();
    parent.kill();
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueToken } from '../../../server/accounts/tokens.ts';
import { createApp } from '../../../server/app.ts';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { writeBackup } from '../../../server/backup/backup.ts';
import { restoreBackup } from '../../../server/backup/restore.ts';
import { openContext } from '../../../server/context.ts';
import type { Database } from '../../../server/database/database.ts';
import { KNOWN_MIGRATIONS, migrate } from '../../../server/database/migrate.ts';
import { RIGHTS } from '../../../server/rights/principal.ts';
import { TODAY } from '../setup.ts';
import { stores, type TestStore } from '../stores.ts';
import { fillEveryTable } from './everyTable.ts';
import { openReleased } from './released.ts';

const scratch = mkdtempSync(join(tmpdir(), 'jingwei-backup-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(scratch, `${++files}.gz`);

/** Every table as the catalogue lists it, with a digest of its rows that does not depend on their order or the engine. */
async function contents(database: Database, isOld = false): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('spatial_ref_sys', 'migrations')`);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    // The name of the store is its own (an old one had no secret), and what was done to it afterwards is told in its audit.
    const own = name === 'settings' ? `where key not in ('store'${isOld ? `, 'secret'` : ''})` : name === 'audit' ? `where noun <> 'store'` : name === 'audit_heads' ? 'where false' : '';
    const [row] = await database.query<{ rows: number; digest: string }>(`select count(*) as rows, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as digest from ${name} t ${own}`);
    digests[name] = `${row!.rows} ${row!.digest}`;
  }
  return digests;
}

const QUESTIONS = ['/district', '/areas', '/areas/370216', '/grids', '/editions', '/units?area=370216001', '/parks', '/places', '/categories', '/search?q=街', '/plans', '/incidents?from=2026-10-01&to=2026-11-01', '/incidents/cells?month=2026-10', '/incidents/days?month=2026-10', '/accounts', '/tokens', '/settings', '/tiles/land.json'];
// A place with units and hills.
const TILES = ['/tiles/units/14/', '/tiles/buildings/15/', '/tiles/roads/12/', '/tiles/land/12/', '/tiles/relief/11/'];

/** The tile of level z in which a point lies. */
function tileAt([lon, lat]: [number, number], z: number): string {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return `${Math.floor(((lon + 180) / 360) * 2 ** z)}/${Math.floor(y * 2 ** z)}`;
}

async function answers(database: Database, secret: string): Promise<Record<string, string>> {
  const context = await openContext(database, { now: () => Date.parse(`${TODAY}T12:00:00+08:00`) });
  const app = createApp(context);
  const said: Record<string, string> = {};
  const [middle] = await database.query<{ at: [number, number] }>(`select jsonb_build_array(ST_X(label), ST_Y(label)) as at from areas where level = 'community' order by code limit 1`);
  const tiles = TILES.map((path) => path + tileAt(middle!.at, Number(path.split('/')[3])) + (path.includes('relief') ? '.png' : '.mvt'));
  for (const question of [...QUESTIONS, ...tiles]) {
    const response = await app.request(`/api/v1${question}`, { headers: { Authorization: `Bearer ${secret}` } });
    const body = Buffer.from(await response.arrayBuffer());
    said[question] = `${response.status} ${body.length} ${body.toString('base64')}`;
  }
  await context.versions.close();
  return said;
}

const pairs = stores.flatMap((from) => stores.map((to) => ({ from, to, name: `${from.engine} → ${to.engine}` }))).filter(({ from, to }) => stores.length === 1 || from !== to);

describe.each(pairs)('a backup, $name', ({ from, to }) => {
  let source: TestStore, target: TestStore, secret: string;
  const file = newFile();
  beforeAll(async () => {
    [source, target] = [await from.open(), await to.open()];
    await fillEveryTable(source.database);
    ({ secret } = await source.database.transaction((inside) => issueToken(inside, { kind: 'key', name: 'asks', rights: RIGHTS, area: null, expiresAt: new Date(Date.now() + 3_600_000) })));
  });
  afterAll(async () => {
    await source.remove();
    await target.remove();
  });

  test('holds every table as it was, and the other store answers the same', async () => {
    // Asked first: reading points is told in the audit.
    const asked = await answers(source.database, secret);
    const before = await contents(source.database);
    expect(Object.entries(before).filter(([name, digest]) => digest.startsWith('0 ') && name !== 'audit_heads'), 'tables without a row prove nothing').toEqual([]);
    expect(Object.entries(asked).filter(([, said]) => !said.startsWith('200 ')).map(([question, said]) => `${question}: ${said.slice(0, 3)}`)).toEqual([]);
    await writeBackup(source.database, file);
    const summary = await restoreBackup(target.database, file, { replace: false });
    expect(summary.replaced).toContain('sample');
    expect(await contents(target.database)).toEqual(before);
    expect(await answers(target.database, secret)).toEqual(asked);
  });

  test('leaves triggers, keys and indexes as a new store has them', async () => {
    const schemaOf = (database: Database) => database.query(`
      select 'index' as kind, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'public'::regnamespace and c.relname <> 'spatial_ref_sys'
      union all select 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n' and conrelid::regclass::text <> 'spatial_ref_sys'
      union all select 'trigger', tgrelid::regclass || ' ' || tgname, tgenabled::text from pg_trigger where not tgisinternal
      order by 1, 2`);
    expect(await schemaOf(target.database)).toEqual(await schemaOf(source.database));
    await expect(target.database.query('delete from audit')).rejects.toThrow(/append-only/);
  });

  test('continues the chain of the audit, which tells of it', async () => {
    expect(await verifyAudit(target.database)).toMatchObject({ broken: null });
    expect(await target.database.query(`select action from audit where noun = 'store' order by sequence`)).toEqual([{ action: 'import' }]);
    expect(await source.database.query(`select action from audit where noun = 'store' order by sequence`)).toEqual([{ action: 'export' }]);
  });

  test('gives the store a new name, so that tags of before are void', async () => {
    const name = (database: Database) => database.query(`select value from settings where key = 'store'`);
    expect(await name(target.database)).not.toEqual(await name(source.database));
  });

  test('is of one moment, however much is written meanwhile', async () => {
    const other = newFile();
    let writing = true, written = 0;
    const writer = (async () => {
      while (writing) {
        await source.database.transaction(async (inside) => {
          await inside.query(`update areas set name = $1 where code = '370216'`, [`n${++written}`]);
          await inside.query(`update parks set name = $1`, [`n${written}`]);
        });
      }
    })();
    await expect.poll(() => written).toBeGreaterThan(1);
    await writeBackup(source.database, other);
    writing = false;
    await writer;
    await restoreBackup(target.database, other, { replace: true });
    const names = await target.database.query<{ name: string }>(`select distinct name from parks union select name from areas where code = '370216'`);
    expect(names).toHaveLength(1);
    expect(names[0]!.name).toMatch(/^n\d+$/);
  });

  test('does not take the place of a real district unasked', async () => {
    await target.database.query(`update settings set value = jsonb_set(value, '{sample}', 'null') where key = 'district'`);
    const before = await contents(target.database);
    await expect(restoreBackup(target.database, file, { replace: false })).rejects.toThrow(/holds .*\(370216\)\. Nothing was changed\. Add --replace/);
    expect(await contents(target.database)).toEqual(before);
  });

  test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length * 0.6), /cut short/],
    ['cut short by its last bytes', (bytes) => bytes.subarray(0, -9), /cut short/],
    ['with a bit turned', (bytes) => { bytes[bytes.length >> 1]! ^= 4; return bytes; }, /damaged|changed|cannot be read/],
    ['with a row changed and packed again', (bytes) => gzipSync(Buffer.from(gunzipSync(bytes).toString('latin1').replace('\t370216001\t', '\t370216002\t'), 'latin1'), { level: 1 }), /were changed/],
    ['without its last table', (bytes) => { const text = gunzipSync(bytes).toString('latin1'); const at = text.lastIndexOf('{"table":"units"'); return gzipSync(Buffer.from(text.slice(0, at) + text.slice(text.lastIndexOf('{"table":"versions"')), 'latin1'), { level: 1 }); }, /rows are missing/],
    ['that is something else', () => gzipSync('hello'), /cannot be read|something else/],
    ['that is no archive', () => Buffer.from('hello'), /damaged/],
    ['that is empty', () => Buffer.alloc(0), /cut short/],
    ['of a newer format', (bytes) => gzipSync(gunzipSync(bytes).toString('latin1').replace('"format":1', '"format":2')), /newer Jingwei \(format 2/],
    ['of a newer schema', (bytes) => gzipSync(Buffer.from(gunzipSync(bytes).toString('latin1').replace('"001_house.sql"', '"001_house.sql","999_later.sql"'), 'latin1'), { level: 1 }), /newer Jingwei \(999_later\.sql\)/],
  ])('%s is refused and changes nothing', async (_, spoil, says) => {
    const spoilt = newFile();
    writeFileSync(spoilt, spoil(readFileSync(file)));
    const before = await contents(target.database);
    await expect(restoreBackup(target.database, spoilt, { replace: true })).rejects.toThrow(says);
    expect(await contents(target.database)).toEqual(before);
  });

  test('that cannot be written leaves no file', async () => {
    const nowhere = join(scratch, 'nowhere', 'x.gz');
    await expect(writeBackup(source.database, nowhere)).rejects.toThrow(/cannot be written to .*nowhere/);
    expect(existsSync(nowhere)).toBe(false);
  });
});

describe.each(stores)('a backup of an older schema, restored on $engine', (store) => {
  test.each(KNOWN_MIGRATIONS.slice(0, -1).map((name, i) => [name, KNOWN_MIGRATIONS.slice(0, i + 1)] as const))('that ends with %s is as if its store had been brought up to date', async (_, migrations) => {
    const old = await openReleased(migrations);
    const file = newFile();
    await writeBackup(old.database, file);
    const target = await store.open();
    await restoreBackup(target.database, file, { replace: false });
    await migrate(old.database);
    const restored = await contents(target.database, true);
    expect(restored).toEqual(await contents(old.database, true));
    expect(restored.incidents).toMatch(/^500 /);
    await old.remove();
    await target.remove();
  });
});

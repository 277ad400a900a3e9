import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createApp } from '../../../server/app.ts';
import { openContext, type Context } from '../../../server/context.ts';
import type { Database } from '../../../server/database/database.ts';
import { openPostgres } from '../../../server/database/postgres.ts';
import { signIn } from '../house.ts';
import { startStandby } from '../postgres.ts';
import { stores, type TestStore } from '../stores.ts';

const postgres = stores.find(({ engine }) => engine === 'postgres');

describe.skipIf(!postgres || process.env.TEST_DATABASE_URL)('a server with a hot standby', () => {
  let standby: Awaited<ReturnType<typeof startStandby>>, store: TestStore, replica: Database, context: Context, app: ReturnType<typeof createApp>, headers: Record<string, string>;
  beforeAll(async () => {
    standby = await startStandby(inject('postgresUrl'));
    store = await postgres!.open();
    headers = await signIn(store.database, 'admin');
    replica = await openPostgres(new URL(new URL(store.url!).pathname, standby!.url).href, { replica: true });
    context = await openContext(store.database, { replica });
    app = createApp(context);
    await caughtUp();
  });
  afterAll(async () => {
    await context.versions.close();
    await replica.close();
    await standby?.stop();
    await store.remove();
  });

  /** Until the standby has everything that the primary has. */
  const caughtUp = async () => {
    const [at] = await store.database.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn');
    await vi.waitFor(async () => expect(await replica.query('select pg_last_wal_replay_lsn() >= $1::pg_lsn as there', [at!.lsn])).toEqual([{ there: true }]), { timeout: 20_000 });
  };
  const rename = async (name: string) => {
    await context.database.query(`update areas set name = $1 where code = '370216001'`, [name]);
    await context.versions.refresh();
  };
  /** Asks, and says which database made the answer. */
  async function ask(path: string) {
    const reads = async () => Object.fromEntries([...(await context.metrics.text()).matchAll(/^jingwei_reads_total\{database="(\w+)"\} (\d+)$/gm)].map(([, name, count]) => [name, Number(count)]));
    const before = await reads();
    const response = await app.request(`/api/v1${path}`, { headers });
    const body = (await response.json()) as { properties?: { name: string } }, after = await reads();
    const from = ['replica', 'primary'].filter((name) => (after[name] ?? 0) > (before[name] ?? 0));
    return { status: response.status, name: body.properties?.name, etag: response.headers.get('etag'), from };
  }

  test('reads from it what it has seen', async () => {
    expect(await ask('/areas/370216001')).toMatchObject({ status: 200, from: ['replica'] });
    expect(await ask('/areas/370216002?')).toMatchObject({ status: 200, from: ['replica'] });
    expect(await ask('/areas/370216999')).toMatchObject({ status: 404 });
  });

  test('never gives a newer tag to older data: while the standby is behind, the primary answers', async () => {
    const old = await ask('/areas/370216001');
    await replica.query('select pg_wal_replay_pause()');
    await expect.poll(async () => (await replica.query<{ state: string }>('select pg_get_wal_replay_pause_state() as state'))[0]!.state).toBe('paused');
    await rename('新的');
    const answer = await ask('/areas/370216001');
    expect(answer).toMatchObject({ name: '新的', from: ['primary'] });
    expect(answer.etag).not.toBe(old.etag);
    // What was not written is read there all the same.
    expect(await ask('/categories')).toMatchObject({ status: 200, from: ['replica'] });
    await replica.query('select pg_wal_replay_resume()');
    await caughtUp();
    await rename('更新的');
    await caughtUp();
    expect(await ask('/areas/370216001')).toMatchObject({ name: '更新的', from: ['replica'] });
  });

  test('keeps what answers share from the primary', async () => {
    await replica.query('select pg_wal_replay_pause()');
    await context.database.query(`insert into areas (district_code, code, level, parent_code, name) values ('370216', '370216777', 'street', '370216', '新街道')`);
    await context.versions.refresh();
    // The directory of areas is loaded for this answer and kept for all.
    expect((await ask('/units?area=370216777')).status).toBe(200);
    await replica.query('select pg_wal_replay_resume()');
    expect((await ask('/grids?area=370216777')).status).toBe(200);
  });

  test('writes through the primary, and goes on when the standby is gone', async () => {
    await standby!.stop();
    standby = null;
    await rename('没有备库');
    expect(await ask('/areas/370216001')).toMatchObject({ status: 200, name: '没有备库', from: ['primary'] });
    expect(await ask('/areas/370216002?')).toMatchObject({ status: 200, from: ['primary'] });
  });
});

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { killAll, startProcess, type ServerProcess } from '../failures/process.ts';
import { signIn } from '../house.ts';
import { stores, type TestStore } from '../stores.ts';
import { listen, post, type Stream } from './listening.ts';

const postgres = stores.find(({ engine }) => engine === 'postgres');

describe.skipIf(!postgres)('what is reported to one of two servers over one PostgreSQL', () => {
  let store: TestStore, servers: [ServerProcess, ServerProcess], headers: Record<string, string>, nth = 0;
  const open: Stream[] = [];
  beforeAll(async () => {
    store = await postgres!.open();
    headers = await signIn(store.database, 'admin');
    servers = [await startProcess(store), await startProcess(store)];
  });
  afterAll(async () => {
    killAll();
    await store.remove();
  });

  const at = (server: ServerProcess) => ({ request: (path: string, init: RequestInit = {}) => fetch(`${server.url}/api/v1${path}`, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }) });
  const report = () => ({ source: 'hotline', externalId: `two-${++nth}`, category: '0101', openedAt: new Date().toISOString() });
  const follow = async (server: ServerProcess, lastId?: string) => {
    const stream = await listen(at(server), '', lastId);
    open.push(stream);
    await stream.next('time');
    return stream;
  };
  /** Reports to one server; true where it took it. */
  const tell = async (server: ServerProcess) => { const answer = await post(at(server), [report()]); expect(answer.status, await answer.clone().text()).toBe(200); };

  test('is heard at both, and each goes on when the other is killed', async () => {
    for (const [here, there] of [[0, 1], [1, 0]] as const) {
      const stream = await follow(servers[there]);
      await tell(servers[here]);
      const { id, data } = await stream.next('change');
      expect(data).toMatchObject({ opened: 1, pulses: [{ isNew: true, state: 'opened' }] });

      // The one that took it dies; the other is told, tells, and its screens stay.
      await servers[here].end('SIGKILL');
      await tell(servers[there]);
      expect((await stream.next('change')).data).toMatchObject({ change: data.change + 1, opened: 1 });

      // A screen of the dead one comes back, to whichever server, and misses nothing.
      servers[here] = await startProcess(store);
      const back = await follow(servers[here], id!);
      expect((await back.next('change')).data).toMatchObject({ change: data.change + 1, opened: 1 });
      await tell(servers[there]);
      expect((await back.next('change')).data).toMatchObject({ change: data.change + 2 });
      const day = async (server: ServerProcess) => (await (await at(server).request('/live/today')).json()) as { opened: number; change: number };
      await vi.waitFor(async () => expect(await day(servers[here])).toMatchObject({ change: data.change + 2, opened: (await day(servers[there])).opened }));
      await Promise.all([stream.leave(), back.leave()]);
    }
  });

  test('is heard once the database is back, though nobody was told while it was away', async () => {
    const [mine, theirs] = [await follow(servers[0]), await follow(servers[1])];
    // Every connection is cut, that of the listener too; what is reported meanwhile goes unheard by some.
    await store.database.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    await vi.waitFor(() => tell(servers[0]), { timeout: 10_000, interval: 200 });
    for (const stream of [mine, theirs]) expect((await stream.next('change')).data).toMatchObject({ opened: 1 });
    await Promise.all([mine.leave(), theirs.leave()]);
  });
});

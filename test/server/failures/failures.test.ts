import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest';
import { startOwnPostgres } from '../../../scripts/ownPostgres.ts';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { connectCalls } from '../../../server/database/calls.ts';
import { openDatabase } from '../../../server/database/open.ts';
import { insertJob } from '../../../server/jobs/queries.ts';
import { runJobs } from '../../../server/jobs/runner.ts';
import { selectSettings } from '../../../server/settings/queries.ts';
import { openApp, signIn, type TestApp } from '../house.ts';
import { HASTY } from '../postgres.ts';
import { oneEngine } from '../setup.ts';
import { stores } from '../stores.ts';
import { killAll, startProcess } from './process.ts';

afterAll(killAll);
const JSON_BODY = { 'Content-Type': 'application/json' };
const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const threshold = (n: number) => ({ method: 'PATCH', body: JSON.stringify({ suppressionThreshold: n }), headers: JSON_BODY });

test.runIf(oneEngine !== 'pglite')('a PostgreSQL that goes away: requests fail clearly, and recover by themselves when it is back', async () => {
  const postgres = await startOwnPostgres(HASTY);
  const { headers, server } = await (async () => {
    const database = await openDatabase({ url: postgres.url, folder: '' });
    const signedIn = await signIn(database, 'admin');
    await database.close();
    return { headers: signedIn, server: await startProcess({ folder: '', url: postgres.url }) };
  })();
  const answers: { status: number; retryAfter: string | null; type: string | null }[] = [];
  let acknowledged = 0, asked = 0, isOver = false;
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${server.url}${path}`, { ...init, headers: { ...headers, ...(init.headers as object) } });
    answers.push({ status: response.status, retryAfter: response.headers.get('retry-after'), type: response.headers.get('content-type') });
    await response.arrayBuffer();
    return response.status;
  };
  const load = Promise.all(Array.from({ length: 8 }, async (_, i) => {
    while (!isOver) {
      if (i > 0) await ask('/api/v1/settings');
      else {
        asked = (asked % 100) + 1;
        if ((await ask('/api/v1/settings', threshold(asked))) === 200) acknowledged = asked;
      }
      await pause(5);
    }
  }));
  await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(2);
  await postgres.leave();
  await expect.poll(() => answers.at(-1)!.status, { timeout: 20_000 }).toBe(503);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const away = acknowledged;
  await postgres.comeBack();
  await expect.poll(() => acknowledged, { timeout: 30_000 }).not.toBe(away);
  isOver = true;
  await load;
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
  for (const { retryAfter, type } of answers.filter(({ status }) => status === 503)) expect([Number(retryAfter) > 0, type]).toEqual([true, 'application/problem+json']);
  expect(await (await fetch(`${server.url}/api/v1/settings`, { headers })).json()).toMatchObject({ suppressionThreshold: acknowledged });
  expect(await server.end('SIGTERM')).toBe(0);
  await postgres.stop();
});

test.runIf(oneEngine !== 'pglite')('a database that is not there is said in a sentence', async () =>
  expect(startProcess({ folder: '', url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(/ended with 1: The database 127\.0\.0\.1:1\/none cannot be reached/));

/** Whether this machine lets us mount a small disk. */
const canMount = process.getuid?.() === 0 && process.platform === 'linux' && (() => {
  const at = mkdtempSync(join(tmpdir(), 'jingwei-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]).status === 0;
  if (isMounted) spawnSync('umount', [at]);
  rmSync(at, { recursive: true });
  return isMounted;
})();

// Needs root and the right to mount: elsewhere there is no small disk to fill.
describe.runIf(canMount && oneEngine !== 'postgres')('a disk', () => {
  const disk = mkdtempSync(join(tmpdir(), 'jingwei-disk-'));
  const folder = join(disk, 'store');
  beforeAll(() => {
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', disk]).status).toBe(0);
    cpSync(inject('pgliteTemplate'), folder, { recursive: true });
  });
  afterAll(() => {
    spawnSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('that is full: writes are refused with the reason, reads go on, and so do writes once there is room', async () => {
    const before = await openDatabase({ url: undefined, folder });
    const headers = await signIn(before, 'admin');
    // Grows with every write that is taken.
    await before.exec(`create table ballast (text text); create function ballast() returns trigger language plpgsql as $$ begin insert into ballast select string_agg(md5(random()::text), '') from generate_series(1, 10000); return null; end $$;
      create trigger ballast after insert or update on settings for each statement execute function ballast()`);
    await before.close();
    const server = await startProcess({ folder, url: undefined });
    const ask = (n: number) => fetch(`${server.url}/api/v1/settings`, { ...threshold(n), headers: { ...headers, ...JSON_BODY } });
    const stored = async () => ((await (await fetch(`${server.url}/api/v1/settings`, { headers })).json()) as { suppressionThreshold: number }).suppressionThreshold;
    expect((await ask(9)).status).toBe(200);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'fill'), Buffer.alloc(Math.max(0, bavail * bsize - 2 * 1024 * 1024), 1));
    let last = 9, refused: Response | null = null;
    for (let n = 10; n < 90 && !refused; n++) {
      const response = await ask(n);
      if (response.status === 200) last = n;
      else refused = response;
    }
    expect([refused!.status, refused!.headers.get('retry-after'), (await refused!.json()).detail]).toEqual([507, '60', expect.stringContaining('disk of the store is full')]);
    expect(await stored()).toBe(last);
    rmSync(join(disk, 'fill'));
    expect((await ask(95)).status).toBe(200);
    expect(await server.end('SIGTERM')).toBe(0);
    const again = await openDatabase({ url: undefined, folder });
    expect(await selectSettings(again)).toMatchObject({ suppressionThreshold: 95 });
    expect((await verifyAudit(again)).broken).toBeNull();
    await again.close();
  });

  it('that is read-only: said in a sentence at start', async () => {
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    await expect(startProcess({ folder, url: undefined })).rejects.toThrow(/ended with 1: The data folder \S+ cannot be written/);
    await expect(startProcess({ folder: join(disk, 'other'), url: undefined })).rejects.toThrow(/ended with 1: The data folder \S+ cannot be written/);
    spawnSync('mount', ['-o', 'remount,rw', disk]);
  });
});

describe.runIf(oneEngine !== 'postgres')('the embedded store', () => {
  it('is one server\'s: the second is told who has it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jingwei-two-'));
    cpSync(inject('pgliteTemplate'), folder, { recursive: true });
    const first = await startProcess({ folder, url: undefined });
    await expect(startProcess({ folder, url: undefined })).rejects.toThrow(new RegExp(`ended with 1: The data folder \\S+ is in use by process ${first.child.pid}`));
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.end('SIGTERM');
    rmSync(folder, { recursive: true });
  });

  it('whose thread breaks down tells everybody who waits, and who asks later', async () => {
    const thread = new Worker(`require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of memory'); })`, { eval: true });
    const { call, fail } = connectCalls(thread);
    const waiting = [call('query', []), call('query', [])];
    thread.once('error', (error) => fail(error as Error));
    for (const each of waiting) await expect(each).rejects.toThrow('out of memory');
    await expect(call('query', [])).rejects.toThrow('out of memory');
  });
});

describe.each(stores)('a clock that is set back an hour on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  it('stops no job, signs nobody out, and breaks neither audit nor plans', async () => {
    expect((await house.request('/settings', threshold(7))).status).toBe(200);
    const id = crypto.randomUUID();
    await insertJob(house.database, { districtCode: '370216', id, kind: 'note', input: {} });
    // What was written an hour ahead of the clock as it is now.
    await house.write(
      `update jobs set state = 'running', worker = 'gone', heartbeat_at = now() + interval '1 hour', created_at = now() + interval '1 hour'`,
      `update tokens set created_at = now() + interval '1 hour'`,
      `update migrations set applied_at = now() + interval '1 hour'`,
    );
    const runner = await runJobs(house.database, { note: async () => ({ result: {}, write: async () => {} }) }, { lookMs: 50, beatMs: 50, progressMs: 5 });
    await expect.poll(async () => (await house.json(`/jobs/${id}`)).state, { timeout: 10_000 }).toBe('done');
    await runner.stop();
    expect((await house.request('/settings', threshold(8))).status).toBe(200);
    expect((await house.request('/plans', { method: 'POST', body: JSON.stringify({ scope: '370216' }), headers: JSON_BODY })).status).toBe(202);
    expect((await verifyAudit(house.database)).broken).toBeNull();
  });
});

it('closes connections that send their request by the byte', async () => {
  const store = stores[0]!;
  const opened = await store.open('empty');
  await opened.database.close();
  const server = await startProcess(opened);
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (data) => { heard += data; });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => { socket.once('close', () => resolve()); });
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n');
  const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 500);
  await closed;
  clearInterval(drip);
  expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  expect((await fetch(`${server.url}/healthz`, { headers: { 'X-Large': 'x'.repeat(20_000) } })).status).toBe(431);
  await server.end('SIGTERM');
  await opened.remove();
});

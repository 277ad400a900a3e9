import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { selectJob } from '../../../server/jobs/queries.ts';
import { startServer, type RunningServer } from '../../../server/main.ts';
import { signIn } from '../house.ts';
import { eventsOf } from '../plans/planner.ts';
import { stores, type TestStore } from '../stores.ts';

const home = join(import.meta.dirname, '../../..');
const postgres = stores.find(({ engine }) => engine === 'postgres');

describe.skipIf(!postgres)('two servers over one PostgreSQL', () => {
  let store: TestStore, here: RunningServer, other: { child: ChildProcess; url: string }, headers: Record<string, string>;
  beforeAll(async () => {
    store = await postgres!.open();
    headers = { ...(await signIn(store.database, 'admin')), 'Content-Type': 'application/json' };
    other = await startElsewhere(store.url!);
    here = await startServer({ port: 0, host: '127.0.0.1', databaseUrl: store.url, sample: null, report: () => {} });
  });
  afterAll(async () => {
    other.child.kill('SIGKILL');
    await here.close();
    await store.remove();
  });

  const ask = async (url: string, path: string, init: RequestInit = {}) => fetch(`${url}/api/v1${path}`, { ...init, headers });
  const draw = async (url: string, scope: string) => (await (await ask(url, '/plans', { method: 'POST', body: JSON.stringify({ scope }) })).json()) as { plan: string; job: string };

  test('show each other what was written, under one tag', async () => {
    const before = await ask(other.url, '/plans'), tag = before.headers.get('etag');
    expect((await ask(here.url, '/plans')).headers.get('etag')).toBe(tag);
    const { plan } = await draw(here.url, '370216001');
    await vi.waitFor(async () => {
      const plans = await ask(other.url, '/plans');
      expect(plans.headers.get('etag')).not.toBe(tag);
      expect((await plans.json()) as { id: string }[]).toContainEqual(expect.objectContaining({ id: plan }));
    }, { timeout: 10_000 });
  });

  test('run a job once, and both tell how far it is', async () => {
    const { job } = await draw(here.url, '370216002');
    const events = await ask(other.url, `/jobs/${job}/events`);
    let text = '';
    for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) text += chunk;
    expect(text).toMatch(/"state":"done"/);
    expect(await store.database.query('select count(distinct code) = count(*) as once from plan_grids where plan_id = (select input ->> $2 from jobs where id = $1)', [job, 'plan'])).toEqual([{ once: true }]);
  });

  test('carry the edits of a plan and who draws it from one to the other', async () => {
    const made = await ask(here.url, '/plans', { method: 'POST', body: JSON.stringify({ scope: '370216001', start: 'edition' }) });
    const { id } = (await made.json()) as { id: string };
    const stream = eventsOf(await ask(other.url, `/plans/${id}/events`)), near = eventsOf(await ask(here.url, `/plans/${id}/events`));
    const next = async (events: typeof stream, name: string) => {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`The stream ended without ${name}.`);
        if (value.event === name) return value;
      }
    };
    await next(near, 'plan');
    await next(stream, 'plan');
    const [unit] = await store.database.query<{ code: string }>(`select unit_code as code from plan_units where plan_id = $1 order by 1 limit 1`, [id]);
    const edit = { id: randomUUID(), tool: 'lock', lock: { units: [unit!.code], to: true } };
    const save = async (url: string) => (await (await ask(url, `/plans/${id}/edits`, { method: 'POST', body: JSON.stringify({ edits: [edit] }) })).json()) as { results: unknown[] };
    expect((await save(here.url)).results).toEqual([{ id: edit.id, state: 'accepted', seq: 1 }]);
    expect(await next(stream, 'edit')).toMatchObject({ id: '1', data: { id: edit.id, by: 'test admin', lock: edit.lock } });
    // The answer was lost, and the edit comes again, to the other one.
    expect((await save(other.url)).results).toEqual([{ id: edit.id, state: 'accepted', seq: 1 }]);
    await Promise.all([stream.return(undefined), near.return(undefined)]);
  });

  test('take over from one that dies', async () => {
    await vi.waitFor(async () => expect(await store.database.query(`select 1 from jobs where state in ('queued', 'running')`)).toEqual([]), { timeout: 60_000 });
    // As the other would leave it: claimed, alive a moment ago, and nobody any more.
    const id = randomUUID();
    await store.database.query(`insert into plans (district_code, id, name, scope_code, state, rules, base_edition_id) select district_code, $1, 'x', scope_code, 'draft', rules, base_edition_id from plans limit 1`, [id]);
    await store.database.query(`insert into jobs (district_code, id, kind, state, input, worker, heartbeat_at) values ('370216', $1, 'redraw', 'running', jsonb_build_object('plan', $1::text), 'gone', now() - interval '14 seconds')`, [id]);
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    await vi.waitFor(async () => expect(await selectJob(store.database, id)).toMatchObject({ state: 'done' }), { timeout: 60_000, interval: 250 });
    expect((await ask(here.url, `/plans/${id}/report`)).status).toBe(200);
  });

  test('hand a job back when they are told to stop, and let answers finish', async () => {
    const third = await startElsewhere(store.url!);
    await here.close();
    const { job } = await draw(third.url, '370216');
    await vi.waitFor(async () => expect(await selectJob(store.database, job)).toMatchObject({ state: 'running' }), { timeout: 20_000, interval: 20 });
    const events = await ask(third.url, `/jobs/${job}/events`);
    // A request whose second half comes when the server has closed its door already.
    const slow = request(`${third.url}/api/v1/plans`, { method: 'POST', headers }), answered = once(slow, 'response');
    const exited = once(third.child, 'exit');
    await new Promise((resolve) => { slow.write('{"scope":', resolve); });
    await vi.waitFor(async () => expect((await ask(third.url, '/settings')).status).toBe(200));
    third.child.kill('SIGTERM');
    await vi.waitFor(() => expect(fetch(`${third.url}/healthz`)).rejects.toThrow(), { timeout: 10_000, interval: 20 });
    slow.end('"370216001"}');
    expect(((await answered)[0] as IncomingMessage).statusCode).toBe(202);
    const [code] = await exited;
    expect(code).toBe(0);
    await events.body?.cancel().catch(() => {});
    expect(await selectJob(store.database, job)).toMatchObject({ state: 'queued' });
    here = await startServer({ port: 0, host: '127.0.0.1', databaseUrl: store.url, sample: null, report: () => {} });
    await vi.waitFor(async () => expect(await selectJob(store.database, job)).toMatchObject({ state: 'done' }), { timeout: 90_000, interval: 250 });
  });
});

/** A server in a process of its own. */
async function startElsewhere(databaseUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(home, 'scripts/start.ts'), '--port', '0', '--host', '127.0.0.1', '--no-sample'], { env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout!.on('data', (data) => { output += data; });
  const url = await vi.waitFor(() => {
    if (child.exitCode !== null) throw new Error(`ended: ${output}`);
    return /http:\/\/127\S+/.exec(output)![0];
  }, { timeout: 120_000 });
  return { child, url };
}

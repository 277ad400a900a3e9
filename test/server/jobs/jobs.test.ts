import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { OperatorError } from '../../../server/database/database.ts';
import { claimJob, insertJob, selectJob } from '../../../server/jobs/queries.ts';
import { runJobs, type JobHandler } from '../../../server/jobs/runner.ts';
import { log } from '../../../server/log.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const PACE = { lookMs: 50, beatMs: 50, progressMs: 5 };
const district = '370216';

describe.each(stores)('jobs on $engine', (store) => {
  let app: TestApp;
  const running: { stop(): Promise<void> }[] = [];
  beforeAll(async () => { app = await openApp(store, 'empty'); });
  afterEach(async () => {
    for (const runner of running.splice(0)) await runner.stop();
    await app.database.query('delete from jobs');
  });
  afterAll(() => app.close());

  const run = async (handlers: Record<string, JobHandler>) => { running.push(await runJobs(app.database, handlers, PACE)); };
  const put = async (input: Record<string, unknown> = {}, kind = 'sum') => {
    const id = randomUUID();
    await insertJob(app.database, { districtCode: district, id, kind, input });
    return id;
  };
  const until = async (id: string, state: string) => {
    for (let tries = 0; tries < 400; tries++) {
      const job = await selectJob(app.database, id);
      if (job?.state === state) return job;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`job ${id} is ${(await selectJob(app.database, id))?.state}, not ${state}`);
  };
  const done = (result: Record<string, unknown> = {}) => ({ result, write: async () => {} });
  /** A job that goes on until it is told to stop. */
  const endless: JobHandler = (_, { signal, progress }) => new Promise((_resolve, reject) => {
    progress({ done: 1, total: 2 });
    if (signal.aborted) reject(new Error('stopped'));
    signal.addEventListener('abort', () => reject(new Error('stopped')));
  });

  test('run, tell how far they are, and leave their result with what they wrote', async () => {
    await app.database.exec('create table if not exists noted (text text)');
    await run({ sum: async ({ input }, { progress }) => {
      progress({ done: 1, total: 2, note: 'half' });
      await new Promise((resolve) => setTimeout(resolve, 60));
      progress({ done: 2, total: 2, note: 'whole' });
      return { result: { sum: (input.a as number) + (input.b as number) }, write: async (inside) => void (await inside.query(`insert into noted values ('written')`)) };
    } });
    const id = await put({ a: 2, b: 3 });
    expect(await until(id, 'done')).toMatchObject({ kind: 'sum', result: { sum: 5 }, progress: { done: 2, total: 2, note: 'whole' }, error: null });
    expect(await app.database.query('select * from noted')).toEqual([{ text: 'written' }]);
    expect(await app.json(`/jobs/${id}`)).toMatchObject({ id, state: 'done', finishedAt: expect.stringMatching(/^20.*Z$/) });
  });

  test('run in the order they came, one after the other', async () => {
    const order: unknown[] = [];
    let together = 0, most = 0;
    const ids = [await put({ n: 1 }), await put({ n: 2 }), await put({ n: 3 })];
    await run({ sum: async ({ input }) => {
      most = Math.max(most, ++together);
      await new Promise((resolve) => setTimeout(resolve, 10));
      together--;
      order.push(input.n);
      return done();
    } });
    for (const id of ids) await until(id, 'done');
    expect(order).toEqual([1, 2, 3]);
    expect(most).toBe(1);
  });

  test('that fail say so: a reason for an operator as it is, anything else without its inside', async () => {
    const logged = vi.spyOn(log, 'error').mockImplementation(() => {});
    await run({ sum: async () => { throw new OperatorError('There are no units.'); }, odd: async () => { throw new Error('secret detail'); } });
    expect(await until(await put(), 'failed')).toMatchObject({ error: 'There are no units.', result: null });
    const { error } = await until(await put({}, 'odd'), 'failed');
    expect(error).not.toContain('secret');
    expect(logged).toHaveBeenCalledTimes(1);
    logged.mockRestore();
  });

  test('whose last write fails are failed and leave nothing', async () => {
    await run({ sum: async () => ({ result: {}, write: async (inside) => {
      await inside.query(`insert into settings (key, value) values ('half', '1')`);
      throw new OperatorError('The disk is full.');
    } }) });
    expect(await until(await put(), 'failed')).toMatchObject({ error: 'The disk is full.' });
    expect(await app.database.query(`select * from settings where key = 'half'`)).toEqual([]);
  });

  test('are cancelled while they wait, and while they run', async () => {
    const waiting = await put({}, 'nobody runs this');
    expect(await (await app.request(`/jobs/${waiting}/cancel`, { method: 'POST' })).json()).toMatchObject({ state: 'cancelled' });
    await run({ sum: endless });
    const id = await put();
    await until(id, 'running');
    const asked = performance.now();
    expect((await app.request(`/jobs/${id}/cancel`, { method: 'POST' })).status).toBe(200);
    expect(await until(id, 'cancelled')).toMatchObject({ cancelRequested: true, result: null });
    expect(performance.now() - asked).toBeLessThan(1000);
    // One that is over stays as it is.
    expect(await (await app.request(`/jobs/${id}/cancel`, { method: 'POST' })).json()).toMatchObject({ state: 'cancelled' });
  });

  test('go back to the queue when the server stops, and run again', async () => {
    const first = await runJobs(app.database, { sum: endless }, PACE);
    const id = await put();
    await until(id, 'running');
    await first.stop();
    await until(id, 'queued');
    await run({ sum: async () => done({ second: true }) });
    expect(await until(id, 'done')).toMatchObject({ result: { second: true } });
  });

  test('are taken over when their runner is gone', async () => {
    const id = await put();
    expect(await claimJob(app.database, ['sum'], 'gone')).toMatchObject({ id });
    expect(await claimJob(app.database, ['sum'], 'other')).toBeNull();
    await app.database.query(`update jobs set heartbeat_at = now() - interval '16 seconds'`);
    await run({ sum: async () => done() });
    await until(id, 'done');
  });

  test('that were taken over are not written by the first runner any more', async () => {
    let written = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await run({ sum: async () => {
      await held;
      return { result: {}, write: async () => { written++; } };
    } });
    const id = await put();
    await until(id, 'running');
    await app.database.query(`update jobs set worker = 'another' where id = $1`, [id]);
    release();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(written).toBe(0);
    expect(await selectJob(app.database, id)).toMatchObject({ state: 'running' });
  });

  test('are claimed once, however many look', async () => {
    for (let i = 0; i < 8; i++) await put();
    const claimed = await Promise.all(Array.from({ length: 12 }, (_, i) => claimJob(app.database, ['sum'], `w${i}`)));
    const ids = claimed.flatMap((job) => job?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
  });

  test('are followed as events until they end', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await run({ sum: async (_, { progress }) => {
      progress({ done: 1, total: 2 });
      await held;
      return done({ sum: 1 });
    } });
    const id = await put();
    const response = await app.request(`/jobs/${id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const states: string[] = [];
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (const [, data] of text.matchAll(/^event: job\ndata: (.*)\n\n/gm)) states.push((JSON.parse(data!) as { state: string }).state);
      text = text.slice(text.lastIndexOf('\n\n') + 2);
      if (states.includes('running')) release();
    }
    expect(states.at(-1)).toBe('done');
    expect(states).toContain('running');
  });

  test('that do not exist are 404, ids that are none 400', async () => {
    for (const [path, status] of [[`/jobs/${randomUUID()}`, 404], ['/jobs/7', 400], [`/jobs/${randomUUID()}/events`, 404], [`/jobs/${randomUUID()}?x=1`, 400]] as const) {
      const response = await app.request(path);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await app.request(`/jobs/${randomUUID()}/cancel`, { method: 'POST' })).status).toBe(404);
  });
});

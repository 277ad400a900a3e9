import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentence } from '../../../server/log.ts';
import { startServer, type RunningServer } from '../../../server/main.ts';
import { stores } from '../stores.ts';

const home = join(import.meta.dirname, '../../..');

describe.each(stores)('what a server on $engine tells its operator', (store) => {
  let server: RunningServer, remove: () => Promise<void>;
  beforeAll(async () => {
    const { database, url, folder, remove: end } = await store.open();
    await database.close();
    remove = end;
    server = await startServer({ port: 0, host: '127.0.0.1', databaseUrl: url, folder, sample: null, report: () => {} });
  });
  afterAll(async () => {
    await server.close();
    await remove().catch(() => {});
  });

  const figures = async () => (await fetch(`${server.url}/metrics`)).text();
  const figure = (text: string, name: string) => Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);

  test('gives an answer an id, takes one that is well formed, and names it in problems', async () => {
    const made = await fetch(`${server.url}/healthz`);
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    for (const [given, isTaken] of [['trace-0123456789', true], ['short', false], ['with space 0123', false], ['x'.repeat(65), false]] as const) {
      for (const path of ['/api/v1/areas/000000', '/api/v1/nothing', '/healthz']) {
        const answer = await fetch(server.url + path, { headers: { 'X-Request-Id': given } });
        const id = answer.headers.get('x-request-id');
        expect(id === given).toBe(isTaken);
        const body = (await answer.json()) as { requestId?: string };
        if (answer.status >= 400) expect(body.requestId).toBe(id);
      }
    }
  });

  test('counts requests by route, method and status, never by address', async () => {
    await (await fetch(`${server.url}/api/v1/areas/370216?secret=zhangsan`)).text();
    const text = await figures();
    expect(text).toMatch(/^jingwei_http_request_seconds_count\{method="GET",route="\/api\/v1\/areas\/:code",status="\d+"\} \d+$/m);
    expect(text).not.toMatch(/zhangsan|370216/);
  });

  test('tells jobs, freshness, database and event loop', async () => {
    const text = await figures();
    expect(figure(text, 'jingwei_database_up')).toBe(1);
    expect(figure(text, 'jingwei_jobs{state="queued"}')).toBe(0);
    expect(figure(text, 'jingwei_newest_edition_age_seconds')).toBeGreaterThan(86_400);
    expect(figure(text, 'jingwei_newest_incident_age_seconds')).not.toBeNaN();
    expect(figure(text, 'nodejs_eventloop_lag_p99_seconds')).not.toBeNaN();
    if (store.engine === 'postgres') expect(figure(text, 'jingwei_database_connections{state="total"}')).toBeGreaterThan(0);
  });

  test('gives figures to this machine alone, and not through a proxy', async () => {
    for (const name of ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Real-IP', 'Forwarded', 'Via']) expect((await fetch(`${server.url}/metrics`, { headers: { [name]: '10.0.0.1' } })).status).toBe(403);
  });
});

describe('a server with METRICS_TOKEN, over an empty store', () => {
  const token = 'a-token-of-many-letters';
  let server: RunningServer, remove: () => Promise<void>;
  beforeAll(async () => {
    const { database, url, folder, remove: end } = await stores.at(-1)!.open('empty');
    await database.close();
    remove = end;
    server = await startServer({ port: 0, host: '127.0.0.1', databaseUrl: url, folder, sample: null, metricsToken: token, report: () => {} });
  });
  afterAll(async () => {
    await server.close();
    await remove().catch(() => {});
  });

  test('gives figures to whoever has it, and says nothing of data that is not there', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers });
    expect((await ask({})).status).toBe(403);
    expect((await ask({ Authorization: 'Bearer another-token-of-letters' })).status).toBe(403);
    const answer = await ask({ Authorization: `Bearer ${token}`, 'X-Forwarded-For': '10.0.0.1' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toMatch(/^jingwei_newest_\w+ /m);
  });
});

describe('the log', () => {
  test('is a sentence for a person', () =>
    expect(sentence(JSON.stringify({ level: 50, time: '2026-11-22T00:00:00Z', requestId: 'r1', err: { message: 'no', stack: 'Error: no\n    at x' }, msg: 'A request failed' }))).toBe('ERROR A request failed (requestId=r1) \nError: no\n    at x\n'));

  test('is a line of JSON an answer, with its route and without what was asked or sent', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', `
      const { Hono } = await import('hono');
      const { observe } = await import(${JSON.stringify(join(home, 'server/http/observe.ts'))});
      const { log } = await import(${JSON.stringify(join(home, 'server/log.ts'))});
      log.level = 'info';
      const app = new Hono().use(observe({ answered() {} })).get('/api/v1/areas/:code', (c) => c.text('zhangsan')).get('/s/:secret', (c) => c.notFound());
      await app.request('/api/v1/areas/370216?name=zhangsan', { headers: { authorization: 'Bearer zhangsan', 'x-request-id': 'trace-0123456789' } });
      await app.request('/s/zhangsan');
      log.error({ err: Object.assign(new Error('broken'), { code: '23505', detail: 'Key (login)=(zhangsan)', params: ['zhangsan'] }) }, 'A request failed');`], { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (data) => { text += data; });
    await once(child, 'close');
    const lines = text.trim().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ requestId: 'trace-0123456789', method: 'GET', route: '/api/v1/areas/:code', status: 200, ms: expect.any(Number), time: expect.stringMatching(/^20.*Z$/) });
    expect(lines.at(-1)).toMatchObject({ level: 50, msg: 'A request failed', err: { message: 'broken', code: '23505', stack: expect.any(String) } });
    expect(text).not.toContain('zhangsan');
  });
});

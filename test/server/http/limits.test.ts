import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { withPatience } from '../../../server/database/patience.ts';
import { openGate } from '../../../server/http/gate.ts';
import { limitCrowd, limitTime, measureJson } from '../../../server/http/limits.ts';
import { onError } from '../../../server/http/problem.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('the size of JSON', () => {
  test.each([
    ['{"a":[1,{"b":2}],"c":3}', 3, 3],
    ['"[[[,,,"', 0, 1],
    ['"\\"[["', 0, 1],
    ['"\\\\",[1]', 1, 2],
  ])('%s', (text, depth, values) => expect(measureJson(text)).toEqual({ depth, values }));
  test('is not measured further than it is refused', () => expect(measureJson(nested(1_000_000)).depth).toBeLessThan(100));
});

describe.each(stores)('limits on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  const post = (path: string, body: string, headers: Record<string, string> = {}) => house.request(path, { method: 'POST', body, headers: { ...JSON_BODY, ...headers } });

  it('refuses addresses, bodies, nesting and lists larger than any that is meant', async () => {
    expect((await house.request(`/search?q=${'x'.repeat(5000)}`)).status).toBe(414);
    expect((await post('/session', JSON.stringify({ login: 'x'.repeat(70_000), password: 'y' }))).status).toBe(413);
    expect((await post('/plans', JSON.stringify({ scope: '370216', name: 'x'.repeat(70_000) }))).status).toBe(400);
    const tooDeep = await post('/plans', `{"scope":${nested(33)}}`);
    expect([tooDeep.status, (await tooDeep.json()).detail]).toEqual([400, expect.stringContaining('32 levels')]);
    const tooMany = await post('/plans', `{"scope":[${'1,'.repeat(400_000)}1]}`);
    expect([tooMany.status, (await tooMany.json()).detail]).toEqual([413, expect.stringContaining('400,000 values')]);
  });

  it.each([
    ['https://elsewhere.example', 403], ['null', 403], ['http://localhost:1', 403], ['file://localhost', 403],
    // As app.request asks; behind a proxy that speaks TLS.
    ['http://localhost', 400], ['https://localhost', 400],
  ])('looks at where a page that writes comes from: %s', async (origin, status) => {
    expect((await post('/plans', '{}', { Origin: origin })).status).toBe(status);
    expect((await house.request('/district', { headers: { Origin: origin } })).status).toBe(200);
  });

  it('cuts what takes too long, and what it asked of the store', async () => {
    const app = new Hono();
    app.use(limitTime(100));
    const long = store.engine === 'postgres' ? 'select pg_sleep(60)' : `select count(*) from generate_series(1, 3000000)`;
    app.get('/long', async (c) => c.json(await house.database.query(long)));
    app.get('/behind', async (c) => c.json(await house.database.query(`insert into settings (key, value) values ('behind', '1')`)));
    app.onError(onError);
    const [first, ...others] = await Promise.all(['/long', ...(store.engine === 'pglite' ? ['/behind', '/behind'] : [])].map((path) => app.request(path)));
    for (const response of [first!, ...others]) {
      expect([response.status, response.headers.get('retry-after'), response.headers.get('content-type')]).toEqual([503, '10', 'application/problem+json']);
    }
    // The embedded engine cannot stop in the middle; what waits behind it is not begun.
    expect(await house.database.query(`select 1 from settings where key = 'behind'`)).toEqual([]);
    if (store.engine === 'postgres') await expect.poll(() => house.database.query(`select query from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`)).toEqual([]);
  });

  it('takes back a transaction that nobody waits for any more', async () => {
    const late = new AbortController();
    const reason = new Error('too late');
    await expect(withPatience(late.signal, () => house.database.transaction(async (inside) => {
      await inside.query(`insert into settings (key, value) values ('late', '1')`);
      late.abort(reason);
      await inside.query('select 1');
    }))).rejects.toBe(reason);
    expect(await house.database.query(`select 1 from settings where key = 'late'`)).toEqual([]);
  });
});

describe('a gate', () => {
  it('lets so many through, so many wait, and turns the next away', async () => {
    const gate = openGate(2, 1);
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => ends.push(resolve));
    const [a, b, c] = [gate(work), gate(work), gate(work)];
    await expect(gate(work)).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': expect.any(String) } });
    expect(ends.length).toBe(2);
    ends[0]!();
    await a;
    await expect.poll(() => ends.length).toBe(3);
    ends.forEach((end) => end());
    await Promise.all([b, c]);
    expect(await gate(async () => 'again')).toBe('again');
  });

  it('keeps no place for who has given up', async () => {
    const gate = openGate(1, 1);
    let end = () => {};
    const first = gate(() => new Promise<void>((resolve) => { end = resolve; }));
    const late = new AbortController();
    const second = withPatience(late.signal, () => gate(async () => 'never'));
    late.abort(new Error('gone home'));
    await expect(second).rejects.toThrow('gone home');
    const third = gate(async () => 'third');
    end();
    await first;
    expect(await third).toBe('third');
  });

  it('says so to a crowd', async () => {
    const app = new Hono();
    let open = () => {};
    const opened = new Promise<void>((resolve) => { open = resolve; });
    app.use(limitCrowd(1));
    app.get('/', async (c) => {
      await opened;
      return c.text('in');
    });
    app.onError(onError);
    const first = app.request('/');
    expect((await app.request('/')).status).toBe(503);
    open();
    expect((await first).status).toBe(200);
    expect((await app.request('/')).status).toBe(200);
  });
});

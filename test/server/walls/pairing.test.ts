import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../../server/app.ts';
import { openContext, type Context } from '../../../server/context.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { eventsOf } from '../plans/planner.ts';
import { stores } from '../stores.ts';

const STREET = '370216001', OTHER = '370216002';
const SHOWN = { scene: 1, playing: true, area: null, layers: ['areas'], secondsLeft: 12, command: 0 };

/** A phone: no account, cookies of its own. `elsewhere`: another process over the same store. */
function phoneOf(request: Asker['request']) {
  let cookie = '';
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await request(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }), headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(cookie && { cookie }) } });
    const given = response.headers.getSetCookie().map((each) => each.split(';')[0]!);
    if (given.length) cookie = given.join('; ');
    return { status: response.status, headers: response.headers, body: response.status === 204 ? null : ((await response.json()) as any) };
  };
  return { ask, get: (path: string) => ask('GET', path), post: (path: string, body: unknown) => ask('POST', path, body), cookie: () => cookie };
}

describe.each(stores)('pairing on $engine', (store) => {
  let house: TestApp, wall: Asker, nobody: Asker;
  beforeAll(async () => {
    house = await openApp(store);
    [wall, nobody] = await Promise.all([house.as('viewer'), house.as(null)]);
  });
  afterAll(() => house.close());
  beforeEach(() => house.write('delete from sign_in_failures'));

  const send = (asker: Asker, method: string, path: string, body?: unknown) =>
    asker.request(path, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });
  const offer = async (asker = wall, wallId: string | null = null, screen = crypto.randomUUID()) => {
    const response = await send(asker, 'POST', '/walls/pairings', { wall: wallId, screen });
    expect(response.status).toBe(201);
    return { screen, ...((await response.json()) as { id: string; code: string; url: string; until: string }) };
  };
  const take = async (by: object, request = nobody.request) => {
    const phone = phoneOf(request);
    return { phone, answer: await phone.post('/remote', by) };
  };
  const paired = async (asker = wall, wallId: string | null = null) => {
    const offered = await offer(asker, wallId), { phone, answer } = await take({ code: offered.code });
    expect(answer.status).toBe(200);
    return { ...offered, phone };
  };
  const stateOf = async (id: string) => ((await wall.json(`/walls/pairings/${id}`)) as { state: string }).state;
  /** Commands come at most ten a second. */
  const drive = async (phone: ReturnType<typeof phoneOf>, command: object) => vi.waitFor(async () => {
    const answer = await phone.post('/remote/commands', command);
    expect(answer.status).not.toBe(429);
    return answer;
  });

  it('takes a phone by code, tells what can be driven, and what the wall really shows', async () => {
    const made = await (await send(house, 'POST', '/walls', { name: '大厅' })).json();
    const { id, code } = await offer(wall, made.id);
    expect(code).toMatch(/^\d{6}$/);
    expect(await stateOf(id)).toBe('waiting');
    const { phone, answer } = await take({ code });
    expect(answer.body).toMatchObject({ wall: '大厅', revision: 1, areas: expect.arrayContaining([{ code: '370216', name: expect.any(String) }]) });
    expect(answer.body.scenes).toHaveLength(5);
    expect(answer.headers.get('set-cookie')).toMatch(/jw_remote=.*HttpOnly/);
    expect(await stateOf(id)).toBe('paired');
    expect((await phone.get('/remote/showing')).body).toMatchObject({ showing: null, isThere: false });
    expect((await send(wall, 'PUT', `/walls/pairings/${id}/showing`, SHOWN)).status).toBe(204);
    expect((await phone.get('/remote/showing')).body).toMatchObject({ showing: SHOWN, isThere: true, command: 0, revision: 1 });
    await house.write(`update wall_pairings set heard_at = now() - interval '1 minute' where id = '${id}'`);
    expect((await phone.get('/remote/showing')).body).toMatchObject({ showing: SHOWN, isThere: false });
  });

  it('takes a phone by the secret of the QR code, which stands behind a # and so in no log', async () => {
    const { url } = await offer();
    const { pathname, hash } = new URL(url);
    expect(pathname).toBe('/remote');
    expect((await take({ token: hash.slice(1) })).answer.status).toBe(200);
    expect((await take({ token: hash.slice(1) })).answer.status).toBe(403);
  });

  it('sends commands to that screen alone, in order, over its live stream', async () => {
    const here = await paired(), there = await paired();
    const stop = new AbortController();
    const [near, far] = await Promise.all([here, there].map(async ({ screen }) => eventsOf(await wall.request(`/live?pairing=${screen}`, { signal: stop.signal }))));
    const next = async (events: NonNullable<typeof near>) => {
      for (;;) {
        const { value } = await events.next();
        if (value!.event === 'command') return value!.data;
      }
    };
    await drive(here.phone, { command: 'scene', value: 3 });
    await drive(here.phone, { command: 'area', value: STREET });
    await drive(there.phone, { command: 'layer', value: { name: 'places', on: true } });
    expect(await next(near!)).toEqual({ number: 1, command: 'scene', value: 3 });
    expect(await next(near!)).toEqual({ number: 2, command: 'area', value: STREET });
    expect(await next(far!)).toEqual({ number: 1, command: 'layer', value: { name: 'places', on: true } });
    stop.abort();
    await Promise.all([near!.return(undefined), far!.return(undefined)]);
  });

  it('lets a phone do nothing but drive', async () => {
    const { phone } = await paired();
    for (const path of ['/areas', '/walls', '/district', '/live/today', '/walls/pairings', '/tokens', '/incidents/days?month=2026-11', '/audit', '/settings']) expect((await phone.get(path)).status, path).toBe(401);
    expect((await phone.post('/walls', { name: 'x' })).status).toBe(401);
    for (const body of [{ command: 'reboot' }, { command: 'scene', value: 99 }, { command: 'area', value: '110101' }, { command: 'layer', value: { name: 'secrets', on: true } }, { command: 'next', value: 1 }]) {
      expect((await drive(phone, body)).status, JSON.stringify(body)).toBe(400);
    }
    const own = await paired(await house.as('viewer', STREET));
    expect((await drive(own.phone, { command: 'area', value: OTHER })).status).toBe(400);
    expect((await drive(own.phone, { command: 'area', value: STREET })).status).toBe(202);
    expect((await own.phone.get('/remote')).body.areas.every(({ code }: { code: string }) => code.startsWith(STREET))).toBe(true);
  });

  it('ends when the wall says so, and for good', async () => {
    const { id, phone } = await paired();
    expect((await send(wall, 'DELETE', `/walls/pairings/${id}`)).status).toBe(204);
    for (const answer of [await phone.get('/remote'), await phone.get('/remote/showing'), await phone.post('/remote/commands', { command: 'next' })]) {
      expect([answer.status, answer.body.type]).toEqual([401, 'urn:jingwei:problem:not-paired']);
    }
    expect((await send(wall, 'PUT', `/walls/pairings/${id}/showing`, SHOWN)).status).toBe(404);
  });

  it('ends when the phone leaves, when an administrator says so, when the screen shows another code and when its wall goes', async () => {
    const left = await paired();
    expect((await left.phone.ask('DELETE', '/remote')).status).toBe(204);
    expect((await wall.request(`/walls/pairings/${left.id}`)).status).toBe(404);

    const kept = await paired();
    expect((await house.json('/walls/pairings')).map(({ id }: { id: string }) => id)).toContain(kept.id);
    await send(house, 'DELETE', `/walls/pairings/${kept.id}`);
    expect((await kept.phone.get('/remote')).status).toBe(401);

    const again = await paired();
    await offer(wall, null, again.screen);
    expect((await again.phone.get('/remote')).status).toBe(401);

    const made = await (await send(house, 'POST', '/walls', { name: '要删的' })).json();
    const gone = await paired(wall, made.id);
    await send(house, 'DELETE', `/walls/${made.id}`);
    expect((await gone.phone.get('/remote')).status).toBe(401);
  });

  it('is over with the token of the wall', async () => {
    const { phone, id } = await paired();
    await house.write(`update tokens set expires_at = now() where id = (select token_id from wall_pairings where id = '${id}')`);
    expect((await phone.get('/remote')).status).toBe(401);
    wall = await house.as('viewer');
  });

  it('takes one phone and no second one', async () => {
    const { code } = await offer();
    const answers = await Promise.all(Array.from({ length: 6 }, () => take({ code })));
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
  });

  it('shows a code for ten minutes', async () => {
    const { id, code, url, until } = await offer();
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(Date.parse(until) - Date.now()).toBeLessThan(11 * 60_000);
    await house.write(`update wall_pairings set code_until = now() where id = '${id}'`);
    expect(await stateOf(id)).toBe('over');
    expect((await take({ code })).answer.status).toBe(403);
    expect((await take({ token: new URL(url).hash.slice(1) })).answer.status).toBe(403);
  });

  it('makes who guesses wait, and does not say a code back', async () => {
    const { code } = await offer();
    const wrong = (n: number) => take({ code: String((Number(code) + n) % 1_000_000).padStart(6, '0') });
    const answers = [];
    for (let n = 1; n <= 8; n++) answers.push((await wrong(n)).answer);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 429, 429]);
    expect(Number(answers[7]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[0]!.body.errors[0]).toMatchObject({ field: 'code', found: null });
    // Even the right one has to wait now.
    expect((await take({ code })).answer.status).toBe(429);
  });

  it('ends a code that was guessed at from everywhere; the QR code goes on', async () => {
    const { id, code, url } = await offer();
    await house.write(`update wall_pairings set misses = 99 where id = '${id}'`);
    await take({ code: String((Number(code) + 1) % 1_000_000).padStart(6, '0') });
    expect(await stateOf(id)).toBe('over');
    expect((await take({ code })).answer.status).toBe(403);
    expect((await take({ token: new URL(url).hash.slice(1) })).answer.status).toBe(200);
  });

  it('keeps neither code nor secret longer than they are needed, and no secret as it is', async () => {
    const { id, url, phone } = await paired();
    const [row] = await house.database.query<{ row: string; code: string | null }>(`select row_to_json(p)::text as row, code from wall_pairings p where id = $1`, [id]);
    expect(row!.code).toBeNull();
    for (const secret of [new URL(url).hash.slice(1), phone.cookie().split('=')[1]!]) expect(row!.row).not.toContain(secret);
  });

  it('is for those who may look: nobody else shows a code', async () => {
    expect((await send(nobody, 'POST', '/walls/pairings', { wall: null, screen: crypto.randomUUID() })).status).toBe(401);
    const { id } = await offer();
    const stranger = await house.as('admin', OTHER);
    expect((await stranger.request(`/walls/pairings/${id}`)).status).toBe(404);
    expect((await send(wall, 'PUT', `/walls/pairings/${id}/showing`, { ...SHOWN, area: 'x' })).status).toBe(400);
  });

  it('is written down: who took a wall, and who ended it', async () => {
    const { id } = await paired();
    await send(wall, 'DELETE', `/walls/pairings/${id}`);
    const { entries } = await house.json('/audit?noun=pairings');
    expect(entries.slice(0, 2)).toMatchObject([{ action: 'delete', record: id, actor: 'test viewer' }, { action: 'create', record: id, actorKind: 'nobody' }]);
  });

  it('outlives the server, and a phone at another one drives the same wall', async () => {
    const { id, phone, screen } = await paired();
    const context: Context = await openContext(house.database, { now: Date.now });
    const app = createApp(context);
    const elsewhere = phoneOf(async (path, init = {}) => app.request(`/api/v1${path}`, { ...init, headers: { ...(init.headers as Record<string, string>), cookie: phone.cookie() } }));
    const stop = new AbortController();
    const events = eventsOf(await wall.request(`/live?pairing=${screen}`, { signal: stop.signal }));
    await send(wall, 'PUT', `/walls/pairings/${id}/showing`, SHOWN);
    expect((await elsewhere.get('/remote/showing')).body.showing).toEqual(SHOWN);
    expect((await elsewhere.post('/remote/commands', { command: 'pause' })).status).toBe(202);
    for (;;) {
      const { value } = await events.next();
      if (value!.event !== 'command') continue;
      expect(value!.data).toEqual({ number: 1, command: 'pause' });
      break;
    }
    stop.abort();
    await events.return(undefined);
    await context.versions.close();
  });
});

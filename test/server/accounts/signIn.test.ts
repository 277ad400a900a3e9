import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../stores.ts';
import { openTown, type Town } from './people.ts';

const PASSWORD = 'a long enough password 7';
const sha = (text: string) => createHash('sha256').update(text).digest('base64url');

describe.each(stores)('signing in on $engine', (store) => {
  let town: Town;
  beforeAll(async () => { town = await openTown(store); });
  afterAll(() => town.close());

  it('tells a stranger who may be tried, and nothing else', async () => {
    const stranger = town.person();
    const { status, body, headers } = await stranger.get('/session');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ principal: null, oidc: null, setup: false });
    expect(body.demo.map(({ login, role, area }: Record<string, unknown>) => [login, role, area])).toEqual([
      ['demo-viewer', 'viewer', null], ['demo-leader', 'leader', null], ['demo-planner', 'planner', null], ['demo-dispatcher', 'dispatcher', null], ['demo-admin', 'admin', null],
      ['demo-street-leader', 'leader', '370216001'], ['demo-street-planner', 'planner', '370216001'],
    ]);
    expect((await stranger.get('/areas')).status).toBe(401);
  });

  it('lets in whoever knows login and password, however the login is written, and out again', async () => {
    const { person } = await town.resident({ login: 'Zhao.Min', roles: ['viewer', 'planner'], area: '370216001', password: PASSWORD });
    expect((await person.ask('DELETE', '/session')).status).toBe(204);
    expect(person.cookies.has('jw_session')).toBe(false);
    expect((await person.get('/areas')).status).toBe(401);
    const { status, body } = await person.post('/session', { login: ' ZHAO.min', password: PASSWORD });
    expect(status).toBe(200);
    expect(body.principal).toEqual({
      kind: 'account', name: 'Zhao.Min', login: 'zhao.min', roles: ['viewer', 'planner'], rights: ['aggregates', 'plans'], area: '370216001', areaName: '望潮街道',
      demo: true, secondFactor: false, ownPassword: true,
    });
    expect((await person.get('/session')).body.principal).toEqual(body.principal);
    expect((await person.get('/areas')).status).toBe(200);
  });

  it('keeps the secret in a cookie that no script reads and no other site sends, secure behind TLS', async () => {
    const cookie = async (headers: Record<string, string>) => (await town.person().ask('POST', '/session/demo', { login: 'demo-viewer' }, headers)).headers.getSetCookie().find((line) => line.startsWith('jw_session='))!;
    const plain = await cookie({});
    expect(plain).toMatch(/; HttpOnly/);
    expect(plain).toMatch(/; SameSite=Lax/);
    expect(plain).toMatch(/; Path=\//);
    expect(plain).not.toMatch(/Secure/);
    expect(await cookie({ 'x-forwarded-proto': 'https' })).toMatch(/; Secure/);
  });

  it('refuses null characters in whatever is sent, and says where', async () => {
    for (const [path, body, field] of [
      ['/session', { login: 'a\u0000b', password: PASSWORD }, 'login'], ['/session', { login: 'a', password: 'b\u0000' }, 'password'], ['/session/demo', { login: 'a\u0000' }, 'login'],
      ['/session', { login: 'a', password: PASSWORD, extra: [{ deep: 'x' }, { deep: '\u0000' }] }, 'extra.1.deep'], ['/session/demo', '\u0000', 'json'],
    ] as const) {
      expect(await town.person().post(path, body)).toMatchObject({ status: 400, body: { errors: [{ field, found: null, expected: 'text without null characters' }] } });
    }
    // The six characters of its escape are no null character.
    expect((await town.person().post('/session', { login: 'a\\u0000b', password: PASSWORD })).status).toBe(401);
  });

  it('says the same of an unknown login, a wrong password, a disabled account and one without a password', async () => {
    const admin = await town.demo('demo-admin');
    const { id } = await town.resident({ login: 'asleep', roles: ['viewer'], password: PASSWORD });
    expect((await admin.ask('PATCH', `/accounts/${id}`, { disabled: true })).status).toBe(200);
    await town.resident({ login: 'awake', roles: ['viewer'], password: PASSWORD });
    expect((await admin.post('/accounts', { login: 'invited', name: 'x', roles: ['viewer'], area: null })).status).toBe(201);
    const answers = await Promise.all([['nobody', PASSWORD], ['awake', `${PASSWORD}!`], ['asleep', PASSWORD], ['invited', ''.padEnd(12, 'x')]].map(async ([login, password]) => {
      const { status, headers, body: { requestId: _, ...body } } = await town.person().post('/session', { login, password });
      return { status, body, cookies: headers.getSetCookie(), headers: [...headers.keys()].sort() };
    }));
    expect(answers[0]).toMatchObject({ status: 401, body: { detail: 'The login or the password is not right.' }, cookies: [] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('asks for Bearer where a program forgot its token, and repeats no password to whoever sent a wrong one', async () => {
    expect((await town.person().get('/areas')).headers.get('www-authenticate')).toBe('Bearer');
    const long = 'x1y2z'.repeat(60);
    for (const body of [{ login: 'a', password: long }, { login: 'a', password: [long] }, { login: 'a', password: 'x', code: long }]) {
      const { status, text } = await town.person().post('/session', body);
      expect(status).toBe(400);
      expect(text).not.toContain('x1y2z');
    }
  });

  it('never goes on with a session that the browser was given by somebody else', async () => {
    const victim = town.person();
    const attacker = await town.demo('demo-viewer');
    const fixed = attacker.cookies.get('jw_session')!;
    victim.cookies.set('jw_session', fixed);
    victim.cookies.set('jw_device', 'x'.repeat(43));
    await victim.post('/session/demo', { login: 'demo-leader' });
    expect(victim.cookies.get('jw_session')).not.toBe(fixed);
    expect((await victim.get('/session')).body.principal.login).toBe('demo-leader');
    expect((await attacker.get('/session')).body.principal).toBeNull();
  });

  it('refuses a session that is changed, over, idle or unknown, and forgets it where one asks who one is', async () => {
    const person = await town.demo('demo-viewer');
    const good = person.cookies.get('jw_session')!;
    const expectRefused = async () => {
      const { status, body } = await person.get('/areas');
      expect({ status, detail: body.detail }).toEqual({ status: 401, detail: 'The sign-in or the token is not valid, or not any more.' });
      expect((await person.get('/session')).body.principal).toBeNull();
    };
    for (const bad of [good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A'), sha(good), 'x', `${good}%00`]) {
      person.cookies.set('jw_session', bad);
      await expectRefused();
    }
    person.cookies.set('jw_session', good);
    expect((await person.get('/areas')).status).toBe(200);
    await town.database.query(`update sessions set seen_at = now() - interval '5 hours' where secret_hash = $1`, [sha(good)]);
    await town.database.query(`update sessions set expires_at = expires_at where secret_hash = $1`, [sha(good)]);
    await town.context.versions.refresh();
    await expectRefused();
    await town.database.query(`update sessions set seen_at = now(), expires_at = now() - interval '1 second' where secret_hash = $1`, [sha(good)]);
    await town.context.versions.refresh();
    await expectRefused();
  });

  it('shows where one is signed in, and signs out everywhere', async () => {
    const { person } = await town.resident({ login: 'two.browsers', roles: ['viewer'], password: PASSWORD });
    const other = town.person('10.9.9.9');
    await other.ask('POST', '/session', { login: 'two.browsers', password: PASSWORD }, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0' });
    const { body } = await person.get('/sessions');
    expect(body.map(({ current, address, browser }: Record<string, unknown>) => [current, address, browser])).toEqual([[false, '10.9.9.9', 'Firefox, Windows'], [true, expect.stringMatching(/^10\.1\./), null]]);
    expect((await person.ask('DELETE', '/sessions')).status).toBe(204);
    for (const each of [person, other]) expect((await each.get('/session')).body.principal).toBeNull();
  });

  it('changes a password when the old one is given; every other session ends', async () => {
    const { person } = await town.resident({ login: 'changer', roles: ['viewer'], password: PASSWORD });
    const other = town.person();
    await other.post('/session', { login: 'changer', password: PASSWORD });
    const wrong = await person.post('/session/password', { current: 'not this one at all', next: `${PASSWORD}2` });
    expect(wrong).toMatchObject({ status: 403, body: { type: 'urn:jingwei:problem:wrong-password' } });
    for (const next of ['short', 'aaaaaaaaaaaaaaaa', 'I am the Changer 1']) expect((await person.post('/session/password', { current: PASSWORD, next })).body).toMatchObject({ status: 400, errors: [{ field: 'next', found: null }] });
    expect((await person.post('/session/password', { current: PASSWORD, next: `${PASSWORD}2` })).status).toBe(204);
    expect((await person.get('/areas')).status).toBe(200);
    expect((await other.get('/areas')).status).toBe(401);
    expect((await town.person().post('/session', { login: 'changer', password: PASSWORD })).status).toBe(401);
    expect((await town.person().post('/session', { login: 'changer', password: `${PASSWORD}2` })).status).toBe(200);
  });

  it('leaves the accounts that anybody may try as they are', async () => {
    const person = await town.demo('demo-viewer');
    expect((await person.post('/session/password', { current: 'x', next: PASSWORD })).status).toBe(403);
    expect((await person.post('/session/second-factor', { password: 'x' })).status).toBe(403);
    const admin = await town.demo('demo-admin');
    const { body } = await admin.get('/accounts');
    const { id } = body.find(({ login }: { login: string }) => login === 'demo-viewer');
    expect((await admin.ask('PATCH', `/accounts/${id}`, { disabled: true })).status).toBe(409);
    expect((await admin.ask('DELETE', `/accounts/${id}`)).status).toBe(409);
    expect((await admin.post(`/accounts/${id}/invitation`)).status).toBe(409);
  });
});

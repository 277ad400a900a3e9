import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../stores.ts';
import { openTown, type Answer, type Person, type Town } from './people.ts';
import { CLIENT, startProvider, type Manner, type Provider } from './provider.ts';

describe.each(stores)('single sign-on on $engine', (store) => {
  let provider: Provider;
  let town: Town;
  let admin: Person;
  beforeAll(async () => {
    provider = await startProvider();
    town = await openTown(store, 'sample', { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_NAME: '区统一认证' });
    admin = await town.demo('demo-admin');
    for (const [login, signIn] of [['qian.bo', 'oidc'], ['later', 'oidc'], ['has.password', 'password']]) {
      expect((await admin.post('/accounts', { login, name: login, roles: ['planner'], area: '370216001', signIn })).status).toBe(201);
    }
  });
  afterAll(async () => {
    await town.close();
    await provider.close();
  });

  /** To the service and back, as a browser goes. */
  async function goAndReturn(person: Person, manner: Manner, path = '/session/oidc'): Promise<Answer> {
    provider.manner = manner;
    const away = await person.get(path);
    expect(away.status).toBe(303);
    const back = await person.get(away.headers.get('location')!);
    return person.get(back.headers.get('location')!);
  }

  it('is offered by its name, and asks the service with state, nonce and PKCE', async () => {
    const person = town.person();
    expect((await person.get('/session')).body.oidc).toEqual({ name: '区统一认证' });
    const { headers } = await person.get('/session/oidc');
    const url = new URL(headers.get('location')!);
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ client_id: CLIENT.id, response_type: 'code', scope: 'openid profile', code_challenge_method: 'S256', redirect_uri: `${town.origin}/api/v1/session/oidc/callback` });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)!.length).toBeGreaterThan(20);
    expect(headers.getSetCookie()[0]).toMatch(/^jw_oidc=.*Max-Age=600; Path=\/api\/v1\/session\/oidc; HttpOnly; SameSite=Lax/);
  });

  it('lets in whom an administrator made an account for, and knows them by their subject from then on', async () => {
    const person = town.person();
    const first = await goAndReturn(person, { sub: 'person-7', username: 'Qian.Bo' }, `/session/oidc?view=${encodeURIComponent('/?fill=grids')}`);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/?fill=grids']);
    expect((await person.get('/session')).body.principal).toMatchObject({ login: 'qian.bo', rights: ['aggregates', 'plans'], area: '370216001', ownPassword: false });
    expect(person.cookies.has('jw_oidc')).toBe(false);
    // Renamed at the service: the same person. Somebody else who has the name now: nobody.
    expect((await goAndReturn(town.person(), { sub: 'person-7', username: 'qian.bo.new' })).status).toBe(303);
    expect((await goAndReturn(town.person(), { sub: 'person-8', username: 'qian.bo' })).status).toBe(403);
    const { body } = await admin.get('/audit?noun=sessions&action=signIn');
    expect(body.entries[0]).toMatchObject({ actor: 'qian.bo', after: { login: 'qian.bo', via: 'oidc' } });
  });

  it('finds the user name by userinfo where the id token has none', async () =>
    expect((await goAndReturn(town.person(), { sub: 'person-9', username: 'later', byUserinfo: true })).status).toBe(303));

  it.each([['somebody unknown', 'stranger'], ['somebody without a name', null], ['an account with a password', 'has.password'], ['a demo account', 'demo-admin']])('makes no account for %s, and says so', async (_, username) => {
    const person = town.person();
    const before = await town.database.query('select count(*) from accounts');
    const { status, body } = await goAndReturn(person, { sub: `sub of ${username}`, username });
    expect(status).toBe(403);
    expect(body.detail).toContain('Ask an administrator');
    expect(person.cookies.has('jw_session')).toBe(false);
    expect(await town.database.query('select count(*) from accounts')).toEqual(before);
  });

  it('keeps out who is disabled here', async () => {
    const { body } = await admin.get('/accounts');
    const { id } = body.find(({ login }: { login: string }) => login === 'qian.bo');
    await admin.ask('PATCH', `/accounts/${id}`, { disabled: true });
    expect((await goAndReturn(town.person(), { sub: 'person-7', username: 'qian.bo' })).status).toBe(403);
    await admin.ask('PATCH', `/accounts/${id}`, { disabled: false });
    expect((await goAndReturn(town.person(), { sub: 'person-7', username: 'qian.bo' })).status).toBe(303);
    // Nor does a password help, which nobody can give it.
    expect((await admin.post(`/accounts/${id}/invitation`)).status).toBe(409);
    expect((await town.person().post('/session', { login: 'qian.bo', password: 'anything at all' })).status).toBe(401);
  });

  const good: Manner = { sub: 'person-7', username: 'qian.bo' };
  it.each([
    ['is signed by somebody else', { ...good, forged: true }], ['is for another program', { ...good, claims: { aud: 'another' } }], ['is of another service', { ...good, claims: { iss: 'http://127.0.0.1:1' } }],
    ['is over', { ...good, claims: { exp: 1_700_000_000 } }], ['belongs to another sign-in', { ...good, claims: { nonce: 'x'.repeat(43) } }], ['is a refusal', { ...good, refuses: true }],
  ])('takes nobody in when the answer %s', async (_, manner) => {
    const person = town.person();
    expect((await goAndReturn(person, manner)).status).toBe(400);
    expect(person.cookies.has('jw_session')).toBe(false);
  });

  it('takes nobody in who comes back in another browser, twice, or with another state', async () => {
    provider.manner = good;
    const person = town.person(), victim = town.person();
    const away = await person.get('/session/oidc');
    const back = (await person.get(away.headers.get('location')!)).headers.get('location')!;
    expect((await victim.get(back)).status).toBe(400);
    await victim.get('/session/oidc');
    expect((await victim.get(back)).status).toBe(400);
    expect(victim.cookies.has('jw_session')).toBe(false);
    expect((await person.get(back)).status).toBe(303);
    expect((await person.get(back)).status).toBe(400);
  });

  it('leads nowhere else afterwards', async () => {
    for (const view of ['https://elsewhere.example/', '//elsewhere.example']) expect((await town.person().get(`/session/oidc?view=${encodeURIComponent(view)}`)).status).toBe(400);
  });

  it('says so when the service is away', async () => {
    const other = await town.beside({ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' });
    expect((await other.person().get('/session/oidc')).status).toBe(503);
    expect((await other.person().get('/session')).body.oidc).toEqual({ name: '127.0.0.1:9' });
    await other.close();
  });

  it('is not there where nobody set it up', async () => {
    const other = await town.beside({});
    expect((await other.person().get('/session/oidc')).status).toBe(404);
    expect((await other.person().get('/session/oidc/callback?code=x&state=y')).status).toBe(404);
    await other.close();
  });
});

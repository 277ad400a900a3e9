import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../../server/accounts/tokens.ts';
import { RIGHTS_OF } from '../../../server/rights/principal.ts';
import { stores } from '../stores.ts';
import { openTown, type Person, type Town } from './people.ts';

const PASSWORD = 'windows over gardens 3';
const STREET = '370216001', OTHER_STREET = '370216002';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe.each(stores)('tokens on $engine', (store) => {
  let town: Town;
  let admin: Person;
  beforeAll(async () => {
    town = await openTown(store);
    admin = await town.demo('demo-admin');
  });
  afterAll(() => town.close());

  const bearer = (secret: string, path = '/areas') => town.person().get(path, { authorization: `Bearer ${secret}` });
  const make = async (by: Person, token: object) => (await by.post('/tokens', { kind: 'key', name: 'a key', area: null, expiresAt: inDays(30), ...token })).body;

  it('let a program in for what they name, and nothing beside', async () => {
    const { secret, url, token } = await make(admin, { name: '12345 热线', rights: ['aggregates'], area: STREET });
    expect(secret).toMatch(/^jw_[\w-]{43}$/);
    expect(url).toBeNull();
    expect(token).toMatchObject({ kind: 'key', name: '12345 热线', rights: ['aggregates'], area: STREET, areaName: '望潮街道', madeBy: 'demo-admin', expired: false, previousUntil: null, usedOn: null });
    const { status, body } = await bearer(secret);
    expect(status).toBe(200);
    expect(new Set(body.features.map(({ id }: { id: string }) => id.slice(0, 9)))).toEqual(new Set([STREET]));
    expect((await bearer(secret, `/areas/${OTHER_STREET}`)).status).toBe(404);
    expect((await bearer(secret, '/incidents?from=2026-11-01&to=2026-11-02')).status).toBe(403);
    expect((await bearer(secret, '/accounts')).status).toBe(403);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect((await admin.get('/tokens')).body.find(({ id }: { id: string }) => id === token.id).usedOn).toBe(today);
    // The secret is nowhere to be had again.
    expect((await admin.get('/tokens')).text).not.toContain(secret);
  });

  it('are refused when unknown, changed, over, or ended, and in another form', async () => {
    const { secret, token } = await make(admin, {});
    expect((await bearer(secret)).status).toBe(200);
    for (const authorization of [`Bearer ${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, `Bearer jw_${'x'.repeat(43)}`, `Bearer ${secret}x`, `Basic ${btoa(`x:${secret}`)}`, 'Bearer', secret, 'Bearer null']) {
      expect((await town.person().get('/areas', { authorization })).status).toBe(401);
    }
    await town.database.query(`update tokens set expires_at = now() - interval '1 second' where id = $1`, [token.id]);
    await town.context.versions.refresh();
    expect((await bearer(secret)).status).toBe(401);
    expect((await admin.get('/tokens')).body.find(({ id }: { id: string }) => id === token.id).expired).toBe(true);
    const other = await make(admin, {});
    expect((await bearer(other.secret)).status).toBe(200);
    expect((await admin.ask('DELETE', `/tokens/${other.token.id}`)).status).toBe(204);
    expect((await bearer(other.secret)).status).toBe(401);
    expect((await admin.ask('DELETE', `/tokens/${other.token.id}`)).status).toBe(404);
  });

  it('are over at their minute though somebody uses them all the time', async () => {
    const { secret, token } = await make(admin, {});
    await town.database.query(`update tokens set expires_at = now() + interval '1500 milliseconds' where id = $1`, [token.id]);
    await town.context.versions.refresh();
    expect((await bearer(secret)).status).toBe(200);
    await expect.poll(async () => (await bearer(secret)).status, { timeout: 4000 }).toBe(401);
  });

  it('stand for themselves beside a session in the same request', async () => {
    const { secret } = await make(admin, { rights: ['aggregates'] });
    const person = await town.demo('demo-admin');
    expect((await person.get('/accounts', { authorization: `Bearer ${secret}` })).status).toBe(403);
    expect((await person.get('/areas', { authorization: `Bearer jw_${'x'.repeat(43)}` })).status).toBe(401);
  });

  it('are no session, nor a session a token, also while the server knows them', async () => {
    const { secret } = await make(admin, {});
    expect((await bearer(secret)).status).toBe(200);
    const other = town.person();
    other.cookies.set('jw_session', secret);
    expect((await other.get('/areas')).status).toBe(401);
    expect((await admin.get('/areas')).status).toBe(200);
    other.cookies.clear();
    other.cookies.set('jw_token', admin.cookies.get('jw_session')!);
    expect((await other.get('/areas')).status).toBe(401);
  });

  it('change their secret with an overlap of a day', async () => {
    const { secret: first, token: { id } } = await make(admin, {});
    const { body: { secret: second, token } } = await admin.post(`/tokens/${id}/rotation`);
    expect(second).not.toBe(first);
    expect(Date.parse(token.previousUntil) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    for (const secret of [first, second]) expect((await bearer(secret)).status).toBe(200);
    await town.database.query(`update tokens set previous_until = now() - interval '1 second' where id = $1`, [id]);
    await town.context.versions.refresh();
    expect((await bearer(first)).status).toBe(401);
    expect((await bearer(second)).status).toBe(200);
    const { body: { secret: third } } = await admin.post(`/tokens/${id}/rotation`);
    const { body: { secret: fourth } } = await admin.post(`/tokens/${id}/rotation`);
    expect((await Promise.all([second, third, fourth].map(async (secret) => (await bearer(secret)).status)))).toEqual([401, 200, 200]);
  });

  it('never have more than the account that answers for them, which is whoever rotated them last', async () => {
    const { id, person } = await town.resident({ login: 'maker', roles: ['admin'], password: PASSWORD });
    const { secret, token } = await make(person, { rights: ['aggregates', 'points', 'administration'] });
    expect((await bearer(secret, '/accounts')).status).toBe(200);
    await admin.ask('PATCH', `/accounts/${id}`, { roles: ['viewer'] });
    expect((await bearer(secret, '/accounts')).status).toBe(403);
    expect((await bearer(secret)).status).toBe(200);
    await admin.ask('PATCH', `/accounts/${id}`, { area: STREET });
    expect((await bearer(secret)).status).toBe(401);
    await admin.ask('PATCH', `/accounts/${id}`, { area: null, disabled: true });
    expect((await bearer(secret)).status).toBe(401);
    const { body: rotated } = await admin.post(`/tokens/${token.id}/rotation`);
    expect(rotated.token).toMatchObject({ madeBy: 'demo-admin', previousUntil: null });
    expect((await bearer(rotated.secret, '/accounts')).status).toBe(200);
    // Whoever was shut out with the old secret stays out.
    expect((await bearer(secret)).status).toBe(401);
  });

  it('of the operator keep the overlap when an account takes them over', async () => {
    const { id, secret } = await issueToken(town.database, { kind: 'key', name: 'handed over', rights: ['aggregates'], area: null, expiresAt: new Date(inDays(1)), demo: true });
    expect((await admin.post(`/tokens/${id}/rotation`)).body.token).toMatchObject({ madeBy: 'demo-admin', previousUntil: expect.any(String) });
    expect((await bearer(secret)).status).toBe(200);
  });

  it('are given by nobody who has not what they give', async () => {
    const planner = await town.demo('demo-street-planner');
    for (const kind of ['key', 'wall']) expect((await make(planner, { kind, area: STREET })).status).toBe(403);
    expect(await make(planner, { kind: 'share', area: OTHER_STREET })).toMatchObject({ status: 400, errors: [{ field: 'area' }] });
    expect(await make(planner, { kind: 'share', area: null })).toMatchObject({ status: 400, errors: [{ field: 'area' }] });
    expect(await make(planner, { kind: 'share', area: STREET, rights: ['points'] })).toMatchObject({ status: 400, errors: [{ field: 'rights' }] });
    expect(await make(admin, { kind: 'wall', rights: ['aggregates', 'points'] })).toMatchObject({ status: 400, errors: [{ field: 'rights' }] });
    const { secret } = await make(admin, { rights: RIGHTS_OF.admin });
    const answer = await town.person().ask('POST', '/tokens', { kind: 'share', name: 'x', area: null, expiresAt: inDays(1) }, { authorization: `Bearer ${secret}` });
    expect(answer.status).toBe(403);
  });

  it.each([
    ['expiresAt', { expiresAt: inDays(-1) }], ['expiresAt', { expiresAt: inDays(731) }], ['expiresAt', { kind: 'share', expiresAt: inDays(367) }], ['expiresAt', { expiresAt: 'tomorrow' }],
    ['view', { view: 'https://elsewhere.example/' }], ['view', { view: '//elsewhere.example/' }], ['view', { view: '/\\elsewhere.example/' }], ['view', { view: '/\t/elsewhere.example' }], ['view', { view: 'javascript:alert(1)' }],
    ['name', { name: ' ' }], ['rights.0', { rights: ['everything'] }], ['area', { area: '370299' }],
  ])('are refused with a wrong %s: %j', async (field, wrong) => {
    expect(await make(admin, wrong)).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it('are seen by who made them, and by administrators of their area', async () => {
    const planner = await town.demo('demo-street-planner');
    const leader = await town.demo('demo-street-leader');
    const { token: { id } } = await make(planner, { kind: 'share', name: 'of a planner', area: STREET });
    expect((await planner.get('/tokens')).body.map(({ name }: { name: string }) => name)).toEqual(['of a planner']);
    expect((await leader.get('/tokens')).body).toEqual([]);
    expect((await leader.ask('DELETE', `/tokens/${id}`)).status).toBe(404);
    expect((await leader.post(`/tokens/${id}/rotation`)).status).toBe(404);
    expect((await admin.get('/tokens')).body.map(({ id: each }: { id: string }) => each)).toContain(id);
    expect((await planner.ask('DELETE', `/tokens/${id}`)).status).toBe(204);
  });

  describe('in a link', () => {
    it('open a shared view in any browser, and no more than that', async () => {
      const planner = await town.demo('demo-street-planner');
      const { url } = await make(planner, { kind: 'share', name: 'a view', area: STREET, view: '/?fill=grids&days=7' });
      const guest = town.person();
      const opened = await guest.get(url);
      expect([opened.status, opened.headers.get('location'), opened.headers.get('cache-control')]).toEqual([303, '/?fill=grids&days=7', 'no-store']);
      expect(opened.headers.getSetCookie()[0]).toMatch(/^jw_token=jw_[\w-]{43}; .*HttpOnly; SameSite=Lax/);
      expect((await guest.get('/session')).body.principal).toMatchObject({ kind: 'share', name: 'a view', login: null, rights: ['aggregates'], area: STREET });
      expect((await guest.get('/areas')).status).toBe(200);
      expect((await guest.get(`/areas/${OTHER_STREET}`)).status).toBe(404);
      for (const [method, path, body] of [['GET', '/sessions'], ['POST', '/session/password', { current: 'x', next: PASSWORD }], ['POST', '/tokens', { kind: 'share', name: 'x', area: STREET, expiresAt: inDays(1) }], ['GET', '/accounts']] as const) {
        expect([path, (await guest.ask(method, path, body)).status]).toEqual([path, 403]);
      }
      expect((await guest.ask('DELETE', '/session')).status).toBe(204);
      expect((await guest.get('/areas')).status).toBe(401);
    });

    it('keep a wall on the wall, until it is ended', async () => {
      const { url, token: { id } } = await make(admin, { kind: 'wall', name: '指挥中心 大屏', view: '/?theme=dark' });
      expect(url).toContain(`/wall/${encodeURIComponent('指挥中心 大屏')}?token=jw_`);
      const wall = town.person();
      expect((await wall.get(url)).headers.get('location')).toBe('/?theme=dark');
      expect((await wall.get('/session')).body.principal).toMatchObject({ kind: 'wall', rights: ['aggregates'], area: '370216' });
      expect((await wall.get('/incidents?from=2026-11-01&to=2026-11-02')).status).toBe(403);
      await admin.ask('DELETE', `/tokens/${id}`);
      expect((await wall.get('/areas')).status).toBe(401);
    });

    it('give way to somebody who signs in, and do not come back', async () => {
      const { url } = await make(admin, { kind: 'wall', name: 'x' });
      const person = town.person();
      await person.get(url);
      await person.post('/session/demo', { login: 'demo-leader' });
      expect((await person.get('/session')).body.principal.login).toBe('demo-leader');
      await person.ask('DELETE', '/session');
      expect((await person.get('/session')).body.principal).toBeNull();
    });

    it('are a sentence for people and a problem for programs when they are over', async () => {
      const { secret } = await make(admin, {});
      const wall = await make(admin, { kind: 'wall', name: 'x' });
      for (const path of [`//s/jw_${'x'.repeat(43)}`, `//s/${secret}`, `//s/${wall.secret}`, '//s/x', `//wall/x?token=${secret}`]) {
        const person = town.person();
        const program = await person.get(path);
        expect([program.status, program.headers.get('content-type')]).toEqual([403, 'application/problem+json']);
        const page = await person.get(path, { accept: 'text/html' });
        expect([page.status, page.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
        expect(page.text).toContain('这个链接已过期');
        expect(person.cookies.size).toBe(0);
      }
    });
  });

  it('of the sample are void in any other district, those of the operator are not', async () => {
    const { secret } = await make(admin, {});
    const operator = await issueToken(town.database, { kind: 'key', name: 'operator', rights: ['aggregates', 'administration'], area: null, expiresAt: new Date(inDays(1)) });
    expect((await bearer(secret)).status).toBe(200);
    await town.database.query(`update settings set value = jsonb_set(value, '{sample}', 'null') where key = 'district'`);
    await town.context.versions.refresh();
    expect((await bearer(secret)).status).toBe(401);
    expect((await admin.get('/areas')).status).toBe(401);
    expect((await bearer(operator.secret)).status).toBe(200);
    expect((await town.person().post('/session/demo', { login: 'demo-admin' })).status).toBe(403);
    const { body } = await town.person().get('/session');
    expect(body).toMatchObject({ demo: [], setup: true });
  });
});

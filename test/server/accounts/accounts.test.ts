import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../stores.ts';
import { openTown, type Person, type Town } from './people.ts';

const PASSWORD = 'seventeen blue chairs 5';
const STREET = '370216001', OTHER_STREET = '370216002';

describe.each(stores)('accounts on $engine', (store) => {
  let town: Town;
  let admin: Person;
  beforeAll(async () => {
    town = await openTown(store);
    admin = await town.demo('demo-admin');
  });
  afterAll(() => town.close());

  const logins = async (person: Person) => (await person.get('/accounts')).body.map(({ login }: { login: string }) => login);

  it('are made without a password, which comes by a link that works once', async () => {
    const made = await admin.post('/accounts', { login: 'Hu.Jing', name: '胡静', roles: ['dispatcher', 'viewer', 'viewer'], area: STREET });
    expect(made).toMatchObject({ status: 201, body: { login: 'hu.jing', roles: ['viewer', 'dispatcher'], area: STREET, areaName: '望潮街道', signIn: 'password', ready: false, invitedUntil: null, demo: true } });
    expect((await admin.post('/accounts', { login: 'HU.JING', name: 'x', roles: ['viewer'], area: null })).status).toBe(409);
    const first = await admin.post(`/accounts/${made.body.id}/invitation`);
    expect(first.body.url).toMatch(new RegExp(`^${town.origin}/#/invitation/[\\w-]{43}$`));
    expect(Date.parse(first.body.expiresAt)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    const second = await admin.post(`/accounts/${made.body.id}/invitation`);
    const [void_, token] = [first, second].map(({ body }) => body.url.split('/').at(-1));
    const person = town.person();
    expect((await person.post('/session/invitation', { token: void_, password: PASSWORD })).status).toBe(403);
    expect((await person.post('/session/invitation', { token, password: 'short' })).body.errors).toEqual([{ field: 'password', found: null, expected: '10 characters or more' }]);
    expect((await person.post('/session/invitation', { token, password: PASSWORD })).body.principal).toMatchObject({ login: 'hu.jing', area: STREET, rights: ['aggregates', 'points', 'incidents'] });
    expect((await person.post('/session/invitation', { token, password: PASSWORD })).status).toBe(403);
    expect((await admin.get(`/accounts/${made.body.id}`)).body).toMatchObject({ ready: true, invitedUntil: null, sessions: 1 });
  });

  it('are not opened by a link whose time is over, or whose account is disabled', async () => {
    const { body: { id } } = await admin.post('/accounts', { login: 'late', name: 'x', roles: ['viewer'], area: null });
    const link = async () => (await admin.post(`/accounts/${id}/invitation`)).body.url.split('/').at(-1);
    const late = await link();
    await town.database.query(`update invitations set expires_at = now() - interval '1 second'`);
    expect((await town.person().post('/session/invitation', { token: late, password: PASSWORD })).status).toBe(403);
    const token = await link();
    await admin.ask('PATCH', `/accounts/${id}`, { disabled: true });
    expect((await town.person().post('/session/invitation', { token, password: PASSWORD })).status).toBe(403);
    expect((await admin.post(`/accounts/${id}/invitation`)).status).toBe(409);
  });

  it('lose what an administrator takes at once, and the sessions when they are disabled', async () => {
    const { id, person } = await town.resident({ login: 'ma.chao', roles: ['leader'], password: PASSWORD });
    expect((await person.get('/session')).body.principal).toMatchObject({ area: '370216', rights: ['aggregates', 'points'] });
    await admin.ask('PATCH', `/accounts/${id}`, { roles: ['viewer'], area: STREET });
    expect((await person.get('/session')).body.principal).toMatchObject({ area: STREET, rights: ['aggregates'] });
    expect((await person.get(`/areas/${OTHER_STREET}`)).status).toBe(404);
    await admin.ask('PATCH', `/accounts/${id}`, { disabled: true });
    expect((await person.get('/areas')).status).toBe(401);
    await admin.ask('PATCH', `/accounts/${id}`, { disabled: false });
    expect((await person.get('/areas')).status).toBe(401);
    expect((await person.post('/session', { login: 'ma.chao', password: PASSWORD })).status).toBe(200);
    expect((await admin.ask('DELETE', `/accounts/${id}/sessions`)).status).toBe(204);
    expect((await person.get('/areas')).status).toBe(401);
    await person.post('/session', { login: 'ma.chao', password: PASSWORD });
    expect((await admin.ask('DELETE', `/accounts/${id}`)).status).toBe(204);
    expect((await person.get('/areas')).status).toBe(401);
    expect((await admin.get(`/accounts/${id}`)).status).toBe(404);
  });

  it('change in every process, not in the one alone that was asked', async () => {
    const { id, person } = await town.resident({ login: 'elsewhere', roles: ['leader'], password: PASSWORD });
    expect((await person.get('/areas')).status).toBe(200);
    await town.database.query('update accounts set disabled = true where id = $1', [id]);
    await expect.poll(async () => (await person.get('/areas')).status).toBe(401);
  });

  it('are kept by the administrator of their area, and there is no other account for that one', async () => {
    const { person: street } = await town.resident({ login: 'street.admin', roles: ['admin'], area: STREET, password: PASSWORD });
    const outside = (await admin.post('/accounts', { login: 'outside', name: 'x', roles: ['viewer'], area: OTHER_STREET })).body.id;
    const whole = (await admin.post('/accounts', { login: 'whole', name: 'x', roles: ['viewer'], area: null })).body.id;
    const inside = (await street.post('/accounts', { login: 'inside', name: 'x', roles: ['planner'], area: `${STREET}001` })).body.id;
    expect(inside).toBeTypeOf('string');
    const seen = await logins(street);
    expect(seen).toContain('inside');
    for (const login of ['outside', 'whole', 'demo-admin']) expect(seen).not.toContain(login);
    expect(await logins(admin)).toEqual(expect.arrayContaining(['inside', 'outside', 'whole', 'demo-admin']));
    for (const id of [outside, whole]) {
      const absent = (await street.get('/accounts/00000000-0000-4000-8000-000000000000')).body.detail.replace('00000000-0000-4000-8000-000000000000', id);
      for (const [method, path, body] of [['GET', ''], ['PATCH', '', { name: 'y' }], ['DELETE', ''], ['POST', '/invitation'], ['DELETE', '/sessions']] as const) {
        const answer = await street.ask(method, `/accounts/${id}${path}`, body);
        expect([method, path, answer.status, answer.body.detail]).toEqual([method, path, 404, absent]);
      }
    }
    for (const area of [OTHER_STREET, '370216', null, '999999']) {
      expect((await street.post('/accounts', { login: `new.${area}`, name: 'x', roles: ['viewer'], area })).body).toMatchObject({ status: 400, errors: [{ field: 'area' }] });
      expect((await street.ask('PATCH', `/accounts/${inside}`, { area })).body).toMatchObject({ status: 400, errors: [{ field: 'area' }] });
    }
  });

  it('are not touched by a key that has less than they have, which could else take them over', async () => {
    const rights = ['administration', 'aggregates'], expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body: { secret } } = await admin.post('/tokens', { kind: 'key', name: 'keeper', rights, area: null, expiresAt });
    const keeper = (method: string, path: string, body?: unknown) => town.person().ask(method, path, body, { authorization: `Bearer ${secret}` });
    const { id, person } = await town.resident({ login: 'whole.admin', roles: ['admin'], password: PASSWORD });
    for (const [method, path, body] of [['PATCH', '', { disabled: true }], ['PATCH', '', { name: 'y' }], ['PATCH', '', { roles: ['viewer'] }], ['POST', '/invitation'], ['DELETE', '/sessions'], ['DELETE', '']] as const) {
      expect([method, path, (await keeper(method, `/accounts/${id}${path}`, body)).status]).toEqual([method, path, 403]);
    }
    expect((await admin.get(`/accounts/${id}`)).body).toMatchObject({ name: 'whole.admin', roles: ['admin'], disabled: false, invitedUntil: null, sessions: 1 });
    expect((await person.get('/accounts')).status).toBe(200);
    const viewer = (await town.resident({ login: 'only.viewer', roles: ['viewer'], password: PASSWORD })).id;
    expect((await keeper('POST', `/accounts/${viewer}/invitation`)).status).toBe(201);
    expect((await keeper('DELETE', `/accounts/${viewer}`)).status).toBe(204);
  });

  it.each(['viewer', 'leader', 'planner', 'dispatcher'])('are nothing to a %s', async (role) => {
    const person = await town.demo(`demo-${role}`);
    for (const [method, path] of [['GET', '/accounts'], ['POST', '/accounts'], ['GET', '/accounts/x'], ['PATCH', '/accounts/x'], ['DELETE', '/accounts/x'], ['POST', '/accounts/x/invitation'], ['DELETE', '/accounts/x/sessions']] as const) {
      expect([method, path, (await person.ask(method, path)).status]).toEqual([method, path, 403]);
    }
  });

  it.each([
    ['login', { login: 'x' }], ['login', { login: '-starts' }], ['login', { login: 'two words' }], ['login', { login: 'a'.repeat(65) }], ['login', { login: 'null\u0000' }],
    // Letters by themselves, and words with spaces or marks as the login is kept.
    ['login', { login: 'a\ufdfa' }], ['login', { login: 'a\u0130' }],
    ['name', { name: '' }], ['name', { name: 'a\u0007' }], ['roles', { roles: [] }], ['roles.0', { roles: ['root'] }], ['area', { area: '37' }], ['area', { area: '370299' }], ['password', { password: PASSWORD }],
  ])('are refused with a wrong %s: %j', async (field, wrong) => {
    const { status, body } = await admin.post('/accounts', { login: 'fine', name: 'Fine', roles: ['viewer'], area: null, ...wrong });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe(field);
  });

  it('are named as they are kept, whatever keyboard the login was typed on', async () => {
    const { status, body } = await admin.post('/accounts', { login: '　ＷＵ．Ｇａｎｇ＠ｈｅ', name: '吴刚', roles: ['viewer'], area: null });
    expect([status, body.login]).toEqual([201, 'wu.gang@he']);
  });

  it('never lose the last administrator of the whole store', async () => {
    await town.database.query(`insert into accounts (id, login, name, roles, sign_in, password) values ('a0000000-0000-4000-8000-000000000001', 'first', 'First', '{admin}', 'password', 'argon2id$')`);
    const session = 's'.repeat(43);
    await town.database.query(`insert into sessions (id, account_id, secret_hash, expires_at) values ('s', 'a0000000-0000-4000-8000-000000000001', $1, now() + interval '1 hour')`, [createHash('sha256').update(session).digest('base64url')]);
    const first = town.person();
    first.cookies.set('jw_session', session);
    const path = '/accounts/a0000000-0000-4000-8000-000000000001';
    // For an account of the sample a real one is not there at all.
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.post(`${path}/invitation`)).status).toBe(404);
    expect(await logins(admin)).not.toContain('first');
    for (const change of [{ disabled: true }, { roles: ['viewer'] }, { area: STREET }]) expect((await first.ask('PATCH', path, change)).status).toBe(409);
    expect((await first.ask('DELETE', path)).status).toBe(409);
    expect((await first.ask('PATCH', path, { name: 'Still here' })).body).toMatchObject({ name: 'Still here', roles: ['admin'], disabled: false });
    expect((await first.post('/accounts', { login: 'real', name: 'x', roles: ['viewer'], area: null })).body.demo).toBe(false);
  });

  it('come and go in the record, without a secret', async () => {
    const { body } = await admin.get('/audit?noun=accounts&limit=500');
    const mine = body.entries.filter(({ before, after }: { before: any; after: any }) => [before, after].some((each) => each?.login === 'hu.jing'));
    expect(mine.map(({ action }: { action: string }) => action)).toEqual(['change', 'change', 'create']);
    expect(mine.at(-1)).toMatchObject({ actor: '演示管理员', area: STREET, after: { login: 'hu.jing', roles: ['viewer', 'dispatcher'], disabled: false } });
    const { body: ways } = await admin.get('/audit?noun=sessions&action=signIn&limit=500');
    expect(new Set(ways.entries.map(({ after }: { after: { via: string } }) => after.via))).toEqual(new Set(['demo', 'invitation', 'password']));
  });
});

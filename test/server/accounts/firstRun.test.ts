import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rescueAdministrator } from '../../../server/accounts/rescue.ts';
import { hashSecret } from '../../../server/accounts/secrets.ts';
import { makeSetupLink } from '../../../server/accounts/setup.ts';
import { makeRoom } from '../../../server/imports/replace.ts';
import { startServer, type RunningServer } from '../../../server/main.ts';
import { stores, type Content, type TestStore } from '../stores.ts';
import { openTown, Person, type Town } from './people.ts';

const PASSWORD = 'lamps along the quay 4';

describe.each(stores)('the first start on $engine', { timeout: 240_000 }, (store) => {
  let opened: TestStore;
  let servers: RunningServer[] = [];
  afterEach(async () => {
    for (const server of servers) await server.close();
    servers = [];
    await opened.remove().catch(() => {});
  });

  /** A store that nobody has open, after `prepare` has had it. */
  async function prepared(content: Content, prepare: (database: TestStore['database']) => Promise<unknown> = async () => {}) {
    opened = await store.open(content);
    await prepare(opened.database);
    await opened.database.close();
  }

  async function start() {
    const server = await startServer({ port: 0, host: '127.0.0.1', folder: opened.folder, databaseUrl: opened.url, sample: null, report: () => {}, logLevel: 'silent' });
    servers.push(server);
    return server;
  }

  const restart = async () => {
    await servers.pop()!.close();
    return start();
  };

  const setUp = (server: RunningServer, token: string, body: object = {}) => new Person(server.url, '').post('/setup', { token, login: 'First.Admin', name: '管理员', password: PASSWORD, ...body });
  const tokenOf = (path: string | null) => /^\/#\/setup\/([\w-]{43})$/.exec(path ?? '')![1]!;

  it('of an empty store prints a link that makes the first administrator, once', async () => {
    await prepared('empty');
    let server = await start();
    expect(server.welcome.demo).toEqual([]);
    const first = tokenOf(server.welcome.setup);
    expect((await new Person(server.url, '').get('/session')).body).toMatchObject({ principal: null, demo: [], setup: true });
    server = await restart();
    const token = tokenOf(server.welcome.setup);
    expect(token).not.toBe(first);
    expect((await setUp(server, 'x'.repeat(43))).status).toBe(403);
    expect((await setUp(server, token, { password: 'short' })).body.errors[0].field).toBe('password');
    const admin = new Person(server.url, '');
    const made = await admin.post('/setup', { token, login: 'First.Admin', name: '管理员', password: PASSWORD });
    expect(made).toMatchObject({ status: 200, body: { setup: false, principal: { login: 'first.admin', roles: ['admin'], area: '', areaName: null, demo: false, ownPassword: true } } });
    // Neither this link nor the one of the start before.
    for (const each of [token, first]) expect((await setUp(server, each, { login: 'second' })).status).toBe(403);
    expect((await admin.get('/accounts')).body.map(({ login }: { login: string }) => login)).toEqual(['first.admin']);
    expect((await new Person(server.url, '').post('/session', { login: 'first.admin', password: PASSWORD })).status).toBe(200);
  });

  it('of a sample prints passwords of demo accounts, once, and no link', async () => {
    await prepared('sample', (database) => database.exec('delete from accounts'));
    let server = await start();
    const { demo, setup } = server.welcome;
    expect(setup).toBeNull();
    expect(demo.map(({ login }) => login)).toEqual(['demo-viewer', 'demo-leader', 'demo-planner', 'demo-dispatcher', 'demo-admin', 'demo-street-leader', 'demo-street-planner']);
    expect(new Set(demo.map(({ password }) => password)).size).toBe(demo.length);
    for (const account of demo) expect((await new Person(server.url, '').post('/session', account)).body.principal).toMatchObject({ login: account.login, demo: true });
    server = await restart();
    expect(server.welcome).toEqual({ demo: [], setup: null });
  });

  it('after real files came in place of the sample knows no demo account, and prints the link', async () => {
    const session = 's'.repeat(43);
    await prepared('sample', async (database) => {
      await database.query(`insert into sessions (id, account_id, secret_hash, expires_at) select 's', id, $1, now() + interval '1 hour' from accounts where login = 'demo-admin'`, [hashSecret(session)]);
      await database.query(`insert into accounts (id, login, name, roles, area_code, sign_in, password, demo) values ('planted', 'planted', 'x', '{admin}', null, 'password', 'x', true), ('left', 'of.another.district', 'x', '{admin}', '370299', 'password', 'x', false)`);
      expect(await makeSetupLink(database)).toBeNull();
      const [{ value }] = await database.query<any>(`select value from settings where key = 'district'`) as [any];
      await database.transaction((inside) => makeRoom(inside, value, { code: '370215', name: '即墨区' }, false));
    });
    const server = await start();
    expect(server.welcome).toMatchObject({ demo: [], setup: expect.stringMatching(/^\/#\/setup\//) });
    const person = new Person(server.url, '');
    expect((await person.post('/session/demo', { login: 'demo-admin' })).status).toBe(403);
    person.cookies.set('jw_session', session);
    expect((await person.get('/accounts')).status).toBe(401);
    const admin = new Person(server.url, '');
    await admin.post('/setup', { token: tokenOf(server.welcome.setup), login: 'real', name: 'x', password: PASSWORD });
    expect((await admin.get('/session')).body.principal).toMatchObject({ area: '370215', areaName: '即墨区' });
    expect((await admin.get('/accounts')).body.map(({ login }: { login: string }) => login)).toEqual(['of.another.district', 'real']);
  });
});

describe.each(stores)('a store without an administrator on $engine', (store) => {
  let town: Town;
  beforeAll(async () => { town = await openTown(store, 'empty'); });
  afterAll(() => town.close());

  it('lets one of three have the link, and gives no other', async () => {
    const token = await makeSetupLink(town.database);
    const answers = await Promise.all(['one', 'two', 'three'].map((login) => town.person().post('/setup', { token, login, name: 'x', password: PASSWORD })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect(await makeSetupLink(town.database)).toBeNull();
    const [{ login }] = await town.database.query<{ login: string }>('select login from accounts') as [{ login: string }];
    await town.database.query(`update accounts set login = 'first.admin' where login = $1`, [login]);
  });

  it('is mended by an operator', async () => {
    await town.database.query(`update accounts set disabled = true, roles = '{viewer}'`);
    await town.database.query(`insert into accounts (id, login, name, roles, sign_in, demo) values ('d', 'of-sample', 'x', '{admin}', 'password', true), ('o', 'of-oidc', 'x', '{viewer}', 'oidc', false)`);
    for (const login of ['of-sample', 'of-oidc']) await expect(rescueAdministrator(town.database, login)).rejects.toThrow('name another login');
    const { made, path } = await rescueAdministrator(town.database, 'First.Admin');
    expect(made).toBe(false);
    expect((await rescueAdministrator(town.database, 'quite.new')).made).toBe(true);
    const person = town.person();
    expect((await person.post('/session/invitation', { token: path.split('/').at(-1), password: `${PASSWORD}!` })).body.principal).toMatchObject({ login: 'first.admin', roles: ['admin'] });
    const { body } = await person.get('/audit?noun=accounts&action=change');
    expect(body.entries.at(-1)).toMatchObject({ actorKind: 'operator', before: { disabled: true, roles: ['viewer'] }, after: { disabled: false, roles: ['admin'] } });
  });
});

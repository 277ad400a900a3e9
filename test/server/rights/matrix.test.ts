import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueToken } from '../../../server/accounts/tokens.ts';
import { requireRows } from '../../../server/rights/enforce.ts';
import { RIGHTS_OF, ROLES, type Role } from '../../../server/rights/principal.ts';
import { RIGHTS_TABLE } from '../../../server/rights/table.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { casesOf, thingsIn, type Case, type Question, type Things } from './cases.ts';

const ROUTES = Object.keys(RIGHTS_TABLE);

describe.each(stores)('every route on $engine', (store) => {
  let house: TestApp;
  let own: Things, other: Things;
  let cases: Record<string, Case>;
  let nobody: Asker, expired: Asker, stranger: Asker;
  const everywhere = new Map<Role, Asker>(), inStreet = new Map<Role, Asker>();

  beforeAll(async () => {
    house = await openApp(store);
    const streets = (await house.json('/areas?level=street')).features.map(({ id }: { id: string }) => id) as string[];
    own = await thingsIn(house.database, streets[0]!);
    other = await thingsIn(house.database, streets[1]!);
    await house.context.versions.refresh();
    cases = casesOf(own, other);
    for (const role of ROLES) {
      everywhere.set(role, await house.as(role));
      inStreet.set(role, await house.as(role, own.area));
    }
    nobody = await house.as(null);
    const bearer = (secret: string): Asker => ({
      request: (path, init = {}) => nobody.request(path, { ...init, headers: { ...(init.headers as Record<string, string>), Authorization: `Bearer ${secret}` } }),
      json: () => Promise.reject(new Error('not asked')),
    });
    expired = bearer((await issueToken(house.database, { kind: 'key', name: 'old', rights: RIGHTS_OF.admin, area: null, expiresAt: new Date(Date.now() - 1000) })).secret);
    stranger = bearer(`jw_${'x'.repeat(43)}`);
  });
  afterAll(() => house.close());

  const ask = async (asker: Asker, { path, method = 'GET', body, csv }: Question) => {
    const response = await asker.request(path, { method, ...(csv !== undefined && { body: csv, headers: { 'Content-Type': 'text/csv' } }), ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });
    const type = response.headers.get('content-type');
    return { status: response.status, type, text: Buffer.from(type?.startsWith('text/event-stream') ? await firstOf(response) : new Uint8Array(await response.arrayBuffer())).toString('latin1') };
  };
  // A stream may have no end.
  const firstOf = async (response: Response) => {
    for await (const chunk of response.body!) return chunk;
    return new Uint8Array(0);
  };
  const problemOf = ({ status, text }: { status: number; text: string }) => [status, (JSON.parse(text) as { type: string }).type];

  test('has a question here', () => expect(ROUTES.filter((route) => !cases[route])).toEqual([]));
  test('that can name something has a question that names something outside', () =>
    expect(ROUTES.filter((route) => ['code', 'record', 'body'].includes(RIGHTS_TABLE[route]!.area) && !cases[route]!.outside)).toEqual([]));
  test('has a row in the table, and every question a row', () => expect(Object.keys(cases).filter((route) => !RIGHTS_TABLE[route])).toEqual([]));

  test.each(ROUTES)('%s without signing in', async (route) => {
    const { inside, outside, answers } = cases[route]!;
    for (const question of [inside, ...(outside ? [outside] : [])]) {
      for (const asker of [nobody, expired, stranger]) {
        const answer = await ask(asker, question);
        if (RIGHTS_TABLE[route]!.needs === 'open') expect(answer.status, question.path).toBe(answers);
        else expect([answer.status, answer.type], question.path).toEqual([401, 'application/problem+json']);
      }
    }
  });

  describe.each(ROLES)('as %s', (role) => {
    test.each(ROUTES)('%s', async (route) => {
      const { inside, outside, answers, refused, people, nameless, destroys } = cases[route]!;
      const { needs, area } = RIGHTS_TABLE[route]!;
      const isAllowed = needs === 'open' || needs === 'signedIn' || RIGHTS_OF[role].includes(needs);
      const [whole, part] = [await ask(everywhere.get(role)!, inside), await ask(inStreet.get(role)!, inside)];
      if (people) {
        for (const answer of [whole, part]) expect(answer.status).toBe(403);
        return;
      }
      if (!isAllowed) {
        for (const question of [inside, ...(outside ? [outside] : [])]) {
          for (const asker of [everywhere, inStreet]) expect(problemOf(await ask(asker.get(role)!, question))).toEqual([403, 'urn:jingwei:problem:right']);
        }
        return;
      }
      expect(whole.status, whole.text.slice(0, 300)).toBe(answers);
      expect(part.status, part.text.slice(0, 300)).toBe(area === 'district' ? 403 : answers);
      // What is not one's own is not there, in whatever form the answer comes.
      if (area === 'own') {
        expect(part.text).not.toContain(other.area);
        if (!nameless) expect(whole.text).toContain(other.area);
      }
      if (outside) {
        const answer = await ask(inStreet.get(role)!, outside);
        expect([answer.status, answer.type]).toEqual([refused, 'application/problem+json']);
        if (!destroys) expect((await ask(everywhere.get(role)!, outside)).status).toBeLessThan(300);
      }
    });
  });

  test('what lies outside sounds like what does not exist', async () => {
    const [there, nowhere] = [other.area, `${own.area.slice(0, 6)}888`];
    const admin = inStreet.get('admin')!;
    for (const path of ['/areas/CODE', '/areas?area=CODE', '/areas?parent=CODE', '/grids?area=CODE', '/grids/CODE001001', '/units/CODE00100001', '/incidents?from=2026-10-01&to=2026-11-01&area=CODE', '/search?q=CODE', '/audit?area=CODE']) {
      const [a, b] = [await ask(admin, { path: path.replace('CODE', there) }), await ask(admin, { path: path.replace('CODE', nowhere) })];
      const same = (text: string) => text.replaceAll(there, 'CODE').replaceAll(nowhere, 'CODE').replace(/"requestId":"[^"]*"/, '');
      expect([a.status, same(a.text)], path).toEqual([b.status, same(b.text)]);
    }
    for (const [path, existing] of [['/plans/ID', other.plan], ['/jobs/ID', other.job], ['/parks/ID', other.park], ['/places/ID', other.place], ['/accounts/ID', other.account], ['/walls/ID', other.wall]] as const) {
      const made = path.startsWith('/p') && !path.startsWith('/plans') ? 'none' : crypto.randomUUID();
      const [a, b] = [await ask(admin, { path: path.replace('ID', encodeURIComponent(existing)) }), await ask(admin, { path: path.replace('ID', made) })];
      const same = (text: string, id: string) => text.replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/, '');
      expect([a.status, same(a.text, existing)], path).toEqual([b.status, same(b.text, made)]);
    }
  });

  test('is asked for by HEAD, or by another spelling of its path, with the same rights', async () => {
    const leader = inStreet.get('leader')!;
    for (const path of ['/areas', '/district', `/grids/${own.grid}`]) {
      expect((await nobody.request(path, { method: 'HEAD' })).status).toBe(401);
      expect((await leader.request(path, { method: 'HEAD' })).status).toBe(200);
    }
    for (const path of ['/%61reas', '/areas/', '/areas//', '/./areas', '/x/../areas', '/AREAS', '/areas;a', '/areas%2f', `/areas/${other.area}%20`, `/%61reas/${other.area}`, `/areas/${other.area.replace('3', '%33')}`]) {
      expect([401, 404], path).toContain((await nobody.request(path)).status);
      const answer = await ask(leader, { path });
      if (answer.status === 200) expect(answer.text, path).not.toContain(other.area);
    }
  });

  test('has nothing for an account of another district', async () => {
    const stray = await house.as('admin', '110101');
    for (const path of ['/areas', '/grids', '/units', '/parks', '/places']) expect((await stray.json(path)).features, path).toEqual([]);
    expect((await stray.json('/district')).counts).toEqual({ streets: 0, communities: 0, units: 0, households: 0, grids: 0, incidents: 0, parks: 0, places: 0 });
    expect(await stray.json('/search?q=街')).toEqual([]);
    expect(await stray.json('/plans')).toEqual([]);
    expect((await stray.json('/audit')).entries.filter(({ actor }: { actor: string }) => actor !== 'test admin')).toEqual([]);
    expect((await stray.request('/settings', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status).toBe(403);
  });

  test('a token that is revoked or expires while it is in use is out at once', async () => {
    const { id, secret } = await issueToken(house.database, { kind: 'key', name: 'soon', rights: RIGHTS_OF.admin, area: null, expiresAt: new Date(Date.now() + 3_600_000) });
    const request = () => nobody.request('/areas?level=district', { headers: { Authorization: `Bearer ${secret}` } });
    expect((await request()).status).toBe(200);
    await house.write(`update tokens set expires_at = now() where id = '${id}'`);
    expect((await request()).status).toBe(401);
  });
});

describe('the rights table', () => {
  const row = { needs: 'aggregates', area: 'own' } as const;
  test('stops the app where a route has no row, or a row no route', () => {
    expect(() => requireRows([{ method: 'GET', path: '/new' }], {})).toThrow('GET /new');
    expect(() => requireRows([], { 'GET /old': row })).toThrow('GET /old');
    expect(() => requireRows([{ method: 'ALL', path: '/*' }, { method: 'GET', path: '/here' }], { 'GET /here': row })).not.toThrow();
  });
});

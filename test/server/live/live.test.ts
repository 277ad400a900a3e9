import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { publishTo } from '../../../server/live/publish.ts';
import { issueToken } from '../../../server/accounts/tokens.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { listen, post, type Stream } from './listening.ts';

const [HERE, THERE] = ['370216001', '370216002'];

describe.each(stores)('the stream of what happens on $engine', (store) => {
  let house: TestApp, viewer: Asker, leader: Asker, streetLeader: Asker, streetViewer: Asker;
  let here: { at: [number, number]; unit: string }, there: { at: [number, number]; unit: string }, nth = 0;
  const open: Stream[] = [];
  beforeAll(async () => {
    house = await openApp(store);
    [viewer, leader, streetLeader, streetViewer] = [await house.as('viewer'), await house.as('leader'), await house.as('leader', HERE), await house.as('viewer', HERE)];
    const inUnit = async (street: string) => (await house.database.query<{ unit: string; at: [number, number] }>('select code as unit, array[ST_X(p), ST_Y(p)] as at from (select code, ST_PointOnSurface(geom) as p from units where starts_with(code, $1) order by households desc, code limit 1) u', [street]))[0]!;
    [here, there] = [await inUnit(HERE), await inUnit(THERE)];
  });
  afterAll(() => house.close());
  afterEach(async () => { for (const stream of open.splice(0)) await stream.leave(); });

  const follow = async (asker: Asker, query = '', lastId?: string) => {
    const stream = await listen(asker, query, lastId);
    open.push(stream);
    await stream.next('time');
    return stream;
  };
  const report = (more: object = {}) => ({ source: 'hotline', externalId: `live-${++nth}`, category: '0101', at: here.at, openedAt: '2026-11-22T09:00:00+08:00', ...more });
  const take = async (...incidents: unknown[]) => { const answer = await post(house, incidents); expect(answer.status, await answer.clone().text()).toBe(200); return ((await answer.json()) as { incidents: { id: number }[] }).incidents; };

  test('tells who sees points the place, the grid and the category of a report, and each step after it', async () => {
    const stream = await follow(leader), first = report();
    const [{ id }] = await take(first) as [{ id: number }];
    const { id: eventId, data } = await stream.next('change');
    const [grid] = await house.database.query<{ code: string }>('select grid_code as code from incidents where id = $1', [id]);
    const at = here.at.map((degrees) => Math.round(degrees * 1e6) / 1e6);
    expect(data).toEqual({ change: expect.any(Number), at: expect.any(Number), opened: 1, closed: 0, more: 0, pulses: [{ id, at, street: HERE, community: here.unit.slice(0, 12), grid: grid!.code, category: '0101', state: 'opened', isNew: true }] });
    expect(eventId).toMatch(new RegExp(`^${data.change}\\.`));
    await take({ ...first, handledAt: '2026-11-22T09:20:00+08:00' });
    expect((await stream.next('change')).data).toMatchObject({ change: data.change + 1, opened: 0, closed: 0, pulses: [{ id, state: 'handled', isNew: false }] });
    await take({ ...first, closedAt: '2026-11-22T09:30:00+08:00' });
    expect((await stream.next('change')).data).toMatchObject({ opened: 0, closed: 1 });
    // Told again it is no news.
    await take(first);
    await take(report({ externalId: 'after' }));
    expect((await stream.next('change')).data).toMatchObject({ change: data.change + 3, opened: 1 });
  });

  test('tells who sees aggregates only the street and nothing finer', async () => {
    const stream = await follow(viewer), street = await follow(streetViewer);
    await take(report());
    for (const each of [stream, street]) expect((await each.next('change')).data).toEqual({ change: expect.any(Number), at: expect.any(Number), opened: 1, closed: 0, more: 0, pulses: [{ at: null, street: HERE, state: 'opened', isNew: true }] });
    for (const asker of [viewer, streetViewer]) {
      const refused = await asker.request(`/live?area=${here.unit.slice(0, 12)}`);
      expect([refused.status, (await refused.json()).type]).toEqual([403, 'urn:jingwei:problem:right']);
    }
    expect((await (await house.as('viewer', here.unit.slice(0, 12))).request('/live')).status).toBe(403);
  });

  test('tells an area what lies in it, and no other', async () => {
    const mine = await follow(streetLeader), asked = await follow(leader, `?area=${THERE}`);
    await take(report({ at: there.at }));
    await take(report({ at: undefined }));
    await take(report());
    expect((await asked.next('change')).data.pulses).toMatchObject([{ street: THERE }]);
    expect((await mine.next('change')).data.pulses).toMatchObject([{ street: HERE }]);
    expect(mine.seen.filter(({ event }) => event === 'change')).toHaveLength(1);
    expect((await streetLeader.request(`/live?area=${THERE}`)).status).toBe(404);
  });

  test('counts what it does not list', async () => {
    const stream = await follow(leader);
    await take(...Array.from({ length: 100 }, () => report()));
    const { data } = await stream.next('change');
    expect([data.opened, data.pulses.length, data.more]).toEqual([100, 60, 40]);
  });

  test('goes on after the last event that was seen', async () => {
    const stream = await follow(leader);
    await take(report());
    const { id } = await stream.next('change');
    await stream.leave();
    const [missed] = await take(report({ at: there.at })) as [{ id: number }];
    const again = await follow(leader, '', id!);
    expect((await again.next('change')).data).toMatchObject({ opened: 1, pulses: [{ id: missed.id, street: THERE }] });
    for (const stray of ['1.another', '999999999999.another', `999999999.${id!.split('.')[1]}`, 'nonsense', `0.${id!.split('.')[1]}x`]) {
      const fresh = await follow(leader, '', stray);
      expect((await fresh.next('reload')).data, stray).toEqual({ change: expect.any(Number) });
    }
  });

  test('says that incidents were written in another way, and when something else was', async () => {
    const stream = await follow(leader);
    await house.write(`update incidents set reworked = true where id = 1`);
    expect((await stream.next('versions')).data).toEqual({ incidents: expect.any(Number) });
    await house.write(`update places set name = name || '·' where id = (select min(id) from places)`);
    expect((await stream.next('versions', (data) => data.places)).data).toEqual({ places: expect.any(Number) });
  });

  test('begins anew when all incidents are replaced', async () => {
    const stream = await follow(leader);
    await take(report());
    const { data: { change } } = await stream.next('change');
    expect(change).toBeGreaterThan(1);
    await house.write('delete from incident_changes', `update incidents set reworked = false where id = 1`);
    expect((await stream.next('reload')).data).toEqual({ change: 0 });
    await take(report());
    expect((await stream.next('change')).data).toMatchObject({ change: 1, opened: 1 });
  });

  test('carries what a phone says to the screen of its pairing', async () => {
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const [mine, theirs] = [await follow(viewer, `?pairing=${one}`), await follow(viewer, `?pairing=${two}`)];
    await publishTo(house.database, one, { command: 'next' });
    await publishTo(house.database, two, { command: 'pause' });
    expect((await mine.next('command')).data).toEqual({ command: 'next' });
    expect((await theirs.next('command')).data).toEqual({ command: 'pause' });
  });

  test('ends with the right to listen', async () => {
    const { id, secret } = await issueToken(house.database, { kind: 'key', name: 'listener', rights: ['aggregates', 'points'], area: null, expiresAt: new Date(Date.now() + 3_600_000) });
    const headers = { Authorization: `Bearer ${secret}` }, nobody = await house.as(null);
    const stream = await follow({ request: (path, init = {}) => nobody.request(path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }), json: () => Promise.reject(new Error('not asked')) });
    await house.write(`delete from tokens where id = '${id}'`);
    await take(report());
    await expect(stream.next('change')).rejects.toThrow('The stream ended');
  });
});

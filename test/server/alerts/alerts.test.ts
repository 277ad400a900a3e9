import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { evaluateAlerts } from '../../../server/alerts/evaluate.ts';
import type { Alert, AlertRule } from '../../../server/alerts/schema.ts';
import { listen, post } from '../live/listening.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const [HERE, THERE] = ['370216001', '370216002'];
const MIN = 60_000, HOUR = 60 * MIN, WEEK = 168 * HOUR;
/** A Sunday's noon, with what happened before it made by the tests alone. */
const NOON = Date.parse('2026-11-22T12:00:00+08:00');

describe.each(stores)('alerts on $engine', (store) => {
  let house: TestApp, community = '', nth = 0;
  beforeAll(async () => {
    house = await openApp(store);
    [{ community }] = await house.database.query<{ community: string }>(`select min(code) as community from areas where level = 'community' and starts_with(code, $1)`, [HERE]) as [{ community: string }];
  });
  afterAll(() => house.close());
  // The records begin long ago, with nothing since.
  beforeEach(async () => {
    await house.write(`set local jingwei.bulk = 'on'`, 'delete from incidents', 'delete from alerts', `delete from settings where key in ('alertRules', 'alertsMinute')`);
    await write([NOON - 20 * WEEK]);
  });

  /** Incidents opened at these times (ms). */
  async function write(openedMs: number[], { area = community, category = '0101', due = [] as number[], closed = [] as number[] } = {}): Promise<void> {
    const rows = openedMs.map((at, i) => `('370216', ${++nth}, '${category}', 'hotline', '${closed[i] ? 'closed' : 'opened'}', 'none', '${area}', to_timestamp(${at / 1000}), ${due[i] ? `to_timestamp(${due[i] / 1000})` : 'null'}, ${closed[i] ? `to_timestamp(${closed[i] / 1000})` : 'null'})`);
    await house.write(`set local jingwei.bulk = 'on'`, `insert into incidents (district_code, id, category_code, source, state, located, community_code, opened_at, due_at, closed_at) values ${rows.join(', ')}`);
  }
  const many = (n: number, from: number) => Array.from({ length: n }, (_, i) => from + i * 1000);
  const setRules = async (...rules: Partial<AlertRule>[]) => {
    const answer = await put(house, rules.map((rule, i) => ({ id: `r${i}`, kind: 'rate', level: 'street', category: null, factor: rule.kind && rule.kind !== 'rate' ? null : 2, threshold: 5, minutes: 60, enabled: true, ...rule })));
    expect(answer.status, await answer.clone().text()).toBe(200);
  };
  const put = (asker: Asker, rules: unknown) => asker.request('/alerts/rules', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ rules }) });
  const look = (at: number) => evaluateAlerts({ ...house.context, now: () => at });
  const alerts = async (asker: Asker = house, query = ''): Promise<Alert[]> => (await asker.json(`/alerts${query}`)).alerts;

  test('are raised by a rate far over that of the same minutes of eight weeks, say why, and end when it is calm', async () => {
    await setRules({ factor: 3 });
    // In the hour before noon of eight Sundays: 0 to 7, 3.5 in the mean. An hour earlier many more.
    for (let week = 1; week <= 8; week++) {
      await write([...many(week - 1, NOON - week * WEEK - 30 * MIN), ...many(40, NOON - week * WEEK - 100 * MIN)].concat(NOON - week * WEEK - 61 * MIN));
    }
    await write(many(10, NOON - 40 * MIN));
    await look(NOON);
    expect(await alerts()).toEqual([]);
    await write([NOON - 2 * MIN]);
    await look(NOON + MIN);
    const [raised] = await alerts();
    expect(raised).toEqual({ id: expect.any(String), rule: 'r0', kind: 'rate', level: 'street', area: HERE, category: null, raisedAt: NOON + MIN, endedAt: null, seenAt: null, figures: { now: 11, expected: 3.5, minutes: 60, threshold: 5, factor: 3, weeks: 8 } });
    // Once, however long it goes on, and its figures stay those that raised it.
    await write(many(30, NOON));
    await look(NOON + 2 * MIN);
    expect(await alerts()).toEqual([raised]);
    // 8 are less than 10.5 and not calm yet: calm is below 8.4.
    await look(NOON + 61 * MIN - 29 * MIN);
    expect((await alerts())[0]!.endedAt).toBeNull();
    await look(NOON + 3 * HOUR);
    expect(await alerts()).toEqual([{ ...raised, endedAt: NOON + 3 * HOUR }]);
  });

  test('of a rate are not raised by few, nor before there are four weeks on record', async () => {
    await setRules({ factor: 2, threshold: 5 });
    await write(many(4, NOON - 10 * MIN));
    await look(NOON);
    expect(await alerts()).toEqual([]);
    await house.write(`set local jingwei.bulk = 'on'`, 'delete from incidents');
    await write([NOON - 4 * WEEK, ...many(50, NOON - 10 * MIN)]);
    await look(NOON + MIN);
    expect(await alerts()).toEqual([]);
    await write([NOON - 4 * WEEK - 2 * HOUR]);
    await look(NOON + 2 * MIN);
    expect((await alerts()).map(({ figures }) => figures)).toMatchObject([{ now: 50, expected: 0.3, weeks: 4 }]);
  });

  test('of a category count its own, and those of a level each area by itself', async () => {
    await setRules({ category: '02', threshold: 6 }, { level: 'community', threshold: 6 }, { level: 'district', threshold: 12 });
    await write(many(5, NOON - 20 * MIN), { category: '0201' });
    await write(many(6, NOON - 20 * MIN), { category: '0101', area: `${THERE}001` });
    await look(NOON);
    expect((await alerts()).map(({ rule, area, figures: { now } }) => [rule, area, now])).toEqual([['r1', `${THERE}001`, 6]]);
    await write([NOON - MIN], { category: '0202' });
    await look(NOON + MIN);
    expect((await alerts()).map(({ rule, area, category, figures: { now } }) => [rule, area, category, now]).sort()).toEqual([['r0', HERE, '02', 6], ['r1', community, null, 6], ['r1', `${THERE}001`, null, 6], ['r2', '370216', null, 12]]);
  });

  test('are raised when what is overdue rises, and end when it rises no more', async () => {
    await setRules({ kind: 'overdue', threshold: 4, minutes: 60 });
    const opened = many(10, NOON - 5 * HOUR);
    // Overdue for long, closed late before, closed late now, open and due in the hour, due later.
    await write(opened.slice(0, 3), { due: [NOON - 2 * HOUR, NOON - 2 * HOUR, NOON - 2 * HOUR], closed: [0, 0, NOON - 10 * MIN] });
    await write(opened.slice(3, 6), { due: [NOON - 30 * MIN, NOON - 20 * MIN, NOON - 10 * MIN] });
    await write([NOON - 40 * 24 * HOUR], { due: [NOON - 5 * MIN] });
    await look(NOON);
    expect(await alerts()).toEqual([]);
    await write(opened.slice(6), { due: [NOON - 5 * MIN, NOON - 5 * MIN, NOON + MIN, NOON + 2 * HOUR] });
    await look(NOON + MIN);
    expect(await alerts()).toMatchObject([{ kind: 'overdue', area: HERE, raisedAt: NOON + MIN, figures: { now: 7, before: 3, minutes: 60, threshold: 4 } }]);
    await look(NOON + 40 * MIN);
    expect((await alerts())[0]!.endedAt).toBeNull();
    await look(NOON + 2 * HOUR - MIN);
    expect((await alerts())[0]!.endedAt).toBe(NOON + 2 * HOUR - MIN);
  });

  test('are raised by silence where there never is, and end with the first report', async () => {
    await setRules({ kind: 'silent', threshold: 6, minutes: 120 });
    for (let week = 1; week <= 8; week++) await write(many(8, NOON - week * WEEK - 90 * MIN));
    for (let week = 1; week <= 8; week++) await write(many(5, NOON - week * WEEK - 90 * MIN), { area: `${THERE}001` });
    const last = NOON - 119 * MIN;
    await write([last]);
    await look(NOON);
    expect(await alerts()).toEqual([]);
    await look(NOON + 2 * MIN);
    expect(await alerts()).toMatchObject([{ kind: 'silent', area: HERE, figures: { now: 0, expected: 8, weeks: 8, minutes: 120, threshold: 6, lastAt: last } }]);
    await write([NOON + 3 * MIN]);
    await look(NOON + 4 * MIN);
    expect((await alerts())[0]!.endedAt).toBe(NOON + 4 * MIN);
  });

  test('end when their rule is no more, and are raised again when it was over', async () => {
    await setRules({ threshold: 5 });
    await write(many(9, NOON - 10 * MIN));
    await look(NOON);
    await setRules({ threshold: 5, enabled: false });
    await look(NOON + MIN);
    expect((await alerts())[0]).toMatchObject({ endedAt: NOON + MIN });
    await setRules({ threshold: 5 });
    await look(NOON + 2 * MIN);
    expect((await alerts()).map(({ endedAt }) => endedAt)).toEqual([null, NOON + MIN]);
    expect((await alerts(house, '?state=ended'))).toHaveLength(1);
    expect((await alerts(house, '?state=open&limit=1'))).toHaveLength(1);
  });

  test('are looked for once a minute, whoever looks', async () => {
    await setRules({ threshold: 5 });
    await look(NOON);
    await write(many(9, NOON - 10 * MIN));
    await Promise.all([look(NOON + 1000), look(NOON + 59_000)]);
    expect(await alerts()).toEqual([]);
    await Promise.all([look(NOON + MIN), look(NOON + MIN + 1), look(NOON + MIN + 2)]);
    expect(await alerts()).toHaveLength(1);
  });

  test('are told at once to whom they concern, and show who has seen them', async () => {
    await setRules({ level: 'street', threshold: 5 }, { level: 'community', threshold: 5 });
    const [viewer, leader, elsewhere] = [await house.as('viewer'), await house.as('leader', HERE), await house.as('leader', THERE)];
    const streams = await Promise.all([viewer, leader, elsewhere].map((asker) => listen(asker)));
    for (const stream of streams) await stream.next('time');
    await write(many(9, NOON - 10 * MIN));
    await look(NOON);
    expect((await streams[1]!.next('alert', ({ alert }) => alert.level === 'community')).data.alert).toMatchObject({ area: community, endedAt: null });
    const { data: { alert: told } } = await streams[0]!.next('alert');
    expect(told).toEqual((await alerts(leader)).find(({ level }) => level === 'street'));
    expect((await alerts(viewer)).map(({ level }) => level)).toEqual(['street']);
    expect(await alerts(elsewhere)).toEqual([]);

    const see = (asker: Asker, id: string) => asker.request(`/alerts/${id}/seen`, { method: 'POST' });
    expect((await see(viewer, told.id)).status).toBe(403);
    expect((await see(elsewhere, told.id)).status).toBe(404);
    expect(await (await see(leader, told.id)).json()).toMatchObject({ id: told.id, seenAt: house.context.now() });
    expect((await streams[0]!.next('alert', ({ alert }) => alert.seenAt !== null)).data.alert.id).toBe(told.id);
    // Nothing of it comes where it does not belong: a report of their own comes first.
    await post(house, [{ source: 'hotline', externalId: `alert-${++nth}`, category: '0101', at: await pointIn(THERE), openedAt: '2026-11-22T09:00:00+08:00' }]);
    await streams[2]!.next('change');
    expect(streams[2]!.seen.filter(({ event }) => event === 'alert')).toEqual([]);
    await Promise.all(streams.map((stream) => stream.leave()));
  });
  const pointIn = async (street: string) => (await house.database.query<{ at: [number, number] }>('select array[ST_X(p), ST_Y(p)] as at from (select ST_PointOnSurface(geom) as p from units where starts_with(code, $1) order by code limit 1) u', [street]))[0]!.at;

  test.each([
    ['an unknown kind', { kind: 'guess' }, 'rules.0.kind'], ['no factor for a rate', { factor: null }, 'rules.0.factor'], ['a factor for silence', { kind: 'silent', factor: 2 }, 'rules.0.factor'],
    ['a category for what is overdue', { kind: 'overdue', factor: null, category: '01' }, 'rules.0.category'], ['a threshold of nothing', { threshold: 0 }, 'rules.0.threshold'], ['half a minute', { minutes: 10.5 }, 'rules.0.minutes'],
    ['a name with spaces', { id: 'a b' }, 'rules.0.id'], ['a field nobody knows', { person: 'x' }, 'rules.0.person'],
  ])('have rules that are refused with %s', async (_what, wrong, field) => {
    await setRules({});
    const answer = await put(house, [{ id: 'r0', kind: 'rate', level: 'street', category: null, factor: 2, threshold: 5, minutes: 60, enabled: true, ...wrong }]);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect((await answer.json()).errors.map((error: { field: string }) => error.field)).toEqual([field]);
    expect((await house.json('/alerts/rules')).rules).toHaveLength(1);
  });

  test('have rules that only administrators of the whole district change, that are noted, and no two of one name', async () => {
    expect((await house.json('/alerts/rules')).rules.length).toBeGreaterThan(3);
    expect((await put(await house.as('leader'), [])).status).toBe(403);
    expect((await put(await house.as('admin', HERE), [])).status).toBe(403);
    await setRules({});
    const [entry] = (await house.json('/audit?limit=1')).entries;
    expect(entry).toMatchObject({ action: 'change', noun: 'alerts', record: 'rules', after: [{ id: 'r0' }] });
    const { rules } = await house.json('/alerts/rules');
    const twice = await put(house, [...rules, ...rules]);
    expect((await twice.json()).errors).toMatchObject([{ field: 'rules.1.id', expected: 'an id that no other rule has' }]);
  });
});

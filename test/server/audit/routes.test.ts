import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, OPERATOR } from '../../../server/audit/audit.ts';
import { verifyAudit } from '../../../server/audit/verify.ts';
import type { ShownEntry } from '../../../server/audit/schema.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const MONTH = 'from=2026-10-01&to=2026-11-01';

describe.each(stores)('the record over HTTP on $engine', (store) => {
  let house: TestApp, leader: Asker, street = '', other = '';
  beforeAll(async () => {
    house = await openApp(store);
    [street, other] = (await house.json('/areas?level=street')).features.map(({ id }: { id: string }) => id);
    leader = await house.as('leader', street);
  });
  afterAll(() => house.close());

  const entries = async (query = '', asker: Asker = house) => (await asker.json(`/audit?limit=500${query}`)).entries as ShownEntry[];
  const newest = async () => (await entries())[0]!;

  test('has every read of points, from the cache or not, even where the client has them already; and no other read', async () => {
    const before = (await entries()).length;
    const first = await leader.request(`/incidents?${MONTH}`, { headers: { 'X-Request-Id': 'reading-0001' } });
    expect(await newest()).toMatchObject({ actor: 'test leader', actorKind: 'key', action: 'read', noun: 'incidents', area: street, after: { from: '2026-10-01', to: '2026-11-01' }, requestId: 'reading-0001' });
    await leader.request(`/incidents?${MONTH}`);
    expect((await leader.request(`/incidents?${MONTH}`, { headers: { 'If-None-Match': first.headers.get('etag')! } })).status).toBe(304);
    for (const path of ['/areas', '/district', '/incidents/cells?month=2026-10', '/incidents/days?month=2026-10', '/settings', '/audit']) await house.request(path);
    expect(await entries()).toHaveLength(before + 3);
    // What was refused was not read.
    await leader.request(`/incidents?${MONTH}&area=${other}`);
    await (await house.as('viewer')).request(`/incidents?${MONTH}`);
    await leader.request('/incidents?from=2026-10-01');
    expect(await entries()).toHaveLength(before + 3);
  });

  test('gives no points where the reading cannot be noted', async () => {
    const { transaction } = house.database;
    house.database.transaction = async () => { throw new Error('no room'); };
    const response = await leader.request(`/incidents?${MONTH}`);
    house.database.transaction = transaction;
    expect(response.status).toBe(500);
  });

  test('has plans asked for and jobs stopped', async () => {
    const started = await (await house.request('/plans', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ scope: street, name: '试' }) })).json();
    expect(await newest()).toMatchObject({ action: 'create', noun: 'plans', record: started.plan, area: street, before: null, after: { name: '试', scope: street, job: started.job } });
    await house.request(`/jobs/${started.job}/cancel`, { method: 'POST' });
    expect(await newest()).toMatchObject({ action: 'cancel', noun: 'jobs', record: started.job, before: { state: 'queued' } });
    const count = (await entries()).length;
    await house.request(`/jobs/${started.job}/cancel`, { method: 'POST' });
    expect(await entries()).toHaveLength(count);
  });

  test('has settings as they were and as they are', async () => {
    await house.request('/settings', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"suppressionThreshold": 7}' });
    expect(await newest()).toMatchObject({ action: 'change', noun: 'settings', before: { suppressionThreshold: 5 }, after: { suppressionThreshold: 7 } });
  });

  test('is searched by day, person, action, noun and area', async () => {
    await house.database.transaction((inside) => audit(inside, { ...OPERATOR, action: 'import', noun: 'units', area: other, after: { units: 3 } }));
    const all = await entries();
    const filters: [string, (entry: ShownEntry) => boolean][] = [
      ['&action=read', ({ action }) => action === 'read'], ['&noun=plans', ({ noun }) => noun === 'plans'], ['&actor=LEADER', ({ actor }) => actor.includes('leader')], ['&actor=operator', ({ actor }) => actor === 'operator'],
      [`&area=${street}`, ({ area }) => area!.startsWith(street)], [`&area=${other}`, ({ area }) => area!.startsWith(other)], ['&from=2000-01-01&to=2001-01-01', () => false], ['&from=2000-01-01', () => true], ['&action=read&noun=plans', () => false],
    ];
    for (const [filter, fits] of filters) expect(await entries(filter), filter).toEqual(all.filter(fits));
    for (const wrong of ['&action=look', '&noun=people', '&from=yesterday', '&from=2026-01-02&to=2026-01-01', '&after=x', '&area=12']) expect((await house.request(`/audit?limit=5${wrong}`)).status, wrong).toBe(400);
  });

  test('is read page by page, newest first, each entry once', async () => {
    const all = await entries();
    const seen: ShownEntry[] = [];
    for (let after = ''; ;) {
      const page = await house.json(`/audit?limit=3${after}`);
      seen.push(...page.entries);
      if (!page.next) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toEqual(all);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted().reverse());
  });

  test('shows an administrator of a part what concerns that part', async () => {
    const part = await entries('', await house.as('admin', street));
    expect(part.length).toBeGreaterThan(0);
    for (const { area } of part) expect(area!.startsWith(street)).toBe(true);
    const [whole] = [await entries()];
    expect(part).toEqual(whole.filter(({ area }) => area!.startsWith(street)));
  });

  test('is taken away as CSV, which is noted too', async () => {
    const response = await house.request(`/audit.csv?noun=plans`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('audit.csv');
    const rows = parse(Buffer.from(await response.arrayBuffer()), { bom: true, columns: true }) as Record<string, string>[];
    const plans = await entries('&noun=plans');
    expect(rows.map(({ id, hash }) => ({ id, hash }))).toEqual(plans.map(({ id, hash }) => ({ id, hash })));
    expect(JSON.parse(rows[0]!.after!)).toEqual(plans[0]!.after);
    expect(await newest()).toMatchObject({ action: 'export', noun: 'audit', after: { noun: 'plans' } });
  });

  test('is whole', async () => expect(await verifyAudit(house.database)).toMatchObject({ broken: null }));
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const STEPS = ['acceptedAt', 'dispatchedAt', 'handledAt', 'answeredAt', 'verifiedAt', 'closedAt'] as const;

describe.each(stores)('the intake of incidents on $engine', (store) => {
  let house: TestApp, source: Asker, at: [number, number], unit: string, other: [number, number];
  let nth = 0;
  const post = (asker: Asker, incidents: unknown) => asker.request('/incidents', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ incidents }) });
  const taken = async (incidents: unknown) => { const answer = await post(source, incidents); expect(answer.status, await answer.clone().text()).toBe(200); return (await answer.json()).incidents as { id: number; outcome: string }[]; };
  const stored = async (externalId: string) => (await house.database.query<any>('select * from incidents where external_id = $1', [externalId]))[0];
  const count = async () => (await house.database.query<{ n: number }>('select count(*)::int as n from incidents'))[0]!.n;
  const report = (more: object = {}) => ({ source: 'hotline', externalId: `r-${++nth}`, category: '0101', at, openedAt: '2026-11-22T09:00:00+08:00', ...more });

  beforeAll(async () => {
    house = await openApp(store);
    source = await house.as('dispatcher');
    const inUnit = async (street: string) => (await house.database.query<{ code: string; lon: number; lat: number }>('select code, ST_X(p) as lon, ST_Y(p) as lat from (select code, ST_PointOnSurface(geom) as p from units where starts_with(code, $1) order by households desc, code limit 1) u', [street]))[0]!;
    const [here, there] = [await inUnit('370216001'), await inUnit('370216002')];
    [at, unit, other] = [[here.lon, here.lat], here.code, [there.lon, there.lat]];
  });
  afterAll(() => house.close());

  it('puts a report into the unit, the community and the grid of its day, and says which incident it is', async () => {
    const [{ id, outcome }] = await taken([report({ externalId: 'a-1', dueAt: '2026-11-23T09:00:00+08:00' })]) as [{ id: number; outcome: string }];
    expect(outcome).toBe('created');
    const row = await stored('a-1');
    expect(row).toMatchObject({ source: 'hotline', category_code: '0101', state: 'opened', located: 'exact', unit_code: unit, community_code: unit.slice(0, 12), closed_at: null, reworked: false });
    expect(Number(row.id)).toBe(id);
    const [grid] = await house.database.query<{ code: string }>(`
      select g.grid_code as code from grid_units g join edition_communities e on e.edition_id = g.edition_id and e.community_code = $1 and e.valid_to is null where g.unit_code = $2`, [unit.slice(0, 12), unit]);
    expect(row.grid_code).toBe(grid!.code);
  });

  it('takes a report twice once, and goes on with what another one knows', async () => {
    const first = report({ externalId: 'b-1' });
    const before = await count();
    expect((await taken([first]))[0]!.outcome).toBe('created');
    expect((await taken([first, first]))[1]!.outcome).toBe('unchanged');
    expect((await taken([{ ...first, acceptedAt: '2026-11-22T09:10:00+08:00', handledAt: '2026-11-22T10:00:00+08:00' }]))[0]!.outcome).toBe('changed');
    expect((await taken([first]))[0]!.outcome).toBe('unchanged');
    expect(await count()).toBe(before + 1);
    expect(await stored('b-1')).toMatchObject({ state: 'handled', dispatched_at: null, accepted_at: new Date('2026-11-22T01:10:00Z') });
  });

  it('comes to the same whatever the order of the reports', async () => {
    await fc.assert(fc.asyncProperty(fc.subarray([...STEPS]), fc.func(fc.nat()), async (steps, order) => {
      const externalId = `order-${++nth}`, base = report({ externalId });
      const time = (step: string) => new Date(Date.parse('2026-11-22T09:00:00+08:00') + (STEPS.indexOf(step as never) + 1) * 60_000).toISOString();
      const shuffled = steps.toSorted((a, b) => order(a) - order(b));
      for (const step of shuffled) await taken([{ ...base, [step]: time(step) }]);
      if (!steps.length) await taken([base]);
      const row = await stored(externalId);
      expect(row.state).toBe(steps.length ? steps.at(-1)!.replace('At', '') : 'opened');
      for (const step of STEPS) expect(row[step.replace('At', '_at')]?.toISOString() ?? null).toBe(steps.includes(step) ? time(step) : null);
    }), { numRuns: 20 });
  });

  it('takes all of a request or none, and names every fault', async () => {
    const before = await count();
    const answer = await post(source, [
      report(), report({ category: '9999' }), report({ at: [0, 0] }), report({ openedAt: '2026-11-22T13:00:00+08:00' }),
      report({ closedAt: '2026-11-22T08:00:00+08:00' }), report({ handledAt: '2026-11-22T09:30:00+08:00', acceptedAt: '2026-11-22T09:40:00+08:00' }), report({ dueAt: '2026-11-21T09:00:00+08:00' }),
    ]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('problem+json');
    const { errors } = await answer.json() as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).toSorted()).toEqual(['incidents.1.category', 'incidents.3.openedAt', 'incidents.4.closedAt', 'incidents.5.handledAt', 'incidents.6.dueAt']);
    expect((await (await post(source, [report({ at: [0, 0] })])).json()).errors).toMatchObject([{ field: 'incidents.0.at', expected: 'a point inside the district' }]);
    expect(await count()).toBe(before);
  });

  it.each([
    ['no list', {}], ['an empty list', { incidents: [] }], ['too many', { incidents: Array.from({ length: 1001 }, () => ({})) }],
    ['a name for an id', { incidents: [{ source: 'hotline', externalId: '张三', category: '0101', openedAt: '2026-11-22T09:00:00+08:00' }] }],
    ['a person', { incidents: [{ source: 'hotline', externalId: '1', category: '0101', openedAt: '2026-11-22T09:00:00+08:00', reporter: 'x' }] }],
    ['a time without a zone', { incidents: [{ source: 'hotline', externalId: '1', category: '0101', openedAt: '2026-11-22T09:00:00' }] }],
    ['a 大类', { incidents: [{ source: 'hotline', externalId: '1', category: '01', openedAt: '2026-11-22T09:00:00+08:00' }] }],
  ])('refuses %s', async (_what, body) => {
    const before = await count();
    const answer = await source.request('/incidents', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    expect(answer.status).toBe(400);
    expect(await count()).toBe(before);
  });

  it('counts a report without a position, and one at a fallback point, apart', async () => {
    const [fallback] = await house.database.query<{ lon: number; lat: number }>(`select lon_e6 as lon, lat_e6 as lat from incidents where located = 'default' limit 1`);
    await taken([report({ externalId: 'n-1', at: undefined }), report({ externalId: 'n-2', at: [fallback!.lon / 1e6, fallback!.lat / 1e6] })]);
    expect(await stored('n-1')).toMatchObject({ located: 'none', lon_e6: null, grid_code: null });
    expect(await stored('n-2')).toMatchObject({ located: 'default', lon_e6: fallback!.lon, grid_code: null, community_code: null });
  });

  it('moves an incident when its position is corrected', async () => {
    await taken([report({ externalId: 'm-1' })]);
    await taken([report({ externalId: 'm-1', at: other })]);
    expect((await stored('m-1')).unit_code.slice(0, 9)).toBe('370216002');
  });

  it('lets a street report what lies in it, and nothing else', async () => {
    const street = await house.as('dispatcher', '370216001');
    expect((await post(street, [report({ externalId: 's-1' })])).status).toBe(200);
    expect((await post(street, [report({ externalId: 's-2', at: other })])).status).toBe(400);
    expect((await post(street, [report({ externalId: 's-3', at: undefined })])).status).toBe(400);
    await taken([report({ externalId: 's-4', at: other })]);
    expect((await post(street, [report({ externalId: 's-4' })])).status).toBe(400);
    expect((await stored('s-4')).unit_code.slice(0, 9)).toBe('370216002');
    expect((await post(await house.as('leader'), [report()])).status).toBe(403);
    expect((await post(await house.as(null), [report()])).status).toBe(401);
  });

  it('gives every one of many at once an incident of its own', async () => {
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => post(source, Array.from({ length: 25 }, (_each, k) => report({ externalId: `c-${(i % 4) * 25 + k}` })))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(await count()).toBe(before + 100);
  });
});

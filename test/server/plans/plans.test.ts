import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startJobs } from '../../../server/jobs/startJobs.ts';
import type { PlanReport } from '../../../server/plans/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { chineseNumeral, nameNewGrids } from '../../../server/plans/gridNames.ts';
import { selectBarriers } from '../../../server/plans/queries.ts';
import { stores } from '../stores.ts';

const JSON_BODY = { 'content-type': 'application/json' };

describe.each(stores)('plans on $engine', (store) => {
  let app: TestApp, jobs: { stop(): Promise<void> };
  let street = '', community = '';
  beforeAll(async () => {
    app = await openApp(store);
    jobs = await startJobs(app.context);
    street = (await app.json('/areas?level=street')).features[0].id;
    community = (await app.json(`/areas?level=community&area=${street}`)).features.find((each: any) => each.properties.units > 10).id;
  });
  afterAll(async () => {
    await jobs?.stop();
    await app?.close();
  });

  const post = (body: unknown) => app.request('/plans', { method: 'POST', headers: JSON_BODY, body: JSON.stringify(body) });
  async function draw(body: Record<string, unknown>): Promise<{ plan: string; job: string }> {
    const response = await post(body);
    expect(response.status).toBe(202);
    const started = (await response.json()) as { plan: string; job: string };
    expect(response.headers.get('location')).toBe(`/api/v1/plans/${started.plan}`);
    const last = (await (await app.request(`/jobs/${started.job}/events`)).text()).match(/^data: .*$/gm)!.at(-1)!;
    expect(JSON.parse(last.slice(6))).toMatchObject({ id: started.job, kind: 'redraw', state: 'done', error: null });
    await app.context.versions.refresh();
    return started;
  }
  const unitsIn = (scope: string) => app.database.query<{ code: string; community: string; households: number }>(
    'select code, community_code as community, households from units where starts_with(code, $1) order by code', [scope]);
  const planned = async (plan: string) => new Map((await app.database.query<{ unit: string; grid: string }>('select unit_code as unit, grid_code as grid from plan_units where plan_id = $1', [plan])).map(({ unit, grid }) => [unit, grid]));

  test('put every unit of the scope in one grid of its community, and count as the units do', async () => {
    const { plan } = await draw({ scope: street });
    const units = await unitsIn(street), gridOf = await planned(plan);
    expect(gridOf.size).toBe(units.length);
    for (const { code, community: home } of units) expect(gridOf.get(code)?.slice(0, 12)).toBe(home);
    const { features } = await app.json(`/plans/${plan}/grids`);
    expect(features).toHaveLength(new Set(gridOf.values()).size);
    for (const { id, geometry, properties } of features) {
      const own = units.filter(({ code }) => gridOf.get(code) === id);
      expect(properties).toMatchObject({ code: id, communityCode: id.slice(0, 12), streetCode: street, edition: null, units: own.length, households: own.reduce((sum, unit) => sum + unit.households, 0) });
      expect(properties.name).toBeTruthy();
      expect(geometry.type).toBe('MultiPolygon');
    }
    const names = features.map((each: any) => each.properties.name);
    expect(new Set(names).size).toBe(names.length);
    const [outside] = await app.database.query<{ count: number }>('select count(*)::int as count from plan_grids where plan_id = $1 and not (ST_IsValid(geom) and ST_Contains(geom, label))', [plan]);
    expect(outside!.count).toBe(0);
    const [covered] = await app.database.query<{ grids: number; units: number }>(`
      select (select sum(ST_Area(geom)) from plan_grids where plan_id = $1) as grids, (select sum(ST_Area(geom)) from units where starts_with(code, $2)) as units`, [plan, street]);
    expect(covered!.grids / covered!.units).toBeCloseTo(1, 6);
  });

  test('report what they are worth, as a recount of the grids says', async () => {
    const { plan } = await draw({ scope: street });
    const report = (await app.json(`/plans/${plan}/report`)) as PlanReport;
    const { features } = await app.json(`/plans/${plan}/grids`);
    const basic = features.filter((each: any) => each.properties.kind === 'basic').map((each: any) => each.properties);
    const off = basic.map(({ households, window }: any) => Math.max(0, window.min - households, households - window.max));
    expect(report.deviation).toBe(off.reduce((sum: number, each: number) => sum + each, 0));
    expect(report).toMatchObject({ grids: features.length, inWindow: off.filter((each: number) => each === 0).length, dedicated: features.length - basic.length });
    expect(report.violations).toHaveLength(report.under + report.over);
    expect(report.bound).toBeLessThanOrEqual(report.deviation);
    expect(await app.json(`/plans/${plan}`)).toMatchObject({ id: plan, scope: street, state: 'draft', drawn: true, rules: { window: null, seed: 1 } });
    expect((await app.json('/plans'))[0]).toMatchObject({ id: plan });
  });

  test('leave dedicated grids as they are, and codes with the grids that go on', async () => {
    const { plan } = await draw({ scope: street });
    const before = await app.database.query<{ code: string; kind: string; unit: string }>(`
      select g.code, g.kind, u.unit_code as unit from grids g join grid_units u on u.edition_id = g.edition_id and u.grid_code = g.code where starts_with(g.code, $1)`, [street]);
    const gridOf = await planned(plan);
    const dedicated = before.filter(({ kind }) => kind === 'dedicated');
    for (const { code, unit } of dedicated) expect(gridOf.get(unit)).toBe(code);
    const kept = before.filter(({ unit, code }) => gridOf.get(unit) === code).length;
    expect(kept / before.length).toBeGreaterThan(0.5);
  });

  test('know the rivers and main roads near each community, and report what stays inside grids', async () => {
    const district = (await app.json('/district')).code;
    const [nearest] = await app.database.query<{ code: string; road: string }>(`
      select u.community_code as code, r.class as road from units u join roads r on r.class in ('expressway', 'railway', 'primary') and ST_Intersects(r.geom, u.geom) order by u.code limit 1`);
    const found = await selectBarriers(app.database, district, nearest!.code);
    expect(found.map((each) => each.class)).toContain(nearest!.road);
    for (const { geometry } of found) expect(JSON.parse(geometry)).toMatchObject({ type: 'LineString', coordinates: expect.arrayContaining([[expect.any(Number), expect.any(Number)]]) });
    const rivers = await app.database.query<{ code: string }>(`
      select distinct u.community_code as code from units u join land l on l.kind = 'river' and ST_Intersects(l.geom, u.geom) order by 1 limit 1`);
    for (const { code } of rivers) expect((await selectBarriers(app.database, district, code)).map((each) => each.class)).toContain('river');
    const { plan } = await draw({ scope: nearest!.code });
    expect((await app.json(`/plans/${plan}/report`)).barrierKm).toBeGreaterThanOrEqual(0);
  });

  test('obey the window they are asked for, and say it', async () => {
    const { plan } = await draw({ scope: community, window: { min: 1, max: 100_000 }, name: '一个网格' });
    const { features } = await app.json(`/plans/${plan}/grids`);
    expect(features.every((each: any) => each.properties.window.max === 100_000)).toBe(true);
    expect(await app.json(`/plans/${plan}`)).toMatchObject({ name: '一个网格', rules: { window: { min: 1, max: 100_000 } } });
  });

  test('come out the same for the same seed', async () => {
    const first = await draw({ scope: community, seed: 7 }), second = await draw({ scope: community, seed: 7 });
    expect(await planned(first.plan)).toEqual(await planned(second.plan));
  });

  test('are not there before they are drawn', async () => {
    await jobs.stop();
    const { plan, job } = (await (await post({ scope: community })).json()) as { plan: string; job: string };
    expect(await app.json(`/plans/${plan}`)).toMatchObject({ drawn: false, job });
    for (const what of ['grids', 'report']) {
      const response = await app.request(`/plans/${plan}/${what}`);
      expect(response.status).toBe(409);
      expect(((await response.json()) as { detail: string }).detail).toContain(job);
    }
    jobs = await startJobs(app.context);
  });

  test('that are asked for wrongly are refused with the field', async () => {
    const cases: [unknown, string][] = [
      [{}, 'scope'], [{ scope: '12' }, 'scope'], [{ scope: '110101' }, 'scope'], [{ scope: street, window: { min: 60, max: 30 } }, 'window.min'],
      [{ scope: street, window: { min: 0, max: 30 } }, 'window.min'], [{ scope: street, window: { min: 30 } }, 'window.max'], [{ scope: street, colour: 'red' }, 'colour'],
      [{ scope: street, seed: 1.5 }, 'seed'], [{ scope: street, name: '' }, 'name'], [{ scope: street, name: 'a\u0000b' }, 'name'],
    ];
    for (const [body, field] of cases) {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(((await response.json()) as { errors: { field: string }[] }).errors.map((each) => each.field)).toContain(field);
    }
    expect((await app.request('/plans/7')).status).toBe(400);
    expect((await app.request('/plans/0b8e3d3c-5b0e-4f0e-9a40-0f5d6b9e2f11/grids')).status).toBe(404);
  });
});

test('numbers are written as on a sign', () => {
  expect([1, 10, 12, 20, 35, 100, 105, 110, 112, 999].map(chineseNumeral)).toEqual(['一', '十', '十二', '二十', '三十五', '一百', '一百零五', '一百一十', '一百一十二', '九百九十九']);
});

test('new grids get names that no grid of the community has or had', () => {
  const grid = (communityCode: string, name: string | null) => ({ communityCode, communityName: `社区${communityCode}`, name });
  expect(nameNewGrids([grid('1', null), grid('1', '老名'), grid('1', null), grid('2', null)], new Set(['社区1第一网格', '老名'])).map(({ name }) => name))
    .toEqual(['社区1第二网格', '老名', '社区1第三网格', '社区2第一网格']);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_WEIGHTS } from '../../../geodata/redraw/weights.ts';
import { startJobs } from '../../../server/jobs/startJobs.ts';
import type { PlanReport } from '../../../server/plans/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const JSON_BODY = { 'content-type': 'application/json' };
const NOWHERE = '99999999999999999';

describe.each(stores)('rules of plans on $engine', (store) => {
  let app: TestApp, jobs: { stop(): Promise<void> };
  let community = '';
  /** Units of the community with the grid they are in today, biggest grids first. */
  let units: { code: string; grid: string; households: number }[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    jobs = await startJobs(app.context);
    const [busiest] = await app.database.query<{ code: string }>(`
      select community_code as code from grids where kind = 'basic' group by 1 having count(*) > 2 order by count(*), 1 limit 1`);
    community = busiest!.code;
    units = await app.database.query(`
      select u.code, gu.grid_code as grid, u.households from units u join grid_units gu on gu.unit_code = u.code join grids g on g.code = gu.grid_code and g.kind = 'basic'
      where u.community_code = $1 order by count(*) over (partition by gu.grid_code) desc, gu.grid_code, u.code`, [community]);
  });
  afterAll(async () => {
    await jobs?.stop();
    await app?.close();
  });

  const post = (body: Record<string, unknown>) => app.request('/plans', { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ scope: community, ...body }) });
  async function draw(body: Record<string, unknown>): Promise<{ gridOf: Map<string, string>; report: PlanReport; rules: any; features: any[] }> {
    const response = await post(body);
    expect([response.status, response.status === 202 ? null : await response.text()]).toEqual([202, null]);
    const { plan, job } = (await response.json()) as { plan: string; job: string };
    const last = (await (await app.request(`/jobs/${job}/events`)).text()).match(/^data: .*$/gm)!.at(-1)!;
    expect(JSON.parse(last.slice(6))).toMatchObject({ state: 'done', error: null, progress: { deviation: expect.any(Number), bound: expect.any(Number) } });
    await app.context.versions.refresh();
    const rows = await app.database.query<{ unit: string; grid: string }>('select unit_code as unit, grid_code as grid from plan_units where plan_id = $1', [plan]);
    return { gridOf: new Map(rows.map(({ unit, grid }) => [unit, grid])), report: await app.json(`/plans/${plan}/report`), rules: (await app.json(`/plans/${plan}`)).rules, features: (await app.json(`/plans/${plan}/grids`)).features };
  }
  const membersOf = (gridOf: Map<string, string>, grid: string) => [...gridOf].flatMap(([unit, each]) => (each === grid ? [unit] : [])).sort();
  const inForce = (grid: string) => units.flatMap((unit) => (unit.grid === grid ? [unit.code] : [])).sort();

  test('are kept with the plan, all of them', async () => {
    const asked = { setting: 'rural', target: 40, seed: 3, weights: { moved: 5 }, barriers: ['river'] };
    const { rules } = await draw(asked);
    expect(rules).toEqual({ window: { min: 30, max: 60 }, target: 40, seed: 3, weights: { ...DEFAULT_WEIGHTS, moved: 5 }, locks: [], frozen: [], dedicated: { grids: [], units: [] }, barriers: ['river'] });
  });

  test('freeze a grid as it is', async () => {
    const frozen = units[0]!.grid;
    const { gridOf } = await draw({ frozen: [frozen], window: { min: 1, max: 2 } });
    expect(membersOf(gridOf, frozen)).toEqual(inForce(frozen));
  });

  test('lock a unit to the grid it is in, whatever becomes of the others', async () => {
    const locks = units.slice(0, 1).map(({ code, grid }) => ({ unit: code, grid }));
    const { gridOf, report } = await draw({ locks, setting: 'rural' });
    for (const { unit, grid } of locks) expect(gridOf.get(unit)).toBe(grid);
    expect(report.lockCost).toBeGreaterThanOrEqual(0);
  });

  test('make a grid dedicated, and a unit a dedicated grid by itself', async () => {
    const grid = units[0]!.grid, alone = units.find((unit) => unit.grid !== grid)!;
    const { gridOf, features, report } = await draw({ dedicated: { grids: [grid], units: [alone.code] } });
    expect(membersOf(gridOf, grid)).toEqual(inForce(grid));
    const own = gridOf.get(alone.code)!;
    expect(membersOf(gridOf, own)).toEqual([alone.code]);
    expect(own).not.toBe(alone.grid);
    const kinds = new Map(features.map(({ id, properties }) => [id, properties.kind]));
    expect([kinds.get(grid), kinds.get(own)]).toEqual(['dedicated', 'dedicated']);
    expect(report.movedHouseholds).toBeGreaterThanOrEqual(alone.households);
    expect(report.movedBound).toBeGreaterThanOrEqual(alone.households);
    expect(report.movedBound).toBeLessThanOrEqual(report.movedHouseholds!);
    expect(report.violations.map(({ gridCode }) => gridCode)).not.toContain(grid);
  });

  test('say which barriers count', async () => {
    expect((await draw({ barriers: [] })).report.barrierKm).toBe(0);
  });

  test('that cannot be are refused with record, field and remedy', async () => {
    const [one] = units, other = units.find(({ grid }) => grid !== one!.grid)!;
    const [far] = await app.database.query<{ grid: string; unit: string }>('select g.code as grid, min(gu.unit_code) as unit from grids g join grid_units gu on gu.grid_code = g.code where g.community_code <> $1 group by 1 order by 1 limit 1', [community]);
    const lock = (unit: string, grid: string) => ({ unit, grid });
    const cases: [Record<string, unknown>, string, RegExp][] = [
      [{ window: { min: 30, max: 60 }, setting: 'rural' }, 'setting', /either a window or a setting/],
      [{ setting: 'town' }, 'setting', /urban or rural/],
      [{ target: 40 }, 'target', /a window or a setting that it lies in/],
      [{ target: 70, setting: 'rural' }, 'target', /inside the window/],
      [{ weights: { barrier: -1 } }, 'weights.barrier', /a number from 0/],
      [{ weights: { barrier: 0, moved: 0, border: 0 } }, 'weights', /one is above 0/],
      [{ barriers: ['fence'] }, 'barriers.0', /one of river, railway/],
      [{ locks: [lock('7', one!.grid)] }, 'locks.0.unit', /17 digits/],
      [{ locks: [lock(NOWHERE, one!.grid)] }, 'locks.0.unit', /a unit of/],
      [{ locks: [lock(far!.unit, one!.grid)] }, 'locks.0.unit', /a unit of/],
      [{ locks: [lock(one!.code, NOWHERE.slice(0, 15))] }, 'locks.0.grid', /a grid in force in/],
      [{ locks: [lock(one!.code, far!.grid)] }, 'locks.0.grid', /a grid in force in/],
      [{ locks: [lock(one!.code, one!.grid), lock(one!.code, other.grid)] }, 'locks.1.grid', /which locks\.0 locks the same unit to/],
      [{ scope: community.slice(0, 6), locks: [lock(one!.code, far!.grid)] }, 'locks.0.grid', /the community of the unit/],
      [{ frozen: [NOWHERE.slice(0, 15)] }, 'frozen.0', /a grid in force in/],
      [{ frozen: [one!.grid], locks: [lock(one!.code, other.grid)] }, 'locks.0', /the unit is part of it, and it is frozen/],
      [{ frozen: [one!.grid], locks: [lock(other.code, one!.grid)] }, 'locks.0', /may take units/],
      [{ frozen: [one!.grid], dedicated: { grids: [one!.grid] } }, 'dedicated.grids.0', /not frozen/],
      [{ frozen: [one!.grid], dedicated: { units: [one!.code] } }, 'dedicated.units.0', /stays as it is/],
      [{ locks: [lock(one!.code, one!.grid)], dedicated: { units: [one!.code] } }, 'dedicated.units.0', /not locked/],
      [{ dedicated: { units: [NOWHERE] } }, 'dedicated.units.0', /a unit of/],
    ];
    for (const [body, field, expected] of cases) {
      const response = await post(body);
      const { errors } = (await response.json()) as { errors: { field: string; expected: string; fix?: string }[] };
      expect([JSON.stringify(body), response.status, errors.map((each) => each.field)]).toEqual([JSON.stringify(body), 400, expect.arrayContaining([field])]);
      expect(errors.find((each) => each.field === field)!.expected).toMatch(expected);
    }
  });
});

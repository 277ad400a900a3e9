import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Comparison } from '../../../server/plans/comparisonSchema.ts';
import { comparison } from '../../../server/plans/comparisonSchema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing } from './drawing.ts';

describe.each(stores)('comparing on $engine', (store) => {
  let app: TestApp, drawing: Drawing;
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
  });
  afterAll(() => app?.close());

  const compare = async (path: string) => {
    const found = (await app.json(path)) as Comparison;
    expect(comparison.parse(found)).toEqual(found);
    return found;
  };
  const householdsOf = async (units: string[]) => (await app.database.query<{ sum: number }>('select coalesce(sum(households), 0)::int as sum from units where code = any($1::text[])', [units]))[0]!.sum;

  test('a plan with what is in force says which units moved, between which grids, with how many households', async () => {
    const [community] = drawing.communities as [string], plan = await drawing.start(community.slice(0, 9)), moves = await drawing.move(plan, community, 2);
    const found = await compare(`/plans/${plan}/comparison?with=inForce`), households = await householdsOf(moves.map(({ unit }) => unit));
    expect(found).toMatchObject({ from: { kind: 'inForce', id: null }, to: { kind: 'plan', id: plan }, scope: community.slice(0, 9), moved: { units: 2, households }, ended: [], begun: [], continues: [] });
    expect(found.pairs.flatMap(({ from, to, units }) => units.map((unit) => ({ unit, from, to }))).sort((a, b) => (a.unit < b.unit ? -1 : 1))).toEqual([...moves].sort((a, b) => (a.unit < b.unit ? -1 : 1)));
    expect(found.communities).toMatchObject([{ community, movedUnits: 2, movedHouseholds: households }]);
    expect(found.scores.to.movedHouseholds).toBe(households);
    expect(found.scores.from).toEqual((await app.json(`/plans/${plan}/check`)).before);
    expect(found.same).toBe((await app.json(`/areas?level=community&area=${community.slice(0, 9)}`)).features.filter(({ properties }: any) => properties.units > 0).length - 1);
  });

  test('two plans differ both ways alike, and a plan from itself in nothing', async () => {
    const community = drawing.communities[1]!, one = await drawing.start(community), two = await drawing.start(community);
    await drawing.move(one, community, 1);
    await drawing.move(two, community, 3);
    const there = await compare(`/plans/${one}/comparison?with=${two}`), back = await compare(`/plans/${two}/comparison?with=${one}`);
    expect(there.moved).toEqual(back.moved);
    expect(there.moved.units).toBe(2);
    expect(there.scores.from.deviation).toBe(back.scores.to.deviation);
    expect(await compare(`/plans/${one}/comparison?with=${one}`)).toMatchObject({ moved: { units: 0, households: 0 }, communities: [], pairs: [], same: 1 });
  });

  test('a grid that goes on under another code has not moved', async () => {
    const community = drawing.communities[2]!, plan = await drawing.start(community), code = `${community}950`;
    const [{ grid, units }] = await app.database.query<{ grid: string; units: string[] }>(`
      select u.grid_code as grid, array_agg(u.unit_code) as units from plan_units u join plan_grids g on g.plan_id = u.plan_id and g.code = u.grid_code where u.plan_id = $1 and g.kind = 'basic' group by 1 order by 1 limit 1`, [plan]) as [{ grid: string; units: string[] }];
    await drawing.edit(plan, { move: { units: units.map((unit) => ({ unit, from: grid, to: code })), creates: [code] } });
    const found = await compare(`/plans/${plan}/comparison?with=inForce`);
    expect(found).toMatchObject({ moved: { units: 0, households: 0 }, communities: [], same: 1 });
    await drawing.move(plan, community, 1);
    expect((await compare(`/plans/${plan}/comparison?with=inForce`)).continues).toEqual([{ from: grid, to: code }]);
  });

  test('editions are compared where both have grids, by viewers too', async () => {
    const community = drawing.communities[3]!, { edition } = await drawing.publishOne(community, '2026-12-01');
    const viewer = await app.as('viewer');
    const found = (await viewer.json(`/editions/${edition}/comparison?with=2024`)) as Comparison;
    expect(found).toMatchObject({ from: { kind: 'edition', id: '2024' }, to: { kind: 'edition', id: edition }, moved: { units: 1 }, same: 0, communities: [{ community }] });
    expect((await viewer.request(`/plans/${await drawing.start(community)}/comparison?with=2024`)).status).toBe(403);
    expect((await app.request(`/editions/none/comparison?with=2024`)).status).toBe(404);
    expect((await app.request(`/editions/2024/comparison?with=none`)).status).toBe(400);
  });

  test('asked for places that do not meet, it says so', async () => {
    const [one] = drawing.communities as [string], other = drawing.communities.find((code) => !code.startsWith(one.slice(0, 9)))!;
    const plan = await drawing.start(one), elsewhere = await drawing.start(other);
    for (const query of [`with=${elsewhere}`, `with=inForce&area=${other}`, 'with=none', '']) expect((await app.request(`/plans/${plan}/comparison?${query}`)).status, query).toBe(400);
    // What is not one's own is as if it were not there.
    const planner = await app.as('planner', one.slice(0, 9));
    expect((await planner.request(`/plans/${plan}/comparison?with=${elsewhere}`)).status).toBe(400);
    expect((await planner.request(`/plans/${elsewhere}/comparison?with=inForce`)).status).toBe(404);
  });
});

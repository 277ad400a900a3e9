import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackLand } from '../../../geodata/redraw/landPack.ts';
import type { Score } from '../../../server/plans/checkSchema.ts';
import type { Plan } from '../../../server/plans/schema.ts';
import { buildLand } from '../../../web/redraw/editor/build.ts';
import { openCommunity, type PlanCommunity } from '../../../web/redraw/editor/community.ts';
import { sumTotals, totalsOf } from '../../../web/redraw/editor/rows.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing, type Moved } from './drawing.ts';

describe.each(stores)('the score of a plan on $engine', (store) => {
  let app: TestApp, drawing: Drawing;
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
  });
  afterAll(() => app?.close());

  /** What the screens say, counted as they count: from the land they are sent and the assignment. */
  async function shown(plan: string, area: string): Promise<Record<string, number>> {
    const { rules } = (await app.json(`/plans/${plan}`)) as Plan;
    const { communities } = (await app.json(`/plans/${plan}/assignment`)) as { communities: PlanCommunity[] };
    const land = unpackLand(new Uint8Array(await (await app.request(`/units/topology?area=${area}`)).arrayBuffer()));
    return { ...sumTotals(land.map((record) => totalsOf(openCommunity(buildLand(record, rules), communities.find(({ code }) => code === record.code)!)))) };
  }

  function expectEqual(score: Score, screen: Record<string, number>): void {
    for (const name of ['units', 'households', 'deviation', 'grids', 'inWindow', 'under', 'over', 'dedicated', 'broken', 'movedHouseholds'] as const) expect(score[name], name).toBe(screen[name]);
    for (const name of ['borderM', 'barrierM', 'compactness', 'imbalance'] as const) expect(score[name], name).toBeCloseTo(screen[name]!, 3);
  }

  test('that the screens show is the one the server counts before and at publication', async () => {
    const [one, other] = [...Map.groupBy(drawing.communities, (code) => code.slice(0, 9)).values()].find((own) => own.length > 1)! as [string, string];
    const street = one.slice(0, 9), plan = await drawing.start(street);
    const [first] = await drawing.move(plan, one, 3) as [Moved, ...Moved[]];
    await drawing.edit(plan, { kind: { grid: first.to, from: 'basic', to: 'dedicated' } }, { lock: { units: [(await app.context.land(other.slice(0, 6), other)).unitCodes[0]], to: true } });
    // Half a grid goes to a new one, in pieces or not.
    const { features } = await app.json(`/plans/${plan}/grids`), big = features.filter(({ id, properties }: any) => properties.communityCode === one && properties.kind === 'basic' && id !== first.to).sort((a: any, b: any) => b.properties.units - a.properties.units)[0];
    const units = await app.database.query<{ unit: string }>('select unit_code as unit from plan_units where plan_id = $1 and grid_code = $2 order by md5(unit_code)', [plan, big.id]);
    await drawing.edit(plan, { move: { units: units.slice(0, Math.ceil(units.length / 2)).map(({ unit }) => ({ unit, from: big.id, to: `${one}900` })), creates: [`${one}900`] } });
    const broken = await app.json(`/plans/${plan}/check`);
    expect(broken.score.broken).toBeGreaterThan(0);
    expectEqual(broken.score, await shown(plan, street));
    await drawing.edit(plan, { move: { units: units.slice(0, Math.ceil(units.length / 2)).map(({ unit }) => ({ unit, from: `${one}900`, to: big.id })) } });
    await drawing.handIn(plan);
    const screen = await shown(plan, street), { status, body } = await drawing.publish(plan, '2026-12-01');
    expect(status, JSON.stringify(body)).toBe(201);
    expectEqual(body.score, screen);
    expect(body.score.movedHouseholds).toBeGreaterThan(0);
    expect(body.before.movedHouseholds).toBe(0);
  });
});

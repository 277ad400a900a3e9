import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanCheck } from '../../../server/plans/checkSchema.ts';
import type { Publication } from '../../../server/plans/publicationSchema.ts';
import { openApp, type TestApp } from '../house.ts';
import { TODAY } from '../setup.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing } from './drawing.ts';

const LATER = '2026-12-01';

describe.each(stores)('publishing on $engine', (store) => {
  let app: TestApp, drawing: Drawing;
  // A community a test, so that none has to know of another.
  const left: string[] = [];
  const anywhere = () => left.shift()!;
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
    left.push(...drawing.communities);
  });
  afterAll(() => app?.close());

  test('a plan becomes the edition of its day, and the one before ends there', async () => {
    const community = anywhere(), before = await drawing.gridsOn(community, TODAY);
    const plan = await drawing.start(community, { name: '一号方案' });
    const [{ unit, from, to }] = await drawing.move(plan, community) as [{ unit: string; from: string; to: string }];
    expect(await drawing.publish(plan, LATER)).toMatchObject({ status: 409, body: { type: 'urn:jingwei:problem:not-in-review' } });
    await drawing.handIn(plan);
    const check = (await app.json(`/plans/${plan}/check`)) as PlanCheck;
    expect(check).toMatchObject({ publishable: true, changed: [community], unchanged: 0, earliest: TODAY });
    const { status, body } = await drawing.publish(plan, LATER) as { status: number; body: Publication };
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ name: '一号方案', effectiveFrom: LATER, communities: [community], ended: [], score: check.score, replaces: [{ edition: '2024', communities: 1, neverInForce: false }] });
    expect(body.codes.every(({ plan: own, code, isNew }) => own === code && !isNew)).toBe(true);
    expect(await drawing.gridsOn(community, '2026-11-30')).toEqual(before);
    const after = new Map(before);
    expect(after.get(unit)).toBe(from);
    expect(await drawing.gridsOn(community, LATER)).toEqual(after.set(unit, to));
    expect(await app.json(`/plans/${plan}`)).toMatchObject({ state: 'published' });
    const grids = (await app.json(`/grids?area=${community}&date=${LATER}`)).features;
    expect(new Set(grids.map(({ properties }: any) => properties.edition))).toEqual(new Set([body.edition]));
    expect((await app.json(`/grids?area=${community}`)).features.map(({ properties }: any) => properties.name)).toEqual(grids.map(({ properties }: any) => properties.name));
    const editions = await app.json(`/editions?area=${community}`);
    expect(editions).toMatchObject([
      { id: body.edition, plan, validFrom: LATER, validTo: null, communities: 1, communitiesToday: 0, communitiesPlanned: 1, plannedFrom: LATER, communitiesLast: 1, periods: [{ from: LATER, to: null, communities: 1 }] },
      { id: '2024', validTo: LATER, communitiesToday: 1, communitiesPlanned: 0, communitiesLast: 0 },
    ]);
    expect(await drawing.publish(plan, LATER)).toMatchObject({ status: 409 });
  });
});

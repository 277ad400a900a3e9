import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Plan, PlanReport } from '../../../server/plans/schema.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { editOf, plannerOf, startPlan, type Planner } from './planner.ts';

describe.each(stores)('a plan shaped by hand on $engine', (store) => {
  let app: TestApp, colleague: Asker;
  /** Two neighbouring grids of a community with at least three units each, and another community. */
  let community = '', other = '', a = '', b = '', ofA: string[] = [], ofB: string[] = [];
  let plan: Plan, mine: Planner, theirs: Planner;
  beforeAll(async () => {
    app = await openApp(store);
    colleague = await app.as('planner');
    const grids = await app.database.query<{ community: string; a: string; b: string }>(`
      select g.community_code as community, g.code as a, o.code as b from grids g
      join grids o on o.community_code = g.community_code and o.code > g.code and o.kind = 'basic' and o.unit_count > 3 and ST_Length(ST_Intersection(g.geom, o.geom)) > 0
      where g.kind = 'basic' and g.unit_count > 3 order by 2, 3 limit 1`);
    ({ community, a, b } = grids[0]!);
    [other] = (await app.database.query<{ code: string }>('select distinct community_code as code from grids where left(code, 9) = $1 and community_code <> $2 order by 1', [community.slice(0, 9), community])).map(({ code }) => code) as [string];
    const unitsOf = async (grid: string) => (await app.database.query<{ unit: string }>('select unit_code as unit from grid_units where grid_code = $1 order by 1', [grid])).map(({ unit }) => unit);
    [ofA, ofB] = [await unitsOf(a), await unitsOf(b)];
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    plan = await startPlan(app, community.slice(0, 9));
    mine = plannerOf(app, plan.id);
    theirs = plannerOf(colleague, plan.id);
  });

  const move = (units: string[], from: string | null, to: string | null, creates?: string[]) => ({ move: { units: units.map((unit) => ({ unit, from, to })), ...(creates && { creates }) } });
  const gridOf = async (unit: string) => {
    const { communities } = await mine.assignment(unit.slice(0, 12));
    const [{ grids, grid }] = communities as [typeof communities[number]];
    const codes = (await app.database.query<{ code: string }>('select code from units where community_code = $1 order by code', [unit.slice(0, 12)])).map(({ code }) => code);
    return grids[grid[codes.indexOf(unit)]!]?.code ?? null;
  };
  const newGrid = async () => `${community}${String((await mine.assignment(community)).communities[0]!.freeSequence).padStart(3, '0')}`;

  test('begins with the grids in force, drawn, and says how they stand', async () => {
    expect(plan).toMatchObject({ state: 'draft', drawn: true, job: null, jobState: null, seq: 0, editedBy: null, madeBy: 'test admin', branchOf: null });
    const { features } = await app.json(`/plans/${plan.id}/grids`), inForce = (await app.json(`/grids?area=${plan.scope}`)).features;
    expect(features.map(({ id, geometry }: any) => [id, geometry])).toEqual(inForce.map(({ id, geometry }: any) => [id, geometry]));
    const off = features.filter(({ properties: { kind } }: any) => kind === 'basic').map(({ properties: { households, window } }: any) => Math.sign(households < window.min ? -1 : households > window.max ? 1 : 0));
    const count = (sign: number) => off.filter((each: number) => each === sign).length;
    expect(plan).toMatchObject({ grids: features.length, under: count(-1), inWindow: count(0), over: count(1), dedicated: features.length - off.length });
    const report = (await app.json(`/plans/${plan.id}/report`)) as PlanReport;
    expect(report).toMatchObject({ grids: features.length, under: count(-1), inWindow: count(0), over: count(1), deviation: plan.deviation, movedHouseholds: 0, stopped: false });
    expect(new Set(report.violations.map(({ reason }) => reason))).toEqual(new Set(['not_redrawn']));
    expect(report.borderKm).toBeGreaterThan(0);
  });

  test('moves units, and tells the grids, counts and report that follow', async () => {
    const before = (await app.json(`/plans/${plan.id}/report`)) as PlanReport;
    const { seq, results, ids } = await mine.edit({ ...move([ofA[0]!], a, b), tool: 'lasso' });
    expect([seq, results]).toEqual([1, [{ id: ids[0], state: 'accepted', seq: 1 }]]);
    expect(await gridOf(ofA[0]!)).toBe(b);
    const { features } = await app.json(`/plans/${plan.id}/grids`);
    for (const [code, units] of [[a, ofA.slice(1)], [b, [...ofB, ofA[0]!]]] as const) {
      const [truth] = await app.database.query<{ households: number; land: number }>('select sum(households)::int as households, ST_Area(ST_Union(geom)::geography) as land from units where code = any($1::text[])', [units]);
      const { properties } = features.find(({ id }: any) => id === code);
      expect(properties).toMatchObject({ households: truth!.households, units: units.length });
      const [drawn] = await app.database.query<{ land: number; off: number; isValid: boolean }>(`
        select ST_Area(g.geom::geography) as land, ST_Area(ST_SymDifference(g.geom, (select ST_Union(geom) from units where code = any($3::text[])))::geography) as off, ST_IsValid(g.geom) and ST_Contains(g.geom, g.label) as "isValid"
        from plan_grids g where plan_id = $1 and code = $2`, [plan.id, code, units]);
      expect(drawn!.isValid).toBe(true);
      expect(drawn!.off / truth!.land).toBeLessThan(1e-4);
      expect(properties.areaM2 / truth!.land).toBeCloseTo(1, 2);
    }
    const after = (await app.json(`/plans/${plan.id}/report`)) as PlanReport, now = await mine.plan();
    const [{ households }] = await app.database.query<{ households: number }>('select households from units where code = $1', [ofA[0]]) as [{ households: number }];
    expect(after.movedHouseholds).toBe(households);
    expect(after).toMatchObject({ deviation: now.deviation, grids: now.grids, inWindow: now.inWindow, under: now.under, over: now.over });
    expect(after.units).toBe(before.units);
    expect(now).toMatchObject({ seq: 1, editedBy: 'test admin' });
    expect(after.violations.filter(({ communityCode }) => communityCode === community).every(({ reason }) => reason === 'by_hand')).toBe(true);
  });

  test('takes an edit back and does it again, with the grid it emptied', async () => {
    const merged = await mine.edit({ ...move(ofA, a, b), tool: 'merge' });
    expect((await mine.assignment(community)).communities[0]!.grids.map(({ code }) => code)).not.toContain(a);
    const report = await app.json(`/plans/${plan.id}/report`);
    const undone = await mine.edit({ ...move(ofA, b, a, [a]), tool: 'merge', undoes: merged.ids[0]! });
    expect(undone.results).toEqual([{ id: undone.ids[0], state: 'accepted', seq: 2 }]);
    expect(await app.json(`/plans/${plan.id}/grids`)).toEqual(await app.json(`/plans/${(await startPlan(app, plan.scope)).id}/grids`).then(({ features, ...rest }) => ({ ...rest, features: features.map((each: any) => ({ ...each, geometry: expect.anything(), properties: { ...each.properties, areaM2: expect.anything(), label: expect.anything() } })) })));
    await mine.edit({ ...move(ofA, a, b), tool: 'merge', redoes: merged.ids[0]! });
    expect(await app.json(`/plans/${plan.id}/report`)).toEqual(report);
    expect((await mine.log()).edits.map(({ tool, undoes, redoes, mine: own }) => [tool, undoes, redoes, own])).toEqual([['merge', null, null, true], ['merge', merged.ids[0], null, true], ['merge', null, merged.ids[0], true]]);
  });

  test('keeps kind, reason, frozen and locked, and gives a grid that lost its units its kind back', async () => {
    await mine.edit({ kind: { grid: a, from: 'basic', to: 'dedicated' } }, { reason: { grid: b, from: null, to: '河道隔开' } }, { lock: { units: [ofB[0]!], to: true } }, { freeze: { grid: b, to: true } });
    const [{ grids, locked }] = (await mine.assignment(community)).communities as [any];
    expect(grids.find(({ code }: any) => code === a)).toMatchObject({ kind: 'dedicated', frozen: false, reason: null, seq: 1 });
    expect(grids.find(({ code }: any) => code === b)).toMatchObject({ kind: 'basic', frozen: true, reason: '河道隔开', seq: 4 });
    expect(locked).toHaveLength(1);
    expect((await mine.plan()).dedicated).toBe(plan.dedicated + 1);
    await mine.edit({ freeze: { grid: b, to: false } }, { lock: { units: [ofB[0]!], to: false } }, { ...move(ofA, a, b) }, { ...move(ofA, b, a, [a]) });
    expect((await mine.assignment(community)).communities[0]!.grids.find(({ code }) => code === a)!.kind).toBe('dedicated');
  });

  test('starts a grid under a number that the community never had', async () => {
    const code = await newGrid();
    expect((await mine.edit({ ...move([ofA[0]!], a, code, [code]), tool: 'new' })).results[0]!.state).toBe('accepted');
    expect(await newGrid()).not.toBe(code);
    // Two who take the same number: the later takes the next.
    const late = await theirs.edit({ ...move([ofB[0]!], b, code, [code]), tool: 'new' });
    expect(late.results[0]).toMatchObject({ state: 'refused', reason: 'taken', grids: [{ grid: code, now: code, by: 'test admin' }] });
    await mine.edit(move([ofA[0]!], code, a));
    expect((await theirs.edit(move([ofB[0]!], b, code))).results[0]).toMatchObject({ state: 'refused', reason: 'gone', grids: [{ grid: code }] });
    expect((await theirs.edit(move([ofB[0]!], b, code, [code]))).results[0]!.state).toBe('accepted');
  });

  test('refuses what cannot be, and says why, where it is now and by whom', async () => {
    const [unit, second] = ofA as [string, string], far = (await app.database.query<{ grid: string }>('select min(code) as grid from grids where community_code = $1', [other]))[0]!.grid;
    const nowhere = `${community}99999`;
    await theirs.edit(move([unit], a, b));
    await theirs.edit({ lock: { units: [ofB[0]!], to: true } }, { freeze: { grid: a, to: true } });
    const old = (await app.database.query<{ code: string }>(`insert into grids (district_code, edition_id, code, community_code, kind, name, households, unit_count, area_m2, geom, label)
      select district_code, 'older', community_code || '777', community_code, kind, 'old', households, unit_count, area_m2, geom, label from grids where code = $1 returning code`, [a]))[0]!.code;
    const cases: [Parameters<Planner['edit']>[0], string, object][] = [
      [move([unit], a, b), 'moved', { units: [{ unit, from: a, now: b, by: 'test planner' }] }],
      [move([ofB[0]!], b, a), 'locked', { units: [{ unit: ofB[0], now: b, by: 'test planner' }] }],
      [move([second], a, b), 'frozen', { units: [{ unit: second, now: a, by: null }] }],
      [move([ofB[1]!], b, a), 'frozen', {}],
      [move([ofB[1]!], b, far), 'community', { units: [{ unit: ofB[1] }] }],
      [move([nowhere], b, null), 'unknown', { units: [{ unit: nowhere, now: null, by: null }] }],
      [move([ofB[1]!], b, `${community}888`), 'gone', {}],
      [move([ofB[1]!], b, old, [old]), 'taken', {}],
      [{ kind: { grid: b, from: 'dedicated', to: 'basic' } }, 'changed', { grids: [{ grid: b, now: 'basic', by: 'test planner' }] }],
      [{ kind: { grid: a, from: 'basic', to: 'dedicated' } }, 'frozen', { grids: [{ grid: a, by: 'test planner' }] }],
      [{ freeze: { grid: a, to: true } }, 'changed', { grids: [{ grid: a, now: 'frozen' }] }],
      [{ reason: { grid: b, from: 'x', to: null } }, 'changed', { grids: [{ grid: b, now: null }] }],
      [{ lock: { units: [ofB[0]!], to: true } }, 'changed', { units: [{ unit: ofB[0] }] }],
      [{ ...move([ofB[1]!], b, null), undoes: randomUUID() }, 'unknown', {}],
    ];
    const before = await mine.assignment();
    for (const [draft, reason, more] of cases) expect((await mine.edit(draft)).results[0], JSON.stringify(draft)).toMatchObject({ state: 'refused', reason, ...more });
    expect(await mine.assignment()).toEqual(before);
    // One bad unit among good ones, and nothing of the edit is done.
    expect((await mine.edit({ move: { units: [{ unit: ofB[1]!, from: b, to: null }, { unit, from: a, to: b }] } })).results[0]).toMatchObject({ state: 'refused', reason: 'moved', units: [{ unit }] });
    expect(await gridOf(ofB[1]!)).toBe(b);
    await app.database.query(`delete from grids where edition_id = 'older'`);
  });

  test('does an edit once, however often it is sent', async () => {
    const edit = editOf(move([ofA[0]!], a, b));
    for (let again = 0; again < 3; again++) expect((await mine.edit(edit)).results).toEqual([{ id: edit.id, state: 'accepted', seq: 1 }]);
    expect((await mine.log()).edits).toHaveLength(1);
  });

  test('takes the queue of somebody who was away: what still can be is done, the rest is refused with the reason', async () => {
    const queue = [editOf(move([ofA[0]!], a, b)), editOf(move([ofA[1]!], a, b)), editOf(move([ofA[0]!], b, a)), editOf(move([ofA[2]!], a, b))];
    // The first of it had arrived, only its answer had not; and meanwhile a colleague moved the second unit.
    await mine.edit(queue[0]!);
    await theirs.edit(move([ofA[1]!], a, null));
    const { results, seq } = await mine.edit(...queue);
    expect(results.map(({ state }) => state)).toEqual(['accepted', 'refused', 'accepted', 'accepted']);
    expect(results[1]).toMatchObject({ reason: 'moved', units: [{ unit: ofA[1], from: a, now: null }] });
    expect([seq, await gridOf(ofA[0]!), await gridOf(ofA[1]!), await gridOf(ofA[2]!)]).toEqual([4, a, null, b]);
    // A plan that went to review meanwhile keeps what it has.
    await mine.send('', 'PATCH', { state: 'review' });
    expect((await mine.edit(editOf(move([ofA[2]!], b, a)), queue[3]!)).results.map(({ state }) => state)).toEqual(['refused', 'accepted']);
  });

  test('reads its log from either end, and whose edits they are', async () => {
    for (const [planner, from, to] of [[mine, a, b], [theirs, b, a], [mine, a, b]] as const) await planner.edit(move([ofA[0]!], from, to));
    expect((await mine.log('after=1')).edits.map(({ seq, mine: own, by }) => [seq, own, by])).toEqual([[2, false, 'test planner'], [3, true, 'test admin']]);
    expect((await theirs.log('before=3&limit=1')).edits).toMatchObject([{ seq: 2, mine: true, communities: [community], move: { units: [{ unit: ofA[0], from: b, to: a }] } }]);
    expect(await mine.log('after=3')).toEqual({ seq: 3, edits: [] });
    for (const query of ['after=1&before=2', 'after=-1', 'limit=0', 'limit=1001', 'colour=red']) expect((await app.request(`/plans/${plan.id}/edits?${query}`)).status, query).toBe(400);
  });

  test('is asked for a part, and refuses what lies outside', async () => {
    expect((await mine.assignment(community)).communities.map(({ code }) => code)).toEqual([community]);
    expect((await app.request(`/plans/${plan.id}/assignment?area=${plan.scope.slice(0, 6)}`)).status).toBe(400);
    const elsewhere = plannerOf(await app.as('planner', (await app.json('/areas?level=street')).features.map(({ id }: any) => id).find((id: string) => id !== plan.scope)), plan.id);
    for (const [path, method, body] of [['/edits', 'POST', { edits: [editOf(move([ofA[0]!], a, b))] }], ['/edits', 'GET'], ['/assignment', 'GET'], ['/branch', 'POST', {}], ['', 'DELETE'], ['', 'PATCH', { name: 'x' }], ['/redraw', 'POST', {}], ['/events', 'GET']] as const) {
      expect((await elsewhere.send(path, method, body)).status, path).toBe(404);
    }
    // Units of another street of the district are none of this plan.
    const [stranger] = await app.database.query<{ unit: string }>('select min(code) as unit from units where not starts_with(code, $1)', [plan.scope]);
    expect((await mine.edit(move([stranger!.unit], null, `${stranger!.unit.slice(0, 12)}001`))).results[0]).toMatchObject({ reason: 'unknown' });
  });

  test.each<[string, (units: string[], a: string, b: string) => unknown]>([
    ['nothing', () => ({})], ['two things', ([unit], from, to) => ({ move: { units: [{ unit, from, to }] }, freeze: { grid: from, to: true } })],
    ['a unit twice', ([unit], from, to) => ({ move: { units: [{ unit, from, to }, { unit, from, to: null }] } })], ['a unit that stays', ([unit], from) => ({ move: { units: [{ unit, from, to: from }] } })],
    ['a new grid that gets nothing', ([unit], from, to) => ({ move: { units: [{ unit, from, to }], creates: [`${from.slice(0, 12)}990`] } })], ['a reason without words', (_, grid) => ({ reason: { grid, from: null, to: '  ' } })],
    ['another tool', ([unit], from, to) => ({ tool: 'redraw', move: { units: [{ unit, from, to }] } })], ['a name for an id', ([unit], from, to) => ({ id: 'first', move: { units: [{ unit, from, to }] } })],
  ])('refuses an edit of %s as no edit', async (_, make) => {
    const response = await mine.send('/edits', 'POST', { edits: [{ id: randomUUID(), tool: 'brush', ...make(ofA, a, b) as object }] });
    expect(response.status).toBe(400);
    expect((await response.json() as { errors: { field: string }[] }).errors[0]!.field).toMatch(/^edits\.0\./);
  });

  test('is branched as it is, with a log of its own', async () => {
    await mine.edit(move([ofA[0]!], a, b), { lock: { units: [ofA[0]!], to: true } }, { reason: { grid: b, from: null, to: '水系' } });
    const response = await mine.send('/branch', 'POST', { name: '另一种' });
    expect(response.status).toBe(201);
    const branch = (await response.json()) as Plan;
    expect(branch).toMatchObject({ name: '另一种', state: 'draft', seq: 0, branchOf: plan.id, scope: plan.scope, drawn: true, baseEdition: plan.baseEdition, deviation: (await mine.plan()).deviation });
    const copy = plannerOf(app, branch.id), bare = async (planner: Planner) => (await planner.assignment()).communities.map((each) => ({ ...each, grids: each.grids.map((grid) => ({ ...grid, seq: 0 })) }));
    expect(await bare(copy)).toEqual(await bare(mine));
    expect(await app.json(`/plans/${branch.id}/grids`)).toEqual(await app.json(`/plans/${plan.id}/grids`));
    await copy.edit({ lock: { units: [ofA[0]!], to: false } }, move([ofA[0]!], b, a));
    expect(await gridOf(ofA[0]!)).toBe(b);
  });

  test('is renamed, reviewed, ruled anew and deleted', async () => {
    const patch = async (body: object) => (await mine.send('', 'PATCH', body)).status;
    expect(await patch({ name: '新名', rules: { setting: 'rural', seed: 9 } })).toBe(200);
    expect(await mine.plan()).toMatchObject({ name: '新名', rules: { window: { min: 30, max: 60 }, seed: 9, weights: plan.rules.weights } });
    expect([await patch({ rules: { target: 400 } }), await patch({ rules: { target: 40 } }), await patch({ rules: { window: null } }), await patch({}), await patch({ state: 'published' })]).toEqual([400, 200, 200, 400, 400]);
    expect((await mine.plan()).rules).toMatchObject({ window: null, target: null });
    expect([await patch({ state: 'review' }), await patch({ rules: { seed: 3 } }), await patch({ state: 'draft' }), await patch({ rules: { seed: 3 } })]).toEqual([200, 409, 200, 200]);
    await mine.edit(move([ofA[0]!], a, b));
    expect([(await mine.send('', 'DELETE')).status, (await mine.send('', 'DELETE')).status, (await mine.send('/assignment', 'GET')).status]).toEqual([204, 404, 404]);
    const left = await app.database.query('select 1 from plan_edits where plan_id = $1 union all select 1 from plan_units where plan_id = $1 union all select 1 from plan_grids where plan_id = $1 union all select 1 from plan_bases where plan_id = $1', [plan.id]);
    expect(left).toEqual([]);
    const published = await startPlan(app, community);
    await app.write(`update plans set state = 'published' where id = '${published.id}'`);
    const settled = plannerOf(app, published.id);
    expect([(await settled.send('', 'DELETE')).status, (await settled.send('', 'PATCH', { name: 'x' })).status, (await settled.send('/redraw', 'POST', {})).status, (await settled.send('/branch', 'POST', {})).status]).toEqual([409, 409, 409, 201]);
  });

  test('has a log that the database itself lets nobody change', async () => {
    await mine.edit(move([ofA[0]!], a, b));
    await expect(app.database.query(`update plan_edits set by_name = 'nobody' where plan_id = $1`, [plan.id])).rejects.toThrow(/never changed/);
  });

  test('is in the audit, with how many edits there were', async () => {
    await mine.edit(move([ofA[0]!], a, b), move([ofA[1]!], a, b));
    const { entries } = await app.json('/audit?noun=plans&limit=5');
    expect(entries[0]).toMatchObject({ action: 'change', noun: 'plans', record: plan.id, area: plan.scope, after: { edits: { from: 1, to: 2 } } });
  });
});

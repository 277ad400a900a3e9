import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../server/app.ts';
import { openContext } from '../../../server/context.ts';
import { numberingOrder } from '../../../geodata/redraw/sequence.ts';
import type { Finding, PlanCheck } from '../../../server/plans/checkSchema.ts';
import type { Publication } from '../../../server/plans/publicationSchema.ts';
import { openApp, signIn, type TestApp } from '../house.ts';
import { TODAY } from '../setup.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing, type Moved } from './drawing.ts';

const YESTERDAY = '2026-11-21', TOMORROW = '2026-11-23', LATER = '2026-12-01', MUCH_LATER = '2027-01-01';

describe.each(stores)('publishing on $engine', (store) => {
  let app: TestApp, drawing: Drawing;
  // A community for each test that publishes, so that none has to know of another; two of one street, and one for all the others.
  const left: string[] = [];
  let neighbours: [string, string], quiet = '';
  const anywhere = () => left.shift()!;
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
    neighbours = [...Map.groupBy(drawing.communities, (code) => code.slice(0, 9)).values()].find((own) => own.length > 1)!.slice(0, 2) as [string, string];
    left.push(...drawing.communities.filter((code) => !neighbours.includes(code)));
    quiet = left.shift()!;
  });
  afterAll(() => app?.close());

  const moved = async (plan: string, community: string) => (await drawing.move(plan, community))[0]!;
  const withMove = (before: Map<string, string>, ...moves: Moved[]) => new Map([...before, ...moves.map(({ unit, to }) => [unit, to] as const)]);
  const editionsOf = (community: string) => app.json(`/editions?area=${community}`);
  const errorsOf = (body: any) => body.errors.map(({ field, found }: any) => [field, found]);
  /** Everything that a publication may touch. */
  const stored = async () => Object.fromEntries(await Promise.all(['editions', 'edition_communities', 'grids', 'grid_units', 'plans', 'plan_units', 'plan_grids', 'plan_edits', 'plan_bases', 'audit', 'versions', 'incidents'].map(async (table) =>
    [table, (await app.database.query<{ sum: string }>(`select md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum from ${table} t`))[0]!.sum])));

  test('a plan becomes the edition of its day, and the one before ends there', async () => {
    const community = anywhere(), before = await drawing.gridsOn(community, TODAY);
    const plan = await drawing.start(community, { name: '一号方案' });
    const move = await moved(plan, community);
    expect(await drawing.publish(plan, LATER)).toMatchObject({ status: 409, body: { type: 'urn:jingwei:problem:not-in-review' } });
    await drawing.handIn(plan);
    const check = (await app.json(`/plans/${plan}/check`)) as PlanCheck;
    expect(check).toMatchObject({ publishable: true, changed: [community], unchanged: 0, earliest: TODAY });
    const { status, body } = await drawing.publish(plan, LATER) as { status: number; body: Publication };
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ name: '一号方案', effectiveFrom: LATER, communities: [community], ended: [], score: check.score, replaces: [{ edition: '2024', communities: 1, neverInForce: false }] });
    expect(body.codes.every(({ plan: own, code, isNew }) => own === code && !isNew)).toBe(true);
    expect(await drawing.gridsOn(community, '2026-11-30')).toEqual(before);
    expect(await drawing.gridsOn(community, LATER)).toEqual(withMove(before, move));
    expect(await app.json(`/plans/${plan}`)).toMatchObject({ state: 'published' });
    const grids = (await app.json(`/grids?area=${community}&date=${LATER}`)).features;
    expect(new Set(grids.map(({ properties }: any) => properties.edition))).toEqual(new Set([body.edition]));
    expect((await app.json(`/grids?area=${community}`)).features.map(({ properties }: any) => properties.name)).toEqual(grids.map(({ properties }: any) => properties.name));
    expect(await editionsOf(community)).toMatchObject([
      { id: body.edition, plan, validFrom: LATER, validTo: null, communities: 1, communitiesToday: 0, communitiesPlanned: 1, plannedFrom: LATER, communitiesLast: 1, periods: [{ from: LATER, to: null, communities: 1 }] },
      { id: '2024', validTo: LATER, communitiesToday: 1, communitiesPlanned: 0, communitiesLast: 0 },
    ]);
    expect(await drawing.publish(plan, LATER)).toMatchObject({ status: 409 });
    const [entry] = await app.database.query<{ action: string; noun: string; after: any }>(`select action, noun, after from audit where record = $1`, [body.edition]);
    expect(entry).toMatchObject({ action: 'publish', noun: 'editions', after: { plan, effectiveFrom: LATER, communities: [community] } });
  });

  test('new grids are numbered in reading order with numbers the community never had, the others keep theirs', async () => {
    const community = anywhere(), plan = await drawing.start(community);
    const before = await drawing.gridsOn(community, TODAY), used = new Set(before.values());
    // Two grids are cut out of two others, under the codes that came to hand.
    const land = await app.context.land(community.slice(0, 6), community), codes = ['990', '980'].map((end) => community + end);
    const basic = (await app.json(`/plans/${plan}/grids`)).features.filter(({ properties }: any) => properties.kind === 'basic' && properties.units > 3).map(({ id }: any) => id) as string[];
    const cut = codes.map((code, i) => {
      const units = land.unitCodes.filter((unit) => before.get(unit) === basic[i]);
      return { code, unit: units.find((unit) => land.households[land.at.get(unit)!]! > 0)!, from: basic[i]! };
    });
    for (const { code, unit, from } of cut) await drawing.edit(plan, { move: { units: [{ unit, from, to: code }], creates: [code] } });
    await drawing.handIn(plan).catch(() => undefined);
    const findings = ((await app.json(`/plans/${plan}/check`)) as PlanCheck).findings.filter(({ level }) => level === 'blocks');
    // Where a unit held its grid together, the rest goes along.
    if (findings.some(({ rule }) => rule === 'broken')) {
      await drawing.ask('PATCH', `/plans/${plan}`, { state: 'draft' });
      for (const { grid, units } of findings.filter(({ rule }) => rule === 'broken')) await drawing.edit(plan, { move: { units: units.map((unit) => ({ unit, from: grid, to: cut.find(({ from }) => from === grid)!.code })) } });
      await drawing.handIn(plan);
    }
    const { status, body } = await drawing.publish(plan, LATER) as { status: number; body: Publication };
    expect(status, JSON.stringify(body)).toBe(201);
    const fresh = body.codes.filter(({ isNew }) => isNew);
    expect(fresh.map(({ plan: own }) => own).sort()).toEqual([...codes].sort());
    for (const { plan: own, code, isNew } of body.codes) if (!isNew) expect(code).toBe(own);
    const numbers = [...used].map((code) => Number(code.slice(-3))), free = Array.from({ length: 999 }, (_, i) => i + 1).filter((n) => !numbers.includes(n)).slice(0, 2);
    const at = (await app.json(`/grids?area=${community}&date=${LATER}`)).features, named = new Map(at.map(({ id, properties }: any) => [id, properties]));
    const inOrder = fresh.map(({ code }) => code).sort();
    expect(inOrder.map((code) => Number(code.slice(-3)))).toEqual(free);
    expect(numberingOrder(inOrder.map((code) => (named.get(code) as any).label))).toEqual([0, 1]);
    expect(new Set(at.map(({ properties }: any) => properties.name)).size).toBe(at.length);
  });

  test('what is published for today is in force at once: incidents of today go by it, those of other days keep their grid', async () => {
    const community = anywhere();
    const { unit } = (await app.database.query<{ unit: string }>(`select unit_code as unit from grid_units where starts_with(unit_code, $1) limit 1`, [community]))[0]!;
    const plan = await drawing.start(community), [move] = await drawing.move(plan, community) as [Moved];
    expect(unit).toBeTruthy();
    const [{ lon, lat }] = await app.database.query<{ lon: number; lat: number }>('select ST_X(p) as lon, ST_Y(p) as lat from (select ST_PointOnSurface(geom) as p from units where code = $1) as u', [move.unit]) as [{ lon: number; lat: number }];
    const incident = (id: number, at: string) => `insert into incidents (district_code, id, category_code, source, state, located, unit_code, lon_e6, lat_e6, community_code, grid_code, opened_at) values
      ('${community.slice(0, 6)}', ${id}, (select min(code) from categories where length(code) = 4), 'hotline', 'opened', 'exact', ${id % 2 ? 'null' : `'${move.unit}'`}, ${Math.round(lon * 1e6)}, ${Math.round(lat * 1e6)}, '${community}', '${move.from}', '${at}')`;
    await app.write(incident(900_001, '2026-11-21 23:59:59+08'), incident(900_002, '2026-11-22 00:00:00+08'), incident(900_003, '2026-11-22 11:00:00+08'));
    await drawing.handIn(plan);
    const tag = (await app.request(`/grids?area=${community}`)).headers.get('etag');
    const { status, body } = await drawing.publish(plan, TODAY);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.incidents).toBeGreaterThanOrEqual(2);
    const now = await app.request(`/grids?area=${community}`);
    expect(now.headers.get('etag')).not.toBe(tag);
    expect(((await now.json()) as any).features[0].properties.edition).toBe(body.edition);
    expect((await app.json(`/units/${move.unit}`)).properties.gridCode).toBe(move.to);
    const grids = await app.database.query<{ grid: string }>('select grid_code as grid from incidents where id between 900001 and 900003 order by id');
    expect(grids.map(({ grid }) => grid)).toEqual([move.from, move.to, move.to]);
    expect((await app.json(`/grids?area=${community}&date=${YESTERDAY}`)).features[0].properties.edition).toBe('2024');
  });

  test('an edition comes into force at midnight in China, without anybody doing anything', async () => {
    const community = anywhere();
    const { edition } = await drawing.publishOne(community, TOMORROW);
    let clock = Date.parse(`${TODAY}T23:59:59.999+08:00`);
    const context = await openContext(app.database, { now: () => clock }), server = createApp(context), headers = await signIn(app.database, 'viewer');
    const ask = async (path: string) => {
      const response = await server.request(`/api/v1${path}`, { headers });
      return { tag: response.headers.get('etag'), text: await response.text() };
    };
    const paths = [`/grids?area=${community}`, `/units?area=${community}&limit=1`, `/areas/${community}`, '/editions'];
    const before = await Promise.all(paths.map(ask));
    expect(before[0]!.text).not.toContain(edition);
    expect(await Promise.all(paths.map(ask))).toEqual(before);
    clock += 1;
    const after = await Promise.all(paths.map(ask));
    after.forEach(({ tag }, i) => expect(tag, paths[i]).not.toBe(before[i]!.tag));
    expect(after[0]!.text).toContain(edition);
    await context.versions.close();
  });

  test('a planned edition is superseded by one of an earlier day, or of its own, and still told of', async () => {
    const community = anywhere(), before = await drawing.gridsOn(community, TODAY);
    const first = await drawing.publishOne(community, MUCH_LATER), second = await drawing.publishOne(community, LATER), third = await drawing.publishOne(community, LATER);
    expect(second.replaces).toEqual([{ edition: first.edition, name: first.name, communities: 1, neverInForce: true }]);
    expect(third.replaces).toEqual([{ edition: second.edition, name: second.name, communities: 1, neverInForce: true }]);
    expect(await drawing.gridsOn(community, '2026-11-30')).toEqual(before);
    const editions = await editionsOf(community);
    const told = Object.fromEntries(editions.map(({ id, validFrom, periods }: any) => [id, { validFrom, periods }]));
    expect(told[first.edition]).toEqual({ validFrom: null, periods: [] });
    expect(told[second.edition]).toEqual({ validFrom: null, periods: [] });
    expect(told[third.edition]).toEqual({ validFrom: LATER, periods: [{ from: LATER, to: null, communities: 1 }] });
    expect((await app.json(`/grids?area=${community}&edition=${first.edition}`)).features.length).toBeGreaterThan(0);
    expect((await app.json(`/grids?area=${community}&date=${MUCH_LATER}`)).features[0].properties.edition).toBe(third.edition);
  });

  test('no day of the past can be changed', async () => {
    const community = quiet, plan = await drawing.start(community);
    await drawing.move(plan, community);
    await drawing.handIn(plan);
    expect(await drawing.publish(plan, YESTERDAY)).toMatchObject({ status: 400, body: { errors: [{ field: 'effectiveFrom', found: YESTERDAY }] } });
  });

  test('what blocks is named, each with its place, and nothing is published', async () => {
    const community = quiet, plan = await drawing.start(community);
    expect(((await app.json(`/plans/${plan}/check`)) as PlanCheck).findings.map(({ rule }) => rule)).toEqual(['unchanged']);
    const before = await drawing.gridsOn(community, TODAY), grids = [...new Set(before.values())].sort();
    const land = await app.context.land(community.slice(0, 6), community);
    // A unit of one grid goes to another that it does not touch.
    const basic = new Set((await app.json(`/plans/${plan}/grids`)).features.filter(({ properties }: any) => properties.kind === 'basic').map(({ id }: any) => id));
    const [far] = land.unitCodes.flatMap((unit, at) => {
      const from = before.get(unit)!, beside = new Set<string>();
      for (let e = land.borders.offset[at]!; e < land.borders.offset[at + 1]!; e++) beside.add(before.get(land.unitCodes[land.borders.neighbour[e]!]!)!);
      const to = grids.find((grid) => basic.has(grid) && grid !== from && !beside.has(grid));
      return basic.has(from) && to ? [{ unit, from, to }] : [];
    });
    await drawing.edit(plan, { move: { units: [far] } });
    await app.write(`delete from plan_units where plan_id = '${plan}' and unit_code = '${land.unitCodes.find((unit) => unit !== far!.unit && basic.has(before.get(unit)))}'`, `update plans set name = name where id = '${plan}'`);
    expect(await drawing.ask('PATCH', `/plans/${plan}`, { state: 'review' })).toMatchObject({ status: 200 });
    const { findings, publishable } = (await app.json(`/plans/${plan}/check`)) as PlanCheck;
    expect(publishable).toBe(false);
    expect(findings.find(({ rule }) => rule === 'uncovered')).toMatchObject({ level: 'blocks', community, count: 1 });
    expect(findings.find(({ rule }) => rule === 'broken')).toMatchObject({ level: 'blocks', grid: far!.to, units: [far!.unit], count: 1 } satisfies Partial<Finding>);
    for (const { rule, at } of findings) if (['uncovered', 'broken', 'window'].includes(rule)) expect(at).toEqual([expect.any(Number), expect.any(Number)]);
    const was = await stored();
    const { status, body } = await drawing.publish(plan, LATER);
    expect([status, body.type]).toEqual([409, 'urn:jingwei:problem:blocked']);
    expect(errorsOf(body)).toEqual(expect.arrayContaining([[community, 'uncovered'], [far!.to, 'broken']]));
    expect(body.errors).toHaveLength(findings.filter(({ level }) => level === 'blocks').length);
    expect(await stored()).toEqual(was);
  });

  test('a grid outside its window needs a reason, and then only warns', async () => {
    const community = quiet, plan = await drawing.start(community, { window: { min: 1, max: 2 } });
    await drawing.move(plan, community);
    const open = await drawing.giveReasons(plan);
    expect(open.length).toBeGreaterThan(0);
    for (const { off, households } of open) expect(off).toBe(households! - 2);
    const { findings, publishable } = (await app.json(`/plans/${plan}/check`)) as PlanCheck;
    expect(publishable).toBe(true);
    expect(findings.filter(({ rule }) => rule === 'window').map(({ level, reason }) => [level, reason])).toEqual(open.map(() => ['warns', '历史原因']));
  });

  test('only what a plan changes is published: two plans of one street do not hinder each other elsewhere', async () => {
    const [one, two] = neighbours, street = one.slice(0, 9);
    const first = await drawing.start(street), second = await drawing.start(street);
    await drawing.move(first, one);
    await drawing.move(second, two);
    for (const plan of [first, second]) await drawing.handIn(plan);
    expect(await drawing.publish(first, LATER)).toMatchObject({ status: 201, body: { communities: [one] } });
    expect(await drawing.publish(second, LATER)).toMatchObject({ status: 201, body: { communities: [two] } });
  });

  test('of two publications of one community at once exactly one wins, and the other hears of it', async () => {
    const community = anywhere(), plans = [await drawing.start(community), await drawing.start(community)];
    for (const plan of plans) {
      await drawing.move(plan, community);
      await drawing.handIn(plan);
    }
    const answers = await Promise.all(plans.map((plan) => drawing.publish(plan, LATER)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const won = answers.find(({ status }) => status === 201)!.body as Publication, lost = answers.find(({ status }) => status === 409)!.body;
    expect(lost.type).toBe('urn:jingwei:problem:base-changed');
    expect(lost.errors).toMatchObject([{ field: community, found: expect.stringContaining(won.edition) }]);
    expect(await app.json(`/plans/${plans.find((_, i) => answers[i]!.status === 409)!}`)).toMatchObject({ state: 'review' });
    expect(await app.database.query('select 1 from edition_communities where community_code = $1 and valid_to is null', [community])).toHaveLength(1);
  });

  test('a publication that fails on its way changes nothing', async () => {
    const community = quiet, plan = await drawing.start(community);
    await drawing.move(plan, community);
    await drawing.handIn(plan);
    await app.database.exec(`create function fail_now() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$; create trigger fail_now before insert on audit for each row execute function fail_now()`);
    const before = await stored();
    expect((await drawing.publish(plan, LATER)).status).toBe(500);
    expect(await stored()).toEqual(before);
    await app.database.exec('drop trigger fail_now on audit; drop function fail_now()');
    expect((await drawing.publish(plan, LATER)).status).toBe(201);
  });

  test('a grid that lies in pieces since before may stay so where it is frozen', async () => {
    const community = quiet, before = await drawing.gridsOn(community, LATER);
    const land = await app.context.land(community.slice(0, 6), community), grids = [...new Set(before.values())].sort();
    const basic = new Set((await app.json(`/grids?area=${community}&date=${LATER}&kind=basic`)).features.map(({ id }: any) => id));
    const [far] = land.unitCodes.flatMap((unit, at) => {
      const beside = new Set(Array.from(land.borders.neighbour.subarray(land.borders.offset[at], land.borders.offset[at + 1]), (other) => before.get(land.unitCodes[other]!)));
      const from = before.get(unit)!, to = grids.find((grid) => basic.has(grid) && grid !== from && !beside.has(grid));
      return basic.has(from) && to ? [{ unit, from, to }] : [];
    }) as [Moved];
    const { edition } = (await app.json(`/grids?area=${community}&date=${LATER}`)).features[0].properties;
    await app.write(`update grid_units set grid_code = '${far.to}' where edition_id = '${edition}' and unit_code = '${far.unit}'`);
    const plan = await drawing.start(community);
    expect((await drawing.ask('POST', `/plans/${plan}/rebase`)).status).toBe(200);
    await drawing.move(plan, community, 1, [far.from, far.to]);
    const broken = async () => ((await app.json(`/plans/${plan}/check`)) as PlanCheck).findings.find(({ rule, grid }) => rule === 'broken' && grid === far.to)?.level;
    expect(await broken()).toBe('blocks');
    await drawing.giveReasons(plan);
    await drawing.edit(plan, { freeze: { grid: far.to, to: true } });
    expect(await broken()).toBe('warns');
    // Taking the unit away may have left its old grid in pieces too.
    for (const { grid } of ((await app.json(`/plans/${plan}/check`)) as PlanCheck).findings.filter(({ rule, level }) => rule === 'broken' && level === 'blocks')) await drawing.edit(plan, { freeze: { grid, to: true } });
    await drawing.handIn(plan);
    const { status, body } = await drawing.publish(plan, MUCH_LATER);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.grids).toBe(grids.length);
    expect((await drawing.gridsOn(community, MUCH_LATER)).size).toBe(land.unitCodes.length);
  });

  test('who may not see all of a plan cannot publish it, nor put an edition in force elsewhere', async () => {
    const community = quiet, plan = await drawing.start(community);
    const stranger = await app.as('planner', drawing.communities.find((code) => !code.startsWith(community.slice(0, 9)))!.slice(0, 9)), leader = await app.as('leader');
    const post = (body: unknown) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect((await stranger.request(`/plans/${plan}/publication`, post({ effectiveFrom: LATER }))).status).toBe(404);
    expect((await stranger.request('/editions/2024/publication', post({ scope: community, effectiveFrom: LATER, replaces: ['2024'] }))).status).toBe(400);
    expect((await leader.request(`/plans/${plan}/publication`, post({ effectiveFrom: LATER }))).status).toBe(403);
  });
});

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Queryable } from '../../../server/database/database.ts';
import { claimJob } from '../../../server/jobs/queries.ts';
import type { JobRun } from '../../../server/jobs/runner.ts';
import { redrawJob } from '../../../server/plans/redrawJob.ts';
import type { LogEntry, Plan, PlanReport } from '../../../server/plans/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { eventsOf, plannerOf, startPlan, type Planner } from './planner.ts';

describe.each(stores)('a draft that is redrawn on $engine', (store) => {
  let app: TestApp, street = '', communities: string[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    [{ street }] = await app.database.query<{ street: string }>(`select left(community_code, 9) as street from grids where kind = 'basic' group by 1 having count(distinct community_code) > 2 order by count(*), 1 limit 1`) as [{ street: string }];
    communities = (await app.database.query<{ code: string }>(`select community_code as code from grids where starts_with(code, $1) and kind = 'basic' group by 1 having count(*) > 2 order by 1`, [street])).map(({ code }) => code);
  });
  afterAll(() => app?.close());

  interface Run { body?: object; /** Done when the first community is read and none is written. */ meanwhile?: () => Promise<void>; abortAt?: number }
  /** Asks for a redraw and runs it as the runner would. */
  async function redraw(planner: Planner, { body = {}, meanwhile, abortAt = Infinity }: Run = {}) {
    const response = await planner.send('/redraw', 'POST', body);
    expect(response.status, await response.clone().text()).toBe(202);
    const job = (await claimJob(app.database, ['redraw'], 'test'))!, abort = new AbortController(), progress: Record<string, number>[] = [];
    let saves = 0;
    const save: JobRun['save'] = async (write: (inside: Queryable) => Promise<void>) => {
      if (saves === 0) await meanwhile?.();
      await app.database.transaction(write);
      if (++saves === abortAt) abort.abort('cancelled');
    };
    const done = await redrawJob(job, { database: app.database, signal: abort.signal, save, progress: (each) => progress.push(each as Record<string, number>) });
    await app.database.transaction(async (inside) => {
      await done.write(inside);
      await inside.query(`update jobs set state = 'done' where id = $1`, [job.id]);
    });
    await app.context.versions.refresh();
    return { job: job.id, result: done.result as { left: unknown[]; stopped: boolean; deviation: number; grids: number }, progress };
  }
  const unitsOf = async (plan: string) => new Map((await app.database.query<{ unit: string; grid: string }>('select unit_code as unit, grid_code as grid from plan_units where plan_id = $1', [plan])).map(({ unit, grid }) => [unit, grid]));
  const membersOf = (grids: Map<string, string>, grid: string) => [...grids].flatMap(([unit, each]) => (each === grid ? [unit] : [])).sort();
  const open = async (): Promise<[Plan, Planner]> => {
    const plan = await startPlan(app, street, { window: { min: 20, max: 90 } });
    return [plan, plannerOf(app, plan.id)];
  };

  test('keeps locked units, frozen and dedicated grids as the draft has them, and every finished community is an edit', async () => {
    const [plan, planner] = await open(), community = communities[0]!, start = await unitsOf(plan.id);
    const grids = [...new Set(start.values())].filter((code) => code.startsWith(community)).sort();
    const [frozen, from] = grids as [string, string], unit = membersOf(start, from)[0]!;
    // A frozen grid that is not what it was in force, and a dedicated one made by hand.
    const neighbour = [...start].find(([each, grid]) => each.startsWith(community) && grid !== frozen && grid !== from)!;
    await planner.edit({ move: { units: [{ unit: neighbour[0], from: neighbour[1], to: frozen }] } }, { freeze: { grid: frozen, to: true } }, { lock: { units: [unit], to: true } });
    const alone = grids.at(-1)!;
    await planner.edit({ kind: { grid: alone, from: 'basic', to: 'dedicated' } });
    const before = await unitsOf(plan.id);
    const { result, progress, job } = await redraw(planner);
    const after = await unitsOf(plan.id);
    for (const grid of [frozen, alone]) expect(membersOf(after, grid)).toEqual(membersOf(before, grid));
    expect(after.get(unit)).toBe(from);
    expect(result).toMatchObject({ left: [], stopped: false });
    expect(progress.at(-1)).toMatchObject({ done: before.size, total: before.size, communitiesDone: progress[0]!.communities });
    expect(progress.at(-1)!.deviation).toBeLessThan(progress.at(-1)!.deviationBefore!);
    const drawn = (await planner.log()).edits.filter(({ tool }) => tool === 'redraw');
    expect(drawn.every((entry) => entry.job === job && entry.communities.length === 1 && entry.by === 'test admin')).toBe(true);
    expect(new Set(drawn.flatMap((entry) => entry.communities)).size).toBe(drawn.length);
    const report = (await app.json(`/plans/${plan.id}/report`)) as PlanReport, now = await planner.plan();
    expect(report).toMatchObject({ deviation: now.deviation, grids: now.grids, inWindow: now.inWindow });
    expect([result.deviation, result.grids]).toEqual([now.deviation, now.grids]);
    expect(report.bound).toBeLessThanOrEqual(report.deviation);
    // The judge of hand edits counts the same.
    await app.write(`delete from plan_communities where plan_id = '${plan.id}'`);
    await planner.edit({ reason: { grid: after.values().next().value!, from: null, to: 'x' } });
    const { deviation, grids: count, inWindow, under, over, dedicated, borderKm, barrierKm, movedHouseholds } = (await app.json(`/plans/${plan.id}/report`)) as PlanReport;
    expect({ deviation, grids: count, inWindow, under, over, dedicated, borderKm, barrierKm, movedHouseholds }).toEqual({
      deviation: report.deviation, grids: report.grids, inWindow: report.inWindow, under: report.under, over: report.over, dedicated: report.dedicated, borderKm: report.borderKm, barrierKm: report.barrierKm, movedHouseholds: report.movedHouseholds,
    });
  });

  test('can be taken back like any other edit', async () => {
    const [plan, planner] = await open(), start = await unitsOf(plan.id), [community] = communities as [string];
    await redraw(planner, { body: { communities: [community], seed: 4 } });
    const drawn = await unitsOf(plan.id);
    const changed = [...start].filter(([unit, grid]) => drawn.get(unit) !== grid).map(([unit]) => unit);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((unit) => unit.startsWith(community))).toBe(true);
    const [entry] = (await planner.log()).edits as [LogEntry], held = new Set(drawn.values());
    const back = entry.move!.units.map(({ unit, from, to }) => ({ unit, from: to, to: from }));
    const { results } = await planner.edit({ tool: 'list', undoes: entry.id, move: { units: back, creates: [...new Set(back.map(({ to }) => to!))].filter((code) => !held.has(code)) } });
    expect(results[0]!.state).toBe('accepted');
    expect(await unitsOf(plan.id)).toEqual(start);
  });

  test('tells who follows it, community by community', async () => {
    const [plan, planner] = await open();
    const stream = eventsOf(await app.request(`/plans/${plan.id}/events`));
    await stream.next();
    await redraw(planner, { body: { communities } });
    const seen: string[] = [], drawn = (await planner.log()).edits.length;
    for await (const { event, data } of stream) {
      if (event === 'drawn') seen.push(data.community);
      if (seen.length === drawn) break;
    }
    expect(seen.sort()).toEqual((await planner.log()).edits.flatMap((entry) => entry.communities).sort());
  });

  test('does not overwrite what somebody edits meanwhile, but draws from it', async () => {
    const [plan, planner] = await open(), [community] = communities as [string], start = await unitsOf(plan.id);
    const [unit, from] = [...start].find(([each]) => each.startsWith(community))!;
    const meanwhile = async () => { await planner.edit({ lock: { units: [unit], to: true } }); };
    const { result } = await redraw(planner, { body: { communities: [community] }, meanwhile });
    expect(result).toMatchObject({ left: [], stopped: false });
    expect((await unitsOf(plan.id)).get(unit)).toBe(from);
    expect((await planner.log()).edits.map(({ tool }) => tool)).toEqual(['brush', 'redraw']);
  });

  test('that is stopped keeps what it has, and the rest as it was', async () => {
    const [plan, planner] = await open(), start = await unitsOf(plan.id);
    const { result } = await redraw(planner, { abortAt: 1 });
    expect(result.stopped).toBe(true);
    const report = (await app.json(`/plans/${plan.id}/report`)) as PlanReport, now = await unitsOf(plan.id);
    expect(report.keptCommunities.length).toBeGreaterThan(0);
    for (const [unit, grid] of start) if (report.keptCommunities.includes(unit.slice(0, 12))) expect(now.get(unit)).toBe(grid);
    expect(report.units).toBe(start.size);
  });

  test('ends when its time is over, with what it has', async () => {
    const [, planner] = await open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { result, progress } = await redraw(planner, { body: { timeLimitS: 60 }, meanwhile: async () => { vi.advanceTimersByTime(60_000); } });
      expect(result.stopped).toBe(true);
      expect(progress.at(-1)!.communitiesDone).toBeLessThan(progress[0]!.communities!);
      expect(progress.at(-1)!.communitiesDone).toBeGreaterThan(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is left alone where its locks contradict each other', async () => {
    const [plan, planner] = await open(), [community] = communities as [string], start = await unitsOf(plan.id);
    // Two units of one grid with everything between them locked to another.
    const mine = [...start].filter(([unit]) => unit.startsWith(community)), [a, b] = [...new Set(mine.map(([, grid]) => grid))] as [string, string];
    const far = await app.database.query<{ one: string; two: string }>(`
      select o.code as one, t.code as two from units o join units t on t.community_code = o.community_code and t.code <> o.code
      where o.community_code = $1 order by ST_Distance(o.geom, t.geom) desc, 1, 2 limit 1`, [community]);
    const { one, two } = far[0]!, ends = [one, two];
    const moves = mine.map(([unit, from]) => ({ unit, from, to: ends.includes(unit) ? a : b })).filter(({ from, to }) => from !== to);
    await planner.edit({ move: { units: moves } }, { lock: { units: mine.map(([unit]) => unit), to: true } });
    const before = await unitsOf(plan.id), { result } = await redraw(planner, { body: { communities: [community] } });
    expect(result.left).toEqual([{ community, reason: 'locks' }]);
    expect(await unitsOf(plan.id)).toEqual(before);
  });

  test('is refused where it is drawn already, in review, or elsewhere', async () => {
    const [, planner] = await open(), [elsewhere] = await app.database.query<{ code: string }>('select min(community_code) as code from units where not starts_with(community_code, $1)', [street]);
    expect((await planner.send('/redraw', 'POST', { communities: [elsewhere!.code] })).status).toBe(400);
    expect((await planner.send('/redraw', 'POST', { timeLimitS: 0 })).status).toBe(400);
    const first = await planner.send('/redraw', 'POST', {});
    const { job } = (await first.json()) as { job: string };
    expect(await planner.plan()).toMatchObject({ job, jobState: 'queued', drawn: true });
    expect((await planner.send('/redraw', 'POST', {})).status).toBe(409);
    expect((await planner.send('', 'PATCH', { state: 'review' })).status).toBe(409);
    await app.request(`/jobs/${job}/cancel`, { method: 'POST' });
    await app.context.versions.refresh();
    expect(await planner.plan()).toMatchObject({ job, jobState: 'cancelled', drawn: true });
    expect((await planner.send('', 'PATCH', { state: 'review' })).status).toBe(200);
    expect((await planner.send('/redraw', 'POST', {})).status).toBe(409);
  });
});

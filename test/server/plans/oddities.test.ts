import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startJobs } from '../../../server/jobs/startJobs.ts';
import type { PlanReport } from '../../../server/plans/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

describe.each(stores)('plans of communities that are odd on $engine', (store) => {
  let app: TestApp, jobs: { stop(): Promise<void> };
  let communities: string[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    jobs = await startJobs(app.context);
    communities = (await app.database.query<{ code: string }>(`select community_code as code from units group by 1 having count(*) > 10 and sum(households) > 60 order by 1`)).map(({ code }) => code);
  });
  afterAll(async () => {
    await jobs?.stop();
    await app?.close();
  });

  const post = (body: Record<string, unknown>) => app.request('/plans', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  async function reportOf(body: Record<string, unknown>): Promise<PlanReport> {
    const { plan, job } = (await (await post(body)).json()) as { plan: string; job: string };
    const last = (await (await app.request(`/jobs/${job}/events`)).text()).match(/^data: .*$/gm)!.at(-1)!;
    expect(JSON.parse(last.slice(6))).toMatchObject({ state: 'done', error: null });
    await app.context.versions.refresh();
    return app.json(`/plans/${plan}/report`);
  }

  test('of one unit are one grid, with the reason it is outside', async () => {
    const [community] = communities;
    await app.write(
      `delete from grid_units where unit_code like '${community}%' and unit_code <> (select min(code) from units where community_code = '${community}')`,
      `delete from units where community_code = '${community}' and code <> (select min(code) from units where community_code = '${community}')`,
      `update units set households = 7 where community_code = '${community}'`);
    expect(await reportOf({ scope: community, setting: 'rural' })).toMatchObject({ units: 1, grids: 1, deviation: 23, proved: true, violations: [{ off: -23, reason: 'community_below_min' }] });
  });

  test('without a single household are drawn, with the reason', async () => {
    const community = communities[1]!;
    await app.write(`update units set households = 0 where community_code = '${community}'`);
    const report = await reportOf({ scope: community, setting: 'rural' });
    expect(report).toMatchObject({ deviation: 30, proved: true, inWindow: 0, under: 1 });
    expect(report.violations.map(({ reason }) => reason)).toEqual(['community_below_min']);
  });

  test('in parts are drawn part by part', async () => {
    const community = communities[2]!;
    await app.write(
      `update grids set kind = 'basic' where community_code = '${community}'`,
      `update units set geom = ST_Translate(geom, 0.5, 0), households = 5 where code = (select min(code) from units where community_code = '${community}')`);
    const report = await reportOf({ scope: community, setting: 'rural' });
    expect(report.communities[0]!.pieces).toBeGreaterThan(1);
    expect(report.violations).toContainEqual(expect.objectContaining({ households: 5, reason: 'piece_cut_off' }));
  });

  test('without units are refused with the field and the remedy', async () => {
    const community = communities[3]!;
    await app.write(`delete from units where community_code = '${community}'`);
    const response = await post({ scope: community });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'scope', found: community, expected: 'an area with units in it', fix: expect.stringContaining('Import') }] });
  });
});

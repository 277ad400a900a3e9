import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queryable } from '../../../server/database/database.ts';
import { claimJob } from '../../../server/jobs/queries.ts';
import type { JobRun, StopReason } from '../../../server/jobs/runner.ts';
import { startJobs } from '../../../server/jobs/startJobs.ts';
import { redrawJob as handler } from '../../../server/plans/redrawJob.ts';
import type { PlanReport } from '../../../server/plans/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const JSON_BODY = { 'content-type': 'application/json' };

describe.each(stores)('a redraw that is stopped on $engine', (store) => {
  let app: TestApp;
  let street = '', communities: string[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    const [most] = await app.database.query<{ code: string }>(`select left(community_code, 9) as code from units group by 1 order by count(distinct community_code) desc, 1 limit 1`);
    street = most!.code;
    communities = (await app.database.query<{ code: string }>('select distinct community_code as code from units where starts_with(community_code, $1) order by 1', [street])).map(({ code }) => code);
  });
  afterAll(() => app?.close());

  async function ask(body: Record<string, unknown> = {}) {
    const response = await app.request('/plans', { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ scope: street, ...body }) });
    return (await response.json()) as { plan: string; job: string };
  }
  /** Runs the job that waits as a runner would, stopped for a reason once so many communities are drawn. */
  async function run(stopAfter = Infinity, reason: StopReason = 'stopping') {
    const job = (await claimJob(app.database, ['redraw'], 'test'))!, abort = new AbortController();
    let saves = 0;
    const save: JobRun['save'] = async (write: (inside: Queryable) => Promise<void>) => {
      await app.database.transaction(write);
      if (++saves === stopAfter) abort.abort(reason);
    };
    const progress: unknown[] = [];
    const done = handler(job, { database: app.database, signal: abort.signal, save, progress: (each) => progress.push(each) });
    const ended = await done.catch((error: unknown) => error);
    await app.database.query(`update jobs set state = 'queued', worker = null where id = $1`, [job.id]);
    return { saves: () => saves, progress, ended, done };
  }
  const finish = async (job: string, write: (inside: Queryable) => Promise<void>) => {
    await app.database.transaction(async (inside) => {
      await write(inside);
      await inside.query(`update jobs set state = 'done' where id = $1`, [job]);
    });
    await app.context.versions.refresh();
  };
  const drawn = async (plan: string) => ({
    units: await app.database.query('select unit_code, grid_code from plan_units where plan_id = $1 order by 1', [plan]),
    grids: await app.database.query('select code, kind, households, unit_count, round(area_m2) as area, ST_AsText(label, 6) as label from plan_grids where plan_id = $1 order by 1', [plan]),
    report: (await app.json(`/plans/${plan}/report`)) as PlanReport,
  });

  test('by the end of its server goes on where it was, and comes out as if nothing had happened', async () => {
    const whole = await ask();
    const first = await run();
    await finish(whole.job, (await first.done).write);
    expect(first.saves()).toBe(communities.length);

    const cut = await ask();
    const before = await run(2);
    expect(before.ended).toBe('stopping');
    expect((await app.request(`/plans/${cut.plan}/grids`)).status).toBe(409);
    const after = await run();
    expect(after.saves()).toBe(communities.length - 2);
    // What was drawn before counts from the start.
    expect(after.progress[0]).toMatchObject({ done: 0 });
    expect(after.progress.at(-1)).toMatchObject({ done: (after.progress[0] as { total: number }).total });
    await finish(cut.job, (await after.done).write);
    expect(await drawn(cut.plan)).toEqual(await drawn(whole.plan));
    expect(await app.database.query(`select tool from plan_edits where plan_id = $1 and tool <> 'redraw'`, [cut.plan])).toEqual([]);
  });

  test('by somebody keeps what it has: what was not reached stays as in force', async () => {
    const { plan, job } = await ask({ setting: 'rural' });
    const { done } = await run(2, 'cancelled');
    await finish(job, (await done).write);
    const { units, grids, report } = await drawn(plan);
    expect(report).toMatchObject({ stopped: true, keptCommunities: communities.slice(2), undrawnCommunities: [] });
    expect(units).toHaveLength(report.units);
    expect(grids.reduce((sum, grid) => sum + Number(grid.unit_count), 0)).toBe(report.units);
    expect(report.grids).toBe(grids.length);
    const kept = await app.database.query('select gu.unit_code, gu.grid_code from grid_units gu join units u on u.code = gu.unit_code where u.community_code = any($1::text[]) order by 1', [report.keptCommunities]);
    expect(units.filter((each) => report.keptCommunities.includes(String(each.unit_code).slice(0, 12)))).toEqual(kept);
    expect(report.violations.some(({ reason }) => reason === 'not_redrawn')).toBe(true);
    expect(report.deviation).toBe(report.communities.reduce((sum, each) => sum + each.deviation, 0));
    expect(report.bound).toBeLessThanOrEqual(report.deviation);
  });

  test('through the API ends cancelled, with the plan it kept', async () => {
    const { plan, job } = await ask({ scope: street.slice(0, 6) });
    const jobs = await startJobs(app.context);
    try {
      const events = await app.request(`/jobs/${job}/events`);
      let text = '', asked = false;
      for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (asked || !text.includes('"state":"running"')) continue;
        asked = true;
        expect((await app.request(`/jobs/${job}/cancel`, { method: 'POST' })).status).toBe(200);
      }
      const last = JSON.parse(text.match(/^data: .*$/gm)!.at(-1)!.slice(6));
      expect(last).toMatchObject({ state: 'cancelled', error: null, result: { plan, stopped: true, deviation: expect.any(Number) } });
      await app.context.versions.refresh();
      expect(await app.json(`/plans/${plan}`)).toMatchObject({ drawn: true });
      const { features } = await app.json(`/plans/${plan}/grids`);
      expect(features.length).toBe(last.result.grids);
      const [outside] = await app.database.query<{ n: number }>('select count(*)::int as n from units u where not exists (select 1 from plan_units p where p.unit_code = u.code and p.plan_id = $1)', [plan]);
      expect(outside!.n).toBe(0);
    } finally {
      await jobs.stop();
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueRetention, retentionJob } from '../../../server/jobs/retention.ts';
import { runJobs } from '../../../server/jobs/runner.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

describe.each(stores)('what is no longer kept, on $engine', (store) => {
  let app: TestApp;
  beforeAll(async () => { app = await openApp(store); });
  afterAll(() => app.close());

  const counts = async () => (await app.database.query<Record<string, number>>(`
    select (select count(*) from jobs where kind = 'redraw') as jobs, (select count(*) from plans) as plans, (select count(*) from plan_units) as units,
      (select count(*) from incidents) as incidents, (select count(*) from incidents where lon_e6 is not null) as points, (select count(*) from audit) as audit`))[0]!;

  /** Runs the job of a new day; gives its result. */
  async function newDay() {
    await app.database.query(`delete from settings where key = 'retentionDay'`);
    expect(await queueRetention(app.context)).toBe(true);
    const jobs = await runJobs(app.database, { retention: retentionJob }, { lookMs: 20, beatMs: 1000, progressMs: 10 });
    await expect.poll(() => app.database.query(`select state from jobs where kind = 'retention' and state <> 'done'`), { timeout: 20_000 }).toEqual([]);
    await jobs.stop();
    const [job] = await app.database.query<{ result: Record<string, number> }>(`select result from jobs where kind = 'retention' order by created_at desc limit 1`);
    return job!.result;
  }

  beforeAll(() => app.write(
    `insert into jobs (district_code, id, kind, state, input, created_at, finished_at) values
      ('370216', 'old', 'redraw', 'done', '{}', now() - interval '91 days', now() - interval '91 days'), ('370216', 'new', 'redraw', 'failed', '{}', now(), now() - interval '89 days'),
      ('370216', 'waiting', 'redraw', 'queued', '{"plan": "drawing"}', now() - interval '900 days', null)`,
    `insert into plans (district_code, id, name, scope_code, state, rules, updated_at) values
      ('370216', 'draft', 'd', '370216', 'draft', '{}', now() - interval '400 days'), ('370216', 'published', 'p', '370216', 'published', '{}', now() - interval '400 days'),
      ('370216', 'drawing', 'w', '370216', 'draft', '{}', now() - interval '400 days'), ('370216', 'fresh', 'f', '370216', 'draft', '{}', now())`,
    `insert into plan_units values ('370216', 'draft', 'u', 'g'), ('370216', 'fresh', 'u', 'g')`,
    `update incidents set opened_at = opened_at - interval '3 years', closed_at = null, state = 'opened' where id <= 100`,
  ));

  test('is nothing but jobs that are long over, unless somebody says so', async () => {
    const before = await counts();
    expect(await newDay()).toEqual({ keepFinishedJobsDays: 1 });
    expect(await counts()).toEqual({ ...before, jobs: before.jobs! - 1, audit: before.audit! + 1 });
  });

  test('is what the settings say, and the audit tells what went', async () => {
    const changed = await app.request('/settings', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ keepDraftPlansDays: 365, keepIncidentPointsDays: 730 }) });
    expect(await changed.json()).toEqual({ suppressionThreshold: 5, keepFinishedJobsDays: 90, keepDraftPlansDays: 365, keepIncidentPointsDays: 730 });
    const before = await counts();
    const result = await newDay();
    expect(result).toMatchObject({ keepDraftPlansDays: 1 });
    const after = await counts();
    expect(after).toMatchObject({ jobs: before.jobs, plans: before.plans! - 1, units: before.units! - 1, incidents: before.incidents, points: before.points! - result.keepIncidentPointsDays! });
    expect(result.keepIncidentPointsDays).toBeGreaterThan(50);
    expect(after.audit! - before.audit!).toBe(2);
    expect(await app.database.query('select id from plans order by id')).toEqual(['drawing', 'fresh', 'published'].map((id) => ({ id })));
    expect(await newDay()).toEqual({ keepFinishedJobsDays: 0, keepDraftPlansDays: 0, keepIncidentPointsDays: 0 });
  });

  test('is looked for once a day, however many servers there are', async () => {
    await app.database.query(`delete from settings where key = 'retentionDay'`);
    const queued = await Promise.all(Array.from({ length: 5 }, () => queueRetention(app.context)));
    expect(queued.filter(Boolean)).toHaveLength(1);
    expect(await queueRetention({ ...app.context, today: () => '2099-01-01' })).toBe(true);
  });

  test('is looked for while versions are being read, and neither waits for the other for ever', async () => {
    for (let i = 0; i < 5; i++) {
      const day = `2100-01-0${i + 1}`;
      const [queued] = await Promise.all([queueRetention({ ...app.context, today: () => day }), app.context.versions.refresh(), app.context.versions.refresh()]);
      expect(queued).toBe(true);
    }
  });

  test.each([{ keepFinishedJobsDays: 0 }, { keepIncidentPointsDays: 30 }, { keepDraftPlansDays: 1.5 }, { keepAuditDays: 10 }])('cannot be %o', async (settings) => {
    const refused = await app.request('/settings', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(settings) });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ field: Object.keys(settings)[0] }] });
  });
});

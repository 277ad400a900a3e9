import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startJobs } from '../../../server/jobs/startJobs.ts';
import type { Plan } from '../../../server/plans/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { plannerOf, replay, startPlan } from './planner.ts';

const ROUNDS = 12;

describe.each(stores)('everything at once on one plan, on $engine', (store) => {
  let app: TestApp, jobs: { stop(): Promise<void> }, community = '';
  beforeAll(async () => {
    app = await openApp(store);
    jobs = await startJobs(app.context);
    community = (await app.database.query<{ code: string }>(`select community_code as code from grids where kind = 'basic' group by 1 having count(*) > 2 order by sum(unit_count), 1 limit 1`))[0]!.code;
  });
  afterAll(async () => {
    await jobs?.stop();
    await app?.close();
  });

  test('drawn by hand and by the engine, renamed, branched, stopped: nobody waits for another for ever, and the log is right', async () => {
    const plan = await startPlan(app, community), planners = [plannerOf(app, plan.id), plannerOf(await app.as('planner'), plan.id)] as const;
    const unitsOf = async () => new Map((await app.database.query<{ unit: string; grid: string }>('select unit_code as unit, grid_code as grid from plan_units where plan_id = $1 order by 1', [plan.id])).map(({ unit, grid }) => [unit, grid as string | null]));
    const start = await unitsOf(), units = [...start.keys()], answers: number[] = [];
    const times = async (work: (round: number) => Promise<{ status: number } | void>) => {
      for (let round = 0; round < ROUNDS; round++) {
        const answer = await work(round);
        if (answer) answers.push(answer.status);
      }
    };
    await Promise.all([
      ...planners.map((planner, own) => times(async (round) => {
        const now = await unitsOf(), unit = units[(2 * round + own) % units.length]!, from = now.get(unit)!, to = [...new Set(now.values())].find((grid) => grid !== from)!;
        await planner.edit({ move: { units: [{ unit, from, to }] } });
      })),
      times(async () => {
        const response = await planners[0].send('/redraw', 'POST', {});
        if (response.status === 202) await app.request(`/jobs/${((await response.clone().json()) as { job: string }).job}/cancel`, { method: 'POST' });
        return response;
      }),
      times((round) => planners[1].send('', 'PATCH', { name: `第${round}稿`, rules: { seed: round } })),
      times(async (round) => {
        const response = await planners[0].send('/branch', 'POST', {}), { id } = (await response.clone().json()) as Plan, branch = plannerOf(app, id);
        if (round % 2) answers.push((await branch.send('/redraw', 'POST', {})).status);
        answers.push((await branch.send('', 'DELETE')).status);
        return response;
      }),
      times((round) => app.request(round % 2 ? '/plans' : `/plans/${plan.id}/report`)),
    ]);
    await expect.poll(() => app.database.query(`select 1 from jobs where state in ('queued', 'running')`), { timeout: 60_000 }).toEqual([]);
    expect(answers.filter((status) => ![200, 201, 202, 204, 409].includes(status))).toEqual([]);
    const { edits, seq } = await planners[0].log();
    expect([edits.length, await unitsOf()]).toEqual([seq, replay(start, edits)]);
    expect(await app.database.query(`select error from jobs where state = 'failed' and error <> 'The plan was deleted before it was drawn.' and error <> 'The plan was deleted while it was drawn.'`)).toEqual([]);
  }, 120_000);
});

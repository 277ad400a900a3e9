import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../../server/app.ts';
import { openContext } from '../../../server/context.ts';
import { tellPlan } from '../../../server/plans/feed.ts';
import type { Plan } from '../../../server/plans/schema.ts';
import { openApp, signIn, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { eventsOf, plannerOf, startPlan, type Event, type Planner } from './planner.ts';

describe.each(stores)('the events of a plan on $engine', (store) => {
  let app: TestApp, colleague: Asker, community = '', units: { unit: string; grid: string }[] = [];
  let plan: Plan, mine: Planner, theirs: Planner;
  const open: AsyncGenerator<Event>[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    colleague = await app.as('planner');
    community = (await app.database.query<{ code: string }>(`select community_code as code from grids where kind = 'basic' group by 1 having count(*) > 1 order by 1 limit 1`))[0]!.code;
    units = await app.database.query(`select unit_code as unit, grid_code as grid from grid_units where left(grid_code, 12) = $1 order by 1`, [community]);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    plan = await startPlan(app, community);
    mine = plannerOf(app, plan.id);
    theirs = plannerOf(colleague, plan.id);
  });
  afterEach(async () => { for (const stream of open.splice(0)) await stream.return(undefined); });

  /** Follows the plan; `next` waits for the next event of a name. */
  async function follow(asker: Asker, { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {}) {
    const response = await asker.request(`/plans/${plan.id}/events${query}`, { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const stream = eventsOf(response), seen: Event[] = [];
    open.push(stream);
    return {
      seen,
      next: async (name: string, isIt: (data: any) => boolean = () => true): Promise<Event> => {
        for (;;) {
          const { value, done } = await stream.next();
          if (done) throw new Error(`The stream ended without ${name}: ${JSON.stringify(seen)}`);
          seen.push(value);
          if (value.event === name && isIt(value.data)) return value;
        }
      },
      end: async () => { while (!(await stream.next()).done); },
    };
  }
  const lock = (at: number, to = true) => ({ tool: 'lock' as const, lock: { units: [units[at]!.unit], to } });

  test('bring a colleague\'s edits while they are made, and one\'s own', async () => {
    const stream = await follow(app);
    expect((await stream.next('plan')).data).toMatchObject({ id: plan.id, seq: 0 });
    await theirs.edit(lock(0));
    expect(await stream.next('edit')).toMatchObject({ id: '1', data: { seq: 1, by: 'test planner', mine: false, lock: { units: [units[0]!.unit], to: true } } });
    const { ids } = await mine.edit(lock(1));
    expect(await stream.next('edit')).toMatchObject({ id: '2', data: { id: ids[0], mine: true } });
  });

  test('go on after the last one that was seen', async () => {
    for (let at = 0; at < 4; at++) await mine.edit(lock(at));
    const resumed = await follow(app, { headers: { 'Last-Event-ID': '2' } });
    expect([(await resumed.next('edit')).id, (await resumed.next('edit')).id]).toEqual(['3', '4']);
    const asked = await follow(app, { query: '?after=3' });
    expect((await asked.next('edit')).id).toBe('4');
    const fresh = await follow(app);
    await mine.edit(lock(0, false));
    expect((await fresh.next('edit')).id).toBe('5');
  });

  test('tell who was away for too long to read everything anew', async () => {
    await app.database.query(`
      insert into plan_edits (district_code, plan_id, seq, edit_id, by_kind, by_id, by_name, tool, communities, change)
      select left($2, 6), $1, n, n, 'account', 'x', 'x', 'reason', array[$2], jsonb_build_object('reason', jsonb_build_object('grid', $2 || '001', 'from', null, 'to', 'x')) from generate_series(1, 1200) n`, [plan.id, community]);
    await app.write(`update plans set seq = 1200 where id = '${plan.id}'`);
    const stream = await follow(app, { query: '?after=10' });
    expect(await stream.next('reload')).toMatchObject({ id: '1200', data: { seq: 1200 } });
    expect(stream.seen.map(({ event }) => event)).not.toContain('edit');
  });

  test('tell when the plan is renamed, reviewed, spoken of, deleted; then they end', async () => {
    const stream = await follow(app);
    await stream.next('plan');
    await mine.send('', 'PATCH', { name: '改名', state: 'review' });
    expect((await stream.next('plan')).data).toMatchObject({ name: '改名', state: 'review' });
    await tellPlan(app.database, { plan: plan.id, event: 'comment', comment: 'c1' });
    expect((await stream.next('comment')).data).toEqual({ comment: 'c1' });
    await mine.send('', 'DELETE');
    await stream.next('gone');
    await stream.end();
  });

  test('say who has the plan open, once each', async () => {
    const stream = await follow(app);
    await stream.next('present', ({ people }) => people.length === 1);
    const other = await follow(colleague);
    expect((await stream.next('present', ({ people }) => people.length === 2)).data.people).toEqual([{ name: 'test admin', you: true }, { name: 'test planner', you: false }]);
    expect((await other.next('present', ({ people }) => people.length === 2)).data.people).toEqual([{ name: 'test admin', you: false }, { name: 'test planner', you: true }]);
    // A second window is nobody else.
    const again = await follow(colleague);
    await again.next('present', ({ people }) => people.length === 2);
    for (const left of open.splice(1)) await left.return(undefined);
    expect((await stream.next('present', ({ people }) => people.length === 1)).data.people).toEqual([{ name: 'test admin', you: true }]);
  });

  test('come from a second process over the same store', async () => {
    const context = await openContext(app.database), second = createApp(context), headers = await signIn(app.database, 'planner');
    const elsewhere: Asker = { request: async (path, init = {}) => second.request(`/api/v1${path}`, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }), json: () => Promise.reject(new Error('not asked')) };
    const [here, there] = [await follow(app), await follow(elsewhere)];
    await Promise.all([here.next('present', ({ people }) => people.length === 2), there.next('present', ({ people }) => people.length === 2)]);
    await plannerOf(elsewhere, plan.id).edit(lock(2));
    expect((await here.next('edit')).data).toMatchObject({ by: 'test planner', mine: false });
    await mine.edit(lock(3));
    expect((await there.next('edit', ({ seq }) => seq === 2)).data).toMatchObject({ by: 'test admin' });
    await context.versions.close();
  });

  test('tell how far the job of the plan is', async () => {
    const stream = await follow(app);
    const { job } = (await (await mine.send('/redraw', 'POST', {})).json()) as { job: string };
    expect((await stream.next('plan', ({ jobState }) => jobState !== null)).data).toMatchObject({ job, jobState: 'queued', drawn: true });
    expect((await app.json('/plans')).find(({ id }: Plan) => id === plan.id)).toMatchObject({ jobState: 'queued' });
    await app.request(`/jobs/${job}/cancel`, { method: 'POST' });
    await stream.next('plan', ({ jobState }) => jobState === 'cancelled');
    expect((await app.json('/plans')).find(({ id }: Plan) => id === plan.id)).toMatchObject({ jobState: 'cancelled' });
  });

  test('keep no session alive, and end with it', async () => {
    const nobody = await app.as(null), signedIn = await nobody.request('/session/demo', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'demo-planner' }) });
    const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]).join('; '), seenAt = () => app.database.query(`select seen_at from sessions`);
    const stream = await follow({ ...nobody, request: (path, init = {}) => nobody.request(path, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } }) });
    await stream.next('plan');
    await app.write(`update sessions set seen_at = now() - interval '3 hours'`);
    const before = await seenAt();
    await mine.edit(lock(0));
    await stream.next('edit');
    expect(await seenAt()).toEqual(before);
    await app.write(`update sessions set seen_at = now() - interval '5 hours'`);
    await mine.edit(lock(1));
    await stream.end();
    expect(stream.seen.filter(({ event }) => event === 'edit')).toHaveLength(1);
  });

  test('end with the right to see them', async () => {
    const guest = await app.as('planner'), stream = await follow(guest);
    await stream.next('plan');
    await app.write(`update tokens set expires_at = now() where name = 'test planner'`);
    // Whatever wakes the stream next finds nobody to tell.
    await mine.edit(lock(0));
    await stream.end();
    expect(stream.seen.map(({ event }) => event)).not.toContain('edit');
    colleague = await app.as('planner');
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { openDatabase } from '../../../server/database/open.ts';
import { stores } from '../stores.ts';
import { killAll, startProcess } from './process.ts';
import { Acknowledged, clientOf, signInAt, writeUntilCut, type Client } from './writers.ts';

afterAll(killAll);

// The embedded store takes seconds to open: KILLS=50 for as many there as on PostgreSQL, which takes ten minutes.
const KILLS = { postgres: 50, pglite: 10 };
const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

describe.each(stores)('a server that is killed again and again on $engine', (store) => {
  test('loses nothing it acknowledged, leaves no plan half drawn and no job stuck', async () => {
    const opened = await store.open();
    const communities = await opened.database.query<{ code: string }>('select community_code as code from units group by 1 order by count(*), 1 limit 5');
    await opened.database.close();
    const scopes = communities.map(({ code }) => code);
    const acknowledged = new Acknowledged();
    let cookie = '';
    const kills = Number(process.env.KILLS ?? KILLS[store.engine]);
    for (let kill = 0; kill < kills; kill++) {
      const server = await startProcess(opened);
      cookie ||= await signInAt(server.url);
      const client = clientOf(server.url, cookie);
      await expectAll(client, acknowledged);
      const before = acknowledged.size;
      const writing = writeUntilCut(client, acknowledged, scopes, kill % 2);
      // Never in the same place: some writes and some milliseconds on.
      await expect.poll(() => acknowledged.size, { timeout: 30_000, interval: 10 }).toBeGreaterThan(before + (kill % 5));
      await pause((kill * 37) % 150);
      await server.end('SIGKILL');
      await writing;
    }
    const last = await startProcess(opened);
    const client = clientOf(last.url, cookie);
    await expectAll(client, acknowledged);
    // One that nobody kills, behind all that were.
    const { body } = await client.ask('POST', '/plans', { scope: scopes[0] });
    acknowledged.plans.set(body.plan, body.job);
    const states = await untilOver(client, [...acknowledged.plans.values()]);
    expect(states.filter((state) => state !== 'done' && state !== 'cancelled')).toEqual([]);
    expect(states).toContain('done');
    expect(await last.end('SIGTERM')).toBe(0);

    const database = await openDatabase(opened);
    const half = await database.query(`
      select p.id, count(u.code)::int as units, count(g.code)::int as with_grid
      from plans p
      join units u on u.district_code = p.district_code and starts_with(u.code, p.scope_code)
      left join plan_units d on d.district_code = p.district_code and d.plan_id = p.id and d.unit_code = u.code
      left join plan_grids g on g.district_code = p.district_code and g.plan_id = p.id and g.code = d.grid_code and g.geom is not null
      group by p.id having count(g.code) <> count(u.code)`);
    expect(half).toEqual([]);
    // Each edit of the engine is of a whole community, and no community was drawn twice by one job.
    expect(await database.query(`select job_id from plan_edits where tool = 'redraw' group by job_id, communities having count(*) > 1`)).toEqual([]);
    expect((await verifyAudit(database)).broken).toBeNull();
    await database.close();
    await opened.remove();
  }, 900_000);
});

/** Everything that was acknowledged is there, and what was taken away is not. */
async function expectAll(client: Client, { plans, accounts, tokens, removed, setting }: Acknowledged): Promise<void> {
  const ids = async (path: string) => new Set(((await client.ask('GET', path)).body as { id: string }[]).map(({ id }) => id));
  const missing = async (path: string, wanted: Iterable<string>) => {
    const found = await ids(path);
    return [...wanted].filter((id) => !found.has(id));
  };
  expect(await missing('/plans', plans.keys())).toEqual([]);
  expect(await missing('/accounts', accounts)).toEqual([]);
  expect(await missing('/tokens', tokens)).toEqual([]);
  expect(await missing('/tokens', removed)).toEqual([...removed]);
  const { suppressionThreshold } = (await client.ask('GET', '/settings')).body as { suppressionThreshold: number };
  expect([setting.acknowledged, setting.asked]).toContain(suppressionThreshold);
  // The one that was cut may have been written: from now on it is what holds.
  setting.acknowledged = suppressionThreshold;
}

/** How the jobs ended. A job whose runner was killed is taken over after a quarter of a minute. */
async function untilOver(client: Client, jobs: string[]): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const states = await Promise.all(jobs.map(async (job) => (await client.ask('GET', `/jobs/${job}`)).body.state as string));
    if (states.every((state) => state !== 'queued' && state !== 'running') || tries > 600) return states;
    await pause(500);
  }
}

import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/open.ts';
import type { Assignment, Edit, EditResult, PlanLog } from '../../../server/plans/schema.ts';
import { eventsOf, replay } from '../plans/planner.ts';
import { stores } from '../stores.ts';
import { killAll, startProcess } from './process.ts';
import { clientOf, signInAt, type Client } from './writers.ts';

afterAll(killAll);

// The embedded store takes seconds to open.
const KILLS = { postgres: 8, pglite: 4 };
const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

describe.each(stores)('a server that is killed while planners draw, on $engine', (store) => {
  test('loses no edit that it acknowledged, does none by half, and takes the same edit again', async () => {
    const opened = await store.open(), before = opened.database;
    const [{ community }] = (await before.query<{ community: string }>(`select community_code as community from grids where kind = 'basic' group by 1 having count(*) > 2 order by sum(unit_count), 1 limit 1`)) as [{ community: string }];
    const units = (await before.query<{ code: string }>('select code from units where community_code = $1 order by code', [community])).map(({ code }) => code);
    await before.close();
    const acknowledged = new Map<string, EditResult>(), sent = new Map<string, Edit>();
    let plan = '', cookie = '', start = new Map<string, string | null>();

    const gridsOf = async (client: Client) => {
      const [{ grids, grid }] = ((await client.ask('GET', `/plans/${plan}/assignment`)).body as Assignment).communities as [Assignment['communities'][number]];
      return { codes: grids.map(({ code }) => code), gridOf: new Map(units.map((unit, at) => [unit, (grids[grid[at]!]?.code ?? null) as string | null])) };
    };
    const send = async (client: Client, edit: Edit) => {
      sent.set(edit.id, edit);
      const { status, body } = await client.ask('POST', `/plans/${plan}/edits`, { edits: [edit] });
      expect(status, JSON.stringify(body)).toBe(200);
      const result = body.results[0] as EditResult;
      acknowledged.set(edit.id, result);
      return result;
    };
    /** Draws without pause on every second unit, so that two of them meet where they both reach out; ends when the server does. */
    const draw = async (client: Client, own: number): Promise<void> => {
      const seen = await gridsOf(client);
      for (let stroke = 0; ; stroke++) {
        const to = seen.codes[stroke % seen.codes.length]!;
        const chosen = units.filter((_, at) => at % 2 === own || at === stroke % units.length).slice(stroke % 5, 5 + (stroke % 20));
        const moves = chosen.map((unit) => ({ unit, from: seen.gridOf.get(unit)!, to })).filter(({ from }) => from !== to);
        if (!moves.length) continue;
        const result = await send(client, { id: randomUUID(), tool: 'brush', move: { units: moves } }).catch((error: unknown) => {
          if (error instanceof TypeError) return null;
          throw error;
        });
        if (!result) return;
        if (result.state === 'accepted') for (const { unit } of moves) seen.gridOf.set(unit, to);
        else for (const { unit, now } of result.units) seen.gridOf.set(unit, now);
      }
    };
    /** What was acknowledged is in the log with its number, and the plan is what its log says. */
    const expectWhole = async (client: Client): Promise<void> => {
      const entries: PlanLog['edits'] = [];
      for (let more = true; more;) {
        const { edits } = (await client.ask('GET', `/plans/${plan}/edits?limit=1000&after=${entries.length}`)).body as PlanLog;
        entries.push(...edits);
        more = edits.length === 1000;
      }
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
      const numbers = new Map(entries.map(({ id, seq }) => [id, seq]));
      for (const [id, result] of acknowledged) expect([id, numbers.get(id) ?? null]).toEqual([id, result.state === 'accepted' ? result.seq : null]);
      for (const { id, move } of entries) expect(move).toEqual(sent.get(id)!.move);
      expect((await gridsOf(client)).gridOf).toEqual(replay(start, entries));
    };

    const kills = Number(process.env.KILLS ?? KILLS[store.engine]);
    for (let kill = 0; kill < kills; kill++) {
      const server = await startProcess(opened);
      cookie ||= await signInAt(server.url);
      const client = clientOf(server.url, cookie);
      if (!plan) {
        const { status, body } = await client.ask('POST', '/plans', { scope: community, start: 'edition' });
        expect(status).toBe(201);
        plan = body.id;
        start = (await gridsOf(client)).gridOf;
      }
      await expectWhole(client);
      // Whoever got no answer sends again: what was written is not done twice.
      for (const [id, edit] of sent) if (!acknowledged.has(id)) await send(client, edit);
      await expectWhole(client);
      const size = acknowledged.size, drawing = [draw(client, 0), draw(client, 1)];
      await expect.poll(() => acknowledged.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(size + 3 + (kill % 7));
      await pause((kill * 37) % 100);
      await server.end('SIGKILL');
      await Promise.all(drawing);
    }
    const last = await startProcess(opened);
    await expectWhole(clientOf(last.url, cookie));
    expect([...acknowledged.values()].filter(({ state }) => state === 'accepted').length).toBeGreaterThan(3 * kills);
    // Somebody who follows the plan does not keep a server from ending.
    const stream = eventsOf(await fetch(`${last.url}/api/v1/plans/${plan}/events`, { headers: { cookie } }));
    expect((await stream.next()).value).toMatchObject({ event: 'plan' });
    expect(await last.end('SIGTERM')).toBe(0);
    await stream.return(undefined).catch(() => {});
    const after = await openDatabase(opened);
    expect(await after.query(`
      select g.code from plan_grids g left join (select grid_code, count(*) as n, sum(households) as h from plan_units t join units u on u.code = t.unit_code where plan_id = $1 group by 1) c on c.grid_code = g.code
      where plan_id = $1 and (g.unit_count <> coalesce(c.n, 0) or g.households <> coalesce(c.h, 0) or (g.geom is null) <> (g.unit_count = 0))`, [plan])).toEqual([]);
    await after.close();
    await opened.remove();
  }, 600_000);
});

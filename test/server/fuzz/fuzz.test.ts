import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { bodiesOf, HOSTILE_BODIES, HOSTILE_TEXTS, type Document, type Schema } from './bodies.ts';

// FUZZ=10000 for as many bodies a route as the promise names: a quarter of an hour.
const BODIES = Number(process.env.FUZZ ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);
const LONGEST_STALL_MS = 1000;

interface Operation { parameters?: { name: string; in: string }[]; requestBody?: { content: Record<string, { schema: Schema }> } }
interface Route { method: string; path: string; schema: Schema }

describe.each(stores)('bodies that mean harm on $engine', (store) => {
  let house: TestApp, browser: Asker;
  let api: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };
  let cookie = '', codes: string[] = [];
  beforeAll(async () => {
    house = await openApp(store);
    browser = await house.as(null);
    api = await house.json('/openapi.json');
    codes = (await house.database.query<{ code: string }>('(select code from areas limit 40) union all (select code from grids limit 20) union all (select code from units limit 20)')).map(({ code }) => code);
  });
  afterAll(() => house.close());

  const document: Document = {
    resolve: (schema) => (schema.$ref ? document.resolve(api.components.schemas[schema.$ref.split('/').at(-1)!]!) : schema),
    known: (pattern) => codes.filter((code) => new RegExp(pattern, 'u').test(code)),
  };

  /** Every route that takes JSON; a new one is found by itself. */
  const routes = (): Route[] => Object.entries(api.paths).flatMap(([path, operations]) => Object.entries(operations).flatMap(([method, { requestBody }]) => {
    const schema = requestBody?.content['application/json']?.schema;
    return schema ? [{ method: method.toUpperCase(), path, schema }] : [];
  }));

  const send = (route: Pick<Route, 'method' | 'path'>, body: string) =>
    browser.request(`/${route.path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')}`, { method: route.method, body, headers: { 'Content-Type': 'application/json', cookie } });

  /** As the administrator of the sample. Whoever is signed out by a body signs in again. */
  async function signIn(): Promise<void> {
    const { principal } = await (await browser.request('/session', { headers: { cookie } })).json();
    if (principal) return;
    const response = await send({ method: 'POST', path: '/api/v1/session/demo' }, '{"login":"demo-admin"}');
    expect(response.status).toBe(200);
    cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
  }

  /** Moves with every transaction that writes, rolled back or not. */
  const writes = async () => (await house.database.query<{ xmax: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as xmax'))[0]!.xmax;

  test('never break the server, never hold it up, and leave nothing when they are refused', async () => {
    const found = routes();
    expect(found.length).toBeGreaterThan(5);
    const answers: Record<string, Record<number, number>> = {};
    for (const route of found) {
      const name = `${route.method} ${route.path}`;
      const statuses: Record<number, number> = answers[name] = {};
      await signIn();
      const ask = async (body: string, tries = 3): Promise<void> => {
        const before = await writes();
        const { user } = process.threadCpuUsage();
        const { status } = await send(route, body);
        const stalledMs = (process.threadCpuUsage().user - user) / 1000;
        const shown = `${name} ${body.slice(0, 300)}: ${status}`;
        expect(status, shown).toBeLessThan(500);
        expect(stalledMs, shown).toBeLessThan(LONGEST_STALL_MS);
        statuses[status] = (statuses[status] ?? 0) + 1;
        // PostgreSQL's own housekeeping counts as well: what is stored is stored every time.
        if (![400, 413, 414, 415].includes(status) || (await writes()) === before) return;
        expect(tries, `${shown}, and something was stored`).toBeGreaterThan(0);
        await ask(body, tries - 1);
      };
      for (const body of [...HOSTILE_BODIES, ...HOSTILE_TEXTS]) await ask(body);
      await fc.assert(fc.asyncProperty(bodiesOf(route.schema, document), (body) => ask(body)), { numRuns: BODIES, seed: SEED, endOnFailure: true });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    // A generator that is only ever refused at the door proves little.
    const taken = Object.values(answers).filter((statuses) => Object.keys(statuses).some((status) => Number(status) < 300)).length;
    expect(taken, JSON.stringify(answers, null, 1)).toBeGreaterThanOrEqual(4);
    if (process.env.FUZZ) console.log(store.engine, JSON.stringify(answers));
  }, 3_600_000);
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../../geodata/district.ts';
import type { Queryable } from '../../../server/database/database.ts';
import { recountSums } from '../../../server/incidents/bulk.ts';
import { collectColumns } from '../../../server/incidents/columns.ts';
import { selectIncidents } from '../../../server/incidents/queries.ts';
import { sumRows } from '../../../server/incidents/sums.ts';
import { stores, type TestStore } from '../stores.ts';

const DISTRICT = '370216';

/** Every sum that is not nothing, as text: its key and its numbers. */
const written = (rows: (string | number | null)[][]): string[] => rows
  .filter((row) => row.slice(4, 12).some((n) => n !== 0))
  .map((row) => row.map((each) => (typeof each === 'string' && each.startsWith('{') ? each.replace(/(,0)+\}$/, '}').replace(/^\{0?\}$/, '') : each ?? '')).join(' '))
  .sort();

async function keptSums(database: Queryable): Promise<string[]> {
  return written((await database.query<Record<string, string | number | null>>(`
    select area_code, category_code, span, first_day::text, opened, due, due_closed, due_on_time, closed, closed_reworked, default_located, unlocated,
      by_hour::text, by_source::text, by_state::text, close_hours::text from incident_sums`)).map((row) => Object.values(row)));
}

/** The same counted from the incidents themselves, by other code than the triggers'. */
async function recounted(database: Queryable): Promise<string[]> {
  const codes = async (column: string) => (await database.query<{ code: string }>(`select distinct ${column} as code from incidents where ${column} is not null`)).map(({ code }) => code);
  const keys = { categories: await codes('category_code'), communities: await codes('community_code'), grids: await codes('grid_code') };
  const columns = await collectColumns(selectIncidents(database, DISTRICT, { from: '2024-01-01', to: '2028-01-01' }, { grids: keys.grids, today: '2026-11-22' }), keys);
  return written([...sumRows(columns, DISTRICT)].map((row) => row.slice(1) as (string | number | null)[]));
}

type Step = { kind: 'insert' | 'state' | 'place' | 'late' | 'remove' | 'unlocate'; pick: number; many: number; value: number };
const step: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom('insert', 'state', 'place', 'late', 'remove', 'unlocate'), pick: fc.nat(5000), many: fc.integer({ min: 1, max: 40 }), value: fc.nat(100_000) });

/** Statements as the application and its operators write them; rows are picked by id, scattered over the year. */
const STATEMENTS: Record<Step['kind'], (step: Step) => string> = {
  insert: ({ pick, many, value }) => `
    insert into incidents (district_code, id, category_code, source, state, located, lon_e6, lat_e6, community_code, grid_code, unit_code, opened_at, closed_at, due_at, reworked)
    select district_code, (select max(id) from incidents) + row_number() over (), category_code, '${INCIDENT_SOURCES[value % 7]}', 'closed', located, lon_e6, lat_e6, community_code, grid_code, unit_code,
      opened_at + interval '${value} minutes', opened_at + interval '${2 * value} minutes', case when id % 5 > 0 then opened_at + interval '${value + 700} minutes' end, id % 3 = 0
    from incidents where id % 5000 = ${pick} limit ${many}`,
  state: ({ pick, value }) => `
    update incidents set state = '${INCIDENT_STATES[value % 7]}', closed_at = ${value % 7 === 6 ? `opened_at + interval '${value} minutes'` : 'null'}, reworked = ${value % 2 === 0} where id % 5000 = ${pick}`,
  place: ({ pick, value }) => `
    update incidents i set community_code = g.community_code, grid_code = g.code, category_code = '0301'
    from (select code, community_code from grids order by code offset ${value % 100} limit 1) g where i.located = 'exact' and i.id % 5000 = ${pick}`,
  late: ({ pick, value }) => `update incidents set opened_at = opened_at - interval '${value} minutes', due_at = due_at + interval '${value} minutes' where id % 5000 = ${pick}`,
  remove: ({ pick }) => `delete from incidents where id % 5000 = ${pick}`,
  unlocate: ({ pick }) => `update incidents set located = 'none', lon_e6 = null, lat_e6 = null, community_code = null, grid_code = null, unit_code = null where id % 5000 = ${pick}`,
};

describe.each(stores)('sums of incidents on $engine', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => { store = await open(); });
  afterAll(() => store.remove());

  it('are there for the sample as a recount has them', async () => {
    expect(await keptSums(store.database)).toEqual(await recounted(store.database));
  });

  it('equal a recount from the incidents after whatever is written', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      for (const each of steps) await store.database.query(STATEMENTS[each.kind](each));
      expect(await keptSums(store.database)).toEqual(await recounted(store.database));
    }), { numRuns: 4, endOnFailure: true });
  }, 240_000);

  it('are the same counted anew for a bulk load, to the last month', async () => {
    await store.database.transaction((inside) => recountSums(inside, DISTRICT));
    expect(await keptSums(store.database)).toEqual(await recounted(store.database));
  }, 120_000);

  it('follow the transaction of the incident: taken back, they are as before', async () => {
    const before = await keptSums(store.database);
    await expect(store.database.transaction(async (inside) => {
      await inside.query('delete from incidents where id % 1000 = 1');
      throw new Error('taken back');
    })).rejects.toThrow('taken back');
    expect(await keptSums(store.database)).toEqual(before);
  }, 120_000);

  it('count a day of China, a limit by the day it ends and a closing by the day it was closed', async () => {
    const [{ unit, grid, community }] = await store.database.query<{ unit: string; grid: string; community: string }>('select unit_code as unit, grid_code as grid, community_code as community from incidents where unit_code is not null limit 1') as [{ unit: string; grid: string; community: string }];
    await store.database.query(`
      insert into incidents (district_code, id, category_code, source, state, located, lon_e6, lat_e6, community_code, grid_code, unit_code, opened_at, closed_at, due_at, reworked)
      values ('${DISTRICT}', 9000000, '0301', 'camera', 'closed', 'exact', 1, 1, $1, $2, $3, '2027-03-31T16:30:00Z', '2027-04-03T18:00:00Z', '2027-04-02T15:59:59Z', true)`, [community, grid, unit]);
    const rows = await store.database.query(`
      select first_day as day, opened, due, due_closed, due_on_time, closed, closed_reworked, by_hour, by_source, close_hours from incident_sums
      where area_code = '${DISTRICT}' and category_code = '0301' and span = 'day' and first_day between '2027-03-31' and '2027-04-05' order by 1`);
    const nothing = { opened: 0, due: 0, due_closed: 0, due_on_time: 0, closed: 0, closed_reworked: 0, by_hour: null, by_source: null, close_hours: null };
    expect(rows).toEqual([
      { ...nothing, day: '2027-04-01', opened: 1, by_hour: [1], by_source: [0, 0, 0, 1] },
      { ...nothing, day: '2027-04-02', due: 1, due_closed: 1 },
      // 73.5 hours: the first bin of four.
      { ...nothing, day: '2027-04-04', closed: 1, closed_reworked: 1, close_hours: [...Array<number>(72).fill(0), 1] },
    ]);
  });
});

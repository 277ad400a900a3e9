import { tableFromIPC } from '@uwdata/flechette';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INCIDENT_LOCATED, INCIDENT_SOURCES, INCIDENT_STATES } from '../../../geodata/district.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const MONTH = 'from=2026-10-01&to=2026-11-01';
const IN_MONTH = `opened_at >= '2026-10-01T00:00:00+08:00' and opened_at < '2026-11-01T00:00:00+08:00'`;

describe.each(stores)('incident columns on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  async function read(query: string) {
    const response = await house.request(`/incidents?${query}`, { headers: { Accept: 'application/vnd.apache.arrow.stream' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream');
    const table = tableFromIPC(await response.arrayBuffer());
    const metadata = table.schema.metadata!;
    return { table, categories: JSON.parse(metadata.get('categories')!) as string[], communities: JSON.parse(metadata.get('communities')!) as string[], grids: JSON.parse(metadata.get('grids')!) as string[], unlocated: Number(metadata.get('unlocated')), defaultLocated: Number(metadata.get('defaultLocated')) };
  }
  const sql = <Row>(text: string) => house.database.query<Row>(text);

  it('says every field of every incident, in opening order, in one batch', async () => {
    const { table, categories, communities, grids } = await read(MONTH);
    const rows = await sql<Record<string, any>>(`select *, extract(epoch from opened_at)::int as opened_s, coalesce(extract(epoch from closed_at)::int, 0) as closed_s, coalesce(extract(epoch from due_at)::int, 0) as due_s
      from incidents where ${IN_MONTH} order by opened_at, id`);
    expect(rows.length).toBeGreaterThan(100);
    expect(table.numRows).toBe(rows.length);
    expect(table.getChild('lonE6').data).toHaveLength(1);
    const column = (name: string) => Array.from(table.getChild(name).toArray() as ArrayLike<number>);
    expect(column('lonE6')).toEqual(rows.map((row) => (row.located === 'exact' ? row.lon_e6 : 0)));
    expect(column('latE6')).toEqual(rows.map((row) => (row.located === 'exact' ? row.lat_e6 : 0)));
    expect(column('openedS')).toEqual(rows.map((row) => row.opened_s));
    expect(column('closedS')).toEqual(rows.map((row) => row.closed_s));
    expect(column('dueS')).toEqual(rows.map((row) => row.due_s));
    expect(column('category').map((i) => categories[i])).toEqual(rows.map((row) => row.category_code));
    expect(column('community').map((i) => (i === 0xffff ? null : communities[i]))).toEqual(rows.map((row) => row.community_code));
    const grid = (name: string) => column(name).map((i) => (i === 0xffff ? null : grids[i]));
    expect(grid('grid')).toEqual(rows.map((row) => row.grid_code));
    // One edition since 2024: today's grid of a unit is that of its day.
    expect(grid('gridNow')).toEqual(grid('grid'));
    expect(column('located').map((i) => INCIDENT_LOCATED[i])).toEqual(rows.map((row) => row.located));
    expect(column('reworked').map((i) => i === 1)).toEqual(rows.map((row) => row.reworked));
    expect(column('source').map((i) => INCIDENT_SOURCES[i])).toEqual(rows.map((row) => row.source));
    expect(column('state').map((i) => INCIDENT_STATES[i])).toEqual(rows.map((row) => row.state));
    const types = Object.fromEntries(table.schema.fields.map(({ name }) => [name, (table.getChild(name).toArray() as object).constructor.name]));
    expect(types).toEqual({ lonE6: 'Int32Array', latE6: 'Int32Array', openedS: 'Uint32Array', closedS: 'Uint32Array', dueS: 'Uint32Array', category: 'Uint16Array', source: 'Uint8Array', state: 'Uint8Array', community: 'Uint16Array', grid: 'Uint16Array', gridNow: 'Uint16Array', located: 'Uint8Array', reworked: 'Uint8Array' });
  });

  it('tells and counts incidents without a trusted position', async () => {
    const year = await read('from=2025-11-22&to=2026-11-23');
    const counts = Object.fromEntries((await sql<{ located: string; n: number }>('select located, count(*) as n from incidents where opened_at >= \'2025-11-22T00:00+08:00\' group by located')).map(({ located, n }) => [located, n]));
    const located = [...year.table.getChild('located').toArray() as Uint8Array];
    expect([located.filter((at) => at === 0).length, year.defaultLocated, year.unlocated]).toEqual([counts.exact, counts.default, counts.none ?? 0]);
    expect(counts.default).toBeGreaterThan(0);
  });

  it('cuts the year into months that add up, at midnight in China', async () => {
    const days = ['2025-11-22', '2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01', '2026-11-23'];
    let sum = 0;
    for (let i = 1; i < days.length; i++) sum += (await read(`from=${days[i - 1]}&to=${days[i]}`)).table.numRows;
    expect(sum).toBe((await read(`from=${days[0]}&to=${days.at(-1)}`)).table.numRows);
    const { table } = await read(MONTH);
    const opened = table.getChild('openedS').toArray() as Uint32Array;
    expect(opened[0]).toBeGreaterThanOrEqual(Date.parse('2026-10-01T00:00:00+08:00') / 1000);
    expect(opened.at(-1)).toBeLessThan(Date.parse('2026-11-01T00:00:00+08:00') / 1000);
  });

  it('filters by category, small and large, and by area', async () => {
    const [{ code: small }] = await sql<{ code: string }>('select category_code as code from incidents group by 1 order by count(*) desc limit 1') as [{ code: string }];
    const [{ code: community }] = await sql<{ code: string }>(`select community_code as code from incidents where ${IN_MONTH} and located = 'exact' and community_code is not null group by 1 order by count(*) desc limit 1`) as [{ code: string }];
    const count = async (condition: string) => (await sql<{ n: number }>(`select count(*) as n from incidents where ${IN_MONTH} and ${condition}`))[0]!.n;
    expect((await read(`${MONTH}&category=${small}`)).table.numRows).toBe(await count(`category_code = '${small}'`));
    expect((await read(`${MONTH}&category=${small.slice(0, 2)}`)).table.numRows).toBe(await count(`category_code like '${small.slice(0, 2)}%'`));
    const street = community.slice(0, 9);
    expect((await read(`${MONTH}&area=${street}`)).table.numRows).toBe(await count(`community_code like '${street}%'`));
    expect((await read(`${MONTH}&area=${community}&category=${small}`)).table.numRows).toBe(await count(`community_code = '${community}' and category_code = '${small}'`));
  });

  it('makes nothing of other months stale by an incident of one', async () => {
    const tags = async () => Object.fromEntries(await Promise.all(['/incidents?from=2026-08-01&to=2026-09-01', '/incidents?from=2026-08-15&to=2026-09-15', '/incidents/cells?month=2026-08', '/incidents/days?month=2026-08', '/incidents?from=2026-09-01&to=2026-10-01', '/incidents/cells?month=2026-09', '/incidents/days?month=2026-09']
      .map(async (path) => [path, (await house.request(path)).headers.get('etag')] as const)));
    const before = await tags();
    await house.write(`update incidents set reworked = not reworked where id = (select min(id) from incidents where opened_at > '2026-09-05')`);
    const after = await tags();
    expect(Object.keys(before).filter((path) => before[path] !== after[path])).toEqual(['/incidents?from=2026-08-15&to=2026-09-15', '/incidents?from=2026-09-01&to=2026-10-01', '/incidents/cells?month=2026-09', '/incidents/days?month=2026-09']);
  });

  it('gives an empty table for a month without incidents', async () => {
    const { table, unlocated } = await read('from=2020-01-01&to=2020-02-01');
    expect([table.numRows, unlocated]).toEqual([0, 0]);
  });
});

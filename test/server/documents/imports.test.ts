import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

describe.each(stores)('an assignment as CSV on $engine', (store) => {
  let app: TestApp, street = '', other = '', units: { unit: string; grid: string }[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    [street, other] = (await app.json('/areas?level=street')).features.map(({ id }: { id: string }) => id);
    units = await app.database.query('select gu.unit_code as unit, gu.grid_code as grid from grid_units gu where starts_with(gu.unit_code, $1) order by 1', [street]);
  });
  afterAll(() => app.close());

  const send = (body: string | Uint8Array<ArrayBuffer>, query = `scope=${street}`) => app.request(`/plans/import?${query}`, { method: 'POST', body, headers: { 'Content-Type': 'text/csv' } });
  const csv = (rows: { unit: string; grid: string; kind?: string }[], header = 'unit,grid') => [header, ...rows.map(({ unit, grid, kind }) => [unit, grid, ...(kind === undefined ? [] : [kind])].join(',')), ''].join('\n');
  const planned = async (id: string) => app.database.query<{ unit: string; grid: string }>('select unit_code as unit, grid_code as grid from plan_units where plan_id = $1 order by 1', [id]);
  const plans = async () => (await app.database.query<{ n: number }>('select (select count(*) from plans)::int + (select count(*) from plan_units)::int as n'))[0]!.n;
  /** The faults of a file that is refused, having made sure that it left nothing. */
  async function faultsOf(body: string | Uint8Array<ArrayBuffer>): Promise<{ detail: string; errors: { field: string; found: unknown; expected: string }[] }> {
    const before = await plans(), response = await send(body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await plans()).toBe(before);
    return response.json();
  }

  test('comes back in as it went out, in either encoding', async () => {
    for (const encoding of ['utf-8', 'gb18030']) {
      const out = new Uint8Array(await (await app.request(`/grids/export?format=csv&area=${street}&encoding=${encoding}`)).arrayBuffer());
      const response = await send(out, `scope=${street}&name=${encodeURIComponent('回来')}`);
      expect(response.status).toBe(201);
      const plan = await response.json();
      expect(plan).toMatchObject({ scope: street, name: '回来', state: 'draft', drawn: true, seq: 0 });
      expect(await planned(plan.id)).toEqual(units);
      expect(response.headers.get('location')).toBe(`/api/v1/plans/${plan.id}`);
    }
  });

  test('that differs from today is a plan whose log says how, and can be undone', async () => {
    const community = units[0]!.unit.slice(0, 12), own = units.filter(({ unit }) => unit.startsWith(community)), fresh = `${community}${String(900)}`;
    const rows = units.map(({ unit, grid }, i) => (i === 0 ? { unit, grid: fresh, kind: 'dedicated' } : { unit, grid, kind: '' }));
    const response = await send(iconv.encode(csv(rows, '单元编码,网格编码,类型'), 'gb18030') as Buffer<ArrayBuffer>);
    expect(response.status).toBe(201);
    const plan = await response.json();
    expect(await planned(plan.id)).toEqual(rows.map(({ unit, grid }) => ({ unit, grid })));
    const [grid] = await app.database.query('select kind, unit_count as units from plan_grids where plan_id = $1 and code = $2', [plan.id, fresh]);
    expect(grid).toEqual({ kind: 'dedicated', units: 1 });
    const { edits } = await app.json(`/plans/${plan.id}/edits`);
    expect(edits).toMatchObject([{ tool: 'import', move: { units: [{ unit: own[0]!.unit, from: own[0]!.grid, to: fresh }], creates: [fresh] } }, { tool: 'import', kind: { grid: fresh, to: 'dedicated' } }]);
    expect((await app.json('/audit?action=import&noun=plans')).entries[0]).toMatchObject({ record: plan.id, area: street });
  });

  test('with faults is one problem that names each by its line, and nothing is stored', async () => {
    const [elsewhere] = await app.database.query<{ code: string }>('select code from units where starts_with(code, $1) order by code limit 1', [other]);
    const foreign = units.find(({ grid }) => grid.slice(0, 12) !== units[0]!.grid.slice(0, 12))!.grid;
    const rows = [
      { unit: '37021600100199999', grid: units[0]!.grid }, // 2: unknown
      { unit: '11010100100100001', grid: units[0]!.grid }, // 3: another district
      { unit: elsewhere!.code, grid: units[0]!.grid }, // 4: another street
      { unit: units[0]!.unit, grid: foreign }, // 5: another community's grid
      { unit: units[1]!.unit, grid: '12' }, // 6: no code
      { unit: units[2]!.unit, grid: units[2]!.grid }, // 7
      { unit: units[2]!.unit, grid: units[2]!.grid }, // 8: twice
      ...units.slice(4), // units[3] is missing
    ];
    const { detail, errors } = await faultsOf(csv(rows));
    const at = (field: string) => errors.find((each) => each.field === field);
    expect(at('line 2')).toMatchObject({ found: '37021600100199999', expected: expect.stringContaining('unit codes of') });
    expect(at('line 3')).toMatchObject({ expected: expect.stringContaining('district') });
    expect(at('line 4')).toMatchObject({ found: elsewhere!.code, expected: expect.stringContaining(street) });
    expect(at('line 5')).toMatchObject({ found: foreign });
    expect(at('line 6')).toMatchObject({ found: '12', expected: expect.stringContaining('15 digits') });
    expect(at('line 7')).toBeUndefined();
    expect(at('line 8')).toMatchObject({ expected: expect.stringContaining('line 7') });
    expect(at(`unit ${units[3]!.unit}`)).toBeDefined();
    expect(errors).toHaveLength(7);
    expect(detail).toContain('unit missing: 1');
    expect(detail).toContain('unit twice: 1');
  });

  test('that is hopeless is refused in a few words', async () => {
    expect((await faultsOf('a,b\n1,2\n')).errors).toMatchObject([{ field: 'line 1', expected: 'a column named unit' }, { field: 'line 1', expected: 'a column named grid' }]);
    expect((await faultsOf('')).errors[0]!.field).toBe('line 1');
    const garbage = await faultsOf(crypto.getRandomValues(new Uint8Array(5000)));
    expect(garbage.errors[0]).toMatchObject({ field: 'body', expected: 'text in UTF-8 or GB18030' });
    const { detail, errors } = await faultsOf('unit,grid\n');
    expect(errors).toHaveLength(200);
    expect(detail).toContain(`unit missing: ${units.length}`);
    const unclosed = await faultsOf(`${csv(units)}"${units[0]!.unit},${units[0]!.grid}\n`);
    expect(unclosed.errors.some(({ expected }) => expected.includes('quotes'))).toBe(true);
    const used = await faultsOf(csv(units.map((each) => ({ ...each, kind: 'special' })), 'unit,grid,kind'));
    expect(used.errors[0]).toMatchObject({ field: 'line 2', found: 'special', expected: 'basic or dedicated' });
  });

  test('may not give a code that an earlier edition had', async () => {
    const code = `${units[0]!.unit.slice(0, 12)}955`;
    await app.write(
      `insert into editions (district_code, id, name) values ('${street.slice(0, 6)}', 'old', 'old')`,
      `insert into grids (district_code, edition_id, code, community_code, kind, name, households, unit_count, area_m2, geom, label) select district_code, 'old', '${code}', community_code, kind, 'old', 0, 0, 0, geom, label from grids where code = '${units[0]!.grid}'`,
    );
    const { errors } = await faultsOf(csv(units.map(({ unit, grid }, i) => ({ unit, grid: i ? grid : code }))));
    expect(errors).toMatchObject([{ field: 'line 2', found: code, expected: expect.stringContaining('no edition ever had') }]);
  });

  test('of another area does not exist for a planner of a street', async () => {
    const planner = await app.as('planner', other);
    const response = await planner.request(`/plans/import?scope=${street}`, { method: 'POST', body: csv(units) });
    expect(response.status).toBe(400);
    expect((await response.json()).errors[0].field).toBe('scope');
    expect((await (await app.as('viewer')).request(`/plans/import?scope=${street}`, { method: 'POST', body: csv(units) })).status).toBe(403);
  });
});

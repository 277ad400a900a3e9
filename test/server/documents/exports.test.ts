import readXlsx from 'read-excel-file/node';
import shp from 'shpjs';
import { extractText, getDocumentProxy } from 'unpdf';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wgs84ToGcj02 } from '../../../geodata/crs/gcj02.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const JSON_BODY = { 'content-type': 'application/json' };

describe.each(stores)('documents of grids on $engine', (store) => {
  let app: TestApp, street = '', community = '', plan = '', moved: { unit: string; from: string; to: string; households: number };
  beforeAll(async () => {
    app = await openApp(store);
    street = (await app.json('/areas?level=street')).features[0].id;
    community = (await app.json(`/areas?level=community&area=${street}`)).features[0].id;
    plan = (await (await app.request('/plans', { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ scope: street, start: 'edition', name: '=秋季,方案' }) })).json()).id;
    const { features } = await app.json(`/units?area=${community}&limit=2000`);
    const [from, to] = [...new Set<string>(features.map((each: any) => each.properties.gridCode))].sort();
    const unit = features.find((each: any) => each.properties.gridCode === from && each.properties.households > 0);
    moved = { unit: unit.id, from: from!, to: to!, households: unit.properties.households };
    const edit = { id: crypto.randomUUID(), tool: 'list', move: { units: [{ unit: moved.unit, from: moved.from, to: moved.to }] } };
    const saved = await (await app.request(`/plans/${plan}/edits`, { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ edits: [edit] }) })).json();
    expect(saved.results[0]).toMatchObject({ state: 'accepted' });
  });
  afterAll(() => app.close());

  const file = async (path: string) => {
    const response = await app.request(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${Buffer.from(bytes)}`);
    return { bytes, type: response.headers.get('content-type')!, name: decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(response.headers.get('content-disposition')!)![1]!) };
  };
  const ofPlan = (query: string) => file(`/plans/${plan}/export?${query}`);

  test('the assignment as CSV has every unit and its grid, in UTF-8 and GB18030', async () => {
    const expected = await app.database.query<{ unit: string; grid: string }>('select unit_code as unit, grid_code as grid from plan_units where plan_id = $1 order by unit_code', [plan]);
    for (const encoding of ['utf-8', 'gb18030']) {
      const { bytes, type, name } = await ofPlan(`format=csv&encoding=${encoding}`);
      expect(type).toBe(`text/csv; charset=${encoding}`);
      expect(name).toMatch(/\.csv$/);
      const lines = new TextDecoder(encoding, { fatal: true }).decode(bytes).trimEnd().split('\r\n');
      expect(lines[0]).toBe('unit,grid,kind,households,use,community');
      expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual(expected.map(({ unit, grid }) => [unit, grid]));
      expect(lines[1]!.split(',')[5]).toMatch(/\p{Script=Han}/u);
    }
  });

  test('text that a spreadsheet would run is defused', async () => {
    await app.write(`update areas set name = '=1+1' where code = '${community}'`);
    const { bytes } = await file(`/grids/export?format=csv&area=${community}`);
    expect(new TextDecoder().decode(bytes)).toContain(",'=1+1\r\n");
    await app.write(`update areas set name = '望江楼社区' where code = '${community}'`);
  });

  test('GeoJSON is in the coordinate system asked for, and says which', async () => {
    const read = async (crs: string) => JSON.parse(new TextDecoder().decode((await ofPlan(`format=geojson&crs=${crs}`)).bytes));
    const [wgs84, cgcs2000, gcj02] = [await read('wgs84'), await read('cgcs2000'), await read('gcj02')];
    const plain = await app.json(`/plans/${plan}/grids`);
    expect(wgs84).toMatchObject(plain);
    expect(wgs84.features.find(({ id }: any) => id === moved.to).properties).toMatchObject({ change: 'changed', inUnits: 1, inHouseholds: moved.households });
    expect(cgcs2000.crs.properties.name).toContain('4490');
    expect(cgcs2000.features).toEqual(wgs84.features);
    expect(gcj02.crs.properties.name).toBe('GCJ-02');
    const [there, here] = [gcj02, plain].map((each) => each.features[0].geometry.coordinates[0][0][0]);
    const [lon, lat] = wgs84ToGcj02(here);
    expect(there[0]).toBeCloseTo(lon, 5);
    expect(there[1]).toBeCloseTo(lat, 5);
    expect(Math.abs(there[0] - here[0])).toBeGreaterThan(0.001);
  });

  test.each(['utf-8', 'gb18030'])('a shapefile in %s is read by another program: shapes, names, system', async (encoding) => {
    const { bytes, type } = await ofPlan(`format=shapefile&encoding=${encoding}&crs=cgcs2000`);
    expect(type).toBe('application/zip');
    const entries = unzipSync(bytes);
    expect(Object.keys(entries).sort()).toEqual(['grids.cpg', 'grids.dbf', 'grids.prj', 'grids.shp', 'grids.shx']);
    expect(Buffer.from(entries['grids.prj']!).toString()).toContain('China_Geodetic_Coordinate_System_2000');
    expect(Buffer.from(entries['grids.cpg']!).toString()).toBe(encoding.toUpperCase());
    const { features } = (await shp(bytes)) as GeoJSON.FeatureCollection;
    const plain = (await app.json(`/plans/${plan}/grids`)).features;
    expect(features).toHaveLength(plain.length);
    for (const [i, { properties, geometry }] of features.entries()) {
      const { code, name, households, communityCode } = plain[i].properties;
      expect(properties).toMatchObject({ CODE: code, NAME: name, HOUSEHOLDS: households, COMMUNITY: communityCode });
      expect(area(geometry)).toBeCloseTo(area(plain[i].geometry), 9);
    }
    expect(features.find(({ properties }) => properties!.CODE === moved.to)!.properties!.CHANGE).toBe('changed');
  });

  test('the spreadsheet has the grids, a sum per community and what the columns mean', async () => {
    const { bytes } = await ofPlan('format=xlsx');
    const sheets = await readXlsx(Buffer.from(bytes)) as { sheet: string; data: unknown[][] }[];
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['网格', '社区', '说明']);
    const [grids, communities, notes] = sheets.map(({ data }) => data);
    const plain = (await app.json(`/plans/${plan}/grids`)).features;
    expect(grids).toHaveLength(plain.length + 1);
    const row = grids!.find((each) => each[0] === moved.to)!;
    expect(row.slice(14, 17)).toEqual(['有调整', 1, moved.households]);
    expect(communities!.slice(1).reduce((sum, each) => sum + Number(each[8]), 0)).toBe(plain.reduce((sum: number, each: any) => sum + each.properties.households, 0));
    // A name that begins like a formula is text in a sheet.
    expect(notes!.find(([name]) => name === '标题')![1]).toBe('划分方案 · =秋季,方案（草案）');
  });

  test('the map book has a page for each community, and its text can be read and found', async () => {
    const { bytes, name } = await ofPlan('format=pdf');
    expect(name).toMatch(/网格图册-.*\.pdf$/);
    const { text, totalPages } = await extractText(await getDocumentProxy(bytes));
    const communities = (await app.json(`/areas?level=community&area=${street}`)).features;
    expect(totalPages).toBe(1 + communities.length);
    for (const [i, { properties }] of communities.entries()) {
      const page = text[i + 1]!;
      expect(page).toContain(properties.name);
      expect(page).toContain('示例数据');
      expect(page).toContain('WGS 84');
      expect(page).toMatch(/1:\d/);
      const own = (await app.json(`/plans/${plan}/grids`)).features.filter((each: any) => each.properties.communityCode === properties.code);
      for (const grid of own.filter((each: any) => each.properties.kind === 'basic')) expect(page).toContain(grid.properties.households.toLocaleString('en'));
      expect(page.match(/[\p{Co}\0]/u)).toBeNull();
    }
    expect(text[1]).toContain(`与现行版本相比：1 个单元、${moved.households} 户改属`);
    expect(text[2]).toContain('没有变化');
  });

  test('a community alone is one page; in English it speaks English', async () => {
    const { bytes } = await file(`/grids/export?format=pdf&area=${community}&lang=en&crs=gcj02`);
    const { text, totalPages } = await extractText(await getDocumentProxy(bytes));
    expect(totalPages).toBe(1);
    expect(text[0]).toContain('Grids in force');
    expect(text[0]).toContain('Coordinates GCJ-02');
    expect(text[0]).toContain('no change');
  });

  test('exports are in the audit, and what does not fit together is refused', async () => {
    await ofPlan('format=csv');
    expect((await app.json('/audit?action=export&noun=plans')).entries[0]).toMatchObject({ action: 'export', record: plan, area: street });
    for (const [query, field] of [['format=doc', 'format'], ['format=csv&crs=gcj02', 'crs'], ['format=pdf&encoding=gb18030', 'encoding'], ['format=csv&crs=bd09', 'crs'], ['format=csv&colour=red', 'colour'], ['', 'format']]) {
      const response = await app.request(`/plans/${plan}/export?${query}`);
      expect(response.status, query).toBe(400);
      expect((await response.json()).errors[0].field).toBe(field);
    }
    const other = (await app.json('/areas?level=street')).features[1].id;
    expect((await app.request(`/plans/${plan}/export?format=csv&area=${other}`)).status).toBe(400);
    expect((await app.request(`/grids/export?format=csv&edition=nothing`)).status).toBe(400);
    expect((await app.request(`/plans/${crypto.randomUUID()}/export?format=csv`)).status).toBe(404);
  });
});

/** Twice the signed areas of all rings, whichever way they run. */
function area(geometry: any): number {
  const rings: [number, number][][] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  return Math.abs(rings.reduce((sum, ring) => sum + ring.slice(1).reduce((own, [x, y], i) => own + (x - ring[i]![0]) * (y + ring[i]![1]), 0), 0));
}

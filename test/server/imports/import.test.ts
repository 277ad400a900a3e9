import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromWgs84 } from '../../../geodata/crs/crs.ts';
import type { Position } from '../../../geodata/district.ts';
import type { Database } from '../../../server/database/database.ts';
import { setDistrict, storeDistrict } from '../../../server/district/store.ts';
import { runImport, type Summary } from '../../../server/imports/import.ts';
import { stores, type TestStore } from '../stores.ts';
import { box, collection, csv, feature, middle, polygon, request, temporaryFiles } from './files.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const files = temporaryFiles();
afterAll(files.remove);

const group = (summary: Summary, rule: string) => summary.findings.find((each) => each.rule === rule);
const countOf = (summary: Summary, rule: string) => group(summary, rule)?.count ?? 0;
const placesOf = (summary: Summary, rule: string) => group(summary, rule)?.records.map(({ at }) => at);

/** Every value of every table, as text. */
async function dump(database: Database): Promise<string> {
  const tables = await database.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('spatial_ref_sys', 'migrations', 'audit', 'audit_heads') order by 1`);
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t order by 1`);
    texts.push(name, ...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

const DIVISIONS = csv(['level', 'code', 'name', 'parent_code'],
  ['district', 370299, '海东区', 3702], ['street', 370299001, '东街道', 370299], ['street', 370299002, '西街道', 370299], ['street', 370299100, '南镇', 370299],
  ['village', 370299001001, '海湾社区居民委员会', 370299001], ['village', 370299002200, '李家村村民委员会', 370299002], ['street', 370298001, '别处街道', 370298]);
const STREETS = collection([feature({ code9: '370299001', name: '东街道' }, box(0, 0, 4, 4)), feature({ code9: '370299002', name: '西街道' }, box(4, 0, 4, 4))]);
const COMMUNITIES = collection([feature({ name: 'North' }, box(0, 2, 4, 2)), feature({ name: 'South' }, box(0, 0, 4, 2))]);
const BOSTONISH = { district: '990201', name: '港区' };

describe.each(stores)('imports on $engine', ({ open }) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await open('empty');
    database = store.database;
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    const tables = await database.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('spatial_ref_sys', 'migrations', 'audit', 'audit_heads')`);
    await database.exec(`truncate ${tables.map(({ name }) => name).join(', ')}`);
  });

  const run = (given: Parameters<typeof request>[0]) => runImport(database, request(given), { now: NOW });
  const importDivisions = () => run({ noun: 'areas', files: [files.write('streets.geojson', STREETS)], divisions: files.write('divisions.csv', DIVISIONS), district: '370299' });
  const importCommunities = () => run({ noun: 'areas', files: [files.write('communities.geojson', COMMUNITIES)], ...BOSTONISH });

  describe('areas', () => {
    it('take names from the list of divisions, and tell of streets that have no polygon', async () => {
      const summary = await importDivisions();
      expect(summary).toMatchObject({ district: { code: '370299', name: '海东区' }, replaced: null, taken: { streets: 3, communities: 2, polygons: 2 } });
      expect(group(summary, 'a street of the list has no polygon: kept without a shape')?.records).toMatchObject([{ at: 'divisions.csv:5', found: '370299100 南镇' }]);
      expect(group(summary, 'rows of other districts are passed over')?.records).toMatchObject([{ found: '370298: 1' }]);
      const areas = await database.query(`select code, name, parent_code, window_min, window_max, geom is not null as shaped, ST_Contains(geom, label) as labelled from areas order by code`);
      expect(areas).toEqual([
        { code: '370299', name: '海东区', parent_code: null, window_min: null, window_max: null, shaped: true, labelled: true },
        { code: '370299001', name: '东街道', parent_code: '370299', window_min: null, window_max: null, shaped: true, labelled: true },
        { code: '370299001001', name: '海湾社区', parent_code: '370299001', window_min: 300, window_max: 500, shaped: false, labelled: null },
        { code: '370299002', name: '西街道', parent_code: '370299', window_min: null, window_max: null, shaped: true, labelled: true },
        { code: '370299002200', name: '李家村', parent_code: '370299002', window_min: 30, window_max: 60, shaped: false, labelled: null },
        { code: '370299100', name: '南镇', parent_code: '370299', window_min: null, window_max: null, shaped: false, labelled: null },
      ]);
      const [whole] = await database.query<{ equal: boolean }>(`select ST_Equals(d.geom, ST_GeomFromGeoJSON($1)) as equal from areas d where code = '370299'`, [JSON.stringify({ ...polygon(box(0, 0, 8, 4)), crs: { type: 'name', properties: { name: 'EPSG:4326' } } })]);
      expect(whole!.equal).toBe(true);
    });

    it('are joined to the list by name where they have no codes', async () => {
      const path = files.write('named.geojson', collection([feature({ name: '西街道' }, box(4, 0)), feature({ name: '李家村' }, box(6, 0)), feature({ name: '无名镇' }, box(7, 0))]));
      const summary = await run({ noun: 'areas', files: [path], divisions: files.write('divisions.csv', DIVISIONS), district: '370299' });
      expect(await database.query(`select code from areas where geom is not null and level <> 'district' order by code`)).toEqual([{ code: '370299002' }, { code: '370299002200' }]);
      expect(group(summary, 'its name is not in the list of divisions')?.records).toMatchObject([{ at: 'named.geojson: feature 3', found: '无名镇' }]);
    });

    it('that cannot be told apart or do not belong are refused with both numbers and the reason', async () => {
      const path = files.write('doubtful.geojson', collection([
        feature({ code: '370299001' }, box(0, 0)), feature({ code: '370299001' }, box(1, 0)), feature({ code: '370299009' }, box(2, 0)), feature({ code: '370298001' }, box(3, 0)), feature({ code: '37029' }, box(4, 0)),
        feature({ code: '370299002' }, box(5, 0)), feature({ code: '370299100' }, box(6, 0)), feature({ code: '370299' }, box(0, 0, 8, 1)), feature({ code: '370299001001' }, box(0, 0)), feature({ code: '370299002200' }, box(5, 0)),
      ]));
      const summary = await run({ noun: 'areas', files: [path], divisions: files.write('divisions.csv', DIVISIONS), district: '370299' });
      expect(summary.taken.polygons).toBe(6);
      expect(summary.findings.filter(({ outcome }) => outcome === 'refused').map(({ rule, records }) => [rule, records[0]!.at, records[0]!.expected])).toEqual([
        ['a code or name that comes twice', 'doubtful.geojson: feature 2', 'one feature an area; doubtful.geojson: feature 1 is it too'],
        ['its code is not in the list of divisions', 'doubtful.geojson: feature 3', 'a code of the list'],
        ['it belongs to another district', 'doubtful.geojson: feature 4', 'codes that begin with 370299'],
        ['not a division code', 'doubtful.geojson: feature 5', '6, 9 or 12 digits'],
      ]);
    });

    it('that cross themselves are made valid, with the change of area when it is telling', async () => {
      const [a, b, c, d] = box(0, 0) as [number[], number[], number[], number[]];
      const path = files.write('eight.geojson', collection([feature({ name: 'Eight' }, [a, c, b, d, a]), feature({ name: 'Square' }, box(2, 2))]));
      const summary = await run({ noun: 'areas', files: [path], ...BOSTONISH });
      const [mended] = group(summary, 'a polygon crosses or touches itself: made valid')!.records;
      expect(mended!.at).toBe('eight.geojson: feature 1');
      expect(mended!.found).toMatch(/^Self-intersection at 120\.005000, 36\.005000; its area changes by \d+\.\d %, from \d+ to \d+ m²$/);
      // Two triangles, a quarter of the square each.
      const [eight] = await database.query<{ share: number; valid: boolean }>(`select ST_Area(e.geom) / ST_Area(s.geom) as share, ST_IsValid(e.geom) as valid from areas e, areas s where e.name = 'Eight' and s.name = 'Square'`);
      expect(eight!.share).toBeCloseTo(0.5, 6);
      expect(eight!.valid).toBe(true);
    });

    it('in GCJ-02 come to lie where they are in WGS 84', async () => {
      const shifted = box(0, 0).map((position) => fromWgs84('gcj02')(position as Position));
      await run({ noun: 'areas', files: [files.write('gcj.geojson', collection([feature({ name: 'One' }, shifted)]))], crs: 'gcj02', ...BOSTONISH });
      const [found] = await database.query<{ west: number; south: number }>(`select ST_XMin(geom) as west, ST_YMin(geom) as south from areas where level = 'community'`);
      expect(found!.west).toBeCloseTo(120, 6);
      expect(found!.south).toBeCloseTo(36, 6);
    });

    it('in a system that is not read are refused with its name', async () => {
      const path = files.write('metres.geojson', collection([feature({ name: 'One' }, box(0, 0))], { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4549' } } }));
      await expect(run({ noun: 'areas', files: [path], ...BOSTONISH })).rejects.toThrow('metres.geojson says its coordinates are in "urn:ogc:def:crs:EPSG::4549"');
    });

    it('of which none, or less than half, have a polygon that can be taken change nothing, even to replace what is there', async () => {
      await importDivisions();
      const before = await dump(database);
      const swapped = box(0, 0).map(([lon, lat]) => [lat, lon] as Position);
      const wrong = files.write('wrong.geojson', collection([feature({ code: '370299001', name: '东街道' }, swapped), feature({ code: '370299002', name: '西街道' }, swapped)]));
      const most = files.write('most.geojson', collection([feature({ code: '370299001', name: '东街道' }, box(0, 0)), feature({ code: '370299002', name: '西街道' }, swapped), feature({ code: '370299100', name: '南镇' }, swapped)]));
      await expect(run({ noun: 'areas', files: [wrong], replace: true })).rejects.toThrow(/^None of the records of wrong.geojson can be taken; nothing was changed/);
      await expect(run({ noun: 'areas', files: [most], replace: true })).rejects.toThrow(/^Most of the records of most.geojson cannot be taken; nothing was changed/);
      await expect(run({ noun: 'areas', files: [files.write('none.geojson', collection([]))], replace: true })).rejects.toThrow('no properties at all');
      expect(await dump(database)).toBe(before);
    });

    it('that would leave units without a community change nothing', async () => {
      await run({ noun: 'units', files: [files.write('u.geojson', collection([feature({ id: 'u1', community: 'X', households: 3 }, box(0, 0))]))], ...BOSTONISH });
      const before = await dump(database);
      const fewer = files.write('fewer.geojson', collection([feature({ code: '990201005001', name: 'Y' }, box(0, 0))]));
      await expect(run({ noun: 'areas', files: [fewer], ...BOSTONISH })).rejects.toThrow('The units in the store stand in 1 communities that these areas do not have (990201001001)');
      expect(await dump(database)).toBe(before);
    });
  });

  describe('units', () => {
    const unit = (id: string, community: string, households: unknown, ring: number[][], more = {}) => feature({ unit_id: id, community, households, ...more }, ring);

    it('make the communities that the store does not have, their street and their district', async () => {
      const path = files.write('units.geojson', collection([unit('b-2', 'B', 40, box(1, 0), { setting: 'rural' }), unit('a-1', 'A', 100, box(0, 0), { setting: 'urban' }), unit('b-1', 'B', 30, box(2, 0), { setting: 'rural' })]));
      const summary = await run({ noun: 'units', files: [path], district: '990101', name: '基准区', street: '990101007', streetName: '七街' });
      expect(summary.taken).toEqual({ units: 3, communities: 2, households: 170 });
      expect(await database.query('select code, community_code, name, households from units order by code')).toEqual([
        { code: '99010100700100001', community_code: '990101007001', name: 'a-1', households: 100 },
        { code: '99010100700200001', community_code: '990101007002', name: 'b-2', households: 40 },
        { code: '99010100700200002', community_code: '990101007002', name: 'b-1', households: 30 },
      ]);
      expect(await database.query('select code, name, window_min, ST_NPoints(geom) as corners from areas order by code')).toEqual([
        { code: '990101', name: '基准区', window_min: null, corners: expect.any(Number) },
        { code: '990101007', name: '七街', window_min: null, corners: expect.any(Number) },
        { code: '990101007001', name: 'A', window_min: 300, corners: 5 },
        { code: '990101007002', name: 'B', window_min: 30, corners: expect.any(Number) },
      ]);
      expect(group(summary, 'a community the store does not have: made of its units')?.records.map(({ found }) => found)).toEqual(['B is 990101007002, 2 units', 'A is 990101007001, 1 units']);
    });

    it('with counts that cannot be are kept and told, twice the same id is refused with both numbers', async () => {
      const path = files.write('counts.geojson', collection([
        unit('1', 'A', 10, box(0, 0)), unit('2', 'A', -4, box(1, 0)), unit('3', 'A', 2.6, box(2, 0)), unit('4', 'A', null, box(3, 0)), unit('5', 'A', '12', box(4, 0)),
        unit('6', 'A', 0, box(5, 0), { counted: false }), unit('1', 'A', 99, box(6, 0)), unit('7', '', 1, box(7, 0)),
      ]));
      const summary = await run({ noun: 'units', files: [path], ...BOSTONISH });
      expect(summary.taken).toMatchObject({ units: 6, households: 25 });
      expect(await database.query('select name, households from units order by code')).toEqual([['1', 10], ['2', 0], ['3', 3], ['4', 0], ['5', 12], ['6', 0]].map(([name, households]) => ({ name, households })));
      expect(group(summary, 'an id that comes twice')?.records).toMatchObject([{ at: 'counts.geojson: feature 7', expected: 'one feature an id; counts.geojson: feature 1 has it too' }]);
      expect(group(summary, 'a count that cannot be one: taken as 0')?.records).toMatchObject([{ at: 'counts.geojson: feature 2', field: 'households', found: '-4' }]);
      expect(placesOf(summary, 'a count that is not whole: rounded')).toEqual(['counts.geojson: feature 3']);
      expect(placesOf(summary, 'a count is missing: taken as 0')).toEqual(['counts.geojson: feature 4']);
      expect(placesOf(summary, 'its households were not counted: kept with 0')).toEqual(['counts.geojson: feature 6']);
      expect(placesOf(summary, 'it names no community')).toEqual(['counts.geojson: feature 8']);
    });

    it('that are points or scattered buildings are given the land of their community, which is told', async () => {
      await importCommunities();
      const point = (id: string, community: string, column: number, row: number) => ({ ...unit(id, community, 40, []), geometry: { type: 'Point', coordinates: middle(column, row) } });
      const small = (id: string, column: number) => unit(id, 'South', 30, box(column + 0.4, 0.4, 0.2, 0.2));
      const path = files.write('points.geojson', collection([point('n-1', 'North', 0, 2), point('n-2', 'North', 3, 3), point('n-3', 'North', 3, 3), small('s-1', 0), small('s-2', 1), small('s-3', 3)]));
      const summary = await run({ noun: 'units', files: [path], ...BOSTONISH });
      expect(summary.taken).toMatchObject({ units: 6, communities: 2 });
      expect(group(summary, 'units without land of their own: each is given what is nearest to it in its community')?.records.map(({ found }) => found)).toEqual([
        '3 units of North, points or buildings that do not touch', '3 units of South, points or buildings that do not touch']);
      expect(group(summary, 'units at one and the same place: they share its land')?.records).toMatchObject([{ at: 'points.geojson: feature 2', found: 'points.geojson: feature 3' }]);
      const [covered] = await database.query(`
        select round((sum(ST_Area(u.geom)) / (select sum(ST_Area(geom)) from areas where level = 'community'))::numeric, 6) as share, bool_and(ST_IsValid(u.geom)) as valid from units u`);
      expect(covered).toEqual({ share: 1, valid: true });
      expect([countOf(summary, 'two units lie on the same land'), countOf(summary, 'a gap between units'), countOf(summary, 'a unit reaches outside its community')]).toEqual([0, 0, 0]);
    });

    it('that are points in a community without polygon are refused with the remedy', async () => {
      await importCommunities();
      const path = files.write('mixed.geojson', collection([unit('a', 'North', 40, box(0, 2)), unit('b', 'North', 40, box(1, 2)), unit('c', 'New', 40, box(2, 0)), { ...unit('d', 'New', 40, []), geometry: { type: 'Point', coordinates: middle(3, 0) } }]));
      const summary = await run({ noun: 'units', files: [path], street: '990201001', ...BOSTONISH });
      expect(group(summary, 'it is a point, and its community has no polygon')?.records).toMatchObject([{ at: 'mixed.geojson: feature 4', field: 'geometry', found: 'a Point', fix: 'import the polygons of the communities first: npm run import -- areas' }]);
      // Units that are land already stay as they are.
      expect(countOf(summary, 'units without land of their own: each is given what is nearest to it in its community')).toBe(0);
      expect(summary.taken).toMatchObject({ units: 3 });
    });

    it('that overlap or leave gaps are told with the land it is about', async () => {
      const path = files.write('gaps.geojson', collection([
        unit('ring-s', 'A', 1, box(0, 0, 3, 1)), unit('ring-n', 'A', 1, box(0, 2, 3, 1)), unit('ring-w', 'A', 1, box(0, 1)), unit('ring-e', 'A', 1, box(2, 1)), unit('over', 'A', 1, box(4, 0, 2, 1)), unit('under', 'A', 1, box(5, 0, 2, 1)),
      ]));
      const summary = await run({ noun: 'units', files: [path], ...BOSTONISH });
      expect(group(summary, 'two units lie on the same land')?.records).toMatchObject([{ at: 'gaps.geojson: feature 5', found: expect.stringContaining('gaps.geojson: feature 6') }]);
      expect(placesOf(summary, 'a gap between units')).toEqual(['120.015000, 36.015000']);
      // Land that two units claim counts once in their community.
      const [made] = await database.query<{ cells: number; valid: boolean }>(`select ST_Area(geom) / 1e-4 as cells, ST_IsValid(geom) as valid from areas where level = 'community'`);
      expect(made!.cells).toBeCloseTo(8 + 3, 6);
      expect(made!.valid).toBe(true);
    });

    it('whose corners meet a slanted side a little beside it leave no sliver in what is made of them', async () => {
      // The corners on the side from (120, 36) to (120.01, 36.013) are rounded: a hair off, one inwards, one outwards.
      const [low, high] = [[120.0033332, 36.0043335], [120.0066669, 36.0086665]];
      const path = files.write('slanted.geojson', collection([
        unit('west', 'A', 1, [[120, 36], [120.01, 36.013], [120, 36.013], [120, 36]]), unit('south', 'A', 1, [[120, 36], [120.01, 36], low, [120, 36]]),
        unit('middle', 'A', 1, [low, [120.01, 36], high, low]), unit('east', 'B', 1, [high, [120.01, 36], [120.01, 36.013], high]),
      ]));
      await run({ noun: 'units', files: [path], ...BOSTONISH });
      expect(await database.query('select level, name, ST_NRings(geom) as rings, ST_NPoints(geom) as points, ST_IsValid(geom) as valid from areas order by code')).toMatchObject([
        { level: 'district', rings: 1 }, { level: 'street', rings: 1 }, { name: 'A', rings: 1, points: 6, valid: true }, { name: 'B', rings: 1, points: 4, valid: true },
      ]);
      const [pair] = await database.query(`select ST_Touches(a.geom, b.geom) as touch, ST_Dimension(ST_Intersection(a.geom, b.geom)) as meet from areas a, areas b where a.name = 'A' and b.name = 'B'`);
      expect(pair).toEqual({ touch: true, meet: 1 });
    });

    it('find the communities of the store by code and by name, and refuse codes it does not have', async () => {
      await importDivisions();
      const path = files.write('placed.geojson', collection([unit('1', '370299001001', 5, box(0, 0)), unit('2', '李家村', 6, box(4, 0)), unit('3', '李家村村民委员会', 7, box(5, 0)), unit('4', '370299001009', 8, box(1, 0)), unit('5', '370298001001', 8, box(2, 0))]));
      const summary = await run({ noun: 'units', files: [path] });
      expect(await database.query('select code, households from units order by code')).toEqual([{ code: '37029900100100001', households: 5 }, { code: '37029900220000001', households: 6 }, { code: '37029900220000002', households: 7 }]);
      expect(placesOf(summary, 'its community code is not among the areas of the store')).toEqual(['placed.geojson: feature 4']);
      expect(placesOf(summary, 'its community is outside the district or street of this import')).toEqual(['placed.geojson: feature 5']);
    });

    it('of a street replace the units of that street alone', async () => {
      const first = files.write('first.geojson', collection([unit('1', 'A', 1, box(0, 0)), unit('2', 'A', 1, box(1, 0))]));
      const second = files.write('second.geojson', collection([unit('3', 'C', 5, box(5, 5))]));
      await run({ noun: 'units', files: [first], street: '990201001', ...BOSTONISH });
      await run({ noun: 'units', files: [second], street: '990201002' });
      await run({ noun: 'units', files: [files.write('again.geojson', collection([unit('9', 'D', 7, box(0, 0))]))], street: '990201001' });
      expect(await database.query('select name, households from units order by code')).toEqual([{ name: '9', households: 7 }, { name: '3', households: 5 }]);
      expect(await database.query(`select name from areas where level = 'community' order by code`)).toEqual([{ name: 'D' }, { name: 'C' }]);
      const [district] = await database.query<{ west: number; north: number; east: number }>(`select ST_XMin(geom) as west, ST_XMax(geom) as east, ST_YMax(geom) as north from areas where level = 'district'`);
      expect(district).toEqual({ west: 120, east: 120.06, north: 36.06 });
    });
  });

  describe('incidents', () => {
    const HEADER = ['case_id', 'opened', 'target', 'closed', 'status', 'reason', 'type', 'source', 'neighborhood', 'lat', 'lon'];
    const [lon, lat] = middle(1, 1);
    const row = (id: number, over: Record<string, string | number> = {}) => {
      const values: Record<string, string | number> = { case_id: id, opened: '2026-03-01 08:00:00', target: '2026-03-02 08:00:00', closed: '2026-03-01 09:00:00', status: '结案', reason: '环卫', type: '垃圾', source: '热线', neighborhood: '', lat, lon, ...over };
      return HEADER.map((column) => values[column]!);
    };
    const importRows = (rows: (string | number)[][], more = {}) => run({ noun: 'incidents', files: [files.write('incidents.csv', csv(HEADER, ...rows))], ...more });

    it('come with their areas in one go, each in the community its point lies in', async () => {
      const summary = await run({ noun: 'incidents', files: [files.write('incidents.csv', csv(HEADER, row(1), row(2, { lat: middle(1, 3)[1], opened: '2026-02-01 08:00:00' })))], areas: files.write('communities.geojson', COMMUNITIES), ...BOSTONISH });
      expect(summary.taken).toEqual({ areas: 4, incidents: 2, onTheMap: 2, atADefaultPosition: 0, withoutPosition: 0, categories: 2 });
      expect(await database.query(`select id, external_id, category_code, source, state, located, lon_e6, lat_e6, community_code, opened_at, closed_at, due_at from incidents order by id`)).toEqual([
        { id: 1, external_id: '2', category_code: '0101', source: 'hotline', state: 'closed', located: 'exact', lon_e6: 120_015_000, lat_e6: 36_035_000, community_code: '990201001001', opened_at: new Date('2026-02-01T00:00:00Z'), closed_at: new Date('2026-03-01T01:00:00Z'), due_at: new Date('2026-03-02T00:00:00Z') },
        { id: 2, external_id: '1', category_code: '0101', source: 'hotline', state: 'closed', located: 'exact', lon_e6: 120_015_000, lat_e6: 36_015_000, community_code: '990201001002', opened_at: new Date('2026-03-01T00:00:00Z'), closed_at: new Date('2026-03-01T01:00:00Z'), due_at: new Date('2026-03-02T00:00:00Z') },
      ]);
    });

    it('whose times contradict each other are refused with line, field, found, expected and fix', async () => {
      await importCommunities();
      const summary = await importRows([row(1), row(2, { closed: '2026-03-01 07:59:59' }), row(3, { opened: '' }), row(4, { opened: '3/1/2026' }), row(5, { closed: 'soon' }), row(6, { opened: '2027-01-01 00:00:00', closed: '', status: '上报' }), row(1), row(8), row(9), row(10), row(11), row(12)]);
      expect(summary.taken.incidents).toBe(6);
      expect(group(summary, 'closed before opened')?.records).toEqual([{ at: 'incidents.csv:3', field: 'closed', found: '2026-03-01 07:59:59', expected: 'not before 2026-03-01 08:00:00', fix: 'correct one of the two times' }]);
      expect(placesOf(summary, 'it has no opening time that can be read')).toEqual(['incidents.csv:4', 'incidents.csv:5']);
      expect(placesOf(summary, 'its closing time cannot be read')).toEqual(['incidents.csv:6']);
      expect(placesOf(summary, 'it is opened or closed in the future')).toEqual(['incidents.csv:7']);
      expect(group(summary, 'an id that comes twice')?.records).toMatchObject([{ at: 'incidents.csv:8', expected: 'one row an id; incidents.csv:2 has it too' }]);
    });

    it('with values that cannot be used are kept without them, and told', async () => {
      await importCommunities();
      const summary = await importRows([
        row(1, { target: '2026-02-01 00:00:00' }), row(2, { target: '' }), row(3, { closed: '', status: '结案' }), row(4, { closed: '', status: '派遣' }), row(5, { closed: '', status: '搁置' }), row(6, { status: '派遣' }), row(7, { reason: '', type: '' }), row(8, { source: '邮筒' }),
      ]);
      expect(await database.query('select external_id, state, due_at is null as undue, category_code, source from incidents order by id')).toMatchObject([
        { external_id: '1', state: 'closed', undue: true }, { external_id: '2', state: 'closed', undue: true }, { external_id: '3', state: 'verified' }, { external_id: '4', state: 'dispatched' },
        { external_id: '5', state: 'opened' }, { external_id: '6', state: 'closed' }, { external_id: '7', category_code: '9999' }, { external_id: '8', source: 'other' },
      ]);
      expect(placesOf(summary, 'a step or due time before the opening is dropped')).toEqual(['incidents.csv:2']);
      expect(placesOf(summary, 'closed by its state, without a closing time: taken as verified, the step before')).toEqual(['incidents.csv:4']);
      expect(placesOf(summary, 'a state that is not known: taken from its times')).toEqual(['incidents.csv:6']);
      expect(placesOf(summary, 'closed by its time, not by its state: taken as closed')).toEqual(['incidents.csv:7']);
      expect(placesOf(summary, 'it has no category: taken as 其他')).toEqual(['incidents.csv:8']);
      expect(group(summary, 'rows without a due time: left out of on-time shares')?.records).toMatchObject([{ found: '2 of 8 rows' }]);
      expect(group(summary, 'rows with a due time, wherever they are: for a count of your own beside this one')?.records).toMatchObject([{ found: '6; of them closed 3 (50.0 %), within their time 3 (50.0 %)' }]);
      expect(await database.query(`select opened, due, due_closed, due_on_time, closed from incident_sums where area_code = district_code and category_code = '' and span = 'month'`)).toEqual([{ opened: 8, due: 6, due_closed: 3, due_on_time: 3, closed: 5 }]);
      expect(group(summary, 'sources that are not known: taken as other')?.records).toMatchObject([{ found: '邮筒: 1' }]);
    });

    it('without a position that can be drawn are counted where their community is named', async () => {
      await importCommunities();
      const summary = await importRows([row(1), row(2), row(3), row(4, { lat: '', lon: '', neighborhood: 'North' }), row(5, { lat: 45, lon: 100, neighborhood: 'South' }), row(6, { lat: 0, lon: 0, neighborhood: 'Nowhere' }), row(7, { neighborhood: 'North' })]);
      expect(await database.query(`select external_id, located, lon_e6, community_code from incidents order by id`)).toMatchObject([
        { external_id: '1', located: 'exact' }, { external_id: '2' }, { external_id: '3' },
        { external_id: '4', located: 'none', lon_e6: null, community_code: '990201001001' },
        { external_id: '5', located: 'none', lon_e6: null, community_code: '990201001002' },
        { external_id: '6', located: 'none', lon_e6: null, community_code: null },
        // Named North, lies in South: the position counts.
        { external_id: '7', located: 'exact', community_code: '990201001002' },
      ]);
      expect(placesOf(summary, 'a position outside the district is dropped: counted, not drawn')).toEqual(['incidents.csv:6']);
      expect(placesOf(summary, 'it has no position: counted, not drawn')).toEqual(['incidents.csv:5', 'incidents.csv:7']);
      expect(group(summary, 'communities that are named and not in the store')?.records).toMatchObject([{ found: 'Nowhere: 1' }]);
      expect(group(summary, 'rows that name one community and lie in another: the position counts')?.records).toMatchObject([{ found: '1 rows' }]);
    });

    it('on a geocoder\'s default point are set aside with their number', async () => {
      await importCommunities();
      const spread = Array.from({ length: 200 }, (_, i) => row(i, { lon: (lon + i * 1e-5).toFixed(6), type: `t${i % 20}` }));
      const piled = Array.from({ length: 60 }, (_, i) => row(1000 + i, { lon: 120.0222, lat: 36.0222, type: `t${i % 20}` }));
      const summary = await importRows([...spread, ...piled]);
      expect(summary.taken).toMatchObject({ onTheMap: 200, atADefaultPosition: 60 });
      expect(summary.findings.find(({ rule }) => rule.startsWith('one position shared'))?.records).toMatchObject([{ found: '120.0222, 36.0222: 60 of 260 rows (23.1 %), 20 kinds' }]);
      expect(await database.query(`select count(*) as rows, min(community_code) as community from incidents where located = 'default'`)).toEqual([{ rows: 60, community: null }]);
    });

    it('go to the grid of the edition that was in force on their day', async () => {
      await importCommunities();
      const grid = (code: string, ring: number[][]) => ({ code, communityCode: '990201001002', kind: 'basic' as const, name: code, unitCodes: [], households: 0, areaM2: 1, geometry: { type: 'MultiPolygon' as const, coordinates: [[ring as Position[]]] }, label: { type: 'Point' as const, coordinates: middle(1, 1) } });
      await storeDistrict(database, { code: '990201', edition: { id: 'e1', name: 'E1', validFrom: '2026-03-01' }, grids: [grid('990201001002001', box(0, 0, 2, 2)), grid('990201001002002', box(2, 0, 2, 2))] });
      await database.query(`insert into edition_communities (district_code, edition_id, community_code, valid_from) values ('990201', 'e1', '990201001002', '2026-03-01')`);
      // 2026-02-28 23:30 in China is still the day before.
      await importRows([row(1, { opened: '2026-02-28 23:30:00' }), row(2, { opened: '2026-03-01 00:30:00' }), row(3, { lon: middle(3, 1)[0] })]);
      expect(await database.query('select external_id, grid_code from incidents order by id')).toEqual([{ external_id: '1', grid_code: null }, { external_id: '2', grid_code: '990201001002001' }, { external_id: '3', grid_code: '990201001002002' }]);
    });

    it('in GB18030, BD-09 and another time zone, with a mapping of their own, arrive the same', async () => {
      await importCommunities();
      const [x, y] = fromWgs84('bd09')(middle(1, 1));
      const text = csv(['工号', '何时', '何类', '何况', '东', '北'], [7, '2026-03-01 08:00:00', '垃圾', '完了', x, y]);
      const map = files.write('map.json', JSON.stringify({ columns: { id: '工号', opened: '何时', minor: '何类', status: '何况', lon: '东', lat: '北' }, states: { 完了: 'answered' } }));
      const summary = await run({ noun: 'incidents', files: [files.write('gb.csv', iconv.encode(text, 'gb18030'))], map, crs: 'bd09', timeZone: 'America/New_York' });
      expect(summary.files).toMatchObject([{ name: 'gb.csv', encoding: 'gb18030', crs: 'bd09' }]);
      expect(await database.query('select external_id, state, lon_e6, lat_e6, opened_at from incidents')).toEqual([{ external_id: '7', state: 'answered', lon_e6: 120_015_000, lat_e6: 36_015_000, opened_at: new Date('2026-03-01T13:00:00Z') }]);
      expect(await database.query(`select name from categories where code = '9901'`)).toEqual([{ name: '垃圾' }]);
    });

    it('that lie mostly outside change nothing', async () => {
      await importCommunities();
      await importRows([row(1)]);
      const before = await dump(database);
      await expect(importRows([row(1), row(2, { lat: lon, lon: lat }), row(3, { lat: 10 }), row(4, { lat: 10 })])).rejects.toThrow('2 of 3 positions are outside the district. Nothing was changed.');
      expect(await dump(database)).toBe(before);
    });

    it('need areas, in the store or beside them', async () => {
      await expect(importRows([row(1)])).rejects.toThrow('The store has no areas to put these incidents in');
    });

    it('move with the areas when those are replaced', async () => {
      await importCommunities();
      await importRows([row(1)]);
      await run({ noun: 'areas', files: [files.write('other.geojson', collection([feature({ name: 'Before' }, box(3, 3)), feature({ name: 'Whole' }, box(0, 0, 3, 3))]))], ...BOSTONISH });
      expect(await database.query('select a.name from incidents i join areas a on a.code = i.community_code')).toEqual([{ name: 'Whole' }]);
    });
  });

  describe('the store', () => {
    const holdSample = async () => {
      await storeDistrict(database, { code: '370216', areas: [{ code: '370216', level: 'district', parentCode: null, name: '澜川区', urbanRuralClass: null, windowMin: null, windowMax: null, geometry: null, label: null }], categories: [{ code: '01', parentCode: null, name: '样' }] });
      await setDistrict(database, { code: '370216', name: '澜川区', sample: { size: 'small', seed: 1, today: '2026-11-22' } });
    };

    it('gives up the sample as a whole', async () => {
      await holdSample();
      const summary = await importCommunities();
      expect(summary.replaced).toBe('the sample district 澜川区 (370216)');
      expect(await database.query('select distinct district_code from areas union select district_code from categories')).toEqual([{ district_code: '990201' }]);
      expect(await database.query(`select value from settings where key = 'district'`)).toEqual([{ value: { code: '990201', name: '港区', sample: null } }]);
    });

    it('keeps the other nouns of the same district', async () => {
      await importCommunities();
      await run({ noun: 'incidents', files: [files.write('one.csv', csv(['opened', 'lon', 'lat'], ['2026-01-01', ...middle(0, 0)]))] });
      const summary = await importCommunities();
      expect(summary.replaced).toBeNull();
      expect(await database.query('select count(*) as rows from incidents')).toEqual([{ rows: 1 }]);
    });

    it('refuses another district, unless told to replace it', async () => {
      await importCommunities();
      const before = await dump(database);
      await expect(importDivisions()).rejects.toThrow('The store holds 港区 (990201), and this import is about 海东区 (370299). Nothing was changed. Add --replace');
      expect(await dump(database)).toBe(before);
      const summary = await run({ noun: 'areas', files: [files.write('streets.geojson', STREETS)], divisions: files.write('divisions.csv', DIVISIONS), replace: true });
      expect(summary.replaced).toBe('everything of 港区 (990201)');
      expect(await database.query('select distinct district_code from areas')).toEqual([{ district_code: '370299' }]);
    });

    it('is told in words of ours when a file holds several districts', async () => {
      await expect(run({ noun: 'areas', files: [], divisions: files.write('divisions.csv', DIVISIONS) })).rejects.toThrow('These files hold 2 districts: 370298, 370299. Say which one with --district.');
    });

    it('moves its versions on, so that screens ask again', async () => {
      await importCommunities();
      const version = async () => (await database.query<{ version: number }>(`select version from versions where district_code = '990201' and noun = 'areas'`))[0]!.version;
      const before = await version();
      await importCommunities();
      expect(await version()).toBeGreaterThan(before);
    });
  });

  it('never holds personal information, wherever a file hides it', async () => {
    const secrets = ['王小明', '13800138000', '11010519491231002X', 'xiaoming@example.com', '幸福路8号3单元201', '门口有狗', '13911112222', '0532-88551234'];
    const [name, phone, identity, email, address, remark, hiddenPhone, landline] = secrets as [string, string, string, string, string, string, string, string];
    const areas = files.write('p-areas.geojson', collection([feature({ name: 'North', 联系人: name, owner_phone: phone }, box(0, 2, 4, 2)), feature({ name: 'South', extra: `call ${hiddenPhone}` }, box(0, 0, 4, 2)), feature({ name: `East ${landline}` }, box(5, 5))]));
    const incidents = files.write('p-incidents.csv', csv(['case_id', 'opened', 'closed', 'reason', 'type', 'lon', 'lat', '姓名', '联系电话', '身份证号', 'email', '详细地址', '描述', 'misc', 'neighborhood', 'status', 'source'],
      [1, '2026-03-01 08:00', '', '环卫', `垃圾 ${hiddenPhone}`, ...middle(1, 1), name, phone, identity, email, address, remark, '', `问 ${phone}`, phone, hiddenPhone],
      [phone, '2026-03-01 08:00', '2026-02-01', identity, email, ...middle(1, 1), name, phone, identity, email, address, remark, hiddenPhone, '', '', ''],
      [hiddenPhone, '2026-03-01 08:00', phone, '环卫', '垃圾', ...middle(1, 1), name, phone, identity, email, address, remark, '', '', '', ''],
      [identity, '2026-03-01 08:00', '', identity, email, ...middle(1, 1), name, phone, identity, email, address, remark, '', '', '', ''],
      [phone, '2026-03-01 08:00', '', '环卫', '垃圾', ...middle(1, 1), name, phone, identity, email, address, remark, '', '', '', '']));
    const first = await run({ noun: 'incidents', files: [incidents], areas, ...BOSTONISH });
    const units = files.write('p-units.geojson', collection([feature({ unit_id: phone, community: 'North', households: 3, 户主: name, address, note: email }, box(0, 2)), feature({ unit_id: '2', community: 'South', households: phone, use: hiddenPhone }, box(0, 0))]));
    const second = await run({ noun: 'units', files: [units], ...BOSTONISH });
    const kept = await dump(database) + JSON.stringify([first, second]);
    for (const secret of secrets) expect(kept).not.toContain(secret);
    expect(first.dropped.filter(({ personal }) => personal).map(({ column }) => column)).toEqual(['联系人', 'owner_phone', 'extra', '姓名', '联系电话', '身份证号', 'email', '详细地址', '描述', 'misc']);
    expect(second.dropped.map(({ column, personal }) => [column, personal])).toEqual([['户主', 'name of a person'], ['address', 'address'], ['note', 'free text']]);
    expect(countOf(first, 'a value that holds personal information is not stored')).toBeGreaterThan(0);
  });

  it('will not take a personal column for something else', async () => {
    const path = files.write('p.csv', csv(['opened', 'lon', 'lat', '姓名'], ['2026-03-01', ...middle(1, 1), '王小明']));
    await expect(run({ noun: 'incidents', files: [path], areas: files.write('communities.geojson', COMMUNITIES), map: files.write('p-map.json', '{"columns": {"minor": "姓名"}}'), ...BOSTONISH })).rejects.toThrow('columns.minor is "姓名", a column of the kind "name of a person", which is never stored');
  });
});

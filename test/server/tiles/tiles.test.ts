import { VectorTile } from '@mapbox/vector-tile';
import { bbox as boxOf } from '@turf/turf';
import { decode } from 'fast-png';
import type { Feature } from 'geojson';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latitudeAt, tileBox } from '../../../server/tiles/tile.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { tileAt } from '../tileAt.ts';

describe.each(stores)('tiles on $engine', (store) => {
  let house: TestApp;
  let middle: [number, number];
  beforeAll(async () => {
    house = await openApp(store);
    // Where people live: the centre of the unit with most households.
    [{ middle }] = await house.database.query<{ middle: [number, number] }>('select array[ST_X(ST_PointOnSurface(geom)), ST_Y(ST_PointOnSurface(geom))] as middle from units order by households desc, code limit 1') as [{ middle: [number, number] }];
  });
  afterAll(() => house.close());

  async function tile(layer: string, z: number) {
    const at = tileAt(middle, z);
    const response = await house.request(`/tiles/${layer}/${at.z}/${at.x}/${at.y}.mvt`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
    const { layers } = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
    expect(Object.keys(layers)).toEqual([layer]);
    const found = layers[layer]!;
    expect([found.version, found.extent]).toEqual([2, 4096]);
    return { at, features: Array.from({ length: found.length }, (_, i) => found.feature(i)) };
  }

  it('puts every unit that touches the tile into it, in its place, with its properties', async () => {
    const { at, features } = await tile('units', 15);
    const rows = await house.database.query<{ code: string; use: string; households: number; grid: string; box: number[] }>(`
      select u.code, u.use, u.households, gu.grid_code as grid, array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)] as box
      from units u join grid_units gu on gu.unit_code = u.code where ST_Intersects(geom, ST_MakeEnvelope($1, $2, $3, $4, 4326))`, tileBox(at));
    const byCode = new Map(features.map((feature) => [feature.properties.code, feature]));
    expect(rows.length).toBeGreaterThan(3);
    const [west, south, east, north] = tileBox(at);
    const step = (east - west) / 2000;
    for (const { code, use, households, grid, box } of rows) {
      const feature = byCode.get(code)!;
      expect(feature.properties).toEqual({ code, use, households, gridCode: grid, communityCode: code.slice(0, 12) });
      // What crosses the edge is cut there.
      if (box[0]! < west || box[1]! < south || box[2]! > east || box[3]! > north) continue;
      const found = boxOf(feature.toGeoJSON(at.x, at.y, at.z) as Feature);
      found.forEach((degree, i) => expect(Math.abs(degree - box[i]!)).toBeLessThan(step));
    }
  });

  it('shows buildings from close, and all units from further away', async () => {
    const { at, features } = await tile('buildings', 15);
    const [counted] = await house.database.query<{ n: number }>('select count(*) as n from buildings where ST_Intersects(geom, ST_MakeEnvelope($1, $2, $3, $4, 4326))', tileBox(at));
    expect(features.length).toBeGreaterThanOrEqual(counted!.n);
    expect(features[0]!.properties).toEqual({ floors: expect.any(Number) });
    const far = await tile('units', 12);
    const [units] = await house.database.query<{ n: number }>('select count(*) as n from units where ST_Intersects(geom, ST_MakeEnvelope($1, $2, $3, $4, 4326))', tileBox(far.at));
    // Units smaller than half a pixel may be gone.
    expect(far.features.length).toBeGreaterThan(units!.n * 0.9);
  });

  it('adds roads class by class with the zoom', async () => {
    const classes = async (z: number) => new Set((await tile('roads', z)).features.map(({ properties }) => properties.class));
    const far = await classes(8);
    for (const name of ['secondary', 'tertiary', 'residential', 'track']) expect(far).not.toContain(name);
    const known = (await house.database.query<{ class: string }>('select distinct class from roads')).map((row) => row.class);
    expect(far.size).toBeGreaterThan(0);
    expect([...far].every((name) => known.includes(name as string))).toBe(true);
    if (known.includes('residential')) expect([...await classes(9), ...await classes(10)]).not.toContain('residential');
  });

  it('shows land and names at the zooms its TileJSON promises, and nothing beyond', async () => {
    for (const layer of ['land', 'roads', 'units', 'buildings', 'labels', 'relief']) {
      const description = await house.json(`/tiles/${layer}.json`);
      const ending = layer === 'relief' ? 'png' : 'mvt';
      expect(description).toMatchObject({ tilejson: '3.0.0', tiles: [`http://localhost/api/v1/tiles/${layer}/{z}/{x}/{y}.${ending}`], bounds: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)] });
      if (ending === 'mvt') expect(description.vector_layers[0].id).toBe(layer);
      for (const z of [description.minzoom - 1, description.maxzoom + 1]) {
        const { x, y } = tileAt(middle, z);
        expect((await house.request(`/tiles/${layer}/${z}/${x}/${y}.${ending}`)).status, `${layer} ${z}`).toBe(404);
      }
      const { x, y } = tileAt(middle, description.maxzoom);
      expect([200, 204]).toContain((await house.request(`/tiles/${layer}/${description.maxzoom}/${x}/${y}.${ending}`)).status);
    }
    for (const z of [6, 9, 13]) expect((await tile('land', z)).features.map(({ properties }) => properties.kind)).toContain('land');
    expect((await tile('labels', 7)).features[0]!.properties).toEqual({ kind: expect.any(String), name: expect.any(String), rank: expect.any(Number) });
  });

  it('names the address that is configured, else the one asked, and believes no stranger about it', async () => {
    const tileAddress = async () => (await (await house.request('/tiles/land.json', { headers: { 'X-Forwarded-Proto': 'https' } })).json()).tiles[0];
    expect(await tileAddress()).toMatch(/^http:\/\/localhost\//);
    house.context.config.publicUrl = 'https://jingwei.example.gov.cn';
    try {
      expect(await tileAddress()).toMatch(/^https:\/\/jingwei\.example\.gov\.cn\/api\//);
    } finally {
      house.context.config.publicUrl = undefined;
    }
  });

  it('gives 204 where there is nothing', async () => {
    const response = await house.request('/tiles/units/12/0/0.mvt');
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('draws relief that says the heights of the raster', async () => {
    const [raster] = await house.database.query<Record<string, any>>('select west, south, east, north, columns, rows, heights from relief');
    const { west, east, south, north, columns, rows } = raster!;
    const heights = new Int16Array(new Uint8Array(raster!.heights).buffer);
    const at = tileAt(middle, 11);
    const response = await house.request(`/tiles/relief/${at.z}/${at.x}/${at.y}.png`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    const { data, width, height, channels } = decode(new Uint8Array(await response.arrayBuffer()));
    expect([width, height, channels]).toEqual([512, 512, 3]);
    const [tileWest, , tileEast] = tileBox(at);
    let checked = 0;
    for (let i = 3; i < 512; i += 37) for (let j = 5; j < 512; j += 41) {
      const lon = tileWest + ((i + 0.5) / 512) * (tileEast - tileWest);
      const lat = latitudeAt((at.y + (j + 0.5) / 512) / 2 ** at.z);
      const [column, row] = [((lon - west) / (east - west)) * (columns - 1), ((north - lat) / (north - south)) * (rows - 1)];
      if (column < 2 || row < 2 || column > columns - 3 || row > rows - 3) continue;
      const around = [-1, 0, 1, 2].flatMap((dy) => [-1, 0, 1, 2].map((dx) => heights[(Math.floor(row) + dy) * columns + Math.floor(column) + dx]!));
      const o = (j * 512 + i) * 3;
      const metres = data[o]! * 256 + data[o + 1]! + data[o + 2]! / 256 - 32768;
      expect(metres).toBeGreaterThanOrEqual(Math.min(...around) - 0.1);
      expect(metres).toBeLessThanOrEqual(Math.max(...around) + 0.1);
      checked++;
    }
    expect(checked).toBeGreaterThan(20);
  });
});

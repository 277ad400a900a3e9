import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { landOf } from '../../../geodata/redraw/communityLand.ts';
import { unpackLand, type LandRecord } from '../../../geodata/redraw/landPack.ts';
import { communityProblem } from '../../../server/plans/communityProblem.ts';
import { selectBarriers, selectCommunityUnits } from '../../../server/plans/queries.ts';
import { openApp, type TestApp } from '../house.ts';
import { TODAY } from '../setup.ts';
import { stores } from '../stores.ts';

describe.each(stores)('the land of a street on $engine', (store) => {
  let house: TestApp, records: LandRecord[], street = '', bytes = 0;
  beforeAll(async () => {
    house = await openApp(store);
    [{ street }] = await house.database.query<{ street: string }>(`select min(left(community_code, 9)) as street from units`) as [{ street: string }];
    const response = await house.request(`/units/topology?area=${street}`, { headers: { 'accept-encoding': 'br' } });
    const packed = new Uint8Array(await (await house.request(`/units/topology?area=${street}`)).arrayBuffer());
    bytes = (await response.arrayBuffer()).byteLength;
    records = unpackLand(packed);
  });
  afterAll(() => house.close());

  test('is every unit of every community, in code order, under a megabyte on the wire', async () => {
    const { features } = await house.json(`/units?area=${street}&limit=2000`);
    const units = records.flatMap((record) => record.unitCodes.map((code, i) => [code, record.households[i], record.uses[i], record.unitNames[i], record.grids[record.gridOf[i]!]?.code ?? null]));
    expect(units.slice(0, features.length)).toEqual(features.map(({ properties: p }: { properties: Record<string, unknown> }) => [p['code'], p['households'], p['use'], p['name'], p['gridCode']]));
    expect(bytes).toBeLessThan(1_000_000);
  });

  test('makes the same borders, metres and barriers as the engine has', async () => {
    for (const record of records) {
      const district = street.slice(0, 6);
      const units = await selectCommunityUnits(house.database, district, record.code, TODAY), barriers = await selectBarriers(house.database, district, record.code);
      const { problem, codes } = communityProblem({
        window: record.window, rules: { target: null, seed: 1, weights: { barrier: 1, moved: 1, border: 1 } }, grids: [], barriers,
        units: units.map(({ gridCode, ...unit }) => ({ ...unit, base: gridCode, grid: gridCode, locked: false })),
      });
      const { coverage: _, ...land } = landOf(record.polygons, record.barriers);
      expect(land).toEqual({ borders: problem.borders, areaM2: problem.areaM2, outlineM: problem.outlineM, barrierM: problem.barrierM });
      expect([record.households, record.gridOf, record.grids.map(({ code }) => code)]).toEqual([[...problem.households], [...problem.current], codes]);
    }
  });

  test('has a tag, and none without a street or community', async () => {
    const first = await house.request(`/units/topology?area=${street}`);
    expect((await house.request(`/units/topology?area=${street}`, { headers: { 'if-none-match': first.headers.get('etag')! } })).status).toBe(304);
    for (const area of ['', `?area=${street.slice(0, 6)}`, '?area=370216999']) expect((await house.request(`/units/topology${area}`)).status, area).toBe(400);
  });
});

import { bbox as boxOf, bboxPolygon, booleanIntersects } from '@turf/turf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '../../../server/areas/schema.ts';
import { districtAnswer } from '../../../server/district/schema.ts';
import { edition, grids } from '../../../server/grids/schema.ts';
import { parks } from '../../../server/parks/schema.ts';
import { places } from '../../../server/places/schema.ts';
import { units } from '../../../server/units/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

describe.each(stores)('the nouns on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  const sql = async <Row>(text: string, ...values: unknown[]) => (await house.database.query<Row>(text, values))[0]!;
  const codes = (collection: { features: { id: string }[] }) => collection.features.map(({ id }) => id);

  /** A box around the middle of a collection, with odd edges so that no vertex lies on them. */
  function middleBox(collection: any, share: number): [number, number, number, number] {
    const [west, south, east, north] = boxOf(collection);
    const [lon, lat] = [(west + east) / 2, (south + north) / 2];
    return [lon - (east - west) * share - 1.37e-7, lat - (north - south) * share - 1.37e-7, lon + (east - west) * share + 1.37e-7, lat + (north - south) * share + 1.37e-7];
  }

  it('tells what the store holds, in numbers that SQL agrees with', async () => {
    const district = await house.json('/district');
    expect(districtAnswer.parse(district)).toEqual(district);
    expect(district.sample).toBe(true);
    const counted = await sql<Record<string, number>>(`select (select count(*) from units) as units, (select sum(households) from units) as households,
      (select count(*) from incidents) as incidents, (select count(*) from grids) as grids, (select count(*) from areas where level = 'community') as communities`);
    expect(district.counts).toMatchObject(counted);
    expect(district.versions.areas).toBeGreaterThan(0);
    const { features: [whole] } = await house.json('/areas?level=district');
    boxOf(whole).forEach((degree, i) => expect(district.bbox[i]).toBeCloseTo(degree, 5));
  });

  it('sums every area up from its communities', async () => {
    const all = await house.json('/areas');
    expect(areas.parse(all)).toEqual(all);
    const communities = all.features.filter((each: any) => each.properties.level === 'community');
    for (const { id, properties } of all.features) {
      const below = communities.filter((each: any) => each.id.startsWith(id));
      const sum = (name: string) => below.reduce((total: number, each: any) => total + each.properties[name], 0);
      expect([properties.communities, properties.households, properties.units, properties.grids]).toEqual([below.length, sum('households'), sum('units'), sum('grids')]);
    }
    const { households } = await sql<{ households: number }>('select sum(households) as households from units');
    expect(all.features[0].properties.households).toBe(households);
    expect(communities[0].properties.window).toEqual({ min: expect.any(Number), max: expect.any(Number) });
  });

  it('chooses areas by level, parent, code and box', async () => {
    const all = await house.json('/areas');
    const streets = all.features.filter((each: any) => each.properties.level === 'street');
    expect(codes(await house.json('/areas?level=street'))).toEqual(codes({ features: streets }));
    const street = streets[0].id;
    expect(codes(await house.json(`/areas?parent=${street}`))).toEqual(codes(all).filter((code) => code.startsWith(street) && code.length === 12));
    expect(codes(await house.json(`/areas?area=${street}`))).toEqual(codes(all).filter((code) => code.startsWith(street)));
    const box = middleBox(all, 0.1);
    const touched = all.features.filter((each: any) => booleanIntersects(each, bboxPolygon(box)));
    expect(touched.length).toBeLessThan(all.features.length);
    expect(codes(await house.json(`/areas?bbox=${box}`))).toEqual(codes({ features: touched }));
    expect(await house.json(`/areas/${street}`)).toEqual(streets[0]);
  });

  it('keeps an area that has no shape yet', async () => {
    await house.write(`insert into areas (district_code, code, level, parent_code, name) select district_code, code || '999', 'street', code, '无图镇' from areas where level = 'district'`);
    const { features } = await house.json('/areas?level=street');
    expect(features.at(-1)).toMatchObject({ geometry: null, properties: { name: '无图镇', label: null, areaM2: null, households: 0 } });
    await house.write(`delete from areas where name = '无图镇'`);
  });

  it('serves the grids in force, of an edition, of a day, by code, kind and box', async () => {
    const all = await house.json('/grids');
    expect(grids.parse(all)).toEqual(all);
    expect(codes(all)).toEqual((await house.database.query<{ code: string }>('select code from grids order by code collate "C"')).map(({ code }) => code));
    const [first] = all.features;
    expect(await house.json(`/grids/${first.id}`)).toEqual(first);
    expect(first.properties.streetCode).toBe(first.id.slice(0, 9));
    expect(codes(await house.json(`/grids?edition=${first.properties.edition}`))).toEqual(codes(all));
    expect(codes(await house.json('/grids?date=1990-01-01'))).toEqual([]);
    expect(codes(await house.json(`/grids?area=${first.properties.communityCode}`))).toEqual(codes(all).filter((code) => code.startsWith(first.properties.communityCode)));
    expect(codes(await house.json('/grids?kind=basic'))).toEqual(codes({ features: all.features.filter((each: any) => each.properties.kind === 'basic') }));
    const box = middleBox(all, 0.07);
    const touched = all.features.filter((each: any) => booleanIntersects(each, bboxPolygon(box)));
    expect(touched.length).toBeGreaterThan(0);
    expect(codes(await house.json(`/grids?bbox=${box}`))).toEqual(codes({ features: touched }));
  });

  it('serves the next edition from its first day on', async () => {
    const { properties: { communityCode: community, edition: old } } = (await house.json('/grids')).features[0];
    const district = community.slice(0, 6);
    await house.write(
      `insert into editions (district_code, id, name) values ('${district}', 'next', 'next')`,
      `update edition_communities set valid_to = '2026-12-01' where community_code = '${community}'`,
      `insert into edition_communities (district_code, edition_id, community_code, valid_from) values ('${district}', 'next', '${community}', '2026-12-01')`,
      `insert into grids select district_code, 'next', code, community_code, kind, 'next ' || name, households, unit_count, area_m2, geom, label from grids where community_code = '${community}' order by code limit 1`,
    );
    expect((await house.json(`/grids?area=${community}`)).features[0].properties.edition).toBe(old);
    const next = (await house.json(`/grids?area=${community}&date=2026-12-01`)).features;
    expect(next.map((each: any) => each.properties.edition)).toEqual(['next']);
    const editions = await house.json('/editions');
    expect(edition.array().parse(editions)).toEqual(editions);
    expect(editions.map(({ id, communitiesToday }: any) => [id, communitiesToday > 0])).toEqual([['next', false], [old, true]]);
    await house.write(`delete from grids where edition_id = 'next'`, `delete from edition_communities where edition_id = 'next'`, 'update edition_communities set valid_to = null', `delete from editions where id = 'next'`);
  });

  it('pages through all units of an area, each once, each in its grid', async () => {
    const { features: [street] } = await house.json('/areas?level=street');
    const seen: any[] = [];
    for (let page = `/units?area=${street.id}&limit=97`; page;) {
      const answer = await house.json(page);
      expect(units.parse(answer)).toEqual(answer);
      seen.push(...answer.features);
      page = answer.next?.replace('/api/v1', '') ?? '';
    }
    expect(seen).toHaveLength(street.properties.units);
    expect(new Set(codes({ features: seen })).size).toBe(seen.length);
    const { properties } = seen[3];
    expect(properties.gridCode).toBe((await sql<{ grid_code: string }>('select grid_code from grid_units where unit_code = $1', properties.code)).grid_code);
    expect(await house.json(`/units/${properties.code}`)).toEqual(seen[3]);
  });

  it('chooses units by box', async () => {
    const { features: [community] } = await house.json('/areas?level=community');
    const all = await house.json(`/units?area=${community.id}&limit=2000`);
    expect(all.next).toBeNull();
    const box = middleBox(all, 0.1);
    const touched = all.features.filter((each: any) => booleanIntersects(each, bboxPolygon(box)));
    expect(touched.length).toBeGreaterThan(0);
    expect(codes(await house.json(`/units?area=${community.id}&bbox=${box}&limit=2000`))).toEqual(codes({ features: touched }));
  });

  it('serves parks with their company, and places', async () => {
    const allParks = await house.json('/parks');
    expect(parks.parse(allParks)).toEqual(allParks);
    expect(allParks.features.some((each: any) => each.properties.companyName)).toBe(true);
    const { id, properties } = allParks.features[0];
    expect(await house.json(`/parks/${encodeURIComponent(id)}`)).toEqual(allParks.features[0]);
    expect(codes(await house.json(`/parks?kind=${properties.kind}`))).toEqual(codes({ features: allParks.features.filter((each: any) => each.properties.kind === properties.kind) }));

    const allPlaces = await house.json('/places');
    expect(places.parse(allPlaces)).toEqual(allPlaces);
    const [place] = allPlaces.features;
    expect(await house.json(`/places/${encodeURIComponent(place.id)}`)).toEqual(place);
    expect(codes(await house.json(`/places?area=${place.properties.communityCode}&kind=${place.properties.kind}`))).toContain(place.id);
    const [lon, lat] = place.geometry.coordinates;
    expect(codes(await house.json(`/places?bbox=${lon - 1e-5},${lat - 1e-5},${lon + 1e-5},${lat + 1e-5}`))).toContain(place.id);
  });

  it('lists the categories, every small one below a large one', async () => {
    const categories: { code: string; parentCode: string | null }[] = await house.json('/categories');
    const large = categories.filter(({ code }) => code.length === 2);
    expect(large.length).toBeGreaterThan(0);
    for (const { code, parentCode } of categories) expect(parentCode).toBe(code.length === 2 ? null : code.slice(0, 2));
  });

  it('finds by name, part of a name, code, pinyin and initials, areas first', async () => {
    await house.write(`insert into areas (district_code, code, level, parent_code, name, geom, label)
      select district_code, code || '998', 'street', code, '望潮测试街道', geom, label from areas where level = 'district'`);
    const find = async (text: string) => house.json(`/search?q=${encodeURIComponent(text)}`);
    for (const text of ['望潮测试', '潮测', 'wccsjd', 'WCCSJD', 'wangchaoceshi', 'wang chao ce shi']) expect((await find(text))[0], text).toMatchObject({ kind: 'area', name: '望潮测试街道', bbox: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)] });
    await house.write(`delete from areas where name = '望潮测试街道'`);
    expect(await find('望潮测试')).toEqual([]);

    const { features: [grid] } = await house.json('/grids');
    const [hit] = await find(grid.id);
    expect(hit).toMatchObject({ kind: 'grid', code: grid.id, name: grid.properties.name, point: grid.properties.label });
    expect(hit.context).toContain(' · ');
    const street = grid.id.slice(0, 9);
    const byPrefix = await find(street);
    expect(byPrefix[0]).toMatchObject({ kind: 'area', code: street });
    for (const { code } of byPrefix) expect(code.startsWith(street)).toBe(true);
    const { features: [park] } = await house.json('/parks');
    expect((await find(park.properties.name)).map(({ code }: any) => code)).toContain(park.id);
    const { features: [place] } = await house.json('/places');
    expect((await find(place.properties.name)).map(({ code }: any) => code)).toContain(place.id);
    expect(await house.json(`/search?q=${grid.id.slice(0, 6)}&limit=3`)).toHaveLength(3);
  });
});

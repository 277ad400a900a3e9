import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackLit } from '../../../geodata/reach/litPack.ts';
import { covered, known, outOfReach } from '../../../geodata/reach/tally.ts';
import { reachAnswer } from '../../../server/places/reachSchema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const STREET = '370216001';

describe.each(stores)('reach on foot on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  const lit = async (path: string) => unpackLit(new Uint8Array(await (await house.request(path)).arrayBuffer()));
  const sum = (tallies: any[], of: (tally: any) => number) => tallies.reduce((total, tally) => total + of(tally), 0);

  it('counts every household once, by kind, street and community', async () => {
    const answer = await house.json('/places/reach?kind=clinic');
    expect(reachAnswer.parse(answer)).toEqual(answer);
    const { counts } = await house.json('/district');
    for (const tally of answer.kinds) expect(known(tally) + tally.noRoad, tally.kind).toBe(counts.households);
    const clinic = answer.kinds.find(({ kind }: any) => kind === 'clinic'), any = answer.kinds.find(({ kind }: any) => kind === 'any');
    for (const rows of [answer.streets, answer.communities]) for (const of of [covered, outOfReach]) expect(sum(rows, of)).toBe(of(clinic));
    for (const tally of answer.kinds) expect(covered(tally)).toBeLessThanOrEqual(covered(any));
    expect(sum(answer.kinds.filter(({ kind }: any) => kind !== 'any'), ({ places }) => places)).toBe(counts.places);
    expect(covered(clinic)).toBeGreaterThan(0);
    expect(outOfReach(clinic)).toBeGreaterThan(0);
  });

  it('says which roads it goes by, how many homes are on them, and how much of them hangs together', async () => {
    const { roads, units, metresPerMinute, minutes } = await house.json('/places/reach');
    expect(metresPerMinute * minutes).toBeCloseTo(1000, 6);
    expect(roads.version).toBeGreaterThan(0);
    expect(units.joined).toBeLessThanOrEqual(units.lived);
    // The sample's roads are one network, but for a few ends.
    expect(roads.mainM / roads.lengthM).toBeGreaterThan(0.95);
    expect(units.joined / units.lived).toBeGreaterThan(0.99);
  });

  it('reaches more with more minutes', async () => {
    const at = async (minutes: number) => covered((await house.json(`/places/reach?kind=toilet&minutes=${minutes}`)).kinds.find(({ kind }: any) => kind === 'toilet'));
    const [few, usual, many] = [await at(5), await at(15), await at(60)];
    expect(few).toBeLessThan(usual);
    expect(usual).toBeLessThan(many);
  });

  it('speaks of one street alone where it is asked for, and counts the places beside it', async () => {
    const whole = await house.json('/places/reach?kind=clinic'), part = await house.json(`/places/reach?kind=clinic&area=${STREET}`);
    expect(part.streets).toEqual(whole.streets.filter(({ code }: any) => code === STREET));
    expect(part.communities).toEqual(whole.communities.filter(({ code }: any) => code.startsWith(STREET)));
    expect(await (await house.as('viewer', STREET)).json('/places/reach?kind=clinic')).toEqual(part);
  });

  it('lights roads by minutes, those of the area alone', async () => {
    const all = await lit('/places/reach/roads?kind=clinic'), own = await lit(`/places/reach/roads?kind=clinic&area=${STREET}`);
    const corners = (lights: [number, number][][][]) => lights.flat(2);
    expect(all.map((lines) => lines.length > 0).slice(0, 4)).toEqual([true, true, true, true]);
    expect(corners(own).length).toBeGreaterThan(0);
    expect(corners(own).length).toBeLessThan(corners(all).length / 2);
    const mine = await house.as('viewer', STREET);
    expect(unpackLit(new Uint8Array(await (await mine.request('/places/reach/roads?kind=clinic')).arrayBuffer()))).toEqual(own);
  });

  it('refuses what it does not know, by name', async () => {
    for (const query of ['kind=school', 'minutes=2', 'minutes=61', 'minutes=7.5', 'area=37021']) {
      const answer = await house.request(`/places/reach?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
      expect((await answer.json()).errors[0].field).toBe(query.split('=')[0]);
    }
  });

  it('changes with the places, and is the same answer until then', async () => {
    const first = await house.request('/places/reach?kind=clinic'), tag = first.headers.get('etag')!;
    expect((await house.request('/places/reach?kind=clinic', { headers: { 'if-none-match': tag } })).status).toBe(304);
    const before = (await first.json()).kinds.find(({ kind }: any) => kind === 'clinic');
    await house.write(`insert into places (district_code, id, kind, name, community_code, geom) select district_code, 'reach test', 'clinic', '测试', community_code, ST_PointOnSurface(geom) from units where community_code like '370216100%' and households > 0 order by households desc, code limit 1`);
    const after = (await house.json('/places/reach?kind=clinic')).kinds.find(({ kind }: any) => kind === 'clinic');
    expect(covered(after)).toBeGreaterThan(covered(before));
    expect(after.places).toBe(before.places + 1);
  });

  it('says nothing of minutes where there are no roads', async () => {
    await house.write('delete from roads');
    const answer = await house.json('/places/reach?kind=clinic');
    expect(answer.roads).toMatchObject({ count: 0, lengthM: 0, parts: 0, mainM: 0 });
    for (const tally of answer.kinds) expect([known(tally), tally.noRoad > 0]).toEqual([0, true]);
    expect(answer.median).toBeNull();
    expect((await lit('/places/reach/roads?kind=clinic')).flat()).toEqual([]);
  });
});

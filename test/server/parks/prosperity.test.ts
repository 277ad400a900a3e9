import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parks, villageIncomes } from '../../../server/parks/schema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

describe.each(stores)('what parks earn and villages take in, on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  it('tells the villages a park serves: its own list, else those of its company', async () => {
    await house.write(`update parks set village_codes = null where id = 'W001'`, `update parks set village_codes = '{370216001200}' where id = 'W002'`);
    const { features } = parks.parse(await house.json('/parks'));
    const villagesOf = (id: string) => features.find((each) => each.id === id)!.properties.villageCodes;
    const [company] = await house.database.query<{ codes: string[] }>(`select c.village_codes as codes from parks p join companies c on c.id = p.company_id where p.id = 'W001'`);
    expect(company!.codes.length).toBeGreaterThan(0);
    expect(villagesOf('W001')).toEqual(company!.codes.toSorted());
    expect(villagesOf('W002')).toEqual(['370216001200']);
  });

  it('tells no village outside of what the asker sees', async () => {
    await house.write(`update parks set village_codes = '{370216001200,370216002200}' where id = 'W001'`, `update parks set community_code = '370216001200' where id = 'W001'`);
    const street = await house.as('viewer', '370216001');
    const { properties } = await street.json('/parks/W001');
    expect(properties.villageCodes).toEqual(['370216001200']);
    expect((await house.json('/parks/W001')).properties.villageCodes).toEqual(['370216001200', '370216002200']);
  });

  it('tells incomes by year, the months a report covers, in order', async () => {
    await house.write(`delete from park_incomes where park_id = 'P001'`, `insert into park_incomes values ('370216', 'P001', 2026, 10, 1680), ('370216', 'P001', 2025, 12, 2100), ('370216', 'P001', 2025, 10, 1750)`);
    expect((await house.json('/parks/P001')).properties.incomes).toEqual([{ year: 2025, months: 10, incomeYuan: 1750 }, { year: 2025, months: 12, incomeYuan: 2100 }, { year: 2026, months: 10, incomeYuan: 1680 }]);
  });

  it('counts villages by band, street and year; a break belongs to the band above it', async () => {
    await house.write(`delete from village_incomes`, `insert into village_incomes values ('370216', '370216001200', 2026, 12, 199999), ('370216', '370216001201', 2026, 12, 200000),
      ('370216', '370216001202', 2026, 12, 0), ('370216', '370216002200', 2026, 12, 1000000), ('370216', '370216002200', 2025, 10, 999999)`);
    const answer = await house.json('/villages/incomes');
    expect(villageIncomes.parse(answer)).toEqual(answer);
    expect(answer).toEqual({ breaksYuan: [200_000, 500_000, 1_000_000], reports: [
      { year: 2025, months: 10, streetCode: '370216002', villages: [0, 0, 1, 0] },
      { year: 2026, months: 12, streetCode: '370216001', villages: [2, 1, 0, 0] },
      { year: 2026, months: 12, streetCode: '370216002', villages: [0, 0, 0, 1] },
    ] });
    const street = await house.as('viewer', '370216001');
    expect((await street.json('/villages/incomes')).reports.map((each: { streetCode: string }) => each.streetCode)).toEqual(['370216001']);
    expect((await house.json('/villages/incomes?area=370216002')).reports).toHaveLength(2);
  });

  it('has another tag once an income is written, and the same until then', async () => {
    const tag = async (path: string) => (await house.request(path)).headers.get('etag');
    for (const path of ['/parks', '/villages/incomes']) {
      const before = await tag(path);
      expect(await tag(path)).toBe(before);
      await house.write(`update park_incomes set income_yuan = income_yuan + 1 where park_id = 'P001'`);
      const between = await tag(path);
      expect(between).not.toBe(before);
      await house.write(`update village_incomes set income_yuan = income_yuan + 1 where year = 2026`);
      expect(await tag(path)).not.toBe(between);
    }
  });

  it('refuses what it does not know', async () => {
    expect((await house.request('/villages/incomes?year=2026')).status).toBe(400);
    expect((await house.request('/villages/incomes?area=370216999')).status).toBe(400);
    expect((await house.request('/villages/incomes?area=x')).status).toBe(400);
  });
});

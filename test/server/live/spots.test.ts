import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import type { Spots } from '../../../server/live/spotsSchema.ts';

const HERE = '370216001', NOW = Date.parse('2026-11-22T12:00:00+08:00'), HOUR = 3_600_000, DAY = 24 * HOUR, WEEK = 7 * DAY;
interface Row { category: string; community: string | null; grid: string | null; at: number }

describe.each(stores)('what hot spots of now are found in, on $engine', (store) => {
  let house: TestApp, viewer: Asker, leader: Asker, rows: Row[] = [];
  beforeAll(async () => {
    house = await openApp(store);
    [viewer, leader] = [await house.as('viewer'), await house.as('leader')];
    rows = await house.database.query<Row>(`
      select category_code as category, community_code as community, grid_code as grid, date_part('epoch', opened_at) * 1000 as at
      from incidents where opened_at > timestamptz '2026-11-22T12:00:00+08:00' - interval '9 days'`);
  });
  afterAll(() => house.close());
  const spots = async (asker: Asker, query = ''): Promise<Spots> => asker.json(`/live/spots${query}`);
  const within = (until: number) => (row: Row) => row.at > until - DAY && row.at <= until;

  test.each(['', `?area=${HERE}`])('is the last 24 hours by grid and the same a week before, counted by hand%s', async (query) => {
    const { grids, communities, until, newestAt } = await spots(leader, query), own = rows.filter(({ grid }) => grid?.startsWith(query ? HERE : ''));
    const count = (grid: string, at: number) => own.filter((row) => row.grid === grid && within(at)(row)).length;
    expect([until, communities]).toEqual([NOW, null]);
    expect(newestAt).toBe(Math.max(...rows.map(({ at }) => at)));
    expect(Object.keys(grids!).sort()).toEqual([...new Set(own.filter((row) => within(NOW)(row) || within(NOW - WEEK)(row)).map(({ grid }) => grid!))].sort());
    expect(Object.values(grids!).some(({ now }) => now > 0)).toBe(true);
    for (const [grid, { now, before, categories }] of Object.entries(grids!)) {
      expect([now, before], grid).toEqual([count(grid, NOW), count(grid, NOW - WEEK)]);
      expect(Object.values(categories).reduce((sum, n) => sum + n, 0)).toBe(now);
    }
  });

  test('is told by community until the last quarter of a day to who sees aggregates only, small ones left out', async () => {
    const { grids, communities, until } = await spots(viewer);
    expect([grids, until]).toEqual([null, NOW]);
    expect(Object.keys(communities!).length).toBeGreaterThan(0);
    for (const [code, { now, before }] of Object.entries(communities!)) {
      const count = (at: number) => rows.filter((row) => row.community === code && row.at >= at - DAY && row.at < at).length;
      if (now !== null) expect([now, now >= 5], code).toEqual([count(until), true]);
      if (before !== null) expect([before, before >= 5], code).toEqual([count(until - WEEK), true]);
      expect(now ?? before).not.toBeNull();
    }
  });

  test('says no more of a street than the figures of now say', async () => {
    const { communities } = await spots(viewer, `?area=${HERE}`), { communities: told } = await viewer.json('/live/today');
    for (const [code, { now }] of Object.entries(communities!)) {
      expect(code.startsWith(HERE)).toBe(true);
      if (now !== null) expect(told[code], code).toBe(now);
    }
  });

  test('is refused of a community to who sees aggregates only', async () => {
    expect((await viewer.request(`/live/spots?area=${rows.find(({ community }) => community)!.community}`)).status).toBe(403);
  });
});

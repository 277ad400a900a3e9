import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { INCIDENT_STATES } from '../../../geodata/district.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import type { Today } from '../../../server/live/schema.ts';
import { post } from './listening.ts';

const HERE = '370216001', DISTRICT = '370216';
const NOW = Date.parse('2026-11-22T12:00:00+08:00'), HOUR = 3_600_000, DAY = 24 * HOUR;

/** An incident as the store has it, for counting by hand. */
interface Row { id: number; category: string; state: string; located: string; lon: number | null; lat: number | null; community: string | null; grid: string | null; times: (number | null)[]; due: number | null }

describe.each(stores)('the state of now on $engine', (store) => {
  let house: TestApp, viewer: Asker, leader: Asker, rows: Row[] = [], nth = 0, at: [number, number];
  beforeAll(async () => {
    house = await openApp(store);
    [viewer, leader] = [await house.as('viewer'), await house.as('leader')];
    [{ at }] = await house.database.query<{ at: [number, number] }>('select array[ST_X(p), ST_Y(p)] as at from (select ST_PointOnSurface(geom) as p from units where starts_with(code, $1) order by households desc, code limit 1) u', [HERE]) as [{ at: [number, number] }];
    // The day of the sample is over, as its incidents are: some more, at every stage, with and without a position.
    const iso = (ms: number) => new Date(ms).toISOString(), steps = ['acceptedAt', 'dispatchedAt', 'handledAt', 'answeredAt', 'verifiedAt', 'closedAt'];
    const reports = Array.from({ length: 60 }, (_, i) => {
      const opened = NOW - ((i * 37) % 720) * 60_000 - 60_000;
      const reached = Object.fromEntries(steps.slice(0, i % 7).map((step, k) => [step, iso(opened + Math.min(NOW - opened, (k + 1) * (i + 3) * 10_000))]));
      return { source: 'hotline', externalId: `today-${++nth}`, category: i % 3 ? '0101' : '0201', ...(i % 5 && { at }), openedAt: iso(opened), ...(i % 2 && { dueAt: iso(opened + (i % 4) * HOUR) }), ...reached };
    });
    expect((await post(house, reports)).status).toBe(200);
    rows = await count();
  });
  afterAll(() => house.close());

  const count = () => house.database.query<Row>(`
    select id::int as id, category_code as category, state, located, lon_e6 as lon, lat_e6 as lat, community_code as community, grid_code as grid, date_part('epoch', due_at) * 1000 as due,
      array[${['opened', 'accepted', 'dispatched', 'handled', 'answered', 'verified', 'closed'].map((step) => `date_part('epoch', ${step}_at) * 1000`).join(', ')}] as times
    from incidents where opened_at > timestamptz '2026-11-22T12:00:00+08:00' - interval '60 days'`);
  const dayOf = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(0, 10);
  const hourOf = (ms: number) => new Date(ms + 8 * HOUR).getUTCHours();
  const opened = ({ times }: Row) => times[0]!;
  const today = async (asker: Asker, query = ''): Promise<Today> => asker.json(`/live/today${query}`);

  test.each(['', `?area=${HERE}`])('is what one counts by hand%s', async (query) => {
    const figures = await today(leader, query), area = query ? HERE : '';
    const own = rows.filter(({ community }) => !area || community?.startsWith(area));
    const ofToday = own.filter((row) => dayOf(opened(row)) === '2026-11-22'), last24h = own.filter((row) => opened(row) > NOW - DAY);
    const month = own.filter((row) => dayOf(opened(row)) >= '2026-10-23'), open = month.filter(({ state }) => state !== 'closed');
    expect(figures).toMatchObject({ now: NOW, day: '2026-11-22', opened: ofToday.length, open: open.length, overdue: open.filter(({ due }) => due !== null && due < NOW).length, threshold: 5, communities: null });
    expect(ofToday.length).toBeGreaterThan(40);

    const weeks = Array.from({ length: 8 }, (_, k) => dayOf(NOW - (k + 1) * 7 * DAY)).map((day) => own.filter((row) => dayOf(opened(row)) === day));
    const untilNow = weeks.map((week) => week.filter((row) => (opened(row) + 8 * HOUR) % DAY <= 12 * HOUR).length);
    expect(figures.expected).toBeCloseTo(untilNow.reduce((sum, n) => sum + n, 0) / 8, 1);
    expect(figures.hours).toHaveLength(24);
    figures.hours.forEach(({ opened: inHour, low, high }, hour) => {
      expect(inHour).toBe(hour > 12 ? null : ofToday.filter((row) => Math.min(hourOf(opened(row)), 12) === hour).length);
      const past = weeks.map((week) => week.filter((row) => hourOf(opened(row)) === hour).length).sort((a, b) => a - b);
      // Of eight values the 10th percentile lies 0.7 of the way from the first to the second.
      expect(low).toBeCloseTo(past[0]! + 0.7 * (past[1]! - past[0]!), 0);
      expect(high).toBeCloseTo(past[6]! + 0.3 * (past[7]! - past[6]!), 0);
    });

    const lastWeek = weeks[0]!.filter((row) => (opened(row) + 8 * HOUR) % DAY <= 12 * HOUR);
    for (const { code, opened: n, lastWeek: before } of figures.categories) expect([n, before], code).toEqual([ofToday.filter(({ category }) => category === code).length, lastWeek.filter(({ category }) => category === code).length]);
    expect(figures.categories.reduce((sum, { opened: n }) => sum + n, 0)).toBe(ofToday.length);

    figures.stages.forEach(({ state, count: reached, medianS }, k) => {
      expect(state).toBe(INCIDENT_STATES[k]);
      expect(reached).toBe(ofToday.filter((row) => INCIDENT_STATES.indexOf(row.state as never) >= k).length);
      const took = month.filter(({ times }) => k > 0 && times[k] !== null && times[k]! > NOW - DAY && times[k]! <= NOW).map(({ times }) => (times[k]! - times.slice(0, k).findLast((ms) => ms !== null)!) / 1000).sort((a, b) => a - b);
      expect(medianS, state).toBe(took.length < 3 ? null : Math.round((took[Math.floor((took.length - 1) / 2)]! + took[Math.ceil((took.length - 1) / 2)]!) / 2));
    });

    for (const street of figures.streets) {
      const inStreet = last24h.filter(({ community }) => community?.startsWith(street.code)), newest = month.filter(({ community }) => community?.startsWith(street.code)).sort((a, b) => opened(b) - opened(a))[0];
      expect(street).toMatchObject({ last24h: inStreet.length, overdue: open.filter(({ community, due }) => community?.startsWith(street.code) && due !== null && due < NOW).length, lastAt: newest ? opened(newest) : null });
    }
    expect(figures.streets.map(({ code }) => code)).toEqual((await leader.json(`/areas?level=street${area && `&area=${area}`}`)).features.map(({ id }: { id: string }) => id).sort());
    const grids: Record<string, number> = {};
    for (const { grid } of last24h) if (grid) grids[grid] = (grids[grid] ?? 0) + 1;
    expect(figures.grids).toEqual(grids);

    expect(figures.recent).toHaveLength(12);
    const expected = last24h.sort((a, b) => opened(b) - opened(a) || b.id - a.id).slice(0, 12);
    expect(figures.recent).toEqual(expected.map((row) => ({ id: row.id, at: row.located === 'exact' ? [row.lon! / 1e6, row.lat! / 1e6] : null, street: row.community?.slice(0, 9) ?? null, category: row.category, state: row.state, atMs: opened(row) })));
  });

  test('tells who sees aggregates only no grid, no report, no small place, and categories by the hour', async () => {
    const exact = await today(leader), shown = await today(viewer);
    expect(shown).toMatchObject({ opened: exact.opened, open: exact.open, overdue: exact.overdue, hours: exact.hours, grids: null, recent: null, categoriesUntil: NOW, communitiesUntil: NOW });
    for (const { lastState, lastCategory } of shown.streets) expect([lastState, lastCategory]).toEqual([null, null]);
    for (const [code, n] of Object.entries(shown.communities!)) {
      expect(n).toBeGreaterThanOrEqual(5);
      expect(n).toBe(rows.filter((row) => row.community === code && opened(row) >= NOW - DAY && opened(row) < NOW).length);
    }
    for (const { code, opened: n } of shown.categories) {
      expect(code).toHaveLength(2);
      expect(n === 0 || n >= 5).toBe(true);
      expect(n).toBe(rows.filter((row) => dayOf(opened(row)) === '2026-11-22' && opened(row) < NOW && row.category.startsWith(code)).length);
    }
    const street = await today(viewer, `?area=${HERE}`);
    expect(street.categories).toEqual([]);
    expect(Object.keys(street.communities!).every((code) => code.startsWith(HERE))).toBe(true);
    expect((await viewer.request(`/live/today?area=${HERE}001`)).status).toBe(403);
    expect(JSON.stringify(await today(await house.as('leader', HERE)))).not.toMatch(new RegExp(`"${DISTRICT}(?!001)\\d{3}`));
  });

  test('does not tell by what moved which community or category a report is of', async () => {
    const before = await today(viewer);
    expect((await post(house, Array.from({ length: 20 }, () => ({ source: 'hotline', externalId: `late-${++nth}`, category: '0101', at, openedAt: '2026-11-22T11:30:00+08:00' })))).status).toBe(200);
    await vi.waitFor(async () => expect((await today(viewer)).opened).toBe(before.opened + 20));
    expect(await today(viewer)).toMatchObject({ communities: before.communities, categories: before.categories });
  });

  test('keeps its tag while nothing moves, and goes on with every report', async () => {
    const first = await leader.request('/live/today'), tag = first.headers.get('etag')!, { opened: before, change } = (await first.json()) as Today;
    expect((await leader.request('/live/today', { headers: { 'If-None-Match': tag } })).status).toBe(304);
    await post(house, [{ source: 'hotline', externalId: `more-${++nth}`, category: '0101', openedAt: '2026-11-22T11:59:00+08:00' }]);
    await vi.waitFor(async () => expect(await today(leader)).toMatchObject({ opened: before + 1, change: change + 1 }));
    expect((await leader.request('/live/today', { headers: { 'If-None-Match': tag } })).status).toBe(200);
    // What an import or anybody else writes is read anew.
    await house.write(`delete from incidents where external_id like 'more-%'`);
    await vi.waitFor(async () => expect((await today(leader)).opened).toBe(before));
  });

  test('expects nothing where the records are too short', async () => {
    await house.write(`set local jingwei.bulk = 'on'`, `delete from incidents where opened_at < '2026-11-01T00:00:00+08:00'`);
    await vi.waitFor(async () => expect((await today(leader)).expected).toBeNull());
    expect((await today(leader)).hours[3]).toMatchObject({ low: null, high: null });
  });
});

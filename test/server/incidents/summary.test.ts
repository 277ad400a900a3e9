import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCrossFilter, type CrossFilter } from '../../../geodata/density/crossFilter.ts';
import { MEASURES } from '../../../geodata/density/measures.ts';
import type { Question } from '../../../geodata/density/question.ts';
import { collectColumns } from '../../../server/incidents/columns.ts';
import { isCovered } from '../../../server/incidents/coverage.ts';
import { selectIncidents } from '../../../server/incidents/queries.ts';
import { windowsIn } from '../../../server/incidents/sumSummary.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const DISTRICT = '370216', KNOWN = { from: '2025-10-22', to: '2026-11-23' };
const october = 'from=2026-10-01&to=2026-11-01';

const pathOf = ({ categories, sources, states, hours, weekdays, ...rest }: Question) => {
  const lists = Object.entries({ categories, sources, states, hours, weekdays }).filter(([, list]) => list.length).map(([name, list]) => [name, list.join()]);
  return `/incidents/summary?${new URLSearchParams([...Object.entries(rest), ...lists] as [string, string][])}`;
};

describe.each(stores)('the summary on $engine', (store) => {
  let house: TestApp, viewer: Asker, columns: CrossFilter, codes: { streets: string[]; communities: string[]; minors: string[] };
  beforeAll(async () => {
    house = await openApp(store);
    viewer = await house.as('viewer');
    const list = async (sql: string) => (await house.database.query<{ code: string }>(sql)).map(({ code }) => code);
    codes = { streets: await list(`select code from areas where level = 'street' order by 1`), communities: await list(`select code from areas where level = 'community' order by 1`), minors: await list(`select code from categories where length(code) = 4 order by 1`) };
    const keys = { categories: codes.minors, communities: codes.communities, grids: await list('select distinct code from grids order by 1') };
    columns = openCrossFilter(await collectColumns(selectIncidents(house.database, DISTRICT, KNOWN, { grids: keys.grids, today: '2026-11-22' }), keys), KNOWN, DISTRICT);
  });
  afterAll(() => house.close());
  const ask = (question: Partial<Question> & { from: string; to: string }, asker: Asker = house) => asker.json(pathOf({ area: DISTRICT, level: 'street', categories: [], sources: [], states: [], hours: [], weekdays: [], measure: 'count', gridsOf: 'own', ...question }));

  it('is the same from the sums as counted from every single incident, whatever is asked', async () => {
    const day = fc.integer({ min: 0, max: 420 }).map((n) => new Date(Date.parse('2025-09-20') + n * 86_400_000).toISOString().slice(0, 10));
    const month = fc.constantFrom('2025-10-01', '2025-12-01', '2026-01-01', '2026-06-01', '2026-10-01', '2026-11-01', '2026-12-01');
    const question = fc.record({
      area: fc.constantFrom(DISTRICT, DISTRICT, DISTRICT, codes.streets[1]!, codes.communities[3]!), level: fc.constantFrom<Question['level'][]>('street', 'community', 'grid'),
      days: fc.oneof(fc.tuple(day, day), fc.tuple(month, month)).filter(([a, b]) => a !== b).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
      categories: fc.oneof(fc.constant([]), fc.subarray(['01', '03', ...codes.minors.slice(0, 12)], { maxLength: 3 })), measure: fc.constantFrom(...MEASURES),
      filters: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record({ sources: fc.constant(['hotline', 'camera'] as const), states: fc.constant(['closed'] as const), hours: fc.subarray([7, 8, 9]), weekdays: fc.subarray([0, 5, 6]) }) }),
      gridsOf: fc.constantFrom<Question['gridsOf'][]>('own', 'own', 'today'),
    });
    let covered = 0;
    await fc.assert(fc.asyncProperty(question, async ({ days, filters, ...rest }) => {
      const asked: Question = { sources: [], states: [], hours: [], weekdays: [], ...rest, ...filters, ...days };
      if (isCovered(asked, DISTRICT, windowsIn(asked, KNOWN))) covered++;
      expect(await ask(asked)).toEqual({ threshold: null, ...columns.ask(asked) });
    }), { numRuns: 60, endOnFailure: true });
    expect(covered).toBeGreaterThan(10);
  });

  it('agrees with figures counted another way', async () => {
    const [row] = await house.database.query<Record<string, number>>(`
      select count(*) filter (where opened_at >= '2026-10-01T00:00+08' and opened_at < '2026-11-01T00:00+08')::int as opened,
        count(*) filter (where due_at >= '2026-10-01T00:00+08' and due_at < '2026-11-01T00:00+08')::int as due,
        count(*) filter (where due_at >= '2026-10-01T00:00+08' and due_at < '2026-11-01T00:00+08' and closed_at is not null)::int as "dueClosed",
        count(*) filter (where due_at >= '2026-10-01T00:00+08' and due_at < '2026-11-01T00:00+08' and closed_at <= due_at)::int as "dueOnTime",
        count(*) filter (where closed_at >= '2026-10-01T00:00+08' and closed_at < '2026-11-01T00:00+08')::int as closed,
        count(*) filter (where closed_at >= '2026-10-01T00:00+08' and closed_at < '2026-11-01T00:00+08' and reworked)::int as "closedReworked"
      from incidents where located = 'exact'`);
    const summary = await house.json(`/incidents/summary?${october}`);
    expect(summary.area.now).toEqual(row);
    expect(summary.area.now.due).toBeGreaterThan(100);
    expect(summary.periods.previous).toEqual({ from: '2026-08-31', to: '2026-10-01' });
    const [apart] = await house.database.query(`select count(*) filter (where located = 'none')::int as unlocated, count(*) filter (where located = 'default')::int as "defaultLocated" from incidents where opened_at >= '2026-10-01T00:00+08' and opened_at < '2026-11-01T00:00+08'`);
    expect({ unlocated: summary.unlocated, defaultLocated: summary.defaultLocated }).toEqual(apart);
  });

  it('ranks, unless said, what the place consists of', async () => {
    const levels = await Promise.all([DISTRICT, codes.streets[0], codes.communities[0]].map(async (area) => (await house.json(`/incidents/summary?${october}&area=${area}`)).byArea[0].code.length));
    expect(levels).toEqual([9, 12, 15]);
  });

  it('hears of what is written', async () => {
    const before = (await house.json(`/incidents/summary?${october}&sources=sensor`)).area.now, plain = (await house.json(`/incidents/summary?${october}`)).area.now;
    await house.write(`update incidents set source = 'sensor', state = 'verified', closed_at = null where id = (select min(id) from incidents where located = 'exact' and source <> 'sensor' and closed_at is not null and opened_at >= '2026-10-10' and opened_at < '2026-10-12' and due_at < '2026-11-01')`);
    expect((await house.json(`/incidents/summary?${october}&sources=sensor`)).area.now).toMatchObject({ opened: before.opened + 1, due: before.due + 1 });
    expect((await house.json(`/incidents/summary?${october}`)).area.now).toMatchObject({ opened: plain.opened, due: plain.due, dueClosed: plain.dueClosed - 1 });
    columns = openCrossFilter(await collectColumns(selectIncidents(house.database, DISTRICT, KNOWN, { grids: columns.incidents.grids, today: '2026-11-22' }), columns.incidents), KNOWN, DISTRICT);
  });

  it.each([
    ['from=2026-11-01&to=2026-10-01', 400, 'to'], ['from=1926-01-01&to=2026-01-01', 400, 'to'], [`${october}&categories=9999`, 400, 'categories'], [`${october}&categories=wat`, 400, 'categories'],
    [`${october}&sources=rumour`, 400, 'sources'], [`${october}&hours=24`, 400, 'hours'], [`${october}&measure=guess`, 400, 'measure'], [`${october}&areas=1`, 400, 'areas'], [`${october}&area=370299`, 404, null], [`${october}&area=370216001001999`, 404, null],
  ])('refuses %s', async (query, status, field) => {
    const response = await house.request(`/incidents/summary?${query}`);
    expect(response.status).toBe(status);
    const problem = await response.json() as { errors?: { field: string; expected: string }[]; detail: string };
    if (field) expect(problem.errors).toEqual([expect.objectContaining({ field, expected: expect.any(String) })]);
    else expect(problem.detail).toMatch(/no area/);
  });

  it('of a part of the district knows that part alone, and nothing of others', async () => {
    const leader = await house.as('leader', codes.streets[0]);
    for (const more of ['', '&sources=hotline', '&level=street']) {
      const own = await leader.json(`/incidents/summary?${october}${more}`), all = await house.json(`/incidents/summary?${october}${more}&area=${codes.streets[0]}`);
      expect(own.area.now).toEqual(all.area.now);
      expect(own.whole.now).toEqual(own.area.now);
      expect(own.byArea.every(({ code }: { code: string }) => code.startsWith(codes.streets[0]!))).toBe(true);
      expect(JSON.stringify(own)).not.toContain(codes.streets[1]);
    }
    expect((await leader.request(`/incidents/summary?${october}&area=${codes.streets[1]}`)).status).toBe(404);
  });

  describe('for who sees aggregates only', () => {
    it('is added up from the months of cells and days that they are shown, and nothing else', async () => {
      const [cells, days, summary] = await Promise.all([viewer.json('/incidents/cells?month=2026-10'), viewer.json('/incidents/days?month=2026-10'), ask({ level: 'community', from: '2026-10-01', to: '2026-11-01' }, viewer)]);
      expect(summary.threshold).toBe(5);
      const shown = new Map<string, number>(cells.communities.code.map((code: string, i: number) => [code, cells.communities.count[i]]));
      expect(new Map(summary.byArea.map((row: any) => [row.code, row.now.opened]).filter(([, opened]: [string, number]) => opened > 0))).toEqual(shown);
      expect(summary.area.now).toEqual({ opened: [...shown.values()].reduce((a, b) => a + b), due: 0, dueClosed: 0, dueOnTime: 0, closed: 0, closedReworked: 0 });
      const first = (Date.parse('2026-10-01') - Date.parse(summary.byDay.from)) / 86_400_000;
      const byDay = days.days.day.reduce((sums: number[], day: string, i: number) => { sums[Number(day.slice(8)) - 1]! += days.days.count[i]; return sums; }, Array(31).fill(0));
      expect(summary.byDay.opened.slice(first, first + 31)).toEqual(byDay);
      expect([summary.rhythm, summary.bySource, summary.byState, summary.area.closeHours, summary.unlocated]).toEqual([[], [], [], [], 0]);
    });

    it('counts of a week no more than its shown days', async () => {
      const [days, summary] = await Promise.all([viewer.json('/incidents/days?month=2026-10'), ask({ from: '2026-10-05', to: '2026-10-12' }, viewer)]);
      const opened = days.days.day.reduce((sum: number, day: string, i: number) => sum + (day >= '2026-10-05' && day < '2026-10-12' ? days.days.count[i] : 0), 0);
      expect(summary.area.now.opened).toBe(opened);
    });

    it.each(['sources=hotline', 'categories=03', 'hours=8', 'weekdays=0', 'states=closed', 'measure=onTimeRate', 'level=grid', 'gridsOf=today'])('refuses %s with words', async (query) => {
      const response = await viewer.request(`/incidents/summary?${october}&${query}`);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ type: 'urn:jingwei:problem:right', errors: [{ field: query.split('=')[0] }] });
    });
  });
});

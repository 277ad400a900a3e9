import { createRoute } from '@hono/zod-openapi';
import type { AreaDirectory } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { monthsOf } from '../incidents/months.ts';
import { selectIncidentCount, selectKnownDays } from '../incidents/sumQueries.ts';
import { dayAfter } from '../incidents/sumSummary.ts';
import { within } from '../rights/sight.ts';
import { selectDistrict, type DistrictSums } from './queries.ts';
import { districtAnswer, type DistrictAnswer } from './schema.ts';

const one = createRoute({
  method: 'get', path: '/district', tags: ['district'], summary: 'What this store holds, as far as the asker sees it',
  request: { query: noQuery },
  responses: { 200: json(districtAnswer, 'The district, or one\'s own part of it, in numbers'), ...problems(400, 404) },
});

const NOUNS = ['areas', 'units', 'buildings', 'roads', 'land', 'labels', 'relief', 'grids', 'parks', 'places', 'categories', 'incidents', 'plans'] as const;

export function districtRoutes(context: Context) {
  const { database, versions } = context;

  /** Incidents in sums that tell no more than the cells do, and the days of the whole district: those of a community may be of a single one. */
  async function withoutPoints(district: string, area: string, sums: DistrictSums): Promise<DistrictSums> {
    const { first, last } = await selectKnownDays(database, district);
    let incidents = 0;
    for (const month of first && last ? monthsOf({ from: first, to: dayAfter(last) }) : []) {
      for (const { community, count } of (await context.shownMonths(month.slice(0, 7))).communities) if (community.startsWith(area)) incidents += count;
    }
    return { ...sums, counts: { ...sums.counts, incidents }, incidentsFrom: midnight(first), incidentsTo: midnight(last) };
  }

  return createRouter().openapi(one, (c) => respond(c, context, { nouns: NOUNS, daily: true, suppressed: true }, async (district, sight) => {
    // Versions first: numbers that are newer than said are harmless, older ones are not.
    const { numbers, district: stored } = await versions.current();
    const exact = await selectDistrict(database, district, context.today(), within(sight, district));
    const sums = sight.points ? { ...exact, counts: { ...exact.counts, incidents: await selectIncidentCount(database, district, sight.area) } } : await withoutPoints(district, sight.area, exact);
    return JSON.stringify({ code: district, name: stored?.name, sample: stored?.sample != null, area: areaOf(await context.areas(), sight.area), ...sums, versions: numbers });
  }));
}

const midnight = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00+08:00`));

/** An account may be of an area that an import has removed: then all there is to tell is its code. */
function areaOf(areas: AreaDirectory, code: string): DistrictAnswer['area'] {
  const level = ({ 6: 'district', 9: 'street' } as const)[code.length] ?? 'community';
  const parents = [6, 9].filter((digits) => digits < code.length).map((digits) => areas.get(code.slice(0, digits))).filter((area) => area !== undefined);
  return { code, level, name: areas.get(code)?.name ?? code, parents: parents.map(({ code: above, name }) => ({ code: above, name })) };
}

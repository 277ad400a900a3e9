import { createRoute } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { geojson, problems } from '../http/describe.ts';
import { collectionText, featureText } from '../http/features.ts';
import { Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict, unitCode } from '../http/schema.ts';
import { requireSight, within } from '../rights/sight.ts';
import { selectUnits } from './queries.ts';
import { topologyQuery, unit, units, unitsQuery } from './schema.ts';
import { packedLand } from './topology.ts';

const list = createRoute({
  method: 'get', path: '/units', tags: ['units'], summary: 'Basic units, page by page',
  description: 'For the whole district on a map take the vector tiles; this is for reading records.',
  request: { query: unitsQuery },
  responses: { 200: geojson(units, 'A page of units, in code order'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/units/{code}', tags: ['units'], summary: 'One basic unit',
  request: { params: strict({ code: unitCode.openapi({ example: '37021600100100001' }) }), query: noQuery },
  responses: { 200: geojson(unit, 'The unit'), ...problems(400, 404) },
});

const LAND = 'application/vnd.jingwei.land';

const topology = createRoute({
  method: 'get', path: '/units/topology', tags: ['units'], summary: 'Everything of the units of a street or community that an editor of grids needs',
  description: 'Binary: the length of a JSON head (uint32, little-endian); the head, one entry a community with columns over its units in code order; then coordinates as zigzag varints of 1e-7 degree, each the difference to the '
    + 'one before: for every unit the number of its polygons, for each the number of its rings, for each the number of its corners and these; then the barrier lines alike.',
  request: { query: topologyQuery },
  responses: { 200: { description: 'The units', content: { [LAND]: { schema: { type: 'string' as const, format: 'binary' } } } }, ...problems(400, 404) },
});

const ANSWER = { nouns: ['units', 'grids'], daily: true, type: GEOJSON } as const;

export const unitsRoutes = (context: Context) => createRouter()
  .openapi(list, async (c) => {
    const query = c.req.valid('query');
    await requireArea(context, requireSight(c), query.area);
    return respond(c, context, ANSWER, async (district, sight) => {
      // One more than asked for tells whether there is a next page.
      const found = await selectUnits(context.database, district, context.today(), { ...query, area: within(sight, district, query.area), limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      return collectionText(page, 'code', { next: found.length > page.length ? nextPage(c.req.url, page.at(-1)!.code) : null });
    });
  })
  // Before the units by code: "topology" is none.
  .openapi(topology, async (c) => {
    const { area } = c.req.valid('query');
    await requireArea(context, requireSight(c), area);
    return respond(c, context, { nouns: ['units', 'grids', 'areas', 'roads', 'land'], daily: true, type: LAND }, (district) => packedLand(context.database, district, area, context.today()));
  })
  .openapi(one, async (c) => {
    const { code } = c.req.valid('param');
    return respond(c, context, ANSWER, async (district, sight) => {
      const [found] = await selectUnits(context.database, district, context.today(), { code, area: within(sight, district), limit: 1 });
      if (!found) throw new Problem(404, `There is no unit ${code} in this district.`);
      return featureText(found, 'code');
    });
  });

function nextPage(url: string, after: string): string {
  const next = new URL(url);
  next.searchParams.set('after', after);
  return next.pathname + next.search;
}

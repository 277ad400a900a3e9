import { createRoute } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { geojson, problems } from '../http/describe.ts';
import { collectionText, featureText } from '../http/features.ts';
import { Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { requireSight, within } from '../rights/sight.ts';
import { areaCode, noQuery, strict } from '../http/schema.ts';
import { requireArea } from './directory.ts';
import { selectAreas } from './queries.ts';
import { area, areas, areasQuery } from './schema.ts';

const list = createRoute({
  method: 'get', path: '/areas', tags: ['areas'], summary: 'Districts, streets and communities with their sums',
  request: { query: areasQuery },
  responses: { 200: geojson(areas, 'The areas, in code order'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/areas/{code}', tags: ['areas'], summary: 'One area',
  request: { params: strict({ code: areaCode.openapi({ example: '370216001' }) }), query: noQuery },
  responses: { 200: geojson(area, 'The area'), ...problems(400, 404) },
});

const ANSWER = { nouns: ['areas', 'units', 'grids'], daily: true, type: GEOJSON } as const;

export const areasRoutes = (context: Context) => createRouter()
  .openapi(list, async (c) => {
    const query = c.req.valid('query');
    await requireArea(context, requireSight(c), query.area);
    await requireArea(context, requireSight(c), query.parent, 'parent');
    return respond(c, context, ANSWER, async (district, sight) => collectionText(await selectAreas(context.database, district, context.today(), { ...query, area: within(sight, district, query.area) }), 'code'));
  })
  .openapi(one, async (c) => {
    const { code } = c.req.valid('param');
    return respond(c, context, ANSWER, async (district, sight) => {
      const [found] = await selectAreas(context.database, district, context.today(), { code, area: within(sight, district) });
      if (!found) throw new Problem(404, `There is no area ${code} in this district.`);
      return featureText(found, 'code');
    });
  });

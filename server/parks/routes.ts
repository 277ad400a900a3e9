import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { geojson, problems } from '../http/describe.ts';
import { collectionText, featureText } from '../http/features.ts';
import { Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { selectParks } from './queries.ts';
import { park, parks, parksQuery } from './schema.ts';

const list = createRoute({
  method: 'get', path: '/parks', tags: ['parks'], summary: 'Common-prosperity parks, workshops and fields',
  request: { query: parksQuery },
  responses: { 200: geojson(parks, 'The parks, in id order'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/parks/{id}', tags: ['parks'], summary: 'One park, workshop or field',
  request: { params: strict({ id: z.string().min(1).max(64) }), query: noQuery },
  responses: { 200: geojson(park, 'The park'), ...problems(400, 404) },
});

const ANSWER = { nouns: ['parks'], type: GEOJSON } as const;

export const parksRoutes = (context: Context) => createRouter()
  .openapi(list, async (c) => {
    const query = c.req.valid('query');
    await requireArea(context, query.area);
    return respond(c, context, ANSWER, async (district) => collectionText(await selectParks(context.database, district, query), 'id'));
  })
  .openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    return respond(c, context, ANSWER, async (district) => {
      const [found] = await selectParks(context.database, district, { id });
      if (!found) throw new Problem(404, `There is no park, workshop or field ${id} in this district.`);
      return featureText(found, 'id');
    });
  });

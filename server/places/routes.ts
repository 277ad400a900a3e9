import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { geojson, problems } from '../http/describe.ts';
import { collectionText, featureText } from '../http/features.ts';
import { Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { requireSight, within } from '../rights/sight.ts';
import { selectPlaces } from './queries.ts';
import { place, places, placesQuery } from './schema.ts';

const list = createRoute({
  method: 'get', path: '/places', tags: ['places'], summary: 'Places where people get help: centers, stations, toilets, clinics',
  request: { query: placesQuery },
  responses: { 200: geojson(places, 'The places, in id order'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/places/{id}', tags: ['places'], summary: 'One place',
  request: { params: strict({ id: z.string().min(1).max(64) }), query: noQuery },
  responses: { 200: geojson(place, 'The place'), ...problems(400, 404) },
});

const ANSWER = { nouns: ['places'], type: GEOJSON } as const;

export const placesRoutes = (context: Context) => createRouter()
  .openapi(list, async (c) => {
    const query = c.req.valid('query');
    await requireArea(context, requireSight(c), query.area);
    return respond(c, context, ANSWER, async (district, sight) => collectionText(await selectPlaces(context.database, district, { ...query, area: within(sight, district, query.area) }), 'id'));
  })
  .openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    return respond(c, context, ANSWER, async (district, sight) => {
      const [found] = await selectPlaces(context.database, district, { id, area: within(sight, district) });
      if (!found) throw new Problem(404, `There is no place ${id} in this district.`);
      return featureText(found, 'id');
    });
  });

import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { geojson, json, problems } from '../http/describe.ts';
import { collectionText, featureText } from '../http/features.ts';
import { badField, Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { gridCode, strict } from '../http/schema.ts';
import { requireSight, within } from '../rights/sight.ts';
import { selectEditions, selectGrids } from './queries.ts';
import { edition, editionsQuery, grid, gridQuery, grids, gridsQuery } from './schema.ts';

const list = createRoute({
  method: 'get', path: '/grids', tags: ['grids'], summary: 'Grids of an edition, or in force on a day (today unless said)',
  request: { query: gridsQuery },
  responses: { 200: geojson(grids, 'The grids, in code order'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/grids/{code}', tags: ['grids'], summary: 'One grid',
  request: { params: strict({ code: gridCode.openapi({ example: '370216001001001' }) }), query: gridQuery },
  responses: { 200: geojson(grid, 'The grid'), ...problems(400, 404) },
});

const editions = createRoute({
  method: 'get', path: '/editions', tags: ['grids'], summary: 'Editions of the grids, newest first, planned ones too',
  request: { query: editionsQuery },
  responses: { 200: json(z.array(edition), 'The editions'), ...problems(400, 404) },
});

const nouns = ['grids', 'areas'] as const;

export function gridsRoutes(context: Context) {
  const { database } = context;

  async function requireEdition(district: string, id: string | undefined, area: string | undefined): Promise<void> {
    if (id === undefined) return;
    const known = await selectEditions(database, district, context.today(), area);
    if (!known.some((each) => each.id === id)) throw badField('edition', id, 'the id of an edition of this district', 'GET /api/v1/editions lists them.');
  }

  return createRouter()
    .openapi(list, async (c) => {
      const query = c.req.valid('query');
      await requireArea(context, requireSight(c), query.area);
      return respond(c, context, { nouns, daily: !query.edition && !query.date, type: GEOJSON }, async (district, sight) => {
        await requireEdition(district, query.edition, within(sight, district));
        return collectionText(await selectGrids(database, district, { ...query, area: within(sight, district, query.area), date: query.date ?? context.today() }), 'code');
      });
    })
    .openapi(one, async (c) => {
      const { code } = c.req.valid('param');
      const query = c.req.valid('query');
      return respond(c, context, { nouns, daily: !query.edition && !query.date, type: GEOJSON }, async (district, sight) => {
        await requireEdition(district, query.edition, within(sight, district));
        const date = query.date ?? context.today();
        const [found] = await selectGrids(database, district, { ...query, date, code, area: within(sight, district) });
        if (!found) throw new Problem(404, query.edition ? `Edition ${query.edition} has no grid ${code}.` : `No grid ${code} is in force on ${date}.`);
        return featureText(found, 'code');
      });
    })
    .openapi(editions, async (c) => {
      const { area } = c.req.valid('query');
      await requireArea(context, requireSight(c), area);
      return respond(c, context, { nouns, daily: true }, async (district, sight) => JSON.stringify(await selectEditions(database, district, context.today(), within(sight, district, area))));
    });
}

import { createRoute } from '@hono/zod-openapi';
import { isInside, ringsOf } from '../../geodata/coverage/plane.ts';
import { localProjection } from '../../geodata/coverage/projection.ts';
import type { Position } from '../../geodata/district.ts';
import { packLit } from '../../geodata/reach/litPack.ts';
import { litRoads } from '../../geodata/reach/pieces.ts';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { json, problems } from '../http/describe.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { requireSight, within } from '../rights/sight.ts';
import { answerReach, openReach, REACH_NOUNS } from './reach.ts';
import { selectLand } from './reachQueries.ts';
import { reachAnswer, reachQuery } from './reachSchema.ts';

const sums = createRoute({
  method: 'get', path: '/places/reach', tags: ['places'], summary: 'Households that reach a place on foot along the roads, by minutes',
  description: 'By all roads but expressways and railways, 1,000 m in 15 minutes (GB 50180-2018, table 3.0.4), from the nearest road within 200 m that no bank, railway or expressway lies before. Places of neighbouring streets count.',
  request: { query: reachQuery },
  responses: { 200: json(reachAnswer, 'Households by minutes: of the area for every kind, of its streets and communities for the kind asked for'), ...problems(400, 404) },
});

const LIT = 'application/vnd.jingwei.reach';

const roads = createRoute({
  method: 'get', path: '/places/reach/roads', tags: ['places'], summary: 'The roads by minutes on foot to the nearest place',
  description: 'Binary: the length of a JSON head (uint32, little-endian); the head, `lines`: how many lines there are of each light (0–2: a third of the minutes, 3: longer, 4: no way leads there); then the lines, each the number of '
    + 'its corners and these as zigzag varints of 1e-6 degree, each the difference to the one before.',
  request: { query: reachQuery },
  responses: { 200: { description: 'The roads', content: { [LIT]: { schema: { type: 'string' as const, format: 'binary' } } } }, ...problems(400, 404) },
});

export function reachRoutes(context: Context) {
  const { database, versions } = context, reach = openReach(context);
  return createRouter()
    .openapi(sums, async (c) => {
      const query = c.req.valid('query');
      await requireArea(context, requireSight(c), query.area);
      return respond(c, context, { nouns: REACH_NOUNS }, async (district, sight) => {
        const held = await reach(), { numbers } = await versions.current();
        return JSON.stringify(answerReach(held, { ...query, area: within(sight, district, query.area) }, { roads: numbers.roads ?? 0, units: numbers.units ?? 0, places: numbers.places ?? 0 }));
      });
    })
    .openapi(roads, async (c) => {
      const query = c.req.valid('query');
      await requireArea(context, requireSight(c), query.area);
      return respond(c, context, { nouns: [...REACH_NOUNS, 'areas'], type: LIT }, async (district, sight) => {
        const held = await reach(), area = within(sight, district, query.area);
        return packLit(litRoads(held, held.of.places, query.kind, query.minutes, await onLand(database, district, area, held.origin)));
      });
    });
}

/** Whether a place is in the area; one whose land is not known has no roads. */
async function onLand(database: Queryable, district: string, area: string | undefined, origin: Position): Promise<(at: Position) => boolean> {
  if (area === undefined || area === district) return () => true;
  const land = await selectLand(database, district, area);
  if (!land) return () => false;
  const projection = localProjection(...origin), rings = ringsOf(land, projection);
  return ([lon, lat]) => isInside(rings, projection.x(lon), projection.y(lat));
}

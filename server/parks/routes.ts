import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { geojson, json, problems } from '../http/describe.ts';
import { collectionText, featureText, type FeatureRow } from '../http/features.ts';
import { Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { requireSight, within, type Sight } from '../rights/sight.ts';
import { showCount } from '../rights/suppression.ts';
import { selectParks, selectVillageIncomes, type ParkFilter } from './queries.ts';
import { park, parks, parksQuery, villageIncomes, villageIncomesQuery, type ParkProperties } from './schema.ts';

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

const villages = createRoute({
  method: 'get', path: '/villages/incomes', tags: ['parks'], summary: 'How many villages took in how much, by street and year',
  description: 'Collective operating income (村集体经营性收入), as numbers of villages in bands: what a single village took in is not told. A village is no person: small numbers of them are not suppressed.',
  request: { query: villageIncomesQuery },
  responses: { 200: json(villageIncomes, 'The bands, and the villages in each'), ...problems(400, 404) },
});

/** 20, 50 and 100 万元 a year, as villages are sorted everywhere. */
const BREAKS_YUAN = [200_000, 500_000, 1_000_000];

const ANSWER = { nouns: ['parks'], suppressed: true, type: GEOJSON } as const;

export function parksRoutes(context: Context) {
  /** How few people work somewhere is told only to who may see single records. */
  async function selectShown(district: string, { points }: Sight, threshold: number, filter: ParkFilter): Promise<FeatureRow<ParkProperties>[]> {
    const found = await selectParks(context.database, district, filter);
    return points ? found : found.map((each) => ({ ...each, jobs: showCount(each.jobs, threshold) }));
  }

  return createRouter()
    .openapi(list, async (c) => {
      const query = c.req.valid('query');
      await requireArea(context, requireSight(c), query.area);
      return respond(c, context, ANSWER, async (district, sight, threshold) => collectionText(await selectShown(district, sight, threshold, { ...query, area: within(sight, district, query.area) }), 'id'));
    })
    .openapi(one, async (c) => {
      const { id } = c.req.valid('param');
      return respond(c, context, ANSWER, async (district, sight, threshold) => {
        const [found] = await selectShown(district, sight, threshold, { id, area: within(sight, district) });
        if (!found) throw new Problem(404, `There is no park, workshop or field ${id} in this district.`);
        return featureText(found, 'id');
      });
    })
    .openapi(villages, async (c) => {
      const { area } = c.req.valid('query');
      await requireArea(context, requireSight(c), area);
      return respond(c, context, { nouns: ['parks'] }, async (district, sight) =>
        JSON.stringify({ breaksYuan: BREAKS_YUAN, reports: await selectVillageIncomes(context.database, district, BREAKS_YUAN, within(sight, district, area)) }));
    });
}

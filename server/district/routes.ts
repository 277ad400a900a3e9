import { createRoute } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { selectDistrict } from './queries.ts';
import { districtAnswer } from './schema.ts';

const one = createRoute({
  method: 'get', path: '/district', tags: ['district'], summary: 'What this store holds',
  request: { query: noQuery },
  responses: { 200: json(districtAnswer, 'The district in numbers'), ...problems(400, 404) },
});

const NOUNS = ['areas', 'units', 'buildings', 'roads', 'land', 'labels', 'relief', 'grids', 'parks', 'places', 'categories', 'incidents', 'plans'] as const;

export const districtRoutes = (context: Context) => createRouter()
  .openapi(one, (c) => respond(c, context, { nouns: NOUNS, daily: true }, async (district) => {
    // Versions first: numbers that are newer than said are harmless, older ones are not.
    const { numbers, district: stored } = await context.versions.current();
    const sums = await selectDistrict(context.database, district, context.today());
    return JSON.stringify({ code: district, name: stored?.name, sample: stored?.sample != null, ...sums, versions: numbers });
  }));

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { selectCategories } from './queries.ts';

const category = z.object({
  code: z.string().openapi({ description: '大类 has two digits, 小类 four', example: '0101' }),
  parentCode: z.string().nullable(),
  name: z.string(),
}).openapi('Category');

const list = createRoute({
  method: 'get', path: '/categories', tags: ['incidents'], summary: 'Categories of incidents',
  request: { query: noQuery },
  responses: { 200: json(z.array(category), 'The categories, in code order'), ...problems(400, 404) },
});

export const categoriesRoutes = (context: Context) => createRouter()
  .openapi(list, (c) => respond(c, context, { nouns: ['categories'], shared: true }, async (district) => JSON.stringify(await selectCategories(context.database, district))));

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { limit, strict } from '../http/schema.ts';
import { sees } from '../rights/sight.ts';
import { derived } from '../versions/derived.ts';
import { buildIndex, searchIndex } from './index.ts';
import { selectNamed } from './queries.ts';
import { searchHit } from './schema.ts';

const search = createRoute({
  method: 'get', path: '/search', tags: ['search'], summary: 'Areas, grids, parks and places by name, code or pinyin',
  request: { query: strict({
    q: z.string().trim().min(1, 'at least one character').max(64, 'at most 64 characters').openapi({ description: 'Part of a name, start of a code, pinyin or its initials', example: 'wcjd' }),
    limit: limit(50, 10),
  }) },
  responses: { 200: json(z.array(searchHit), 'The best matches, best first'), ...problems(400, 404) },
});

const nouns = ['areas', 'grids', 'parks', 'places'] as const;

export function searchRoutes(context: Context) {
  const { database, versions } = context;
  const index = derived(versions, nouns, async (district) => buildIndex(await selectNamed(database, district, context.today())), context.today);
  return createRouter().openapi(search, (c) => {
    const { q, limit: most } = c.req.valid('query');
    return respond(c, context, { nouns, daily: true }, async (_, sight) =>
      JSON.stringify(searchIndex((await index()).filter(({ area }) => sees(sight, area)), q, most).map(({ kind, code, name, context: where, bbox, point }) => ({ kind, code, name, context: where, bbox, point }))));
  });
}

import { createRoute } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import { selectCategories } from '../categories/queries.ts';
import type { Context } from '../context.ts';
import { problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { derived } from '../versions/derived.ts';
import { incidentsToArrow } from './arrow.ts';
import { selectIncidents } from './queries.ts';
import { incidentsQuery } from './schema.ts';

const ARROW = 'application/vnd.apache.arrow.stream';

const columns = createRoute({
  method: 'get', path: '/incidents', tags: ['incidents'], summary: 'Incidents as Arrow columns',
  description: 'An Arrow IPC stream of one batch, in opening order: `lonE6`, `latE6` int32 (1e-6 degree, WGS 84); `openedS`, `closedS` (0 = open), `dueS` (0 = none) uint32 seconds since 1970; '
    + '`category` and `community` uint16, indexes into the lists `categories` and `communities` of the schema metadata (65535 = none); `source`, `state` uint8. '
    + 'Incidents without a trusted position are not among the rows; metadata `unlocated` and `defaultLocated` count them. Ask calendar month by calendar month: a month that did not change costs a 304.',
  request: { query: incidentsQuery },
  responses: { 200: { description: 'The columns', content: { [ARROW]: { schema: { type: 'string' as const, format: 'binary' } } } }, ...problems(400, 404) },
});

export function incidentsRoutes(context: Context) {
  const { database } = context;
  const categoryCodes = derived(context.versions, ['categories'], async (district) => (await selectCategories(database, district)).map(({ code }) => code));

  return createRouter().openapi(columns, async (c) => {
    const query = c.req.valid('query');
    if (!accepts(c.req.header('accept'), ARROW)) throw new Problem(406, `Incidents come as ${ARROW} only.`);
    await requireArea(context, query.area);
    const categories = await categoryCodes();
    if (query.category && !categories.includes(query.category)) throw badField('category', query.category, 'the code of a category of this district', 'GET /api/v1/categories lists them.');
    return respond(c, context, { nouns: ['incidents', 'categories', 'areas'], type: ARROW }, async (district) => {
      const communities = [...(await context.areas()).values()].filter(({ level }) => level === 'community').map(({ code }) => code);
      return incidentsToArrow(await Array.fromAsync(selectIncidents(database, district, query)), categories, communities);
    });
  });
}

const accepts = (header: string | undefined, type: string) =>
  header === undefined || header.split(',').some((part) => ['*/*', `${type.split('/')[0]}/*`, type].includes(part.split(';')[0]!.trim()));

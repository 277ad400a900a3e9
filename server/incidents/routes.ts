import { createRoute } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import { askerOf, audit } from '../audit/audit.ts';
import { selectCategories } from '../categories/queries.ts';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { openGate } from '../http/gate.ts';
import { badField, Problem } from '../http/problem.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { requireSight, sees, within } from '../rights/sight.ts';
import { derived, requireDistrict } from '../versions/derived.ts';
import { cellsBody, daysBody } from './aggregateBodies.ts';
import { incidentsToArrow } from './arrow.ts';
import { monthNouns } from './months.ts';
import { selectEditionsInForce, selectGridCodes, selectIncidents } from './queries.ts';
import { cellsAnswer, daysAnswer, incidentsQuery, monthQuery } from './schema.ts';
import { SUMMARY_NOUNS } from './summary.ts';
import { questionOf, summaryAnswer, summaryQuery } from './summarySchema.ts';

const ARROW = 'application/vnd.apache.arrow.stream';

const columns = createRoute({
  method: 'get', path: '/incidents', tags: ['incidents'], summary: 'Incidents as Arrow columns',
  description: 'An Arrow IPC stream of one batch, in opening order: `lonE6`, `latE6` int32 (1e-6 degree, WGS 84; 0 without a trusted position); `openedS`, `closedS` (0 = open), `dueS` (0 = none) uint32 seconds since 1970; '
    + '`category` and `community` uint16, indexes into the lists `categories` and `communities` of the schema metadata (65535 = none); '
    + '`grid` (of the day it was opened) and `gridNow` (of the edition in force today) uint16, indexes into the list `grids`; `source`, `state`, `reworked` (0 or 1) and `located` (0 exact, 1 at a geocoder\'s default point, 2 nowhere) uint8. '
    + 'Metadata `unlocated` and `defaultLocated` count those without a trusted position. Ask calendar month by calendar month: a month that did not change costs a 304. '
    + 'Every question is noted in the audit.',
  request: { query: incidentsQuery },
  responses: { 200: { description: 'The columns', content: { [ARROW]: { schema: { type: 'string' as const, format: 'binary' } } } }, ...problems(400, 404) },
});

const cells = createRoute({
  method: 'get', path: '/incidents/cells', tags: ['incidents'], summary: 'Incidents of a month counted by community, cell and 大类',
  description: 'For who may see no single incident. Small counts are not listed, and beside each of them one more that is not small, drawn by lot: '
    + 'so the cells of a community add up to less than its total, and the categories of a cell to less than all together. A community with too few has no total either.',
  request: { query: monthQuery },
  responses: { 200: json(cellsAnswer, 'The counts'), ...problems(400, 404) },
});

const days = createRoute({
  method: 'get', path: '/incidents/days', tags: ['incidents'], summary: 'Incidents of a month counted by community and day',
  description: 'For who may see no single incident. Small counts are not listed, as in `/incidents/cells`; the totals of the communities are there.',
  request: { query: monthQuery },
  responses: { 200: json(daysAnswer, 'The counts'), ...problems(400, 404) },
});

const summary = createRoute({
  method: 'get', path: '/incidents/summary', tags: ['incidents'], summary: 'Incidents in figures: one question, all panels of the drill',
  description: 'Compared with as many days before and with the same days a year earlier; every group is filtered by everything but itself. Incidents without a trusted position are counted apart. '
    + 'Who may see no single incident gets counts of what `/incidents/cells` and `/incidents/days` show, added up: no filters, no limits or closings, no grids.',
  request: { query: summaryQuery },
  responses: { 200: json(summaryAnswer, 'The figures'), ...problems(400, 403, 404) },
});

const counted = (month: string) => ({ nouns: [`incidents ${month}`, 'areas'], suppressed: true }) as const;

export function incidentsRoutes(context: Context) {
  const { database, versions, shownMonths } = context;
  const categoryCodes = derived(versions, ['categories'], async (district) => (await selectCategories(database, district)).map(({ code }) => code));
  const gridCodes = derived(versions, ['grids'], (district) => selectGridCodes(database, district));
  const editionsToday = derived(versions, ['grids'], (district) => selectEditionsInForce(database, district, context.today()), context.today);

  // Each holds its rows in memory until it is sent.
  const heavy = openGate(4, 200);

  return createRouter()
    .openapi(columns, async (c) => {
      const query = c.req.valid('query');
      const sight = requireSight(c);
      if (!accepts(c.req.header('accept'), ARROW)) throw new Problem(406, `Incidents come as ${ARROW} only.`);
      await requireArea(context, sight, query.area);
      const categories = await categoryCodes();
      if (query.category && !categories.includes(query.category)) throw badField('category', query.category, 'the code of a category of this district', 'GET /api/v1/categories lists them.');
      requireDistrict(await versions.current());
      // Also where the client has the points already: it may be somebody else at the same browser.
      const { area = sight.area, ...filter } = query;
      await database.transaction((inside) => audit(inside, { ...askerOf(c, context), action: 'read', noun: 'incidents', area, after: filter }));
      return respond(c, context, { nouns: [...monthNouns(query), 'categories', 'areas', 'grids'], variant: await editionsToday(), type: ARROW }, async (district) => {
        const communities = [...(await context.areas()).values()].filter(({ level, code }) => level === 'community' && sees(sight, code)).map(({ code }) => code);
        const grids = (await gridCodes()).filter((code) => sees(sight, code));
        return heavy(() => incidentsToArrow(selectIncidents(database, district, { ...query, area: within(sight, district, query.area) }, { grids, today: context.today() }), { categories, communities, grids }));
      });
    })
    .openapi(summary, async (c) => {
      const sight = requireSight(c), question = questionOf(c.req.valid('query'), sight.area);
      requireDistrict(await versions.current());
      await context.summaries.require(question, sight);
      return respond(c, context, { nouns: SUMMARY_NOUNS, variant: await editionsToday(), suppressed: true }, async () => JSON.stringify(await context.summaries.summarise(question, sight)));
    })
    .openapi(cells, async (c) => {
      const { month, area } = c.req.valid('query');
      await requireArea(context, requireSight(c), area);
      return respond(c, context, counted(month), async (_, sight, threshold) => JSON.stringify(cellsBody(await shownMonths(month), month, area ?? sight.area, threshold)));
    })
    .openapi(days, async (c) => {
      const { month, area } = c.req.valid('query');
      await requireArea(context, requireSight(c), area);
      return respond(c, context, counted(month), async (_, sight, threshold) => JSON.stringify(daysBody(await shownMonths(month), month, area ?? sight.area, threshold)));
    });
}

const accepts = (header: string | undefined, type: string) =>
  header === undefined || header.split(',').some((part) => ['*/*', `${type.split('/')[0]}/*`, type].includes(part.split(';')[0]!.trim()));

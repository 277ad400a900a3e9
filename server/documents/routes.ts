import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { problems } from '../http/describe.ts';
import { selectEditions, selectGrids } from '../grids/queries.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { strict } from '../http/schema.ts';
import { selectPlanGrids, selectPlans } from '../plans/queries.ts';
import { requireSight, sees, within } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { documentOf, MEDIA_TYPES } from './document.ts';
import { selectAssignment } from './queries.ts';
import { gridsExportQuery, planExportQuery } from './schema.ts';
import { communitiesOf } from './subject.ts';
import { wordsOf } from './words.ts';

const file = { description: 'The document, as an attachment', content: Object.fromEntries(Object.values(MEDIA_TYPES).map((type) => [type, { schema: z.string() }])) };

const ofPlan = createRoute({
  method: 'get', path: '/plans/{id}/export', tags: ['plans'], summary: 'A plan as a file to take away; itself noted in the audit',
  request: { params: strict({ id: z.uuid('the id of a plan') }), query: planExportQuery },
  responses: { 200: file, ...problems(400, 404, 409) },
});

const ofGrids = createRoute({
  method: 'get', path: '/grids/export', tags: ['grids'], summary: 'The grids in force, or of an edition, as a file to take away; itself noted in the audit',
  request: { query: gridsExportQuery },
  responses: { 200: file, ...problems(400, 404) },
});

export function documentsRoutes(context: Context) {
  const { database, versions } = context;

  return createRouter()
    .openapi(ofPlan, async (c) => {
      const { id } = c.req.valid('param'), query = c.req.valid('query'), sight = requireSight(c), words = wordsOf(query.lang);
      const { code: district, name: districtName, sample } = requireDistrict(await versions.current());
      const [plan] = await selectPlans(database, district, { id });
      if (!plan || !sees(sight, plan.scope)) throw new Problem(404, `There is no plan ${id}.`);
      await requireArea(context, sight, query.area);
      const area = query.area ?? plan.scope;
      if (!area.startsWith(plan.scope)) throw badField('area', area, `an area inside ${plan.scope}, which the plan is about`);
      if (!plan.drawn) throw new Problem(409, `Plan ${id} is not drawn.`);
      const areas = await context.areas(), today = context.today();
      const units = await selectAssignment(database, district, { drawing: { plan: id }, area, today });
      const grids = (await selectPlanGrids(database, district, id)).filter(({ code }) => code.startsWith(area));
      await database.transaction((inside) => audit(inside, { ...askerOf(c, context), action: 'export', noun: 'plans', record: id, area, after: query }));
      return documentOf(context, {
        heading: words.plan(plan.name, words.state[plan.state]), area: { code: area, name: areas.get(area)?.name ?? area }, district: { code: district, name: districtName, sample: sample !== null },
        bound: sight.area, today, communities: communitiesOf(grids, units, areas),
      }, units, query);
    })
    .openapi(ofGrids, async (c) => {
      const query = c.req.valid('query'), sight = requireSight(c), words = wordsOf(query.lang);
      const { code: district, name: districtName, sample } = requireDistrict(await versions.current());
      await requireArea(context, sight, query.area);
      const areas = await context.areas(), today = context.today(), day = query.date ?? today, area = query.area ?? sight.area;
      const edition = query.edition === undefined ? null : (await selectEditions(database, district, today, within(sight, district))).find(({ id }) => id === query.edition);
      if (edition === undefined) throw badField('edition', query.edition, 'the id of an edition of this district', 'GET /api/v1/editions lists them.');
      const units = await selectAssignment(database, district, { drawing: query.edition ? { edition: query.edition } : { day }, area, today });
      const grids = await selectGrids(database, district, { edition: query.edition, date: day, area });
      await database.transaction((inside) => audit(inside, { ...askerOf(c, context), action: 'export', noun: 'editions', record: query.edition ?? null, area, after: query }));
      return documentOf(context, {
        heading: edition ? words.edition(String(edition.name)) : words.inForceOn(day), area: { code: area, name: areas.get(area)?.name ?? area }, district: { code: district, name: districtName, sample: sample !== null },
        bound: sight.area, today, communities: communitiesOf(grids, units, areas),
      }, units, query);
    });
}

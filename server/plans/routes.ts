import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { geojson, json, jsonBody, problems } from '../http/describe.ts';
import { collectionText } from '../http/features.ts';
import { badField, Problem } from '../http/problem.ts';
import { GEOJSON, respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { insertJob } from '../jobs/queries.ts';
import { requireSight, sees, within, type Sight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { requireSoundRules } from './checkRules.ts';
import { insertPlan, selectCommunities, selectPlanGrids, selectPlans, selectReport } from './queries.ts';
import { newPlan, plan, planGrids, planReport, planStarted, windowOf, type Plan, type PlanRules } from './schema.ts';

const params = strict({ id: z.uuid('the id of a plan') });

const create = createRoute({
  method: 'post', path: '/plans', tags: ['plans'], summary: 'Redraw the grids of an area: a plan, and the job that draws it',
  request: { query: noQuery, body: jsonBody(newPlan) },
  responses: { 202: json(planStarted, 'The plan and the job to follow'), ...problems(400, 404) },
});

const list = createRoute({
  method: 'get', path: '/plans', tags: ['plans'], summary: 'Plans, newest first',
  request: { query: noQuery },
  responses: { 200: json(z.array(plan), 'The plans'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/plans/{id}', tags: ['plans'], summary: 'One plan',
  request: { params, query: noQuery },
  responses: { 200: json(plan, 'The plan'), ...problems(400, 404) },
});

const grids = createRoute({
  method: 'get', path: '/plans/{id}/grids', tags: ['plans'], summary: 'The grids a plan draws',
  request: { params, query: noQuery },
  responses: { 200: geojson(planGrids, 'The grids, in code order'), ...problems(400, 404, 409) },
});

const report = createRoute({
  method: 'get', path: '/plans/{id}/report', tags: ['plans'], summary: 'What a plan is worth, and why some grids are outside their window',
  request: { params, query: noQuery },
  responses: { 200: json(planReport, 'The report'), ...problems(400, 404, 409) },
});

export function plansRoutes(context: Context) {
  const { database, versions } = context;

  async function requirePlan(district: string, sight: Sight, id: string): Promise<Plan> {
    const [found] = await selectPlans(database, district, { id });
    if (!found || !sees(sight, found.scope)) throw new Problem(404, `There is no plan ${id}.`);
    return found;
  }

  async function requireDrawn(district: string, sight: Sight, id: string): Promise<void> {
    const { drawn, job } = await requirePlan(district, sight, id);
    if (!drawn) throw new Problem(409, job ? `Plan ${id} is not drawn; GET /api/v1/jobs/${job} says how far it is.` : `Plan ${id} is not drawn.`);
  }

  return createRouter()
    .openapi(create, async (c) => {
      const { scope, name, target = null, seed, weights, locks, frozen, dedicated, barriers, ...asked } = c.req.valid('json');
      const { code: district } = requireDistrict(await versions.current());
      await requireArea(context, requireSight(c), scope, 'scope');
      if (!(await selectCommunities(database, district, scope)).length) throw badField('scope', scope, 'an area with units in it', 'Import the units of this area, or choose another.');
      const rules: PlanRules = { window: windowOf(asked), target, seed, weights, locks, frozen, dedicated, barriers }, day = context.today();
      await requireSoundRules(database, { district, scope, rules, day });
      const area = (await context.areas()).get(scope)!;
      const started = { plan: randomUUID(), job: randomUUID() };
      const plan = { id: started.plan, name: name ?? `${area.name} ${day}`, scope, rules };
      await database.transaction(async (inside) => {
        await insertPlan(inside, district, { ...plan, day });
        await insertJob(inside, { districtCode: district, id: started.job, kind: 'redraw', input: { plan: started.plan, day } });
        await audit(inside, { ...askerOf(c, context), action: 'create', noun: 'plans', record: plan.id, area: scope, after: { ...plan, job: started.job } });
      });
      await versions.refresh();
      return c.json(started, 202, { Location: `/api/v1/plans/${started.plan}` });
    })
    .openapi(list, (c) => respond(c, context, { nouns: ['plans'] }, async (district, sight) => JSON.stringify(await selectPlans(database, district, { area: within(sight, district) }))))
    .openapi(one, (c) => respond(c, context, { nouns: ['plans'] }, async (district, sight) => JSON.stringify(await requirePlan(district, sight, c.req.valid('param').id))))
    .openapi(grids, (c) => respond(c, context, { nouns: ['plans', 'areas', 'grids'], type: GEOJSON }, async (district, sight) => {
      const { id } = c.req.valid('param');
      await requireDrawn(district, sight, id);
      return collectionText(await selectPlanGrids(database, district, id), 'code');
    }))
    .openapi(report, (c) => respond(c, context, { nouns: ['plans'] }, async (district, sight) => {
      const { id } = c.req.valid('param');
      await requireDrawn(district, sight, id);
      return JSON.stringify(await selectReport(database, district, id));
    }));
}

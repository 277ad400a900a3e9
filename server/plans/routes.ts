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
import { noQuery } from '../http/schema.ts';
import { requireSight, within, type Sight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { authorOf } from './author.ts';
import { requireSoundRules } from './checkRules.ts';
import { selectCommunities, selectJobStates, selectPlanGrids, selectPlans } from './queries.ts';
import { reportOf } from './planReport.ts';
import { planParams, requirePlan } from './requirePlan.ts';
import { newPlan, plan, planGrids, planReport, planStarted, windowOf, type Plan, type PlanRules } from './schema.ts';
import { groundOfRules, startPlan } from './startPlan.ts';

const create = createRoute({
  method: 'post', path: '/plans', tags: ['plans'], summary: 'Redraw the grids of an area: a plan, and the job that draws it',
  request: { query: noQuery, body: jsonBody(newPlan) },
  responses: { 201: json(plan, 'The plan, with the grids in force'), 202: json(planStarted, 'The plan and the job to follow'), ...problems(400, 404) },
});

const list = createRoute({
  method: 'get', path: '/plans', tags: ['plans'], summary: 'Plans, newest first',
  request: { query: noQuery },
  responses: { 200: json(z.array(plan), 'The plans'), ...problems(400, 404) },
});

const one = createRoute({
  method: 'get', path: '/plans/{id}', tags: ['plans'], summary: 'One plan',
  request: { params: planParams, query: noQuery },
  responses: { 200: json(plan, 'The plan'), ...problems(400, 404) },
});

const grids = createRoute({
  method: 'get', path: '/plans/{id}/grids', tags: ['plans'], summary: 'The grids a plan draws',
  request: { params: planParams, query: noQuery },
  responses: { 200: geojson(planGrids, 'The grids, in code order'), ...problems(400, 404, 409) },
});

const report = createRoute({
  method: 'get', path: '/plans/{id}/report', tags: ['plans'], summary: 'What a plan is worth, and why some grids are outside their window',
  request: { params: planParams, query: noQuery },
  responses: { 200: json(planReport, 'The report'), ...problems(400, 404, 409) },
});

export function plansRoutes(context: Context) {
  const { database, versions } = context;

  async function requireDrawn(district: string, sight: Sight, id: string): Promise<Plan> {
    const plan = await requirePlan(database, district, sight, id), { drawn, job } = plan;
    if (!drawn) throw new Problem(409, job ? `Plan ${id} is not drawn; GET /api/v1/jobs/${job} says how far it is.` : `Plan ${id} is not drawn.`);
    return plan;
  }

  /** Plans show the state of their job, which no version tells of. */
  const jobsVariant = async () => selectJobStates(database, requireDistrict(await versions.current()).code);

  return createRouter()
    .openapi(create, async (c) => {
      const { scope, name, start, target = null, seed, weights, locks, frozen, dedicated, barriers, ...asked } = c.req.valid('json');
      const { code: district } = requireDistrict(await versions.current());
      await requireArea(context, requireSight(c), scope, 'scope');
      if (!(await selectCommunities(database, district, scope)).length) throw badField('scope', scope, 'an area with units in it', 'Import the units of this area, or choose another.');
      const rules: PlanRules = { window: windowOf(asked), target, seed, weights, locks, frozen, dedicated, barriers }, day = context.today();
      await requireSoundRules(database, { district, scope, rules, day });
      const area = (await context.areas()).get(scope)!, author = authorOf(c);
      const id = randomUUID(), job = start === 'redraw' ? randomUUID() : null;
      const made = { id, name: name ?? `${area.name} ${day}`, scope, rules };
      const ground = await groundOfRules(context, district, rules);
      await database.transaction(async (inside) => {
        await startPlan(inside, district, { ...made, day, author, ground, job });
        await audit(inside, { ...askerOf(c, context), action: 'create', noun: 'plans', record: id, area: scope, after: { ...made, ...(job ? { job } : { start }) } });
      });
      await versions.refresh();
      const headers = { Location: `/api/v1/plans/${id}` };
      return job ? c.json({ plan: id, job }, 202, headers) : c.json(await requirePlan(database, district, requireSight(c), id), 201, headers);
    })
    .openapi(list, async (c) => respond(c, context, { nouns: ['plans'], variant: await jobsVariant() }, async (district, sight) => JSON.stringify(await selectPlans(database, district, { area: within(sight, district) }))))
    .openapi(one, async (c) => respond(c, context, { nouns: ['plans'], variant: await jobsVariant() }, async (district, sight) => JSON.stringify(await requirePlan(database, district, sight, c.req.valid('param').id))))
    .openapi(grids, (c) => respond(c, context, { nouns: ['plans', 'areas', 'grids'], type: GEOJSON }, async (district, sight) => {
      const { id } = c.req.valid('param');
      await requireDrawn(district, sight, id);
      return collectionText(await selectPlanGrids(database, district, id), 'code');
    }))
    .openapi(report, (c) => respond(c, context, { nouns: ['plans', 'units', 'areas', 'grids', 'roads', 'land'] }, async (district, sight) => {
      const { id } = c.req.valid('param');
      return JSON.stringify(await reportOf(context, district, await requireDrawn(district, sight, id)));
    }));
}

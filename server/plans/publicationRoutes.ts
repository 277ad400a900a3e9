import { createRoute } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import { askerOf } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { editionParams } from '../grids/schema.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { authorOf } from './author.ts';
import { checkPlan } from './check.ts';
import { isDrawing } from './checkQueries.ts';
import { planCheck } from './checkSchema.ts';
import { publishPlan } from './publication.ts';
import { publication, publicationRequest, rebase, republicationRequest } from './publicationSchema.ts';
import { rebasePlan } from './rebase.ts';
import { publishAgain } from './republication.ts';
import { planParams, requirePlan } from './requirePlan.ts';

const check = createRoute({
  method: 'get', path: '/plans/{id}/check', tags: ['plans'], summary: 'What keeps a plan from being published, and what it is worth, counted anew',
  request: { params: planParams, query: noQuery },
  responses: { 200: json(planCheck, 'The findings, those that block first'), ...problems(400, 404) },
});

const publish = createRoute({
  method: 'post', path: '/plans/{id}/publication', tags: ['plans'], summary: 'Publish a plan in review: an edition, in force from a day on',
  request: { params: planParams, query: noQuery, body: jsonBody(publicationRequest) },
  responses: { 201: json(publication, 'The edition'), ...problems(400, 404, 409) },
});

const onto = createRoute({
  method: 'post', path: '/plans/{id}/rebase', tags: ['plans'], summary: 'Go on from the editions that were published since the plan began, with what of it still applies',
  request: { params: planParams, query: noQuery },
  responses: { 200: json(rebase, 'What was kept and what was dropped, by community'), ...problems(400, 404, 409) },
});

const again = createRoute({
  method: 'post', path: '/editions/{id}/publication', tags: ['grids'], summary: 'Put an earlier edition in force again, from a day on',
  request: { params: editionParams, query: noQuery, body: jsonBody(republicationRequest) },
  responses: { 201: json(publication, 'What is in force from that day on'), ...problems(400, 404, 409) },
});

export function publicationRoutes(context: Context) {
  const { database, versions } = context;

  return createRouter()
    .openapi(check, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id } = c.req.valid('param');
      const variant = String(await isDrawing(database, district, id));
      return respond(c, context, { nouns: ['plans', 'grids', 'units', 'areas', 'roads', 'land'], daily: true, variant }, async (code, sight) =>
        JSON.stringify(await checkPlan(context, code, await requirePlan(database, code, sight, id))));
    })
    .openapi(publish, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      const made = await publishPlan(context, { district, plan: id, ...c.req.valid('json'), by: authorOf(c).name, asker: askerOf(c, context) });
      return c.json(made, 201, { Location: `/api/v1/grids?edition=${made.edition}` });
    })
    .openapi(onto, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      return c.json(await rebasePlan(context, { district, plan: id, author: authorOf(c), asker: askerOf(c, context) }), 200);
    })
    .openapi(again, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const body = c.req.valid('json');
      await requireArea(context, requireSight(c), body.scope, 'scope');
      const made = await publishAgain(context, { district, edition: c.req.valid('param').id, ...body, by: authorOf(c).name, asker: askerOf(c, context) });
      return c.json(made, 201, { Location: `/api/v1/grids?edition=${encodeURIComponent(made.edition)}` });
    });
}

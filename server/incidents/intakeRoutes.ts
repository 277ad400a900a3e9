import { createRoute } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { takeReports } from './intake.ts';
import { reports, taken } from './intakeSchema.ts';

const intake = createRoute({
  method: 'post', path: '/incidents', tags: ['incidents'], summary: 'Report incidents, one or many, once or again',
  description: 'For systems that incidents come from, with an API key that may write them. All of a request is taken or none of it, and it is durable when it is answered. `source` and `externalId` together are the incident: '
    + 'reported again, it goes on with the times that were not known before, and a report sent twice changes nothing. Reports may come in any order; a step is as far along as the last of its times.',
  request: { query: noQuery, body: jsonBody(reports) },
  responses: { 200: json(taken, 'What became of each report'), ...problems(400, 404) },
});

export function intakeRoutes(context: Context) {
  const { database, versions } = context;
  return createRouter().openapi(intake, async (c) => {
    const { incidents } = c.req.valid('json'), sight = requireSight(c), { code: district } = requireDistrict(await versions.current());
    const outcomes = await database.transaction(async (inside) => {
      const all = await takeReports(inside, district, sight, incidents, context.now());
      const count = (outcome: string) => all.filter((each) => each.outcome === outcome).length;
      await audit(inside, { ...askerOf(c, context), action: 'create', noun: 'incidents', after: { created: count('created'), changed: count('changed'), unchanged: count('unchanged') } });
      return all;
    });
    await versions.refresh('incidents');
    return c.json({ incidents: outcomes }, 200);
  });
}

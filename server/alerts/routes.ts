import { createRoute, z } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import type { AlertFor } from '../live/hub.ts';
import { tellLive } from '../live/publish.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { isShownTo, markSeen, selectAlert, selectAlerts, selectRules, writeRules } from './queries.ts';
import { alert, alertList, alertRules, alertsQuery } from './schema.ts';

const list = createRoute({
  method: 'get', path: '/alerts', tags: ['live'], summary: 'Alerts, the open ones first, with the figures that raised them',
  description: 'Who sees aggregates only is told of no community and no category.',
  request: { query: alertsQuery },
  responses: { 200: json(alertList, 'The alerts'), ...problems(400, 404) },
});

const seen = createRoute({
  method: 'post', path: '/alerts/{id}/seen', tags: ['live'], summary: 'Note that somebody has seen an alert',
  request: { params: strict({ id: z.string().max(60, 'the id of an alert') }), query: noQuery },
  responses: { 200: json(alert, 'The alert'), ...problems(400, 404) },
});

const readRules = createRoute({
  method: 'get', path: '/alerts/rules', tags: ['administration'], summary: 'The rules that raise alerts',
  request: { query: noQuery },
  responses: { 200: json(alertRules, 'The rules'), ...problems(400) },
});

const changeRules = createRoute({
  method: 'put', path: '/alerts/rules', tags: ['administration'], summary: 'Set the rules that raise alerts',
  description: 'What a rule raised that is not there any more, or not enabled, ends within a minute.',
  request: { query: noQuery, body: jsonBody(alertRules) },
  responses: { 200: json(alertRules, 'The rules as they are now'), ...problems(400, 404) },
});

const NO_STORE = { 'Cache-Control': 'no-store' };

export function alertsRoutes(context: Context) {
  const { database, versions } = context;
  const districtCode = async () => requireDistrict(await versions.current()).code;
  return createRouter()
    .openapi(readRules, async (c) => c.json({ rules: await selectRules(database) }, 200, NO_STORE))
    .openapi(changeRules, async (c) => {
      const { rules } = c.req.valid('json'), before = await selectRules(database);
      await districtCode();
      await database.transaction(async (inside) => {
        await writeRules(inside, rules);
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'alerts', record: 'rules', before, after: rules });
      });
      return c.json({ rules }, 200, NO_STORE);
    })
    .openapi(list, async (c) => {
      const { area, ...filter } = c.req.valid('query'), sight = requireSight(c);
      await requireArea(context, sight, area);
      return c.json({ alerts: await selectAlerts(database, await districtCode(), { ...sight, area: area ?? sight.area }, filter) }, 200, NO_STORE);
    })
    .openapi(seen, async (c) => {
      const { id } = c.req.valid('param'), district = await districtCode(), found = await selectAlert(database, district, id);
      if (!found || !isShownTo(requireSight(c), found)) throw new Problem(404, `There is no alert ${id} here.`);
      await database.transaction(async (inside) => {
        await markSeen(inside, district, id, context.now());
        await tellLive(inside, { alert: id });
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'alerts', record: id, area: found.area, after: { seen: true } });
      });
      return c.json((await selectAlert(database, district, id)) ?? found, 200, NO_STORE);
    });
}

/** What the streams tell of an alert, and to whom. */
export const alertFinder = ({ database, versions }: Pick<Context, 'database' | 'versions'>) => async (id: string): Promise<AlertFor> => {
  const found = await selectAlert(database, requireDistrict(await versions.current()).code, id);
  return (sight) => (found && isShownTo(sight, found) ? found : null);
};

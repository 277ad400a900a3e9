/** What an administrator may set while Jingwei runs. */
import { createRoute } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { changeSettings, selectSettings } from './queries.ts';
import { settings, settingsChange } from './schema.ts';

const read = createRoute({
  method: 'get', path: '/settings', tags: ['administration'], summary: 'The settings',
  request: { query: noQuery },
  responses: { 200: json(settings, 'The settings'), ...problems(400) },
});

const change = createRoute({
  method: 'patch', path: '/settings', tags: ['administration'], summary: 'Change settings',
  request: { query: noQuery, body: jsonBody(settingsChange) },
  responses: { 200: json(settings, 'The settings as they are now'), ...problems(400) },
});

const NO_STORE = { 'Cache-Control': 'no-store' };

export function settingsRoutes(context: Context) {
  const { database, versions } = context;
  const current = () => selectSettings(database);
  return createRouter()
    .openapi(read, async (c) => c.json(await current(), 200, NO_STORE))
    .openapi(change, async (c) => {
      const wanted = c.req.valid('json');
      const before = await current();
      await database.transaction(async (inside) => {
        await changeSettings(inside, wanted);
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'settings', before, after: { ...before, ...wanted } });
      });
      await versions.refresh();
      return c.json(await current(), 200, NO_STORE);
    });
}

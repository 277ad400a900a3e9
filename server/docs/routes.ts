/** The description of the API, and a page to read it on: Swagger UI from our own disk. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono, type Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { BUILD } from '../http/build.ts';
import { sendFile } from '../http/files.ts';
import { Problem } from '../http/problem.ts';
import { send } from '../http/send.ts';
import { describeRights } from './describeRights.ts';
import { initializer, page } from './page.ts';

const ASSETS = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const SHOWN = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Jingwei 经纬',
    version,
    license: { name: 'MIT', identifier: 'MIT' },
    description: 'Areas, grids, units, incidents, parks and places of one district.\n\n'
      + 'Coordinates are WGS 84; GeoJSON is RFC 7946. Every answer has a strong `ETag`: ask again with `If-None-Match` and an unchanged one costs a 304. '
      + 'Errors are problem details (RFC 9457). Unknown parameters are refused, never ignored. Codes choose by prefix: `area=370216001` means that street and all below it. '
      + 'Every answer is about the asker\'s own area and no more; what lies outside does not exist.',
  },
  servers: [{ url: '/' }],
};

/** JSON Schema has patterns and no flags; the generator leaves those of a regular expression at its end: `^\p{L}$/u`. */
const withoutFlags = (name: string, value: unknown): unknown => (name === 'pattern' && typeof value === 'string' ? value.replace(/\/[a-z]+$/, '') : value);

/** `/api/openapi.json` and `/api/docs`, both under `/api/v1` as well. `api` has every route under its full path. */
export function docsRoutes({ cache }: Context, api: OpenAPIHono): Hono {
  const describe = (c: Request) => send(c, cache, { tag: BUILD, type: 'application/json' }, async () => JSON.stringify(describeRights(api.getOpenAPI31Document(INFO)), withoutFlags));
  const show = (c: Request) => send(c, cache, { tag: BUILD, type: 'text/html; charset=utf-8' }, async () => page);
  return new Hono()
    .get('/api/openapi.json', describe)
    .get('/api/v1/openapi.json', describe)
    .get('/api/docs', show)
    .get('/api/v1/docs', show)
    .get('/api/docs/assets/start.js', (c) => send(c, cache, { tag: BUILD, type: 'text/javascript; charset=utf-8' }, async () => initializer))
    .get('/api/docs/assets/:name', async (c) => {
      const name = c.req.param('name');
      const found = SHOWN.includes(name) ? await sendFile(c, cache, ASSETS, name) : null;
      if (!found) throw new Problem(404, `There is no ${name} here.`);
      return found;
    });
}

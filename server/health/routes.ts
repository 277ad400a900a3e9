/** For whoever watches over the process: does it live, can it serve, how is it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import type { Context as Request } from 'hono';
import { peerAddress } from '../http/address.ts';
import { json, problems } from '../http/describe.ts';
import { Problem, problemResponse } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';

const status = z.object({ status: z.literal('ok') });

const alive = createRoute({
  method: 'get', path: '/healthz', tags: ['health'], summary: 'The process lives',
  responses: { 200: json(status, 'It does') },
});

const ready = createRoute({
  method: 'get', path: '/readyz', tags: ['health'], summary: 'The database answers',
  responses: { 200: json(status, 'It does'), 503: { description: 'It does not' } },
});

const figures = createRoute({
  method: 'get', path: '/metrics', tags: ['health'], summary: 'Figures for Prometheus',
  description: 'Asked with METRICS_TOKEN as bearer token; where none is set, from the same machine alone and not through a proxy.',
  responses: { 200: { description: 'In the text format of Prometheus', content: { 'text/plain': { schema: z.string() } } }, ...problems(403) },
});

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const PROXY_HEADER = /^(x-forwarded-.+|x-real-ip|forwarded|via)$/;

function mayReadFigures(c: Request, token: string | undefined): boolean {
  if (token === undefined) return LOOPBACK.test(peerAddress(c) ?? '') && !Object.keys(c.req.header()).some((name) => PROXY_HEADER.test(name));
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(c.req.header('authorization') ?? ''), digest(`Bearer ${token}`));
}

export const healthRoutes = ({ database, metrics, config }: Context) => createRouter()
  .openapi(alive, (c) => c.json({ status: 'ok' as const }, 200))
  .openapi(ready, async (c) => {
    try {
      await database.query('select 1 from migrations limit 1');
    } catch {
      return problemResponse(new Problem(503, 'The database does not answer.'), { 'Retry-After': '5' }) as never;
    }
    return c.json({ status: 'ok' as const }, 200);
  })
  .openapi(figures, async (c) => {
    if (!mayReadFigures(c, config.metricsToken)) throw new Problem(403, config.metricsToken ? 'Send METRICS_TOKEN as bearer token.' : 'Figures are given to this machine alone; set METRICS_TOKEN to ask from another.');
    return c.body(await metrics.text(), 200, { 'Content-Type': metrics.registry.contentType, 'Cache-Control': 'no-store' }) as never;
  });

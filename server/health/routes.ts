/** For whoever watches over the process: does it live, can it serve. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { json } from '../http/describe.ts';
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

export const healthRoutes = ({ database }: Context) => createRouter()
  .openapi(alive, (c) => c.json({ status: 'ok' as const }, 200))
  .openapi(ready, async (c) => {
    try {
      await database.query('select 1 from migrations limit 1');
    } catch {
      return problemResponse(new Problem(503, 'The database does not answer.'), { 'Retry-After': '5' }) as never;
    }
    return c.json({ status: 'ok' as const }, 200);
  });

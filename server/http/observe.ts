/** A line in the log and a figure in the metrics for every answer: its route, never the address, which may hold a secret or a name. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Context as Request, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Metrics } from '../health/metrics.ts';
import { log } from '../log.ts';

// What a proxy in front may have given the request: short, and nothing that could forge a line of a log.
const REQUEST_ID = /^[\w-]{8,64}$/;
const WATCHERS = ['/healthz', '/readyz', '/metrics'];

/** Gives the request an id, kept as `requestId` and sent back as X-Request-Id, and tells how it was answered. */
export const observe = (metrics: Metrics): MiddlewareHandler<{ Variables: { requestId: string } }> => async function observeRequest(c, next) {
  const given = c.req.header('x-request-id');
  const requestId = given && REQUEST_ID.test(given) ? given : randomUUID();
  c.set('requestId', requestId);
  const began = performance.now();
  await next();
  c.res.headers.set('X-Request-Id', requestId);
  const { status } = c.res, { method } = c.req, route = routeOf(c);
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse };
  if (outgoing && c.res.headers.get('content-type')?.startsWith('text/event-stream')) metrics.streaming(outgoing);
  const ms = performance.now() - began;
  metrics.answered(method, route, status, ms / 1000);
  log[WATCHERS.includes(route) ? 'debug' : 'info']({ requestId, method, route, status, ms: Math.round(ms * 10) / 10 }, 'answered');
};

/** The pattern of the route that was asked for, also where something before it refused the request. */
const routeOf = (c: Request): string => matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && path !== '/*')?.path ?? '/*';

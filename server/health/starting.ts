import { Hono } from 'hono';
import { Problem, problemResponse } from '../http/problem.ts';

/** What answers while the store is being opened and seeded: alive, not ready. */
export function startingApp(): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.all('*', () => problemResponse(new Problem(503, 'Jingwei is starting; try again in a moment.'), { 'Retry-After': '5' }));
  return app;
}

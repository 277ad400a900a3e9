import { Hono } from 'hono';
import { Problem, problemResponse } from '../http/problem.ts';

/** What answers while the store is being opened and seeded: alive, not ready. */
export function startingApp(): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  // A screen that is loaded at this very moment loads itself again: nobody may sit at it.
  app.all('*', () => problemResponse(new Problem(503, 'Jingwei is starting; try again in a moment.'), { 'Retry-After': '5', Refresh: '5' }));
  return app;
}

/** The whole HTTP side of Jingwei, without a port: `createApp(context).request('/api/v1/areas')`. */
import { bodyLimit } from 'hono/body-limit';
import { areasRoutes } from './areas/routes.ts';
import type { Context } from './context.ts';
import { healthRoutes } from './health/routes.ts';
import { refuseCrossSiteWrites, securityHeaders } from './http/headers.ts';
import { notFound, onError } from './http/problem.ts';
import { createRouter } from './http/router.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

export function createApp(context: Context) {
  const api = createRouter()
    .route('/', areasRoutes(context));

  const root = createRouter();
  root.use(securityHeaders());
  root.use('/api/*', refuseCrossSiteWrites(), bodyLimit({ maxSize: MAX_BODY_BYTES }));
  const app = root
    .route('/api/v1', api)
    .route('/', healthRoutes(context));
  app.notFound((c) => notFound(c, app.routes));
  app.onError(onError);
  return app;
}

/** The type of the API, for hono/client. */
export type App = ReturnType<typeof createApp>;

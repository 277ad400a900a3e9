/** The whole HTTP side of Jingwei, without a port: `createApp(context).request('/api/v1/areas')`. */
import { bodyLimit } from 'hono/body-limit';
import { sessionRoutes } from './accounts/sessionRoutes.ts';
import { areasRoutes } from './areas/routes.ts';
import { categoriesRoutes } from './categories/routes.ts';
import type { Context } from './context.ts';
import { districtRoutes } from './district/routes.ts';
import { docsRoutes } from './docs/routes.ts';
import { gridsRoutes } from './grids/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { refuseCrossSiteWrites, refuseNullCharacters, securityHeaders } from './http/headers.ts';
import { observe } from './http/observe.ts';
import { notFound, onError } from './http/problem.ts';
import { createRouter } from './http/router.ts';
import { incidentsRoutes } from './incidents/routes.ts';
import { jobsRoutes } from './jobs/routes.ts';
import { parksRoutes } from './parks/routes.ts';
import { placesRoutes } from './places/routes.ts';
import { plansRoutes } from './plans/routes.ts';
import { screensRoutes } from './screens/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { tilesRoutes } from './tiles/routes.ts';
import { unitsRoutes } from './units/routes.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

export function createApp(context: Context) {
  const api = createRouter()
    .route('/', sessionRoutes(context))
    .route('/', districtRoutes(context))
    .route('/', areasRoutes(context))
    .route('/', gridsRoutes(context))
    .route('/', unitsRoutes(context))
    .route('/', parksRoutes(context))
    .route('/', placesRoutes(context))
    .route('/', categoriesRoutes(context))
    .route('/', incidentsRoutes(context))
    .route('/', searchRoutes(context))
    .route('/', tilesRoutes(context))
    .route('/', plansRoutes(context))
    .route('/', jobsRoutes(context));

  const root = createRouter();
  root.use(observe(context.metrics), securityHeaders());
  root.use('/api/*', refuseNullCharacters(), refuseCrossSiteWrites(), bodyLimit({ maxSize: MAX_BODY_BYTES }));
  const app = root
    .route('/api/v1', api)
    .route('/', healthRoutes(context));
  app.route('/', docsRoutes(context, app));
  app.route('/', screensRoutes(context));
  app.notFound((c) => notFound(c, app.routes));
  app.onError(onError);
  return app;
}

/** The type of the API, for hono/client. */
export type App = ReturnType<typeof createApp>;

/** The whole HTTP side of Jingwei, without a port: `createApp(context).request('/api/v1/areas')`. */
import { accountRoutes } from './accounts/accountRoutes.ts';
import { linkRoutes } from './accounts/linkRoutes.ts';
import { oidcRoutes } from './accounts/oidcRoutes.ts';
import { ownRoutes } from './accounts/ownRoutes.ts';
import { sessionRoutes } from './accounts/sessionRoutes.ts';
import { tokenRoutes } from './accounts/tokenRoutes.ts';
import { alertFinder, alertsRoutes } from './alerts/routes.ts';
import { areasRoutes } from './areas/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { briefRoutes } from './brief/routes.ts';
import { categoriesRoutes } from './categories/routes.ts';
import type { Context } from './context.ts';
import { districtRoutes } from './district/routes.ts';
import { docsRoutes } from './docs/routes.ts';
import { documentsRoutes } from './documents/routes.ts';
import { gridsRoutes } from './grids/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { refuseCrossSiteWrites, securityHeaders } from './http/headers.ts';
import { limitCrowd, limitJson, limitSize, limitTime } from './http/limits.ts';
import { refuseNullCharacters } from './http/nullCharacters.ts';
import { observe } from './http/observe.ts';
import { notFound, onError } from './http/problem.ts';
import { createRouter } from './http/router.ts';
import { intakeRoutes } from './incidents/intakeRoutes.ts';
import { incidentsRoutes } from './incidents/routes.ts';
import { jobsRoutes } from './jobs/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { parksRoutes } from './parks/routes.ts';
import { reachRoutes } from './places/reachRoutes.ts';
import { placesRoutes } from './places/routes.ts';
import { planChangeRoutes } from './plans/changeRoutes.ts';
import { planEditRoutes } from './plans/editRoutes.ts';
import { commentRoutes } from './plans/commentRoutes.ts';
import { comparisonRoutes } from './plans/comparisonRoutes.ts';
import { publicationRoutes } from './plans/publicationRoutes.ts';
import { planEventRoutes } from './plans/eventRoutes.ts';
import { planImportRoutes } from './plans/importRoutes.ts';
import { plansRoutes } from './plans/routes.ts';
import { enforceRights, requireRows } from './rights/enforce.ts';
import { screensRoutes } from './screens/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { tilesRoutes } from './tiles/routes.ts';
import { unitsRoutes } from './units/routes.ts';
import { pairingRoutes } from './walls/pairingRoutes.ts';
import { remoteRoutes } from './walls/remoteRoutes.ts';
import { wallRoutes } from './walls/routes.ts';

const MOST_REQUESTS = 2000;
const LONGEST_ANSWER_MS = 60_000;

export function createApp(context: Context) {
  const api = createRouter()
    .route('/', sessionRoutes(context))
    .route('/', ownRoutes(context))
    .route('/', oidcRoutes(context))
    .route('/', accountRoutes(context))
    .route('/', tokenRoutes(context))
    .route('/', districtRoutes(context))
    .route('/', areasRoutes(context))
    // Before the grids: /grids/export is no code.
    .route('/', documentsRoutes(context))
    .route('/', gridsRoutes(context))
    .route('/', unitsRoutes(context))
    .route('/', parksRoutes(context))
    // Before the places: "reach" is none.
    .route('/', reachRoutes(context))
    .route('/', placesRoutes(context))
    .route('/', categoriesRoutes(context))
    .route('/', incidentsRoutes(context))
    .route('/', briefRoutes(context))
    .route('/', intakeRoutes(context))
    .route('/', liveRoutes(context, alertFinder(context)))
    .route('/', alertsRoutes(context))
    .route('/', searchRoutes(context))
    .route('/', tilesRoutes(context))
    .route('/', plansRoutes(context))
    .route('/', publicationRoutes(context))
    .route('/', commentRoutes(context))
    .route('/', comparisonRoutes(context))
    .route('/', planEditRoutes(context))
    .route('/', planChangeRoutes(context))
    .route('/', planEventRoutes(context))
    .route('/', planImportRoutes(context))
    .route('/', jobsRoutes(context))
    // Before the walls: /walls/pairings is no id.
    .route('/', pairingRoutes(context))
    .route('/', wallRoutes(context))
    .route('/', remoteRoutes(context))
    .route('/', settingsRoutes(context))
    .route('/', auditRoutes(context));

  const root = createRouter();
  root.use(observe(context.metrics), securityHeaders());
  root.use(limitCrowd(MOST_REQUESTS), limitTime(LONGEST_ANSWER_MS));
  root.use('/api/*', refuseCrossSiteWrites(context.config), limitSize(), limitJson(), refuseNullCharacters());
  root.use(enforceRights(context));
  const app = root
    .route('/api/v1', api)
    .route('/', healthRoutes(context));
  app.route('/', docsRoutes(context, app));
  app.route('/', linkRoutes(context));
  app.route('/', screensRoutes(context));
  app.notFound((c) => notFound(c, app.routes));
  app.onError(onError);
  requireRows(app.routes);
  return app;
}

/** The type of the API, for hono/client. */
export type App = ReturnType<typeof createApp>;

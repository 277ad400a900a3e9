/** Who may ask what: every route of the app has a row here, and every row a route. */
import type { Right } from './principal.ts';

export interface Row {
  /** `open`: everybody, signed in or not; `signedIn`: everybody who is; else who has the right. */
  needs: 'open' | 'signedIn' | Right;
  /**
   * What bounds it to the asker's own area:
   * - `none`: nothing, it is the same for all who may ask;
   * - `own`: it always speaks of one's own area, or of the part of it that `area` or `parent` in the query name;
   * - `code`: the path names an area, or a thing whose code begins with one;
   * - `record`: the path names something that lies in an area, or belongs to it;
   * - `body`: the body names it;
   * - `district`: only who has the whole district may ask.
   */
  area: 'none' | 'own' | 'code' | 'record' | 'body' | 'district';
}

const row = (needs: Row['needs'], area: Row['area'] = 'none'): Row => ({ needs, area });
const below = (prefix: string, rows: Record<string, Row>): Record<string, Row> =>
  Object.fromEntries(Object.entries(rows).map(([name, each]) => [name.replace(' ', ` ${prefix}`), each]));

const TILE = ':z/:x/:y{.+\\.(mvt|png)}';

export const RIGHTS_TABLE: Readonly<Record<string, Row>> = {
  ...below('/api/v1', {
    // Where signing in happens; each looks itself who asks.
    'GET /session': row('open'),
    'POST /session': row('open'),
    'DELETE /session': row('open'),
    'POST /session/demo': row('open'),
    'POST /session/invitation': row('open'),
    'GET /session/oidc': row('open'),
    'GET /session/oidc/callback': row('open'),
    'POST /session/password': row('signedIn'),
    'POST /session/second-factor': row('signedIn'),
    'PUT /session/second-factor': row('signedIn'),
    'DELETE /session/second-factor': row('signedIn'),
    'GET /sessions': row('signedIn'),
    'DELETE /sessions': row('signedIn'),
    'GET /accounts': row('administration', 'own'),
    'POST /accounts': row('administration', 'body'),
    'GET /accounts/:id': row('administration', 'record'),
    'PATCH /accounts/:id': row('administration', 'record'),
    'DELETE /accounts/:id': row('administration', 'record'),
    'POST /accounts/:id/invitation': row('administration', 'record'),
    'DELETE /accounts/:id/sessions': row('administration', 'record'),
    // Share links are everybody's to make; keys and walls ask for more inside.
    'GET /tokens': row('aggregates', 'own'),
    'POST /tokens': row('aggregates', 'body'),
    'POST /tokens/:id/rotation': row('aggregates', 'record'),
    'DELETE /tokens/:id': row('aggregates', 'record'),
    'POST /setup': row('open'),

    'GET /district': row('aggregates', 'own'),
    'GET /areas': row('aggregates', 'own'),
    'GET /areas/:code': row('aggregates', 'code'),
    'GET /grids': row('aggregates', 'own'),
    'GET /grids/export': row('aggregates', 'own'),
    'GET /grids/:code': row('aggregates', 'code'),
    'GET /editions': row('aggregates', 'own'),
    'GET /units': row('aggregates', 'own'),
    'GET /units/topology': row('plans', 'own'),
    'GET /units/:code': row('aggregates', 'code'),
    'GET /parks': row('aggregates', 'own'),
    'GET /parks/:id': row('aggregates', 'record'),
    'GET /villages/incomes': row('aggregates', 'own'),
    'GET /places': row('aggregates', 'own'),
    'GET /places/reach': row('aggregates', 'own'),
    'GET /places/reach/roads': row('aggregates', 'own'),
    'GET /places/:id': row('aggregates', 'record'),
    'GET /search': row('aggregates', 'own'),
    'GET /categories': row('signedIn'),
    'GET /incidents': row('points', 'own'),
    'POST /incidents': row('incidents', 'body'),
    'GET /incidents/summary': row('aggregates', 'own'),
    'GET /incidents/brief': row('aggregates', 'own'),
    'GET /incidents/cells': row('aggregates', 'own'),
    'GET /incidents/days': row('aggregates', 'own'),
    'GET /live': row('aggregates', 'own'),
    'GET /live/today': row('aggregates', 'own'),
    'GET /live/spots': row('aggregates', 'own'),
    'GET /alerts': row('aggregates', 'own'),
    'POST /alerts/:id/seen': row('points', 'record'),
    'GET /alerts/rules': row('aggregates'),
    'PUT /alerts/rules': row('administration', 'district'),

    // The base map is the same for everybody; what people live in is one's own area's.
    'GET /tiles/land.json': row('signedIn'),
    [`GET /tiles/land/${TILE}`]: row('signedIn'),
    'GET /tiles/roads.json': row('signedIn'),
    [`GET /tiles/roads/${TILE}`]: row('signedIn'),
    'GET /tiles/labels.json': row('signedIn'),
    [`GET /tiles/labels/${TILE}`]: row('signedIn'),
    'GET /tiles/relief.json': row('signedIn'),
    [`GET /tiles/relief/${TILE}`]: row('signedIn'),
    'GET /tiles/units.json': row('aggregates', 'own'),
    [`GET /tiles/units/${TILE}`]: row('aggregates', 'own'),
    'GET /tiles/buildings.json': row('aggregates', 'own'),
    [`GET /tiles/buildings/${TILE}`]: row('aggregates', 'own'),

    'POST /plans': row('plans', 'body'),
    'POST /plans/import': row('plans', 'body'),
    'GET /plans': row('plans', 'own'),
    'GET /plans/:id': row('plans', 'record'),
    'GET /plans/:id/grids': row('plans', 'record'),
    'GET /plans/:id/report': row('plans', 'record'),
    'GET /plans/:id/check': row('plans', 'record'),
    'POST /plans/:id/publication': row('plans', 'record'),
    'POST /plans/:id/rebase': row('plans', 'record'),
    'GET /plans/:id/comparison': row('plans', 'record'),
    'GET /plans/:id/comments': row('plans', 'record'),
    'POST /plans/:id/comments': row('plans', 'record'),
    'PATCH /plans/:id/comments/:comment': row('plans', 'record'),
    'POST /editions/:id/publication': row('plans', 'body'),
    'GET /editions/:id/comparison': row('aggregates', 'own'),
    'GET /plans/:id/export': row('plans', 'record'),
    'PATCH /plans/:id': row('plans', 'record'),
    'DELETE /plans/:id': row('plans', 'record'),
    'POST /plans/:id/branch': row('plans', 'record'),
    'POST /plans/:id/redraw': row('plans', 'record'),
    'GET /plans/:id/events': row('plans', 'record'),
    'GET /plans/:id/assignment': row('plans', 'record'),
    'POST /plans/:id/edits': row('plans', 'record'),
    'GET /plans/:id/edits': row('plans', 'record'),
    'GET /jobs/:id': row('plans', 'record'),
    'POST /jobs/:id/cancel': row('plans', 'record'),
    'GET /jobs/:id/events': row('plans', 'record'),

    'GET /walls': row('aggregates', 'own'),
    'GET /walls/by-name/:name': row('aggregates', 'record'),
    'GET /walls/:id': row('aggregates', 'record'),
    'POST /walls': row('administration', 'body'),
    'PATCH /walls/:id': row('administration', 'record'),
    'DELETE /walls/:id': row('administration', 'record'),
    'GET /walls/pairings': row('administration', 'own'),
    'POST /walls/pairings': row('aggregates', 'body'),
    'GET /walls/pairings/:id': row('aggregates', 'record'),
    'PUT /walls/pairings/:id/showing': row('aggregates', 'record'),
    'DELETE /walls/pairings/:id': row('aggregates', 'record'),
    // A phone brings the secret of its pairing, which says what it may tell which wall.
    'POST /remote': row('open'),
    'GET /remote': row('open'),
    'GET /remote/showing': row('open'),
    'POST /remote/commands': row('open'),
    'DELETE /remote': row('open'),

    'GET /settings': row('administration'),
    'PATCH /settings': row('administration', 'district'),
    'GET /audit': row('administration', 'own'),
    'GET /audit.csv': row('administration', 'own'),

    'GET /openapi.json': row('open'),
    'GET /docs': row('open'),
  }),
  'GET /api/openapi.json': row('open'),
  'GET /api/docs': row('open'),
  'GET /api/docs/assets/start.js': row('open'),
  'GET /api/docs/assets/:name': row('open'),
  // This machine, or a token of its own.
  'GET /metrics': row('open'),
  // A link brings its own right.
  'GET /s/:secret': row('open'),
  'GET /wall/:name': row('open'),
  'GET /healthz': row('open'),
  'GET /readyz': row('open'),
  // The screens: programs and pictures, no data.
  'GET /*': row('open'),
};

/** One question for each row of the rights table, inside an area and, where something can be named, outside it. */
import type { Database } from '../../../server/database/database.ts';
import { tileAt } from '../tileAt.ts';

export interface Question { path: string; method?: string; body?: unknown; /** A body that is no JSON. */ csv?: string }

export interface Case {
  /** About the asker's own area. */
  inside: Question;
  /** Names something of another area; absent where nothing can be named. */
  outside?: Question;
  /** What the answer is to who may ask. */
  answers?: number;
  /** What naming another area comes to, as if it did not exist. */
  refused?: number;
  /** The answer is about one's area without naming a code of it. */
  nameless?: boolean;
  /** Who may does away with what the other questions are about. */
  destroys?: boolean;
  /** Even with the right: only an account that signed in itself may ask. */
  people?: boolean;
}

/** Things of an area to ask for. */
export interface Things { area: string; grid: string; unit: string; /** Units and grids in force, as CSV. */ assignment: string; park: string; place: string; plan: string; comment: string; job: string; alert: string; account: string; token: string; wall: string; pairing: string; at: [number, number] }

/** Finds or makes them, inside a street. */
export async function thingsIn(database: Database, street: string): Promise<Things> {
  const one = async (sql: string) => (await database.query<{ id: string }>(sql, [street]))[0]!.id;
  const [unit] = await database.query<{ code: string; at: [number, number] }>('select code, array[ST_X(ST_PointOnSurface(geom)), ST_Y(ST_PointOnSurface(geom))] as at from units where starts_with(code, $1) and building_count > 0 order by households desc, code limit 1', [street]);
  const community = unit!.code.slice(0, 12);
  await database.query(`insert into parks (district_code, id, kind, name, community_code, area_m2, jobs, geom) select district_code, 'park ' || $1, 'workshop', '测试车间', $2, 10, 3, label from areas where code = $2`, [street, community]);
  await database.query(`insert into places (district_code, id, kind, name, community_code, geom) select district_code, 'place ' || $1, 'clinic', '测试卫生站', $2, label from areas where code = $2`, [street, community]);
  const plan = crypto.randomUUID(), job = crypto.randomUUID();
  await database.query(`insert into plans (district_code, id, name, scope_code, state, rules, report) select left($1, 6), $2, 'test', $1, 'draft', '{"window": null, "target": null, "seed": 1, "weights": {"barrier": 1, "moved": 1, "border": 1}, "locks": [], "frozen": [], "dedicated": {"grids": [], "units": []}, "barriers": []}', '{}'`, [street, plan]);
  await database.query(`insert into jobs (district_code, id, kind, state, input, finished_at) select left($1, 6), $2, 'redraw', 'done', jsonb_build_object('plan', $3::text), now()`, [street, job, plan]);
  const comment = crypto.randomUUID();
  await database.query(`insert into plan_comments (district_code, plan_id, id, author, author_id, text) select left($1, 6), $2, $3, 'matrix', 'matrix', 'matrix'`, [street, plan, comment]);
  const alert = crypto.randomUUID();
  await database.query(`insert into alerts (district_code, id, rule, kind, level, area_code, raised_at, figures) values (left($1, 6), $2, 'matrix', 'silent', 'street', $1, now(), '{"now": 0, "minutes": 60, "threshold": 5}')`, [street, alert]);
  const account = crypto.randomUUID(), token = crypto.randomUUID();
  await database.query(`insert into accounts (id, login, name, roles, area_code, sign_in) values ($2, 'matrix' || $1, 'matrix', '{viewer}', $1, 'password')`, [street, account]);
  await database.query(`insert into tokens (id, kind, name, rights, area_code, secret_hash, expires_at) values ($2, 'key', 'matrix', '{aggregates}', $1, $2, now() + interval '1 day')`, [street, token]);
  const wall = crypto.randomUUID(), pairing = crypto.randomUUID();
  await database.query(`insert into walls (district_code, id, name, area_code, scenes, changed_by) select left($1, 6), $2, 'wall ' || $1, $1, '[{"kind": "grids", "seconds": 30, "area": null, "camera": null, "layers": null, "panels": null, "title": null}]', 'matrix'`, [street, wall]);
  await database.query(`insert into wall_pairings (district_code, id, wall_id, screen, area_code, made_by, code_until) select left($1, 6), $2, $3, $2, $1, 'matrix', now() + interval '1 hour'`, [street, pairing, wall]);
  const assignment = `unit,grid\n${await one(`select string_agg(unit_code || ',' || grid_code, E'\\n') as id from grid_units where starts_with(unit_code, $1)`)}\n`;
  return { area: street, assignment, grid: await one('select code as id from grids where starts_with(code, $1) order by code limit 1'), unit: unit!.code, park: `park ${street}`, place: `place ${street}`, plan, comment, job, alert, account, token, wall, pairing, at: unit!.at };
}

const reportAt = ({ at }: Things, category: string) => ({ source: 'hotline', externalId: 'matrix', category, at, openedAt: '2026-11-22T09:00:00+08:00' });

const MONTH = 'from=2026-10-01&to=2026-11-01';
const tilePath = (layer: string, ending: string, zoom: number, { at }: Things) => {
  const { z, x, y } = tileAt(at, zoom);
  return `/tiles/${layer}/${z}/${x}/${y}.${ending}`;
};

/** Every question, by row, when `own` is what lies in the asker's area and `other` what lies in another. */
export function casesOf(own: Things, other: Things): Record<string, Case> {
  const listed = (path: string, more: Partial<Case> = {}): Case => ({ inside: { path }, outside: { path: `${path}${path.includes('?') ? '&' : '?'}area=${other.area}` }, answers: 200, refused: 404, ...more });
  const named = (path: (things: Things) => string, more: Partial<Case> & { method?: string; body?: unknown } = {}): Case => {
    const { method, body, ...rest } = more;
    const question = (things: Things) => ({ path: path(things), ...(method && { method }), ...(body !== undefined && { body }) });
    return { inside: question(own), outside: question(other), answers: 200, refused: 404, ...rest };
  };
  const plain = (path: string, more: Partial<Case> & { method?: string; body?: unknown } = {}): Case => {
    const { method, body, ...rest } = more;
    return { inside: { path, ...(method && { method }), ...(body !== undefined && { body }) }, answers: 200, ...rest };
  };
  const tile = (layer: string, ending: string, zoom: number, more: Partial<Case> = {}): Case => ({ inside: { path: tilePath(layer, ending, zoom, own) }, answers: 200, ...more });
  const PLACE = ':z/:x/:y{.+\\.(mvt|png)}';
  const v1: Record<string, Case> = {
    'GET /session': plain('/session'),
    'POST /session': plain('/session', { method: 'POST', body: {}, answers: 400 }),
    'DELETE /session': plain('/session', { method: 'DELETE', answers: 204 }),
    'POST /session/demo': plain('/session/demo', { method: 'POST', body: {}, answers: 400 }),
    'POST /session/invitation': plain('/session/invitation', { method: 'POST', body: {}, answers: 400 }),
    'GET /session/oidc': plain('/session/oidc', { answers: 404 }),
    'GET /session/oidc/callback': plain('/session/oidc/callback', { answers: 404 }),
    'POST /setup': plain('/setup', { method: 'POST', body: {}, answers: 400 }),
    'POST /session/password': plain('/session/password', { method: 'POST', body: { current: 'a', next: 'b' }, people: true }),
    'POST /session/second-factor': plain('/session/second-factor', { method: 'POST', body: { password: 'a' }, people: true }),
    'PUT /session/second-factor': plain('/session/second-factor', { method: 'PUT', body: { code: '123456' }, people: true }),
    'DELETE /session/second-factor': plain('/session/second-factor', { method: 'DELETE', body: { password: 'a', code: '123456' }, people: true }),
    'GET /sessions': plain('/sessions', { people: true }),
    'DELETE /sessions': plain('/sessions', { method: 'DELETE', people: true }),
    'GET /accounts': plain('/accounts'),
    'POST /accounts': {
      inside: { path: '/accounts', method: 'POST', body: {} }, answers: 400,
      outside: { path: '/accounts', method: 'POST', body: { login: 'matrix', name: 'matrix', roles: ['viewer'], area: other.area } }, refused: 400,
    },
    'GET /accounts/:id': named(({ account }) => `/accounts/${account}`),
    'PATCH /accounts/:id': named(({ account }) => `/accounts/${account}`, { method: 'PATCH', body: { name: 'matrix' } }),
    'DELETE /accounts/:id/sessions': named(({ account }) => `/accounts/${account}/sessions`, { method: 'DELETE', answers: 204 }),
    'POST /accounts/:id/invitation': named(({ account }) => `/accounts/${account}/invitation`, { method: 'POST', answers: 201 }),
    'DELETE /accounts/:id': { inside: { path: `/accounts/${crypto.randomUUID()}`, method: 'DELETE' }, outside: { path: `/accounts/${other.account}`, method: 'DELETE' }, answers: 404, refused: 404, destroys: true },
    'GET /tokens': plain('/tokens', { nameless: true }),
    'POST /tokens': { ...named(() => '/tokens', { method: 'POST', body: { kind: 'share', name: 'x', area: other.area, expiresAt: '2026-12-01T00:00:00Z' } }), people: true },
    'POST /tokens/:id/rotation': named(({ token }) => `/tokens/${token}/rotation`, { method: 'POST', people: true }),
    'DELETE /tokens/:id': named(({ token }) => `/tokens/${token}`, { method: 'DELETE', people: true }),

    'GET /walls': plain('/walls'),
    'GET /walls/by-name/:name': named(({ area }) => `/walls/by-name/wall%20${area}`),
    'GET /walls/:id': named(({ wall }) => `/walls/${wall}`),
    'POST /walls': { inside: { path: '/walls', method: 'POST', body: {} }, answers: 400, outside: { path: '/walls', method: 'POST', body: { name: 'matrix', area: other.area } }, refused: 400 },
    'PATCH /walls/:id': named(({ wall }) => `/walls/${wall}`, { method: 'PATCH', body: {} }),
    'DELETE /walls/:id': { inside: { path: `/walls/${crypto.randomUUID()}`, method: 'DELETE' }, outside: { path: `/walls/${other.wall}`, method: 'DELETE' }, answers: 404, refused: 404, destroys: true },
    'GET /walls/pairings': plain('/walls/pairings', { nameless: true }),
    'POST /walls/pairings': { inside: { path: '/walls/pairings', method: 'POST', body: { wall: own.wall, screen: own.wall } }, outside: { path: '/walls/pairings', method: 'POST', body: { wall: other.wall, screen: other.wall } }, answers: 201, refused: 400 },
    'GET /walls/pairings/:id': named(({ pairing }) => `/walls/pairings/${pairing}`),
    'PUT /walls/pairings/:id/showing': named(({ pairing }) => `/walls/pairings/${pairing}/showing`, { method: 'PUT', body: { scene: 0, playing: true, area: null, layers: [], secondsLeft: 9, command: 0 }, answers: 204 }),
    'DELETE /walls/pairings/:id': { inside: { path: `/walls/pairings/${crypto.randomUUID()}`, method: 'DELETE' }, outside: { path: `/walls/pairings/${other.pairing}`, method: 'DELETE' }, answers: 404, refused: 404, destroys: true },
    // Without the cookie of a pairing.
    'POST /remote': plain('/remote', { method: 'POST', body: {}, answers: 400 }),
    'GET /remote': plain('/remote', { answers: 401 }),
    'GET /remote/showing': plain('/remote/showing', { answers: 401 }),
    'POST /remote/commands': plain('/remote/commands', { method: 'POST', body: { command: 'next' }, answers: 401 }),
    'DELETE /remote': plain('/remote', { method: 'DELETE', answers: 204 }),

    'GET /district': plain('/district', { nameless: true }),
    'GET /areas': listed('/areas'),
    'GET /areas/:code': named(({ area }) => `/areas/${area}`),
    'GET /grids': listed('/grids'),
    'GET /grids/export': listed('/grids/export?format=csv'),
    'GET /grids/:code': named(({ grid }) => `/grids/${grid}`),
    'GET /editions': listed('/editions', { nameless: true }),
    'GET /units': listed('/units?limit=2000'),
    'GET /units/topology': { inside: { path: `/units/topology?area=${own.area}` }, outside: { path: `/units/topology?area=${other.area}` }, answers: 200, refused: 404, nameless: true },
    'GET /units/:code': named(({ unit }) => `/units/${unit}`),
    'GET /parks': listed('/parks'),
    'GET /parks/:id': named(({ park }) => `/parks/${encodeURIComponent(park)}`),
    'GET /villages/incomes': listed('/villages/incomes', { nameless: true }),
    'GET /places': listed('/places'),
    'GET /places/reach': listed('/places/reach'),
    'GET /places/reach/roads': listed('/places/reach/roads', { nameless: true }),
    'GET /places/:id': named(({ place }) => `/places/${encodeURIComponent(place)}`),
    'GET /search': plain(`/search?limit=50&q=${encodeURIComponent('测试')}`),
    'GET /categories': plain('/categories'),
    'GET /incidents': listed(`/incidents?${MONTH}`),
    // Who may is told what is wrong; who names a place elsewhere, that it is not theirs.
    'POST /incidents': { inside: { path: '/incidents', method: 'POST', body: { incidents: [reportAt(own, '9999')] } }, outside: { path: '/incidents', method: 'POST', body: { incidents: [reportAt(other, '0101')] } }, answers: 400, refused: 400 },
    'GET /incidents/summary': listed('/incidents/summary?from=2026-10-01&to=2026-11-01'),
    'GET /incidents/brief': listed(`/incidents/brief?format=xlsx&${MONTH}`, { nameless: true }),
    'GET /incidents/cells': listed('/incidents/cells?month=2026-10'),
    'GET /incidents/days': listed('/incidents/days?month=2026-10'),
    'GET /live': listed('/live', { nameless: true }),
    'GET /live/today': listed('/live/today'),
    'GET /live/spots': listed('/live/spots', { nameless: true }),
    'GET /alerts': listed('/alerts'),
    'POST /alerts/:id/seen': named(({ alert }) => `/alerts/${alert}/seen`, { method: 'POST' }),
    'GET /alerts/rules': plain('/alerts/rules'),
    'PUT /alerts/rules': plain('/alerts/rules', { method: 'PUT', body: { rules: [] } }),
    ...Object.fromEntries(['land', 'roads', 'labels', 'relief', 'units', 'buildings'].map((layer) => [`GET /tiles/${layer}.json`, plain(`/tiles/${layer}.json`, { nameless: true })])),
    [`GET /tiles/land/${PLACE}`]: tile('land', 'mvt', 9),
    [`GET /tiles/roads/${PLACE}`]: tile('roads', 'mvt', 9),
    [`GET /tiles/labels/${PLACE}`]: tile('labels', 'mvt', 7),
    [`GET /tiles/relief/${PLACE}`]: tile('relief', 'png', 9),
    [`GET /tiles/units/${PLACE}`]: tile('units', 'mvt', 12),
    [`GET /tiles/buildings/${PLACE}`]: tile('buildings', 'mvt', 15, { nameless: true }),

    'POST /plans': { inside: { path: '/plans', method: 'POST', body: { scope: own.area, colour: 'none' } }, outside: { path: '/plans', method: 'POST', body: { scope: other.area } }, answers: 400, refused: 400 },
    'POST /plans/import': {
      inside: { path: `/plans/import?scope=${own.area}`, method: 'POST', csv: own.assignment }, answers: 201,
      outside: { path: `/plans/import?scope=${other.area}`, method: 'POST', csv: other.assignment }, refused: 400,
    },
    'GET /plans': plain('/plans'),
    'GET /plans/:id': named(({ plan }) => `/plans/${plan}`),
    'GET /plans/:id/grids': named(({ plan }) => `/plans/${plan}/grids`),
    'GET /plans/:id/report': named(({ plan }) => `/plans/${plan}/report`),
    'GET /plans/:id/check': named(({ plan }) => `/plans/${plan}/check`),
    'POST /plans/:id/publication': named(({ plan }) => `/plans/${plan}/publication`, { method: 'POST', body: { effectiveFrom: '2026-12-01' }, answers: 409, destroys: true }),
    'POST /plans/:id/rebase': named(({ plan }) => `/plans/${plan}/rebase`, { method: 'POST' }),
    'GET /plans/:id/comparison': named(({ plan }) => `/plans/${plan}/comparison?with=inForce`),
    'GET /plans/:id/comments': named(({ plan }) => `/plans/${plan}/comments`),
    'POST /plans/:id/comments': named(({ plan }) => `/plans/${plan}/comments`, { method: 'POST', body: { text: 'matrix' }, answers: 201 }),
    'PATCH /plans/:id/comments/:comment': named(({ plan, comment }) => `/plans/${plan}/comments/${comment}`, { method: 'PATCH', body: { resolved: true } }),
    'POST /editions/:id/publication': {
      inside: { path: '/editions/none/publication', method: 'POST', body: { scope: own.area, effectiveFrom: '2026-12-01', replaces: [] } }, answers: 404,
      outside: { path: '/editions/2024/publication', method: 'POST', body: { scope: other.area, effectiveFrom: '2026-12-01', replaces: [] } }, refused: 400, destroys: true,
    },
    'GET /editions/:id/comparison': listed('/editions/2024/comparison?with=inForce', { nameless: true }),
    'GET /plans/:id/export': named(({ plan }) => `/plans/${plan}/export?format=csv`),
    'PATCH /plans/:id': named(({ plan }) => `/plans/${plan}`, { method: 'PATCH', body: { name: 'matrix' } }),
    'DELETE /plans/:id': { inside: { path: `/plans/${crypto.randomUUID()}`, method: 'DELETE' }, outside: { path: `/plans/${other.plan}`, method: 'DELETE' }, answers: 404, refused: 404, destroys: true },
    'POST /plans/:id/branch': named(({ plan }) => `/plans/${plan}/branch`, { method: 'POST', body: {}, answers: 201 }),
    'POST /plans/:id/redraw': {
      inside: { path: `/plans/${own.plan}/redraw`, method: 'POST', body: { colour: 'none' } }, answers: 400,
      outside: { path: `/plans/${other.plan}/redraw`, method: 'POST', body: {} }, refused: 404, destroys: true,
    },
    'GET /plans/:id/events': named(({ plan }) => `/plans/${plan}/events`),
    'GET /plans/:id/assignment': named(({ plan }) => `/plans/${plan}/assignment`),
    'POST /plans/:id/edits': named(({ plan }) => `/plans/${plan}/edits`, { method: 'POST', body: { edits: [{ id: crypto.randomUUID(), tool: 'list', lock: { units: [own.unit], to: true } }] } }),
    'GET /plans/:id/edits': named(({ plan }) => `/plans/${plan}/edits`, { nameless: true }),
    'GET /jobs/:id': named(({ job }) => `/jobs/${job}`),
    'POST /jobs/:id/cancel': named(({ job }) => `/jobs/${job}/cancel`, { method: 'POST' }),
    'GET /jobs/:id/events': named(({ job }) => `/jobs/${job}/events`),

    'GET /settings': plain('/settings'),
    'PATCH /settings': plain('/settings', { method: 'PATCH', body: {} }),
    'GET /audit': listed('/audit?limit=500'),
    'GET /audit.csv': listed('/audit.csv'),
    'GET /openapi.json': plain('/openapi.json'),
    'GET /docs': plain('/docs'),
  };
  const around: Record<string, Case> = {
    'GET /api/openapi.json': plain('//api/openapi.json'),
    'GET /api/docs': plain('//api/docs'),
    'GET /api/docs/assets/start.js': plain('//api/docs/assets/start.js'),
    'GET /api/docs/assets/:name': plain('//api/docs/assets/swagger-ui.css'),
    'GET /metrics': plain('//metrics', { answers: 403 }),
    'GET /s/:secret': plain('//s/nothing', { answers: 403 }),
    'GET /wall/:name': plain('//wall/nothing?token=nothing', { answers: 403 }),
    'GET /healthz': plain('//healthz'),
    'GET /readyz': plain('//readyz'),
    'GET /*': plain('//robots.txt', { answers: 404 }),
  };
  return { ...Object.fromEntries(Object.entries(v1).map(([name, each]) => [name.replace(' ', ' /api/v1'), each])), ...around };
}

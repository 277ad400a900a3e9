/** The one place where it is decided who may ask what. */
import type { Context as Request, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Principal, Right } from './principal.ts';
import { requireSight, sees, sightOf, type Sight } from './sight.ts';
import { RIGHTS_TABLE, type Row } from './table.ts';

/** Refuses who is not signed in, has not the right, or names an area outside their own; tells the routes who asks and what they may see. */
export const enforceRights = ({ accounts, versions }: Pick<Context, 'accounts' | 'versions'>): MiddlewareHandler => async function enforce(c, next) {
  const row = rowOf(c);
  if (row && row.needs !== 'open') {
    const principal = await accounts.identify(c.req.raw);
    if (!principal) throw new Problem(401, 'Sign in first, or send a token of this Jingwei as "Authorization: Bearer jw_…".');
    requireRight(principal, row);
    if (row.area === 'district' && principal.area !== ((await versions.current()).district?.code ?? '')) throw new Problem(403, 'This is for the whole district; your account is for a part of it.');
    const sight = sightOf(principal);
    if (row.area === 'own') requireOwnAreas(c, sight);
    if (row.area === 'code') requireOwnCode(c, sight);
    c.set('principal', principal);
    c.set('sight', sight);
  }
  await next();
};

/** Whether who asked may go on listening: a stream outlives sign-ins, tokens and rights. */
export async function mayStill(c: Request, { accounts }: Pick<Context, 'accounts'>): Promise<boolean> {
  const row = rowOf(c), sight = requireSight(c);
  try {
    // Listening is no request: who only left a screen open is signed out like who closed it.
    const principal = await accounts.identify(c.req.raw, { isUse: false });
    return principal !== null && row !== undefined && hasRight(principal, row) && sees(sightOf(principal), sight.area);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** Throws when a route has no row in the table, or a row no route: both are mistakes of ours. */
export function requireRows(routes: readonly { method: string; path: string }[], table: Readonly<Record<string, Row>> = RIGHTS_TABLE): void {
  const names = new Set(routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`));
  const lawless = [...names].filter((name) => !table[name]), idle = Object.keys(table).filter((name) => !names.has(name));
  if (lawless.length) throw new Error(`Routes without a row in server/rights/table.ts: ${lawless.join(', ')}.`);
  if (idle.length) throw new Error(`Rows of server/rights/table.ts without a route: ${idle.join(', ')}.`);
}

/** The row of the route that will answer; none where no route does, and then there is only a 404 or 405 to be had. */
function rowOf(c: Request): Row | undefined {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return route && RIGHTS_TABLE[`${route.method} ${route.path}`];
}

const WHAT: Record<Right, string> = {
  aggregates: 'see places, grids and counts', points: 'see single incidents', plans: 'see and draw plans', incidents: 'write incidents', administration: 'administer Jingwei',
};

const hasRight = ({ rights }: Principal, { needs }: Row): boolean => needs === 'signedIn' || needs === 'open' || rights.has(needs);

function requireRight(principal: Principal, row: Row): void {
  if (hasRight(principal, row)) return;
  const needs = row.needs as Right;
  throw new Problem(403, `This needs the right to ${WHAT[needs]} ("${needs}"); an administrator can give it.`, { type: 'urn:jingwei:problem:right', errors: [{ field: 'right', found: null, expected: needs }] });
}

/** Codes are told apart by how they begin alone, so that what is outside sounds the same whether it exists or not. */
function requireOwnAreas(c: Request, sight: Sight): void {
  for (const name of ['area', 'parent']) {
    for (const code of c.req.queries(name) ?? []) if (isCode(code) && !sees(sight, code)) throw new Problem(404, `There is no area ${code} here.`);
  }
}

function requireOwnCode(c: Request, sight: Sight): void {
  // Inside a middleware the parameters are those of its own path, which has none.
  const code = c.req.path.split('/').at(-1)!;
  if (isCode(code) && !sees(sight, code)) throw new Problem(404, `There is no ${code} here.`);
}

// What is no code at all is the route's to refuse, with the reason.
const isCode = (text: string): boolean => /^\d{6,17}$/.test(text);

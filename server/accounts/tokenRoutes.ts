/** Keys and walls, as an administrator keeps them, and the share links of everybody. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { DAY_MS } from '../../geodata/density/days.ts';
import { askerOf, audit, type AuditEntry } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { publicOrigin } from '../http/address.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { reachOf, requireAccount, requireIdentity } from './asker.ts';
import type { Identity } from './identify.ts';
import { issuedToken, newToken, token } from './schema.ts';
import { deleteToken, rotateToken, selectTokens, type Token } from './tokenQueries.ts';
import { issueToken, LONGEST_DAYS, type TokenKind } from './tokens.ts';

const tags = ['tokens'];
const NO_STORE = { 'Cache-Control': 'no-store' };
const params = strict({ id: z.uuid('the id of a token') });

const list = createRoute({
  method: 'get', path: '/tokens', tags, summary: 'One\'s own share links; for administrators every token inside their area', request: { query: noQuery },
  responses: { 200: json(z.array(token), 'By kind and name'), ...problems(400, 401, 403) },
});
const create = createRoute({
  method: 'post', path: '/tokens', tags, summary: 'Make an API key, a wall or a share link; the secret is shown once',
  request: { query: noQuery, body: jsonBody(newToken) }, responses: { 201: json(issuedToken, 'The token and its secret'), ...problems(400, 401, 403) },
});
const rotate = createRoute({
  method: 'post', path: '/tokens/{id}/rotation', tags, summary: 'A new secret; the old one works for 24 hours more, unless somebody else answered for it. Whoever rotates a token answers for it',
  request: { params, query: noQuery }, responses: { 200: json(issuedToken, 'The token and its new secret'), ...problems(400, 401, 403, 404) },
});
const remove = createRoute({ method: 'delete', path: '/tokens/{id}', tags, summary: 'End a token at once', request: { params, query: noQuery }, responses: { 204: { description: 'Ended' }, ...problems(400, 401, 403, 404) } });

export function tokenRoutes(context: Context) {
  const { database, versions } = context;

  /** What somebody may see of the tokens: administrators all inside their reach, everybody else what they made. */
  async function sightOf(asker: Identity) {
    const reach = await reachOf(asker, context);
    return (inside: Queryable, id: string | null = null) => selectTokens(inside, reach, asker.rights.has('administration') ? null : asker.id, id);
  }
  type Seen = Awaited<ReturnType<typeof sightOf>>;

  const note = (c: Request, inside: Queryable, { id, area }: Token, entry: Pick<AuditEntry, 'action' | 'before' | 'after'>) =>
    audit(inside, { ...askerOf(c, context), noun: 'tokens', record: id, area: area ?? undefined, ...entry });

  /** Throws a 404 for a token one may not see as for one that does not exist. */
  async function requireOne(seen: Seen, inside: Queryable, id: string): Promise<Token> {
    const [found] = await seen(inside, id);
    if (!found) throw new Problem(404, `There is no token ${id}.`);
    return found;
  }

  const answer = (c: Request, found: Token, secret: string) => ({ token: found, secret, url: urlOf(found, secret, publicOrigin(c, context.config)) });

  return createRouter()
    .openapi(list, async (c) => c.json(await (await sightOf(await requireIdentity(c, context)))(database), 200, NO_STORE))
    .openapi(create, async (c) => {
      const asker = await requireAccount(c, context);
      const { kind, name, rights = ['aggregates'], area, expiresAt, view } = c.req.valid('json');
      if (kind !== 'share' && !asker.rights.has('administration')) throw new Problem(403, 'Keys and walls are made by administrators.');
      if (kind !== 'key' && rights.join() !== 'aggregates') throw badField('rights', rights, '["aggregates"] for walls and share links');
      if (rights.some((right) => !asker.rights.has(right))) throw new Problem(403, 'Nobody can give rights they do not have.');
      const district = (await versions.current()).district?.code ?? '';
      if (!(area ?? district).startsWith(asker.area) || (area !== null && !(district && (await context.areas()).has(area)))) throw badField('area', area, 'the code of an area inside your own', 'GET /api/v1/areas lists them.');
      const seen = await sightOf(asker);
      const expiry = requireExpiry(kind, expiresAt);
      const made = await database.transaction(async (inside) => {
        const { id, secret } = await issueToken(inside, { kind, name, rights: [...new Set(rights)], area, expiresAt: expiry, view: view ?? null, madeBy: asker.id, demo: asker.demo });
        const made = await requireOne(seen, inside, id);
        await note(c, inside, made, { action: 'create', after: recorded(made) });
        return answer(c, made, secret);
      });
      return c.json(made, 201, { ...NO_STORE, Location: `/api/v1/tokens/${made.token.id}` });
    })
    .openapi(rotate, async (c) => {
      const asker = await requireAccount(c, context);
      const { id } = c.req.valid('param'), seen = await sightOf(asker);
      const made = await database.transaction(async (inside) => {
        const before = await requireOne(seen, inside, id);
        const secret = await rotateToken(inside, id, asker.id);
        const after = await requireOne(seen, inside, id);
        await note(c, inside, after, { action: 'change', before: recorded(before), after: { ...recorded(after), rotated: true } });
        return answer(c, after, secret);
      });
      await versions.refresh();
      return c.json(made, 200, NO_STORE);
    })
    .openapi(remove, async (c) => {
      const asker = await requireAccount(c, context);
      const { id } = c.req.valid('param'), seen = await sightOf(asker);
      await database.transaction(async (inside) => {
        const found = await requireOne(seen, inside, id);
        await deleteToken(inside, id);
        await note(c, inside, found, { action: 'delete', before: recorded(found) });
      });
      await versions.refresh();
      return c.body(null, 204);
    });
}

function requireExpiry(kind: TokenKind, text: string): Date {
  const expiry = new Date(text);
  const days = LONGEST_DAYS[kind];
  if (!(expiry.getTime() > Date.now() && expiry.getTime() <= Date.now() + days * DAY_MS)) throw badField('expiresAt', text, `a time to come, at most ${days} days away`);
  return expiry;
}

function urlOf({ kind, name }: Token, secret: string, origin: string): string | null {
  if (kind === 'share') return `${origin}/s/${secret}`;
  return kind === 'wall' ? `${origin}/wall/${encodeURIComponent(name)}?token=${secret}` : null;
}

/** What the record keeps of a token. */
const recorded = ({ kind, name, rights, area, view, expiresAt, madeBy }: Token) => ({ kind, name, rights, area, view, expiresAt, madeBy });

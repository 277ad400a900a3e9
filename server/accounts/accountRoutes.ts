/** Accounts, as an administrator keeps them: inside the administrator's own area, and never with more rights than the administrator has. */
import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { askerOf, audit, type Asker, type AuditEntry } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { publicOrigin } from '../http/address.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import type { Role } from '../rights/principal.ts';
import { deleteAccount, insertAccount, selectAccounts, updateAccount, type Account, type Reach } from './accountQueries.ts';
import { reachOf, requireIdentity } from './asker.ts';
import { rightsOf, type Identity } from './identify.ts';
import { invitationPath, makeInvitation } from './invitations.ts';
import { account, accountChange, invitation, newAccount } from './schema.ts';
import { endSessions } from './sessions.ts';
import { hasAdministrator, lockAccounts } from './setup.ts';

const tags = ['accounts'];
const NO_STORE = { 'Cache-Control': 'no-store' };
const params = strict({ id: z.uuid('the id of an account') });
const one = { params, query: noQuery };

const list = createRoute({ method: 'get', path: '/accounts', tags, summary: 'The accounts inside one\'s own area', request: { query: noQuery }, responses: { 200: json(z.array(account), 'By login'), ...problems(400, 401, 403) } });
const create = createRoute({
  method: 'post', path: '/accounts', tags, summary: 'Make an account; its password comes by an invitation',
  request: { query: noQuery, body: jsonBody(newAccount) }, responses: { 201: json(account, 'The account'), ...problems(400, 401, 403, 409) },
});
const read = createRoute({ method: 'get', path: '/accounts/{id}', tags, summary: 'One account', request: one, responses: { 200: json(account, 'The account'), ...problems(400, 401, 403, 404) } });
const change = createRoute({
  method: 'patch', path: '/accounts/{id}', tags, summary: 'Change an account; what it loses it loses at once',
  request: { ...one, body: jsonBody(accountChange) }, responses: { 200: json(account, 'The account'), ...problems(400, 401, 403, 404, 409) },
});
const remove = createRoute({ method: 'delete', path: '/accounts/{id}', tags, summary: 'Delete an account and the tokens it answers for', request: one, responses: { 204: { description: 'Deleted' }, ...problems(400, 401, 403, 404, 409) } });
const invite = createRoute({
  method: 'post', path: '/accounts/{id}/invitation', tags, summary: 'A one-time link to choose a password; earlier links are void',
  request: one, responses: { 201: json(invitation, 'Shown once'), ...problems(400, 401, 403, 404, 409) },
});
const signOut = createRoute({ method: 'delete', path: '/accounts/{id}/sessions', tags, summary: 'Sign an account out everywhere', request: one, responses: { 204: { description: 'Signed out' }, ...problems(400, 401, 403, 404) } });

export function accountRoutes(context: Context) {
  const { database, versions } = context;

  const note = (c: Request, inside: Queryable, { id, area }: Account, entry: Omit<AuditEntry, keyof Asker | 'record' | 'area'>) =>
    audit(inside, { ...askerOf(c, context), record: id, area: area ?? undefined, ...entry });

  /** Throws a 404 for an account outside one's reach as for one that does not exist. */
  async function requireOne(inside: Queryable, reach: Reach, id: string): Promise<Account> {
    const [found] = await selectAccounts(inside, reach, id);
    if (!found) throw new Problem(404, `There is no account ${id}.`);
    return found;
  }

  /** Changes one account under a lock that keeps the last administrator from being taken away by two at once. */
  async function changing<T>(c: Request, id: string, work: (inside: Queryable, found: Account, reach: Reach, requireGivable: (given: Account) => void) => Promise<T>): Promise<T> {
    const asker = await requireIdentity(c, context);
    const reach = await reachOf(asker, context);
    const requireGivable = await readGivable(asker);
    const result = await database.transaction(async (inside) => {
      await lockAccounts(inside);
      const found = await requireOne(inside, reach, id);
      // Else a key could make itself the link to an account that may do everything.
      if (hasMore(found.roles, asker)) throw new Problem(403, 'Nobody can touch an account that has rights they do not have.');
      if (found.offered) throw new Problem(409, 'The accounts of the sample stay as they are; make others.');
      const had = await hasAdministrator(inside);
      const made = await work(inside, found, reach, requireGivable);
      if (had && !(await hasAdministrator(inside))) throw new Problem(409, `${found.login} is the last administrator of the whole store; make another first.`);
      return made;
    });
    await versions.refresh();
    return result;
  }

  /**
   * What an account may be given: an area that exists inside the giver's own, and no right the giver has not. Reads what it
   * needs before the transaction: inside one, other questions to the embedded store would wait for its end.
   */
  async function readGivable(asker: Identity): Promise<(given: { roles: Role[]; area: string | null }) => void> {
    const { district } = await versions.current();
    const areas = district ? await context.areas() : null;
    return ({ roles, area }) => {
      if (area === null && asker.area !== (district?.code ?? '')) throw badField('area', area, `an area inside ${asker.area}, your own`);
      if (area !== null && !(area.startsWith(asker.area) && areas?.has(area))) throw badField('area', area, 'the code of an area inside your own', 'GET /api/v1/areas lists them.');
      if (hasMore(roles, asker)) throw new Problem(403, 'Nobody can give rights they do not have.');
    };
  }

  return createRouter()
    .openapi(list, async (c) => c.json(await selectAccounts(database, await reachOf(await requireIdentity(c, context), context)), 200, NO_STORE))
    .openapi(read, async (c) => c.json(await requireOne(database, await reachOf(await requireIdentity(c, context), context), c.req.valid('param').id), 200, NO_STORE))
    .openapi(create, async (c) => {
      const asker = await requireIdentity(c, context);
      const { login, name, roles, area, signIn } = c.req.valid('json');
      (await readGivable(asker))({ roles, area });
      const reach = await reachOf(asker, context);
      const id = randomUUID();
      const made = await database.transaction(async (inside) => {
        if (!(await insertAccount(inside, { id, login, name, roles, area, signIn, demo: asker.demo }))) throw new Problem(409, `The login ${login} is taken.`);
        const account = await requireOne(inside, reach, id);
        await note(c, inside, account, { action: 'create', noun: 'accounts', after: recorded(account) });
        return account;
      });
      return c.json(made, 201, { ...NO_STORE, Location: `/api/v1/accounts/${id}` });
    })
    .openapi(change, async (c) => {
      const changes = c.req.valid('json');
      return c.json(await changing(c, c.req.valid('param').id, async (inside, found, reach, requireGivable) => {
        const next = { ...found, ...changes };
        if (changes.roles || changes.area !== undefined) requireGivable(next);
        await updateAccount(inside, next);
        await note(c, inside, found, { action: 'change', noun: 'accounts', before: recorded(found), after: recorded(next) });
        return requireOne(inside, reach, found.id);
      }), 200, NO_STORE);
    })
    .openapi(remove, async (c) => {
      await changing(c, c.req.valid('param').id, async (inside, found) => {
        await deleteAccount(inside, found.id);
        await note(c, inside, found, { action: 'delete', noun: 'accounts', before: recorded(found) });
      });
      return c.body(null, 204);
    })
    .openapi(invite, async (c) => {
      const { secret, expiresAt } = await changing(c, c.req.valid('param').id, async (inside, found) => {
        const { id, login, signIn, disabled } = found;
        if (disabled) throw new Problem(409, `${login} is disabled; a link would not work.`);
        if (signIn === 'oidc') throw new Problem(409, `${login} signs in by single sign-on and needs no link.`);
        const made = await makeInvitation(inside, id);
        await note(c, inside, found, { action: 'change', noun: 'accounts', after: { login, invitedUntil: made.expiresAt.toISOString() } });
        return made;
      });
      return c.json({ url: publicOrigin(c, context.config) + invitationPath(secret), expiresAt: expiresAt.toISOString() }, 201, NO_STORE);
    })
    .openapi(signOut, async (c) => {
      await changing(c, c.req.valid('param').id, async (inside, found) => {
        await endSessions(inside, found.id);
        await note(c, inside, found, { action: 'signOut', noun: 'sessions', after: { login: found.login, everywhere: true } });
      });
      return c.body(null, 204);
    });
}

/** Whether these roles have a right that the asker has not. */
const hasMore = (roles: readonly Role[], { rights }: Identity): boolean => [...rightsOf(roles)].some((right) => !rights.has(right));

/** What the record keeps of an account. */
const recorded = ({ login, name, roles, area, signIn, disabled }: Account) => ({ login, name, roles, area, signIn, disabled });

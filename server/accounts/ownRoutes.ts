/** What everybody may do with their own account: sessions, password, second factor. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { askerOf, audit, type Asker, type AuditEntry } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { requireAccount, requireOwnPassword } from './asker.ts';
import { browserOf } from './browser.ts';
import { hashPassword, requireStrength } from './passwords.ts';
import { bothFactors, factorCode, newPassword, ownPassword, ownSession, secondFactor } from './schema.ts';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, resealSecondFactor } from './secondFactor.ts';
import { endSessions, forgetDevices, selectSessions } from './sessions.ts';
import { provePassword, requireUnchanged } from './signIn.ts';

const tags = ['session'];
const NO_STORE = { 'Cache-Control': 'no-store' };
const done = (description: string) => ({ 204: { description } });

const list = createRoute({
  method: 'get', path: '/sessions', tags, summary: 'Where one is signed in', request: { query: noQuery },
  responses: { 200: json(z.array(ownSession), 'One\'s sessions, newest first'), ...problems(400, 401, 403) },
});
const everywhere = createRoute({ method: 'delete', path: '/sessions', tags, summary: 'Sign out everywhere', request: { query: noQuery }, responses: { ...done('Signed out'), ...problems(400, 401, 403) } });
const change = createRoute({
  method: 'post', path: '/session/password', tags, summary: 'Change one\'s password; all other sessions end',
  request: { query: noQuery, body: jsonBody(newPassword) }, responses: { ...done('Changed'), ...problems(400, 401, 403, 409, 429) },
});
const begin = createRoute({
  method: 'post', path: '/session/second-factor', tags, summary: 'Begin with a second factor: secret and backup codes, shown once',
  request: { query: noQuery, body: jsonBody(ownPassword) }, responses: { 200: json(secondFactor, 'For the authenticator app'), ...problems(400, 401, 403, 409, 429) },
});
const confirm = createRoute({
  method: 'put', path: '/session/second-factor', tags, summary: 'Confirm the second factor by its first code; all other sessions end',
  request: { query: noQuery, body: jsonBody(factorCode) }, responses: { ...done('It is needed from now on'), ...problems(400, 401, 403, 409) },
});
const remove = createRoute({
  method: 'delete', path: '/session/second-factor', tags, summary: 'Remove the second factor, by the password and a code or backup code',
  request: { query: noQuery, body: jsonBody(bothFactors) }, responses: { ...done('Removed'), ...problems(400, 401, 403, 429) },
});

export function ownRoutes(context: Context) {
  const { database, versions } = context;

  const note = (c: Request, inside: Queryable, entry: Omit<AuditEntry, keyof Asker>) => audit(inside, { ...askerOf(c, context), ...entry });

  /** The account, and its password, and a code where one is asked for, given again. */
  async function prove(c: Request, password: string, code?: string) {
    const account = await requireOwnPassword(c, context);
    const browser = browserOf(c, context);
    const proof = await provePassword(database, { login: account.login, password, code, address: browser.address, device: browser.device });
    return { account, browser, proof };
  }

  return createRouter()
    .openapi(list, async (c) => {
      const { id, sessionId } = await requireAccount(c, context);
      return c.json((await selectSessions(database, id)).map((each) => ({ ...each, current: each.id === sessionId })), 200, NO_STORE);
    })
    .openapi(everywhere, async (c) => {
      const { id } = await requireAccount(c, context);
      await database.transaction(async (inside) => {
        await endSessions(inside, id);
        await browserOf(c, context).leave(inside);
        await note(c, inside, { action: 'signOut', noun: 'sessions', record: id, after: { everywhere: true } });
      });
      await versions.refresh();
      return c.body(null, 204);
    })
    .openapi(change, async (c) => {
      const { current, next } = c.req.valid('json');
      const { account, browser, proof } = await prove(c, current);
      requireStrength(next, account.login, 'next');
      const { stored, key } = await hashPassword(next);
      await database.transaction(async (inside) => {
        await requireUnchanged(inside, account.id, proof);
        await inside.query('update accounts set password = $2 where id = $1', [account.id, stored]);
        await resealSecondFactor(inside, account.id, proof.key, key);
        await endSessions(inside, account.id, account.sessionId);
        await forgetDevices(inside, account.id, browser.device);
        await note(c, inside, { action: 'change', noun: 'accounts', record: account.id, after: { password: 'changed' } });
      });
      await versions.refresh();
      return c.body(null, 204);
    })
    .openapi(begin, async (c) => {
      const { account, browser, proof } = await prove(c, c.req.valid('json').password);
      const made = await database.transaction(async (inside) => {
        await requireUnchanged(inside, account.id, proof);
        return beginSecondFactor(inside, account, proof.key, { id: account.sessionId, secret: browser.session! });
      });
      return c.json(made, 200, NO_STORE);
    })
    .openapi(confirm, async (c) => {
      const account = await requireOwnPassword(c, context);
      const { session } = browserOf(c, context);
      await database.transaction(async (inside) => {
        await confirmSecondFactor(inside, account.id, { id: account.sessionId, secret: session! }, c.req.valid('json').code);
        await endSessions(inside, account.id, account.sessionId);
        await note(c, inside, { action: 'change', noun: 'accounts', record: account.id, before: { secondFactor: false }, after: { secondFactor: true } });
      });
      await versions.refresh();
      return c.body(null, 204);
    })
    .openapi(remove, async (c) => {
      const { password, code } = c.req.valid('json');
      const { account } = await prove(c, password, code);
      await database.transaction(async (inside) => {
        await removeSecondFactor(inside, account.id);
        await note(c, inside, { action: 'change', noun: 'accounts', record: account.id, before: { secondFactor: account.secondFactor }, after: { secondFactor: false } });
      });
      await versions.refresh();
      return c.body(null, 204);
    });
}

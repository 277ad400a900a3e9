/** Coming in and going out. */
import { createRoute } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { browserOf } from './browser.ts';
import { findDemoAccount } from './demo.ts';
import { findInvitation, takeInvitation } from './invitations.ts';
import { hashPassword, requireStrength } from './passwords.ts';
import { acceptance, credentials, demoChoice, firstAdministrator, session } from './schema.ts';
import { isSetupLink, makeFirstAdministrator } from './setup.ts';
import { plainLogin, signIn } from './signIn.ts';
import { identifyOrNobody, stateFor } from './state.ts';

const tags = ['session'];
const NO_STORE = { 'Cache-Control': 'no-store' };
const state = json(session, 'Who is signed in, and how one may');

const who = createRoute({ method: 'get', path: '/session', tags, summary: 'Who is signed in', request: { query: noQuery }, responses: { 200: state, ...problems(400) } });
const enter = createRoute({
  method: 'post', path: '/session', tags, summary: 'Sign in; sets a cookie',
  request: { query: noQuery, body: jsonBody(credentials) }, responses: { 200: state, ...problems(400, 401, 429) },
});
const leave = createRoute({ method: 'delete', path: '/session', tags, summary: 'Sign out', request: { query: noQuery }, responses: { 204: { description: 'Signed out' }, ...problems(400) } });
const tryDemo = createRoute({
  method: 'post', path: '/session/demo', tags, summary: 'Sign in as an account of the sample; refused in any other district',
  request: { query: noQuery, body: jsonBody(demoChoice) }, responses: { 200: state, ...problems(400, 403) },
});
const accept = createRoute({
  method: 'post', path: '/session/invitation', tags, summary: 'Choose the first password by a one-time link, and sign in',
  request: { query: noQuery, body: jsonBody(acceptance) }, responses: { 200: state, ...problems(400, 403) },
});
const setup = createRoute({
  method: 'post', path: '/setup', tags, summary: 'Make the first administrator by the one-time link that was printed at start, and sign in',
  request: { query: noQuery, body: jsonBody(firstAdministrator) }, responses: { 200: state, ...problems(400, 403) },
});

export function sessionRoutes(context: Context) {
  const { database, versions } = context;
  const isSample = async () => Boolean((await versions.current()).district?.sample);

  /** Begins a session where `find` gives an account, all in one transaction; the answer is as GET /session would be. */
  async function begin(c: Request, find: (inside: Queryable) => Promise<string>) {
    const browser = browserOf(c, context);
    const accountId = await database.transaction(async (inside) => {
      const id = await find(inside);
      await browser.enter(inside, id);
      return id;
    });
    await versions.refresh();
    return stateFor(context, await context.accounts.account(accountId));
  }

  return createRouter()
    .openapi(who, async (c) => c.json(await stateFor(context, await identifyOrNobody(context, c.req.raw)), 200, { 'Cache-Control': 'no-store' }))
    .openapi(enter, async (c) => {
      const { login, password, code } = c.req.valid('json');
      const { address, device } = browserOf(c, context);
      const accountId = await signIn(database, { login, password, code, address, device, sample: await isSample() });
      return c.json(await begin(c, async () => accountId), 200, NO_STORE);
    })
    .openapi(leave, async (c) => {
      await database.transaction((inside) => browserOf(c, context).leave(inside));
      await versions.refresh();
      return c.body(null, 204);
    })
    .openapi(tryDemo, async (c) => {
      const { login } = c.req.valid('json');
      if (!(await isSample())) throw new Problem(403, 'Demo accounts belong to the sample district, and this store is about another.');
      const notOffered = () => badField('login', login, 'a demo account', 'GET /api/v1/session lists them.');
      return c.json(await begin(c, async (inside) => await findDemoAccount(inside, login) ?? fail(notOffered())), 200, NO_STORE);
    })
    .openapi(accept, async (c) => {
      const { token, password } = c.req.valid('json');
      const login = await findInvitation(database, token);
      if (login === null) throw invitationOver();
      requireStrength(password, login);
      const { stored } = await hashPassword(password);
      return c.json(await begin(c, async (inside) => await takeInvitation(inside, token, stored) ?? fail(invitationOver())), 200, NO_STORE);
    })
    .openapi(setup, async (c) => {
      const { token, name, password, ...typed } = c.req.valid('json');
      const login = plainLogin(typed.login);
      if (!(await isSetupLink(database, token))) throw setupOver();
      requireStrength(password, login);
      const { stored } = await hashPassword(password);
      return c.json(await begin(c, async (inside) => await makeFirstAdministrator(inside, token, { login, name, stored }) ?? fail(setupOver())), 200, NO_STORE);
    });
}

const invitationOver = () => new Problem(403, 'This link was used, or its time is over, or a newer one was made; ask an administrator for another.');
const setupOver = () => new Problem(403, 'This link was used, or its time is over, or there is an administrator already; while there is none, every start of the server prints a new one.');

function fail(problem: Problem): never {
  throw problem;
}

/** Coming in and going out. */
import { createRoute } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { browserOf } from './browser.ts';
import { enter, type Via } from './entering.ts';
import { findDemoAccount } from './demo.ts';
import { findInvitation, takeInvitation } from './invitations.ts';
import { hashPassword, requireStrength } from './passwords.ts';
import { acceptance, credentials, demoChoice, firstAdministrator, session, type SessionState } from './schema.ts';
import { isSetupLink, makeFirstAdministrator } from './setup.ts';
import { plainLogin, SECOND_FACTOR, signIn, stillProved, wrongPassword } from './signIn.ts';
import { identifyOrNobody, stateFor } from './state.ts';

const tags = ['session'];
const NO_STORE = { 'Cache-Control': 'no-store' };
const state = json(session, 'Who is signed in, and how one may');

const who = createRoute({ method: 'get', path: '/session', tags, summary: 'Who is signed in', request: { query: noQuery }, responses: { 200: state, ...problems(400) } });
const signInByPassword = createRoute({
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

  /** The answer to somebody who came in: as GET /session would be. Throws `refusal` where `find` gives no account. */
  async function begin(c: Request, via: Via, find: (inside: Queryable) => Promise<string | null>, refusal: () => Problem): Promise<SessionState> {
    const identity = await enter(c, context, via, find);
    if (!identity) throw refusal();
    return stateFor(context, identity);
  }

  return createRouter()
    .openapi(who, async (c) => c.json(await stateFor(context, await identifyOrNobody(context, c.req.raw)), 200, NO_STORE))
    .openapi(signInByPassword, async (c) => {
      const { login, password, code } = c.req.valid('json');
      const { address, device } = browserOf(c, context);
      try {
        const proved = await signIn(database, { login, password, code, address, device, sample: await isSample() });
        return c.json(await begin(c, 'password', (inside) => stillProved(inside, proved), wrongPassword), 200, NO_STORE);
      } catch (error) {
        if (error instanceof Problem && error.status === 401 && !(error.type === SECOND_FACTOR && code === undefined)) await noteRefusal(c, context, login);
        throw error;
      }
    })
    .openapi(leave, async (c) => {
      const identity = await identifyOrNobody(context, c.req.raw);
      await database.transaction(async (inside) => {
        await browserOf(c, context).leave(inside);
        if (identity?.sessionId) await audit(inside, { ...askerOf(c, context, identity), action: 'signOut', noun: 'sessions', record: identity.id, after: { login: identity.login } });
      });
      await versions.refresh();
      return c.body(null, 204);
    })
    .openapi(tryDemo, async (c) => {
      const { login } = c.req.valid('json');
      if (!(await isSample())) throw new Problem(403, 'Demo accounts belong to the sample district, and this store is about another.');
      const notOffered = () => badField('login', login, 'a demo account', 'GET /api/v1/session lists them.');
      return c.json(await begin(c, 'demo', (inside) => findDemoAccount(inside, login), notOffered), 200, NO_STORE);
    })
    .openapi(accept, async (c) => {
      const { token, password } = c.req.valid('json');
      const login = await findInvitation(database, token);
      if (login === null) throw invitationOver();
      requireStrength(password, login);
      const { stored } = await hashPassword(password);
      return c.json(await begin(c, 'invitation', (inside) => takeInvitation(inside, token, stored), invitationOver), 200, NO_STORE);
    })
    .openapi(setup, async (c) => {
      const { token, login, name, password } = c.req.valid('json');
      if (!(await isSetupLink(database, token))) throw setupOver();
      requireStrength(password, login);
      const { stored } = await hashPassword(password);
      return c.json(await begin(c, 'setup', (inside) => makeFirstAdministrator(inside, token, { login, name, stored }), setupOver), 200, NO_STORE);
    });
}

const invitationOver = () => new Problem(403, 'This link was used, or its time is over, or a newer one was made; ask an administrator for another.');
const setupOver = () => new Problem(403, 'This link was used, or its time is over, or there is an administrator already; while there is none, every start of the server prints a new one.');

/** Keeps the record of a failed sign-in. A login that nobody has is not written: it may be a password in the wrong field. */
async function noteRefusal(c: Request, context: Context, login: string): Promise<void> {
  await context.database.transaction(async (inside) => {
    const [account] = await inside.query<{ id: string; login: string; area: string | null }>('select id, login, area_code as area from accounts where login = $1', [plainLogin(login)]);
    await audit(inside, { ...askerOf(c, context, null), action: 'refuse', noun: 'sessions', record: account?.id ?? null, area: account?.area ?? undefined, after: { login: account?.login ?? null } });
  });
}

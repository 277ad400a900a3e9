/** Single sign-on: to the service and back. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Context } from '../context.ts';
import { publicOrigin } from '../http/address.ts';
import { problems } from '../http/describe.ts';
import { Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { strict } from '../http/schema.ts';
import { log } from '../log.ts';
import { giveCookie, takeCookie } from './cookies.ts';
import { enter } from './entering.ts';
import { noticeResponse, type Notice } from './notice.ts';
import { findPerson, openSignOn, type Journey, type Person } from './oidc.ts';
import { view } from './schema.ts';

const PATH = '/api/v1/session/oidc';
const JOURNEY_COOKIE = 'jw_oidc';
const JOURNEY_S = 600;
const tags = ['session'];
const seeOther = { 303: { description: 'Onwards' } };

const begin = createRoute({
  method: 'get', path: '/session/oidc', tags, summary: 'Sign in by single sign-on: goes to the sign-on service',
  request: { query: strict({ view: view.optional() }) }, responses: { ...seeOther, ...problems(400, 404), 503: { description: 'The sign-on service does not answer' } },
});
const finish = createRoute({
  method: 'get', path: '/session/oidc/callback', tags, summary: 'Where the sign-on service sends the browser back',
  // What services add to code and state is theirs to choose.
  request: { query: z.looseObject({ state: z.string().optional(), code: z.string().optional() }) }, responses: { ...seeOther, ...problems(400, 403, 404) },
});

const AGAIN: Notice = { status: 400, zh: '登录没有完成，或用时太久。请返回重新登录。', en: 'Signing in was not finished, or took too long. Go back and begin again.' };
const UNKNOWN: Notice = { status: 403, zh: '您已通过单点登录，但经纬里没有您可用的账号。请管理员以您的用户名建立一个单点登录账号。', en: 'The sign-on service knows you, but you have no account here that may sign in. Ask an administrator to make one for single sign-on, with your user name.' };
const AWAY: Notice = { status: 503, zh: '单点登录服务没有响应，请稍后再试。', en: 'The sign-on service does not answer; try again later.' };

export function oidcRoutes(context: Context) {
  const { versions, config } = context;
  const signOn = config.oidc && openSignOn(config.oidc);
  const isSecure = (c: Request) => publicOrigin(c, config).startsWith('https:');

  function requireSignOn() {
    if (!signOn) throw new Problem(404, 'No single sign-on is set up here.');
    return signOn;
  }

  return createRouter()
    .openapi(begin, async (c) => {
      const service = requireSignOn();
      try {
        const { url, journey } = await service.begin(publicOrigin(c, config) + PATH + '/callback', c.req.valid('query').view ?? '/');
        giveCookie(c, JOURNEY_COOKIE, Buffer.from(JSON.stringify(journey)).toString('base64url'), { seconds: JOURNEY_S, secure: isSecure(c), path: PATH });
        c.header('Cache-Control', 'no-store');
        return c.redirect(url.href, 303);
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'The sign-on service cannot be used');
        return noticeResponse(c, AWAY) as never;
      }
    })
    .openapi(finish, async (c) => {
      const service = requireSignOn();
      const journey = readJourney(getCookie(c, JOURNEY_COOKIE));
      takeCookie(c, JOURNEY_COOKIE, PATH);
      if (!journey) return noticeResponse(c, AGAIN) as never;
      let person: Person;
      try {
        person = await service.finish(new URL(publicOrigin(c, config) + PATH + '/callback' + new URL(c.req.url).search), journey);
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'A single sign-on failed');
        return noticeResponse(c, AGAIN) as never;
      }
      const sample = Boolean((await versions.current()).district?.sample);
      if (!(await enter(c, context, 'oidc', (inside) => findPerson(inside, person, sample)))) return noticeResponse(c, UNKNOWN) as never;
      c.header('Cache-Control', 'no-store');
      return c.redirect(journey.view, 303);
    });
}

const shape = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), view });

function readJourney(cookie: string | undefined): Journey | null {
  try {
    return shape.safeParse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Its kind alone: what a sign-on service writes into its errors is not for our log. */
const reasonOf = (error: unknown): string => (error as { code?: string }).code ?? (error as Error).name;

/** Links that bring their own right to look: a shared view, and the wall. The secret goes into a cookie and out of the address. */
import { Hono, type Context as Request } from 'hono';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { publicOrigin } from '../http/address.ts';
import { giveCookie, TOKEN_COOKIE } from './cookies.ts';
import { noticeResponse, type Notice } from './notice.ts';

const OVER: Notice = { status: 403, zh: '这个链接已过期、已撤销，或不完整。请向分享者要一个新的链接。', en: 'This link is over, was revoked or is not whole. Ask whoever sent it for a new one.' };

export function linkRoutes(context: Context): Hono {
  async function open(c: Request, secret: string, kind: 'wall' | 'share'): Promise<Response> {
    const identity = await context.accounts.holder(secret);
    if (identity?.kind !== kind) return noticeResponse(c, OVER);
    await context.database.transaction((inside) => audit(inside, { ...askerOf(c, context, identity), action: 'signIn', noun: 'tokens', record: identity.id, after: { kind } }));
    giveCookie(c, TOKEN_COOKIE, secret, { seconds: YEAR_S, secure: publicOrigin(c, context.config).startsWith('https:') });
    c.header('Cache-Control', 'no-store');
    return c.redirect(identity.view ?? '/', 303);
  }

  return new Hono()
    .get('/s/:secret', (c) => open(c, c.req.param('secret'), 'share'))
    .get('/wall/:name', (c, next) => {
      const secret = c.req.query('token');
      return secret === undefined ? next() : open(c, secret, 'wall');
    });
}

// The token's own end comes first; browsers keep no cookie for longer.
const YEAR_S = 365 * 86_400;

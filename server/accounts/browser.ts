/** One browser that signs in and out: the cookies it brings and gets, and where it comes from. */
import type { Context as Request } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { clientAddress, publicOrigin } from '../http/address.ts';
import { DEVICE_COOKIE, giveCookie, SESSION_COOKIE, takeCookie, TOKEN_COOKIE } from './cookies.ts';
import { newSecret } from './secrets.ts';
import { beginSession, browserName, DEVICE_DAYS, endSession, keepDevice, SESSION_HOURS } from './sessions.ts';

const DEVICE_PATH = '/api/v1/';

export interface Browser {
  address: string | null;
  /** The secret it was given after an earlier success. */
  device: string | null;
  session: string | null;
  /** Begins a new session in place of whatever it had; call it inside the transaction of what led to it. */
  enter(inside: Queryable, accountId: string): Promise<void>;
  /** Ends its session and forgets the link it came by. */
  leave(inside: Queryable): Promise<void>;
}

export function browserOf(c: Request, { config }: Pick<Context, 'config'>): Browser {
  const address = clientAddress(c, config);
  const secure = publicOrigin(c, config).startsWith('https:');
  const session = getCookie(c, SESSION_COOKIE) ?? null;
  const device = getCookie(c, DEVICE_COOKIE) ?? null;
  return {
    address, device, session,
    enter: async (inside, accountId) => {
      // What a browser brings was perhaps given to it by somebody else: a session has a new secret always.
      if (session) await endSession(inside, session);
      const secret = await beginSession(inside, accountId, { address, browser: browserName(c.req.header('user-agent')) });
      const known = device && /^[\w-]{43}$/.test(device) ? device : newSecret();
      await keepDevice(inside, known, accountId);
      giveCookie(c, SESSION_COOKIE, secret, { seconds: SESSION_HOURS * 3600, secure });
      giveCookie(c, DEVICE_COOKIE, known, { seconds: DEVICE_DAYS * 86_400, secure, path: DEVICE_PATH });
      takeCookie(c, TOKEN_COOKIE);
    },
    leave: async (inside) => {
      if (session) await endSession(inside, session);
      takeCookie(c, SESSION_COOKIE);
      takeCookie(c, TOKEN_COOKIE);
    },
  };
}

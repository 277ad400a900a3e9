/** Whoever is signed in, for routes that are about accounts themselves. */
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Reach } from './accountQueries.ts';
import type { Identity } from './identify.ts';

/** Who asks. Throws a 401 where nobody is signed in. */
export async function requireIdentity(c: Request, { accounts }: Pick<Context, 'accounts'>): Promise<Identity> {
  const identity = await accounts.identify(c.req.raw);
  if (!identity) throw new Problem(401, 'Sign in first.');
  return identity;
}

/** The person who asks, with the session. Throws a 403 for keys, walls and links. */
export async function requireAccount(c: Request, context: Pick<Context, 'accounts'>): Promise<Identity & { login: string; sessionId: string }> {
  const identity = await requireIdentity(c, context);
  if (identity.login === null || identity.sessionId === null) throw new Problem(403, 'This is for people who are signed in, not for keys, walls or links.');
  return identity as Identity & { login: string; sessionId: string };
}

/** The person who asks, where password and second factor are theirs. Throws a 403 for single sign-on and demo accounts. */
export async function requireOwnPassword(c: Request, context: Pick<Context, 'accounts'>): Promise<Identity & { login: string; sessionId: string }> {
  const account = await requireAccount(c, context);
  if (!account.ownPassword) throw new Problem(403, 'This account has no password of its own here: it signs in elsewhere, or anybody may try it.');
  return account;
}

/** Whose accounts and tokens somebody may keep: for who has the whole district all of the store's, those of an earlier district too. */
export async function reachOf({ area, demo }: Identity, { versions }: Pick<Context, 'versions'>): Promise<Reach> {
  const { district } = await versions.current();
  return { area: area === district?.code ? '' : area, demo };
}

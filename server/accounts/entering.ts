/** The one way in: a session for the browser, and an entry in the record. */
import type { Context as Request } from 'hono';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { boundTo } from './accounts.ts';
import { browserOf } from './browser.ts';
import { findAccount, type Identity } from './identify.ts';

export type Via = 'password' | 'demo' | 'invitation' | 'setup' | 'oidc';

/** Begins a session for the account that `find` gives, in one transaction with what `find` writes; null, and nothing written here, where it gives none. */
export async function enter(c: Request, context: Context, via: Via, find: (inside: Queryable) => Promise<string | null>): Promise<Identity | null> {
  const { district } = await context.versions.current();
  const entered = await context.database.transaction(async (inside) => {
    const id = await find(inside);
    if (id === null) return null;
    await browserOf(c, context).enter(inside, id);
    const identity = boundTo(district, await findAccount(inside, id));
    await audit(inside, { ...askerOf(c, context, identity), action: 'signIn', noun: 'sessions', record: id, after: { login: identity.login, via } });
    return identity;
  });
  await context.versions.refresh();
  return entered;
}

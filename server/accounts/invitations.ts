/** One-time links by which an account gets its first password, or a new one. */
import type { Queryable } from '../database/database.ts';
import { removeSecondFactor } from './secondFactor.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { endSessions, forgetDevices } from './sessions.ts';

const INVITATION_DAYS = 7;

/** Makes the link of an account; an earlier one is void from now on. What the account has stays until the link is used. */
export async function makeInvitation(inside: Queryable, accountId: string): Promise<{ secret: string; expiresAt: Date }> {
  const secret = newSecret();
  const [row] = await inside.query<{ expiresAt: Date }>(`
    insert into invitations (secret_hash, account_id, expires_at) values ($1, $2, now() + make_interval(days => $3))
    on conflict (account_id) do update set secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
    returning expires_at as "expiresAt"`, [hashSecret(secret), accountId, INVITATION_DAYS]);
  return { secret, expiresAt: row!.expiresAt };
}

/** The login that a link is for; null where the link is not valid, or its account may not sign in. */
export async function findInvitation(database: Queryable, secret: string): Promise<string | null> {
  const [row] = await database.query<{ login: string }>(`
    select a.login from invitations i join accounts a on a.id = i.account_id
    where i.secret_hash = $1 and i.expires_at > now() and a.sign_in = 'password' and not a.disabled`, [hashSecret(secret)]);
  return row?.login ?? null;
}

/**
 * Uses the link: the account has this password from now on, and neither sessions nor second factor from before.
 * Gives its id; null where the link is not valid any more.
 */
export async function takeInvitation(inside: Queryable, secret: string, stored: string): Promise<string | null> {
  const [account] = await inside.query<{ id: string }>(`
    delete from invitations i using accounts a
    where i.secret_hash = $1 and i.expires_at > now() and a.id = i.account_id and a.sign_in = 'password' and not a.disabled
    returning a.id`, [hashSecret(secret)]);
  if (!account) return null;
  await inside.query('update accounts set password = $2 where id = $1', [account.id, stored]);
  await endSessions(inside, account.id);
  await forgetDevices(inside, account.id, null);
  await removeSecondFactor(inside, account.id);
  return account.id;
}

/** Where the link leads on the screens. The secret stands behind the #, which browsers send to nobody. */
export const invitationPath = (secret: string): string => `/#/invitation/${secret}`;
export const setupPath = (secret: string): string => `/#/setup/${secret}`;

/** The first administrator: made by a one-time link that only the start of the server prints. */
import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/database.ts';
import { hashSecret, newSecret } from './secrets.ts';

const LINK_DAYS = 7;
// Any constant will do; imports have another, so that nobody waits for them.
const LOCK = 7_021_353;

/** Lets one transaction at a time decide who administers the store. */
export const lockAccounts = (inside: Queryable) => inside.query('select pg_advisory_xact_lock($1)', [LOCK]);

/** Whether somebody may administer this store whatever district it is about: accounts of the sample do not count. */
export async function hasAdministrator(database: Queryable): Promise<boolean> {
  return (await database.query(`
    select 1 from accounts where 'admin' = any(roles) and area_code is null and not demo and not disabled and (password is not null or sign_in = 'oidc') limit 1`)).length > 0;
}

/** The secret of a new link; null where there is an administrator, or the sample, which has accounts of its own. */
export const makeSetupLink = (database: Database): Promise<string | null> => database.transaction(async (inside) => {
  await lockAccounts(inside);
  await inside.query('delete from invitations where expires_at < now()');
  if (await isSample(inside) || await hasAdministrator(inside)) return null;
  const secret = newSecret();
  await inside.query('insert into invitations (secret_hash, expires_at) values ($1, now() + make_interval(days => $2))', [hashSecret(secret), LINK_DAYS]);
  return secret;
});

/** Whether this is the secret of a link that works. */
export async function isSetupLink(database: Queryable, secret: string): Promise<boolean> {
  return (await database.query('select 1 from invitations where secret_hash = $1 and account_id is null and expires_at > now()', [hashSecret(secret)])).length > 0;
}

/** Makes the first administrator by the link; null where the link does not work any more, or somebody was first. */
export async function makeFirstAdministrator(inside: Queryable, secret: string, { login, name, stored }: { login: string; name: string; stored: string }): Promise<string | null> {
  await lockAccounts(inside);
  if (!(await isSetupLink(inside, secret)) || await isSample(inside) || await hasAdministrator(inside)) return null;
  await inside.query('delete from invitations where account_id is null');
  const id = randomUUID();
  const made = await inside.query(`
    insert into accounts (id, login, name, roles, sign_in, password) values ($1, $2, $3, '{admin}', 'password', $4) on conflict (login) do nothing returning 1`, [id, login, name, stored]);
  return made.length ? id : null;
}

async function isSample(inside: Queryable): Promise<boolean> {
  return (await inside.query(`select 1 from settings where key = 'district' and jsonb_typeof(value -> 'sample') = 'object'`)).length > 0;
}

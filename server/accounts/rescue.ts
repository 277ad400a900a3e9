/** For an operator whose last administrator is gone: an administrator of the whole store, by a one-time link. */
import { randomUUID } from 'node:crypto';
import { audit, OPERATOR } from '../audit/audit.ts';
import { OperatorError, type Database } from '../database/database.ts';
import { insertAccount } from './accountQueries.ts';
import { invitationPath, makeInvitation } from './invitations.ts';
import { lockAccounts } from './setup.ts';
import { plainLogin } from './signIn.ts';

/** `path` is where the link leads on the screens. */
export interface Rescue { login: string; made: boolean; path: string; expiresAt: string }

/**
 * Makes the account with this login, or gives the one there is every right again, and a link to choose a password. Throws an
 * OperatorError for an account that cannot be this one's.
 */
export const rescueAdministrator = (database: Database, typed: string): Promise<Rescue> => database.transaction(async (inside) => {
  const login = plainLogin(typed);
  await lockAccounts(inside);
  const [found] = await inside.query<{ id: string; demo: boolean; signIn: string; roles: string[]; area: string | null; disabled: boolean }>(
    'select id, demo, sign_in as "signIn", roles, area_code as area, disabled from accounts where login = $1', [login]);
  if (found?.demo) throw new OperatorError(`${login} is an account of the sample, which no other district knows; name another login.`);
  if (found?.signIn === 'oidc') throw new OperatorError(`${login} signs in by single sign-on and has no password; name another login.`);
  const id = found?.id ?? randomUUID();
  if (found) await inside.query(`update accounts set roles = '{admin}', area_code = null, disabled = false where id = $1`, [id]);
  else await insertAccount(inside, { id, login, name: login, roles: ['admin'], area: null, signIn: 'password', demo: false });
  const { secret, expiresAt } = await makeInvitation(inside, id);
  await audit(inside, { ...OPERATOR, action: found ? 'change' : 'create', noun: 'accounts', record: id, before: found && { login, roles: found.roles, area: found.area, disabled: found.disabled }, after: { login, roles: ['admin'], area: null, disabled: false, invitedUntil: expiresAt.toISOString() } });
  return { login, made: !found, path: invitationPath(secret), expiresAt: expiresAt.toISOString() };
});

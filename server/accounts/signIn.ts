/** Signing in by login and password, and by a code where the account asks for one. */
import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { codeCounter, countAttempt, countersOf, forgetAttempt, forgiveAttempt } from './attempts.ts';
import { checkPassword } from './passwords.ts';
import { checkCode, hasSecondFactor } from './secondFactor.ts';
import { isKnownDevice } from './sessions.ts';

export interface Attempt {
  login: string;
  password: string;
  code: string | undefined;
  address: string | null;
  /** What the browser was given after an earlier success. */
  device: string | null;
  /** Whether the store is about the sample, so that its accounts may come in. */
  sample: boolean;
}

/** A login as it is stored and compared. */
export const plainLogin = (text: string): string => text.trim().normalize('NFKC').toLowerCase();

const wrong = () => new Problem(401, 'The login or the password is not right.');

/**
 * The id of the account. Throws a 401 that says the same, after the same time, for an unknown login, a wrong password and an
 * account that may not sign in; a 401 of the type second-factor when only a code is missing or wrong; a 429 while one has to wait.
 */
export async function signIn(database: Database, { login: typed, password, code, address, device, sample }: Attempt): Promise<string> {
  const login = plainLogin(typed);
  const known = device && (await isKnownDevice(database, device, login)) ? device : null;
  const counters = countersOf(login, address, known);
  await countAttempt(database, counters);
  const [account] = await database.query<{ id: string; password: string | null; mayEnter: boolean }>(`
    select id, password, sign_in = 'password' and not disabled and (not demo or $2) as "mayEnter" from accounts where login = $1`, [login, sample]);
  const key = await checkPassword(account?.password ?? null, password);
  if (!account?.mayEnter || !key) throw wrong();
  if (await hasSecondFactor(database, account.id)) {
    if (code === undefined) {
      await forgetAttempt(database, counters);
      throw secondFactorProblem('A code of the second factor is needed as well.');
    }
    const codes = codeCounter(account.id, known);
    await countAttempt(database, [codes]);
    if (!(await checkCode(database, account.id, key, code))) throw secondFactorProblem('The code is not right, or was used before.');
    counters.push(codes);
  }
  await forgiveAttempt(database, counters);
  return account.id;
}

const secondFactorProblem = (detail: string) => new Problem(401, detail, { type: 'urn:jingwei:problem:second-factor' });

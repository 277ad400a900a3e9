/** Signing in by login and password, and by a code where the account asks for one. */
import type { Database, Queryable } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { codeCounter, countAttempt, countersOf, forgetAttempt, forgiveAttempt, type Counter } from './attempts.ts';
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

/** The problem type that asks for a code. */
export const SECOND_FACTOR = 'urn:jingwei:problem:second-factor';

export const wrongPassword = () => new Problem(401, 'The login or the password is not right.');

/** A login as it is stored and compared. */
export const plainLogin = (text: string): string => text.trim().normalize('NFKC').toLowerCase();

/**
 * The account and the proof of its password. Throws a 401 that says the same, after the same time, for an unknown login, a wrong password and an
 * account that may not sign in; a 401 of the type second-factor when only a code is missing or wrong; a 429 while one has to wait.
 */
export async function signIn(database: Database, { code, sample, ...attempt }: Attempt): Promise<Proof & { id: string }> {
  const { account, key, known, counters } = await tryPassword(database, attempt);
  if (!account?.mayEnter || (account.demo && !sample) || !key) throw wrongPassword();
  if (await hasSecondFactor(database, account.id)) {
    if (code === undefined) {
      await forgetAttempt(database, counters);
      throw secondFactorProblem(401, 'A code of the second factor is needed as well.');
    }
    counters.push(await tryCode(database, { id: account.id, key, code, known }, 401));
  }
  await forgiveAttempt(database, counters);
  return { id: account.id, key, stored: account.password! };
}

/** The account of a proof, held for this transaction; null where it has another password by now, or may not sign in any more. */
export async function stillProved(inside: Queryable, { id, stored }: Proof & { id: string }): Promise<string | null> {
  const rows = await inside.query('select 1 from accounts where id = $1 and password = $2 and not disabled for update', [id, stored]);
  return rows.length ? id : null;
}

/** A password that was proved: its key, and what the store has of it. */
export interface Proof { key: Buffer; stored: string }

/** Looks at the password, and the code where there is one, that somebody who is signed in gives again. Throws a 403 when one is not right, a 429 while one has to wait. */
export async function provePassword(database: Database, { code, ...attempt }: Omit<Attempt, 'sample'>): Promise<Proof> {
  const { account, key, known, counters } = await tryPassword(database, attempt);
  if (!key) throw new Problem(403, 'The password is not right.', { type: 'urn:jingwei:problem:wrong-password' });
  if (code !== undefined) counters.push(await tryCode(database, { id: account!.id, key, code, known }, 403));
  await forgiveAttempt(database, counters);
  return { key, stored: account!.password! };
}

/** Holds the account for this transaction. Throws a 409 where its password is another by now. */
export async function requireUnchanged(inside: Queryable, id: string, proof: Proof): Promise<void> {
  if (!(await stillProved(inside, { ...proof, id }))) throw new Problem(409, 'The password was changed meanwhile; try again.');
}

/** Counts the attempt as failed and looks at the password; `key` is null where it is not the one, or nobody has this login. */
async function tryPassword(database: Database, { login: typed, password, address, device }: Omit<Attempt, 'code' | 'sample'>) {
  const login = plainLogin(typed);
  const known = device && (await isKnownDevice(database, device, login)) ? device : null;
  const counters = countersOf(login, address, known);
  await countAttempt(database, counters);
  const [account] = await database.query<{ id: string; password: string | null; demo: boolean; mayEnter: boolean }>(
    `select id, password, demo, sign_in = 'password' and not disabled as "mayEnter" from accounts where login = $1`, [login]);
  return { account, key: await checkPassword(account?.password ?? null, password), known, counters };
}

/** Counts the attempt as failed and looks at the code; gives what it counted on. Throws a problem of the type second-factor when it is not right. */
async function tryCode(database: Database, { id, key, code, known }: { id: string; key: Buffer; code: string; known: string | null }, refusal: 401 | 403): Promise<Counter> {
  const codes = codeCounter(id, known);
  await countAttempt(database, [codes]);
  if (!(await checkCode(database, id, key, code))) throw secondFactorProblem(refusal, 'The code is not right, or was used before.');
  return codes;
}

const secondFactorProblem = (status: 401 | 403, detail: string) => new Problem(status, detail, { type: SECOND_FACTOR });

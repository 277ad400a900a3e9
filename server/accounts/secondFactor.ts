/** The second factor: codes of an authenticator app (RFC 6238), each good once, and backup codes for a lost phone. */
import { hkdfSync, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Database, Queryable } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { seal, unseal } from './seal.ts';

const STEP_S = 30;
// Half minutes by which a phone's clock may be off, either way.
const WINDOW = 1;
const BACKUP_CODES = 10;
const BACKUP_LENGTH = 10;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
// Codes of steps long past are refused by the clock; more than these need not be remembered.
const REMEMBERED_STEPS = 20;

interface Secrets { secret: string; backupCodes: string[] }

export async function hasSecondFactor(database: Queryable, accountId: string): Promise<boolean> {
  return (await database.query('select 1 from second_factors where account_id = $1 and pending_session is null', [accountId])).length > 0;
}

/** Makes secret and backup codes, which count once a code has confirmed them in the same session. Throws a 409 where there is a second factor. */
export async function beginSecondFactor(inside: Queryable, account: { id: string; login: string }, key: Buffer, session: { id: string; secret: string }): Promise<Secrets & { uri: string }> {
  if (await hasSecondFactor(inside, account.id)) throw new Problem(409, 'There is a second factor already; remove it first.');
  const made = totp(new Secret({ size: 20 }).base32, account.login);
  const secrets: Secrets = { secret: made.secret.base32, backupCodes: Array.from({ length: BACKUP_CODES }, newBackupCode) };
  await inside.query('delete from second_factors where account_id = $1', [account.id]);
  await inside.query('insert into second_factors (account_id, sealed, pending_session, pending_sealed) values ($1, $2, $3, $4)',
    [account.id, seal(key, account.id, JSON.stringify(secrets)), session.id, seal(sessionKey(session.secret), account.id, secrets.secret)]);
  return { ...secrets, uri: made.toString() };
}

/** The first code of a new second factor. Throws a 409 where none waits for one in this session, a 403 for a wrong code. */
export async function confirmSecondFactor(inside: Queryable, accountId: string, session: { id: string; secret: string }, code: string): Promise<void> {
  const [row] = await inside.query<{ sealed: string }>('select pending_sealed as sealed from second_factors where account_id = $1 and pending_session = $2', [accountId, session.id]);
  if (!row) throw new Problem(409, 'No second factor waits for a code in this session; begin again.');
  const step = stepOf(unseal(sessionKey(session.secret), accountId, row.sealed), code);
  if (step === null) throw new Problem(403, 'The code is not right.', { type: 'urn:jingwei:problem:second-factor' });
  await inside.query('update second_factors set pending_session = null, pending_sealed = null, used_steps = array[$2::bigint] where account_id = $1', [accountId, step]);
}

export async function removeSecondFactor(inside: Queryable, accountId: string): Promise<void> {
  await inside.query('delete from second_factors where account_id = $1', [accountId]);
}

/** Whether a code opens the account now; one that does never does again. */
export const checkCode = (database: Database, accountId: string, key: Buffer, code: string): Promise<boolean> => database.transaction(async (inside) => {
  const [row] = await inside.query<{ sealed: string }>('select sealed from second_factors where account_id = $1 for update', [accountId]);
  if (!row) return false;
  const { secret, backupCodes } = JSON.parse(unseal(key, accountId, row.sealed)) as Secrets;
  const step = stepOf(secret, code);
  if (step !== null) {
    return (await inside.query(`
      update second_factors set used_steps = ($2::bigint || used_steps)[1:${REMEMBERED_STEPS}]
      where account_id = $1 and $2::bigint <> all(used_steps) returning 1`, [accountId, step])).length > 0;
  }
  const plain = plainBackupCode(code);
  if (!backupCodes.some((each) => plainBackupCode(each) === plain)) return false;
  const left: Secrets = { secret, backupCodes: backupCodes.filter((each) => plainBackupCode(each) !== plain) };
  await inside.query('update second_factors set sealed = $2 where account_id = $1', [accountId, seal(key, accountId, JSON.stringify(left))]);
  return true;
});

/** Seals the second factor by a new password; one that is not confirmed yet is dropped. */
export async function resealSecondFactor(inside: Queryable, accountId: string, oldKey: Buffer, newKey: Buffer): Promise<void> {
  await inside.query('delete from second_factors where account_id = $1 and pending_session is not null', [accountId]);
  const [row] = await inside.query<{ sealed: string }>('select sealed from second_factors where account_id = $1 for update', [accountId]);
  if (row) await inside.query('update second_factors set sealed = $2 where account_id = $1', [accountId, seal(newKey, accountId, unseal(oldKey, accountId, row.sealed))]);
}

/** The half minute whose code this is, or null. */
function stepOf(secret: string, code: string): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = Date.now();
  const delta = totp(secret).validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / STEP_S) + delta;
}

const totp = (secret: string, label = '') => new TOTP({ issuer: 'Jingwei', label, secret: Secret.fromBase32(secret), period: STEP_S });

const sessionKey = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'jingwei second factor', 32));

function newBackupCode(): string {
  const letters = Array.from({ length: BACKUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

const plainBackupCode = (code: string) => code.replace(/[\s-]/g, '').toUpperCase();

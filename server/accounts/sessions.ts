/** Sessions and the browsers they were begun in. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/database.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** Hours after which one signs in again, whatever one did meanwhile: a working day. */
export const SESSION_HOURS = 12;
/** Days after which a browser that was not used is a stranger again. */
export const DEVICE_DAYS = 180;

export interface Session { id: string; address: string | null; browser: string | null; createdAt: string; seenAt: string; expiresAt: string }

/** Begins a session; gives its secret, which only the cookie knows. */
export async function beginSession(inside: Queryable, accountId: string, { address, browser }: { address: string | null; browser: string | null }): Promise<string> {
  const secret = newSecret();
  await inside.query('delete from sessions where expires_at < now()');
  await inside.query(`
    insert into sessions (id, account_id, secret_hash, address, browser, expires_at)
    values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`, [randomUUID(), accountId, hashSecret(secret), address, browser, SESSION_HOURS]);
  return secret;
}

export async function endSession(inside: Queryable, secret: string): Promise<void> {
  await inside.query('delete from sessions where secret_hash = $1', [hashSecret(secret)]);
}

/** Ends the sessions of an account, but for the one with this id. */
export async function endSessions(inside: Queryable, accountId: string, except: string | null = null): Promise<void> {
  await inside.query('delete from sessions where account_id = $1 and id is distinct from $2', [accountId, except]);
}

/** The sessions of an account that are not over, newest first. */
export async function selectSessions(database: Queryable, accountId: string): Promise<Session[]> {
  const rows = await database.query<Omit<Session, 'createdAt' | 'seenAt' | 'expiresAt'> & { createdAt: Date; seenAt: Date; expiresAt: Date }>(`
    select id, address, browser, created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt"
    from sessions where account_id = $1 and expires_at > now() order by created_at desc, id`, [accountId]);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), seenAt: row.seenAt.toISOString(), expiresAt: row.expiresAt.toISOString() }));
}

/** Whether this account has signed in from the browser that has this secret. */
export async function isKnownDevice(database: Queryable, secret: string, login: string): Promise<boolean> {
  const rows = await database.query(`
    select 1 from devices d join accounts a on a.id = d.account_id
    where d.secret_hash = $1 and a.login = $2 and d.seen_at > now() - make_interval(days => $3)`, [hashSecret(secret), login, DEVICE_DAYS]);
  return rows.length > 0;
}

/** Knows the browser with this secret from now on. */
export async function keepDevice(inside: Queryable, secret: string, accountId: string): Promise<void> {
  await inside.query('delete from devices where seen_at < now() - make_interval(days => $1)', [DEVICE_DAYS]);
  await inside.query(`
    insert into devices (secret_hash, account_id) values ($1, $2)
    on conflict (secret_hash, account_id) do update set seen_at = now()`, [hashSecret(secret), accountId]);
}

/** Forgets the browsers of an account, but for the one with this secret. */
export async function forgetDevices(inside: Queryable, accountId: string, except: string | null): Promise<void> {
  await inside.query('delete from devices where account_id = $1 and secret_hash is distinct from $2', [accountId, except && hashSecret(except)]);
}

/** The browser and the system a User-Agent header names, as far as a person needs to know them again: "Firefox, Windows". */
export function browserName(userAgent: string | undefined): string | null {
  if (!userAgent) return null;
  const first = (names: [string, RegExp][]) => names.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const browser = first([['Edge', /Edg/], ['Firefox', /Firefox/], ['360', /360|QHBrowser/i], ['Chrome', /Chrome|Chromium/], ['Safari', /Safari/]]);
  const system = first([['Android', /Android/], ['iOS', /iPhone|iPad/], ['HarmonyOS', /HarmonyOS/i], ['Windows', /Windows/], ['macOS', /Macintosh/], ['Linux', /Linux/]]);
  return [browser, system].filter(Boolean).join(', ') || null;
}

/**
 * Failed sign-ins, counted in the store so that every process knows: by login and address together, by address, and by
 * known device in place of both. Never by login alone, so that nobody can lock somebody else out.
 */
import { isIPv6 } from 'node:net';
import type { Database, Queryable } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret } from './secrets.ts';

/** What is counted, how many failures are free before each doubles the wait, and whether other people's count on it too. */
export interface Counter { key: string; free: number; shared: boolean }

const FREE_OWN = 5;
// Many people may sit behind one address.
const FREE_ADDRESS = 40;
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 900;
const FORGOTTEN_AFTER = '1 hour';

/** What an attempt counts on. `device` is the secret of a browser that this login has signed in from, or null. */
export function countersOf(login: string, address: string | null, device: string | null): Counter[] {
  if (device) return [ownCounter('device', device, login)];
  const from = network(address);
  return [ownCounter('pair', login, from), { key: keyOf('address', from), free: FREE_ADDRESS, shared: true }];
}

/** Wrong codes of an account whose password was right: only who knows the password can spend these. */
export const codeCounter = (accountId: string, device: string | null): Counter => ownCounter('code', accountId, device ?? '');

/** Guesses at something of which there is one for all, such as a code on a wall: by address. */
export const guessCounter = (what: string, address: string | null): Counter[] => [ownCounter('guess', what, network(address))];

const ownCounter = (...parts: string[]): Counter => ({ key: keyOf(...parts), free: FREE_OWN, shared: false });
const keyOf = (...parts: string[]) => hashSecret(JSON.stringify(parts));

/** Counts an attempt as failed before it is looked at, so that many at once gain nothing. Throws a 429 while one has to wait. */
export async function countAttempt(database: Database, counters: Counter[]): Promise<void> {
  await database.transaction(async (inside) => {
    for (const { key, free } of counters) {
      // A block that ends later than the longest wait was written before the clock was set back. An attempt at the same moment may
      // have written its time after this transaction began: that is no block, so the clock is asked as it is now.
      const counted = await inside.query(`
        insert into sign_in_failures as f (key, failures, last_at, blocked_until) values ($1, 1, now(), now())
        on conflict (key) do update set
          failures = case when f.last_at < now() - interval '${FORGOTTEN_AFTER}' then 1 else f.failures + 1 end,
          last_at = now(),
          blocked_until = now() + make_interval(secs => case when f.last_at < now() - interval '${FORGOTTEN_AFTER}' or f.failures < $2 then 0 else least($3, ${FIRST_WAIT_S} * power(2, least(f.failures - $2, 20))) end)
        where f.blocked_until <= clock_timestamp() or f.blocked_until > now() + make_interval(secs => $3 + 60)
        returning 1`, [key, free, LONGEST_WAIT_S]);
      if (counted.length) continue;
      const [row] = await inside.query<{ seconds: number }>('select greatest(1, ceil(extract(epoch from blocked_until - now())))::int as seconds from sign_in_failures where key = $1', [key]);
      const seconds = row?.seconds ?? 1;
      throw new Problem(429, `Too many failed attempts from here; try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, { headers: { 'Retry-After': String(seconds) } });
    }
  });
}

/** The attempt was no failure: what it counted on alone begins anew, what others share gets back what it took. */
export async function forgiveAttempt(inside: Queryable, counters: Counter[]): Promise<void> {
  for (const { key, shared } of counters) {
    if (shared) await takeBack(inside, key);
    else await inside.query('delete from sign_in_failures where key = $1', [key]);
  }
  await inside.query(`delete from sign_in_failures where last_at < now() - interval '1 day'`);
}

/** The attempt was neither: the password was right and a code is still to come. */
export async function forgetAttempt(inside: Queryable, counters: Counter[]): Promise<void> {
  for (const { key } of counters) await takeBack(inside, key);
}

const takeBack = (inside: Queryable, key: string) => inside.query('update sign_in_failures set failures = greatest(failures - 1, 0), blocked_until = now() where key = $1', [key]);

/** An address as far as one person can change it: of IPv6 the /64 that every household gets. */
function network(address: string | null): string {
  if (address === null) return '';
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head, tail] = address.split('%')[0]!.split('::') as [string, string | undefined];
  const groups = head ? head.split(':') : [];
  if (tail !== undefined) groups.push(...Array<string>(Math.max(0, 8 - groups.length - (tail ? tail.split(':').length : 0))).fill('0'));
  return groups.slice(0, 4).map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':');
}

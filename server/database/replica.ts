/**
 * A hot standby for reading, which is behind by as much as it likes: an answer is made from it only when it has seen the
 * writes that the answer's tag speaks of. Versions themselves, and everything outside an answer, come from the primary.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import type { Noun, Snapshot } from '../versions/versions.ts';
import type { Database, Queryable } from './database.ts';

/** Makes an answer of these nouns as they are in the snapshot or later. */
export type Reading = <T>(snapshot: Snapshot, nouns: readonly Noun[], make: () => Promise<T>) => Promise<T>;

// How long a standby that failed is left alone.
const REST_MS = 30_000;

const standby = new AsyncLocalStorage<Queryable>();

/** Runs `work` as if it were not part of an answer: what it reads is kept for other answers. */
export const onPrimary = <T>(work: () => T): T => standby.exit(work);

/** The primary, but for the queries of an answer that `reading` makes from the replica. */
export function withReplica(primary: Database, replica: Database, readFrom: (where: 'primary' | 'replica') => void): { database: Database; reading: Reading } {
  let restUntil = 0;
  const database: Database = { ...primary, query: (sql, parameters) => (standby.getStore() ?? primary).query(sql, parameters) };
  const reading: Reading = async (snapshot, nouns, make) => {
    if (Date.now() >= restUntil) {
      try {
        const made = await replica.transaction(async (inside) => {
          await inside.query('set transaction isolation level repeatable read, read only');
          return (await hasSeen(inside, snapshot, nouns)) ? { value: await standby.run(inTurn(inside), make) } : null;
        });
        if (made) {
          readFrom('replica');
          return made.value;
        }
      } catch (error) {
        if (error instanceof Problem) throw error;
        // It is away, or what was read had to be cancelled there: the primary can say it as well.
        log.warn({ err: error }, 'The read replica failed; the primary answers');
        restUntil = Date.now() + REST_MS;
      }
    }
    readFrom('primary');
    return make();
  };
  return { database, reading };
}

/** Whether this connection's moment is not before the snapshot, as far as these nouns go. */
async function hasSeen(inside: Queryable, { store, district, numbers }: Snapshot, nouns: readonly Noun[]): Promise<boolean> {
  const [row] = await inside.query<{ store: string | null; district: string | null; numbers: Record<string, number> }>(`
    select (select value #>> '{}' from settings where key = 'store') as store, (select value ->> 'code' from settings where key = 'district') as district,
      (select coalesce(jsonb_object_agg(noun, version), '{}') from versions where district_code = $1) as numbers`, [district?.code ?? '']);
  return row!.store === store && row!.district === (district?.code ?? null) && nouns.every((noun) => (row!.numbers[noun] ?? 0) >= (numbers[noun] ?? 0));
}

/** One connection answers one query after another. */
function inTurn(inside: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  return { ...inside, query: (sql, parameters) => {
    const mine = last.then(() => inside.query(sql, parameters));
    last = mine.catch(() => {});
    return mine as never;
  } };
}

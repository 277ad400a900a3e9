/** Who sends a request. */
import { parse } from 'hono/utils/cookie';
import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import type { Snapshot, Versions } from '../versions/versions.ts';
import { SESSION_COOKIE, TOKEN_COOKIE } from './cookies.ts';
import { findSession, findToken, type Found, type Identity } from './identify.ts';
import { hashSecret } from './secrets.ts';
import { looksLikeToken } from './tokens.ts';

export interface Accounts {
  /**
   * Who asks: by the Authorization header, else the session cookie, else the cookie of a wall or share link.
   * Null where the request brings none of them; throws a 401 Problem for one that is unknown, expired, revoked or of the
   * sample in a store that is about something else. What is no use (`isUse`) does not keep a session alive.
   */
  identify(request: Request, options?: { isUse?: boolean }): Promise<Identity | null>;
  /** Who holds this token; null where it is not valid. */
  holder(secret: string): Promise<Identity | null>;
}

// A process that cannot hear of changes (its connection is lost) believes what it knows for so long.
const BELIEVED_MS = 5000;
const MOST_KNOWN = 10_000;
const SEEN_EVERY_MS = 5 * 60_000;

interface Known { found: Promise<Found | null>; readAt: number; isNoted: boolean }

/** Whom it has identified it keeps in memory until anything about accounts, sessions or tokens changes in the store. */
export function openAccounts(database: Database, versions: Versions): Accounts {
  let of: number | undefined;
  let known = new Map<string, Known>();

  async function find({ kind, secret }: Credential, snapshot: Snapshot, isUse: boolean): Promise<Found | null> {
    if (of !== snapshot.people) {
      of = snapshot.people;
      known = new Map();
    }
    // The map of this moment: what is read now may be too old for the next one.
    const mine = known;
    const key = `${kind} ${hashSecret(secret)}`;
    const kept = mine.get(key);
    if (kept && Math.abs(Date.now() - kept.readAt) < BELIEVED_MS) {
      const found = await kept.found;
      if (found && found.expiresAt.getTime() > Date.now()) {
        if (isUse && !kept.isNoted) await note(kept, found);
        return found;
      }
    }
    if (mine.size >= MOST_KNOWN) mine.clear();
    // Shared by all who ask meanwhile; what is not valid, or could not be read, is not kept.
    const reading = READ[kind](database, secret), read: Known = { found: reading, readAt: Date.now(), isNoted: false };
    mine.set(key, read);
    const forget = () => { if (mine.get(key)?.found === reading) mine.delete(key); };
    const found = await reading.catch((error) => {
      forget();
      throw error;
    });
    if (!found) forget();
    else if (isUse) await note(read, found);
    return found;
  }

  const note = (known: Known, found: Found): Promise<void> => {
    known.isNoted = true;
    return noteUse(found);
  };

  /** Coarsely, when it was last used. A store that cannot be written at this moment is read all the same. */
  async function noteUse({ identity, seenAt }: Found): Promise<void> {
    const today = `(now() at time zone 'Asia/Shanghai')::date`;
    try {
      if (identity.kind !== 'account') await database.query(`update tokens set used_on = ${today} where id = $1 and used_on is distinct from ${today}`, [identity.id]);
      else if (Math.abs(Date.now() - seenAt!.getTime()) > SEEN_EVERY_MS) await database.query('update sessions set seen_at = now() where id = $1', [identity.sessionId]);
    } catch (error) {
      log.warn({ err: error }, 'The use of a sign-in or a token was not noted');
    }
  }

  /** Null where the secret is not valid, or of the sample in a store that is about something else. */
  async function identityOf(given: Credential, isUse = true): Promise<Identity | null> {
    const snapshot = await versions.current();
    const found = await find(given, snapshot, isUse);
    return found && (!found.identity.demo || snapshot.district?.sample) ? boundTo(snapshot.district, found.identity) : null;
  }

  return {
    identify: async (request, { isUse = true } = {}) => {
      const given = credentials(request);
      for (const each of given) {
        const identity = await identityOf(each, isUse);
        if (identity) return identity;
      }
      if (!given.length) return null;
      throw new Problem(401, 'The sign-in or the token is not valid, or not any more.');
    },
    holder: (secret) => identityOf({ kind: 'token', secret }),
  };
}

/** What an account or a token is in the store's present district. */
export const boundTo = (district: Snapshot['district'], identity: Found['identity']): Identity => ({ ...identity, area: identity.area ?? district?.code ?? '' });

const READ = { session: findSession, token: findToken };

interface Credential { kind: keyof typeof READ; secret: string }

/** What a request brings to be known by, the strongest first. A header says who asks alone. */
function credentials(request: Request): Credential[] {
  const header = request.headers.get('authorization');
  if (header !== null) {
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (!secret || !looksLikeToken(secret)) throw new Problem(401, 'The Authorization header must be "Bearer jw_…" with a token of this Jingwei.');
    return [{ kind: 'token', secret }];
  }
  const { [SESSION_COOKIE]: session, [TOKEN_COOKIE]: token } = parse(request.headers.get('cookie') ?? '');
  return [...(session ? [{ kind: 'session' as const, secret: session }] : []), ...(token ? [{ kind: 'token' as const, secret: token }] : [])];
}

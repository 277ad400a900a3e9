/** API keys, wall tokens and share links: what they may do, until when, and the changing of their secrets. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/database.ts';
import type { Right } from '../rights/principal.ts';
import { hashSecret, newSecret } from './secrets.ts';

export type TokenKind = 'key' | 'wall' | 'share';

export interface NewToken {
  kind: TokenKind;
  name: string;
  /** Walls and share links read aggregates only. */
  rights: readonly Right[];
  /** Division code; null is the whole district, whichever the store is about. */
  area: string | null;
  expiresAt: Date;
  /** What opening the link shows: a path of the screens. */
  view?: string | null;
  /** The account that answers for it: the token never has more than this account has. Null: the operator. */
  madeBy?: string | null;
  /** Void in any district but the sample. */
  demo?: boolean;
}

/** How many days away the end of a token may be. */
export const LONGEST_DAYS: Readonly<Record<TokenKind, number>> = { key: 730, wall: 1830, share: 366 };

/** How long the old secret works after a rotation. */
export const ROTATION_OVERLAP_HOURS = 24;

export const TOKEN_PREFIX = 'jw_';

/** Whether this can be a token's secret at all. */
export const looksLikeToken = (text: string): boolean => /^jw_[\w-]{43}$/.test(text);

/** Makes a token; `secret` is shown once and stored nowhere. */
export async function issueToken(inside: Queryable, { kind, name, rights, area, expiresAt, view = null, madeBy = null, demo = false }: NewToken): Promise<{ id: string; secret: string }> {
  const id = randomUUID();
  const secret = TOKEN_PREFIX + newSecret();
  await inside.query(`
    insert into tokens (id, kind, name, rights, area_code, view, secret_hash, made_by, demo, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [id, kind, name, rights, area, view, hashSecret(secret), madeBy, demo, expiresAt]);
  return { id, secret };
}

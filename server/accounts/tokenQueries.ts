/** The tokens that are shown to those who may end them. Their secrets are shown to nobody. */
import type { Queryable } from '../database/database.ts';
import type { Right } from '../rights/principal.ts';
import type { Reach } from './accountQueries.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { ROTATION_OVERLAP_HOURS, TOKEN_PREFIX, type TokenKind } from './tokens.ts';

export interface Token {
  id: string;
  kind: TokenKind;
  name: string;
  rights: Right[];
  /** Null: whatever district the store is about. */
  area: string | null;
  areaName: string | null;
  view: string | null;
  demo: boolean;
  /** Login of the account that answers for it; null is the operator. */
  madeBy: string | null;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
  /** Until when the secret before the last rotation works. */
  previousUntil: string | null;
  /** The last day it was used on, YYYY-MM-DD. */
  usedOn: string | null;
}

/** Tokens by name, or the one with this id: all inside the reach, or with `madeBy` those of this account alone. */
export async function selectTokens(database: Queryable, { area, demo }: Reach, madeBy: string | null, id: string | null = null): Promise<Token[]> {
  type Row = Omit<Token, 'createdAt' | 'expiresAt' | 'previousUntil'> & { createdAt: Date; expiresAt: Date; previousUntil: Date | null };
  const rows = await database.query<Row>(`
    select t.id, t.kind, t.name, t.rights, t.area_code as area, t.view, t.demo, a.login as "madeBy", t.created_at as "createdAt", t.expires_at as "expiresAt",
      (select min(d.name) from areas d where d.code = t.area_code) as "areaName",
      t.expires_at <= now() as expired,
      case when t.previous_until > now() then t.previous_until end as "previousUntil",
      t.used_on as "usedOn"
    from tokens t left join accounts a on a.id = t.made_by
    where starts_with(coalesce(t.area_code, (select value ->> 'code' from settings where key = 'district'), ''), $1)
      and (t.demo or not $2) and ($3::text is null or t.made_by = $3) and ($4::text is null or t.id = $4)
    order by t.kind, t.name, t.created_at, t.id`, [area, demo, madeBy, id]);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString(), previousUntil: row.previousUntil?.toISOString() ?? null }));
}

/**
 * A new secret, and from now on `by` answers for the token. The old secret works for ROTATION_OVERLAP_HOURS where `by` or the
 * operator answered for it before: another account may have lost since then what `by` would give back. The one before it works no more.
 */
export async function rotateToken(inside: Queryable, id: string, by: string): Promise<string> {
  const secret = TOKEN_PREFIX + newSecret();
  await inside.query(`
    update tokens set secret_hash = $2, made_by = $3,
      previous_hash = case when coalesce(made_by, $3) = $3 then secret_hash end,
      previous_until = case when coalesce(made_by, $3) = $3 then now() + make_interval(hours => $4) end
    where id = $1`,
  [id, hashSecret(secret), by, ROTATION_OVERLAP_HOURS]);
  return secret;
}

export async function deleteToken(inside: Queryable, id: string): Promise<void> {
  await inside.query('delete from tokens where id = $1', [id]);
}

import type { Queryable } from '../database/database.ts';
import type { Pairing, Showing } from './schema.ts';

export interface NewPairingRow { id: string; wall: string | null; screen: string; area: string; by: string; account: string | null; token: string | null; code: string; secretHash: string; minutes: number }

/** Phones that have not been heard of by their wall for so long are let go. */
const FORGOTTEN_AFTER = '30 days';

/** What is over takes no code: codes that lie thick are guessed soon. */
export async function forgetOver(inside: Queryable, district: string): Promise<void> {
  await inside.query(`
    delete from wall_pairings where district_code = $1
      and case when remote_hash is null then code_until < now() - interval '1 hour' else greatest(paired_at, heard_at) < now() - interval '${FORGOTTEN_AFTER}' end`, [district]);
  await inside.query('update wall_pairings set code = null, secret_hash = null where district_code = $1 and code_until < now() and (code is not null or secret_hash is not null)', [district]);
}

/** How many codes are on screens. */
export async function countWaiting(inside: Queryable, district: string): Promise<number> {
  const [row] = await inside.query<{ count: number }>('select count(*)::int as count from wall_pairings where district_code = $1 and code is not null', [district]);
  return row!.count;
}

/** A pairing in place of whatever the screen had; null where another screen shows this code. */
export async function insertPairing(inside: Queryable, district: string, { id, wall, screen, area, by, account, token, code, secretHash, minutes }: NewPairingRow): Promise<{ until: Date } | null> {
  const [made] = await inside.query<{ until: Date }>(`
    insert into wall_pairings (district_code, id, wall_id, screen, area_code, made_by, account_id, token_id, code, secret_hash, code_until)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(mins => $11))
    on conflict do nothing returning code_until as until`, [district, id, wall, screen, area, by, account, token, code, secretHash, minutes]);
  return made ?? null;
}

/** Ends what a screen is paired with; the phone's secret is worth nothing from then on. */
export const deletePairingOf = (inside: Queryable, district: string, screen: string) => inside.query('delete from wall_pairings where district_code = $1 and screen = $2', [district, screen]);
export const deletePairing = (inside: Queryable, district: string, id: string) => inside.query('delete from wall_pairings where district_code = $1 and id = $2', [district, id]);

export interface PairingRow extends Omit<Pairing, 'until' | 'pairedAt' | 'heardAt'> { screen: string; area: string; until: Date; pairedAt: Date | null; heardAt: Date | null }

/** Pairings of screens inside `area`, or the one with this id. */
export const selectPairings = (database: Queryable, district: string, area: string, id: string | null = null): Promise<PairingRow[]> => database.query<PairingRow>(`
  select p.id, p.wall_id as wall, w.name as "wallName", p.screen, p.area_code as area, p.made_by as by, p.code_until as until, p.paired_at as "pairedAt", p.heard_at as "heardAt",
    case when p.remote_hash is not null then 'paired' when p.code is not null and p.code_until > now() then 'waiting' else 'over' end as state
  from wall_pairings p left join walls w on w.district_code = p.district_code and w.id = p.wall_id
  where p.district_code = $1 and starts_with(p.area_code, $2) and ($3::text is null or p.id = $3)
  order by p.made_at, p.id`, [district, area, id]);

/** What the wall shows now; false where there is no such pairing, or no phone to tell it to. */
export async function storeShowing(inside: Queryable, district: string, id: string, showing: Showing): Promise<void> {
  await inside.query('update wall_pairings set showing = $3, heard_at = now() where district_code = $1 and id = $2', [district, id, JSON.stringify(showing)]);
}

/** The phone's side of a pairing: found by a secret that the phone alone holds. */
import type { Queryable } from '../database/database.ts';
import type { Showing } from './schema.ts';

// At the wall somebody is signed in still, or its token is as good as on the first day.
const VALID = `
  not exists (select 1 from accounts a where a.id = p.account_id and a.disabled)
  and not exists (select 1 from tokens t left join accounts m on m.id = t.made_by where t.id = p.token_id and (t.expires_at <= now() or coalesce(m.disabled, false)))`;

export interface Claimed { id: string; screen: string; area: string; wall: string | null }

/** Gives a pairing to whoever knows its code or secret: once, and nobody after. */
export async function claimPairing(inside: Queryable, district: string, by: { code: string } | { secretHash: string }, remoteHash: string): Promise<Claimed | null> {
  const [column, value] = 'code' in by ? ['code', by.code] : ['secret_hash', by.secretHash];
  const [claimed] = await inside.query<Claimed>(`
    update wall_pairings p set remote_hash = $3, paired_at = now(), code = null, secret_hash = null
    where p.district_code = $1 and p.${column} = $2 and p.code_until > now() and ${VALID}
    returning p.id, p.screen, p.area_code as area, p.wall_id as wall`, [district, value, remoteHash]);
  return claimed ?? null;
}

/** A guess that hit nothing counts against every code on show: past `most` the code ends, and the wall makes another. */
export const countMiss = (database: Queryable, district: string, most: number) => database.query(
  'update wall_pairings set misses = misses + 1, code = case when misses + 1 < $2 then code end where district_code = $1 and code is not null', [district, most]);

export interface RemotePairing extends Claimed { wallName: string | null; revision: number | null; scenes: unknown; command: number; showing: Showing | null; heardAt: Date | null; isThere: boolean }

/** What a phone drives; null where the pairing is over. `heardS`: a wall silent for longer is not there. */
export async function selectRemote(database: Queryable, district: string, remoteHash: string, heardS: number): Promise<RemotePairing | null> {
  const [row] = await database.query<RemotePairing>(`
    select p.id, p.screen, p.area_code as area, p.wall_id as wall, w.name as "wallName", w.revision, w.scenes, p.command::int as command, p.showing, p.heard_at as "heardAt",
      coalesce(p.heard_at > now() - make_interval(secs => $3), false) as "isThere"
    from wall_pairings p left join walls w on w.district_code = p.district_code and w.id = p.wall_id
    where p.district_code = $1 and p.remote_hash = $2 and ${VALID}`, [district, remoteHash, heardS]);
  return row ?? null;
}

/** The number of a new command; null while the one before is `leastMs` away or less. */
export async function countCommand(inside: Queryable, district: string, id: string, leastMs: number): Promise<number | null> {
  const [row] = await inside.query<{ number: number }>(`
    update wall_pairings set command = command + 1, commanded_at = clock_timestamp()
    where district_code = $1 and id = $2 and (commanded_at < clock_timestamp() - make_interval(secs => $3::float8 / 1000) or commanded_at > clock_timestamp())
    returning command::int as number`, [district, id, leastMs]);
  return row?.number ?? null;
}

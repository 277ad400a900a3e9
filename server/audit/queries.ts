import type { Queryable } from '../database/database.ts';
import { NO_DISTRICT } from './audit.ts';
import type { AuditFilter, ShownEntry } from './schema.ts';

export interface AuditBounds { district: string; area: string; after?: string; limit: number }

/** Entries about an area, newest first; the whole district has those from before it had a code as well. */
export async function selectAudit(database: Queryable, { from, to, actor, action, noun, area: asked }: AuditFilter, { district, area, after, limit }: AuditBounds): Promise<ShownEntry[]> {
  const [chain, sequence] = after?.split('-') ?? [];
  const rows = await database.query<Omit<ShownEntry, 'at'> & { at: Date }>(`
    select district_code || '-' || sequence as id, at, actor, actor_kind as "actorKind", actor_id as "actorId", action, noun, record, area, before, after, address, request_id as "requestId", hash
    from audit
    where (district_code = $1 or (district_code = '${NO_DISTRICT}' and $2 in ($1, '')))
      and (starts_with(coalesce(area, $1), $2) or (district_code = '${NO_DISTRICT}' and $2 in ($1, '')))
      and ($3::text is null or starts_with(area, $3))
      and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
      and ($6::text is null or strpos(lower(actor), lower($6)) > 0)
      and ($7::text is null or action = $7) and ($8::text is null or noun = $8)
      and ($9::text is null or (district_code, sequence) < ($9, $10::bigint))
    order by district_code desc, sequence desc limit $11`,
  [district, area, asked ?? null, midnight(from), midnight(to), actor ?? null, action ?? null, noun ?? null, chain ?? null, sequence ?? null, limit]);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

const midnight = (day: string | undefined) => (day === undefined ? null : `${day}T00:00:00+08:00`);

import type { Queryable } from '../database/database.ts';
import type { Comment, NewComment } from './commentSchema.ts';

type Row = Omit<Comment, 'createdAt' | 'resolvedAt' | 'mine'> & { createdAt: Date; resolvedAt: Date | null; authorId: string };

/** Comments on a plan, oldest first, or the one with this id; `reader` tells which are the asker's own. */
export async function selectComments(database: Queryable, district: string, plan: string, reader: string, id?: string): Promise<Comment[]> {
  const rows = await database.query<Row>(`
    select id, text, author as by, author_id as "authorId", grid_code as grid, created_at as "createdAt", resolved_at as "resolvedAt", resolved_by as "resolvedBy",
      case when at is not null then json_build_array(round(ST_X(at)::numeric, 6), round(ST_Y(at)::numeric, 6)) end as at
    from plan_comments where district_code = $1 and plan_id = $2 and ($3::text is null or id = $3) order by created_at, id`, [district, plan, id ?? null]);
  return rows.map(({ authorId, ...row }) => ({ ...row, mine: authorId === reader, createdAt: row.createdAt.toISOString(), resolvedAt: row.resolvedAt?.toISOString() ?? null }));
}

/** Where a grid of a plan lies; null where it has no units, undefined where there is no such grid. */
export async function selectGridPlace(inside: Queryable, district: string, plan: string, grid: string): Promise<[number, number] | null | undefined> {
  const [row] = await inside.query<{ at: [number, number] | null }>(`
    select case when label is not null then json_build_array(ST_X(label), ST_Y(label)) end as at from plan_grids where district_code = $1 and plan_id = $2 and code = $3`, [district, plan, grid]);
  return row?.at ?? (row && null);
}

export async function insertComment(inside: Queryable, district: string, plan: string, { id, author, authorId, text, at, grid }: NewComment & { id: string; author: string; authorId: string }): Promise<void> {
  await inside.query(`
    insert into plan_comments (district_code, plan_id, id, author, author_id, text, grid_code, at)
    values ($1, $2, $3, $4, $5, $6, $7, case when $8::float8 is not null then ST_SetSRID(ST_MakePoint($8, $9::float8), 4326) end)`,
  [district, plan, id, author, authorId, text, grid ?? null, at?.[0] ?? null, at?.[1] ?? null]);
}

/** Marks a comment as done, or as open again. */
export async function resolveComment(inside: Queryable, district: string, plan: string, id: string, by: string | null): Promise<void> {
  await inside.query(`
    update plan_comments set resolved_by = $4, resolved_at = case when $4::text is not null then coalesce(resolved_at, now()) end
    where district_code = $1 and plan_id = $2 and id = $3`, [district, plan, id, by]);
}

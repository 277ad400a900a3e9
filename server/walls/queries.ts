import type { Scene } from '../../geodata/walls/scenes.ts';
import type { Queryable } from '../database/database.ts';
import type { Wall } from './schema.ts';

type Row = Omit<Wall, 'changedAt'> & { changedAt: Date };

/** Walls by name: those about an area inside `area`, or the one with this id or name. */
export async function selectWalls(database: Queryable, district: string, { area, id, name }: { area: string; id?: string; name?: string }): Promise<Wall[]> {
  const rows = await database.query<Row>(`
    select id, name, area_code as area, scenes, revision, changed_by as "changedBy", changed_at as "changedAt" from walls
    where district_code = $1 and starts_with(coalesce(area_code, $1), $2) and ($3::text is null or id = $3) and ($4::text is null or lower(name) = lower($4))
    order by name, id`, [district, area, id ?? null, name ?? null]);
  return rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() }));
}

interface WallRow { id: string; name: string; area: string | null; scenes: Scene[]; by: string }

/** False where the name is taken. */
export async function insertWall(inside: Queryable, district: string, { id, name, area, scenes, by }: WallRow): Promise<boolean> {
  const made = await inside.query(`
    insert into walls (district_code, id, name, area_code, scenes, changed_by) values ($1, $2, $3, $4, $5, $6)
    on conflict do nothing returning 1`, [district, id, name, area, JSON.stringify(scenes), by]);
  return made.length > 0;
}

/** Keeps others from changing the wall until the transaction ends. */
export const lockWall = (inside: Queryable, district: string, id: string) => inside.query('select 1 from walls where district_code = $1 and id = $2 for update', [district, id]);

export const isNameTaken = async (inside: Queryable, district: string, name: string, but: string): Promise<boolean> =>
  (await inside.query('select 1 from walls where district_code = $1 and lower(name) = lower($2) and id <> $3', [district, name, but])).length > 0;

export async function updateWall(inside: Queryable, district: string, { id, name, area, scenes, by }: WallRow): Promise<void> {
  await inside.query('update walls set name = $3, area_code = $4, scenes = $5, changed_by = $6, changed_at = now(), revision = revision + 1 where district_code = $1 and id = $2', [district, id, name, area, JSON.stringify(scenes), by]);
}

export async function deleteWall(inside: Queryable, district: string, id: string): Promise<void> {
  await inside.query('delete from walls where district_code = $1 and id = $2', [district, id]);
}

/** Links to a wall go on leading to it when it is called something else. */
export async function renameLinks(inside: Queryable, from: string, to: string): Promise<void> {
  await inside.query(`update tokens set view = $2 where kind = 'wall' and view = $1`, [from, to]);
}

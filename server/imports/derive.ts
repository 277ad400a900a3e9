/** Shapes that no file brought: a community from its units, a street from its communities, the district from its streets. SQL only. */
import type { Queryable } from '../database/database.ts';

const KEY = 'derivedShapes';

/** Codes of the areas whose shape was derived, not given. */
export async function derivedCodes(inside: Queryable): Promise<string[]> {
  const [row] = await inside.query<{ value: string[] }>('select value from settings where key = $1', [KEY]);
  return row?.value ?? [];
}

/** Makes the shapes that are missing or were derived before, from the bottom up, then labels and the land they stand on. Returns the derived codes. */
export async function deriveShapes(inside: Queryable, district: string): Promise<string[]> {
  const before = await derivedCodes(inside);
  await inside.query('update areas set geom = null where district_code = $1 and code = any($2::text[])', [district, before]);
  const derived: string[] = [];
  for (const [level, table, parent] of [['community', 'units', 'community_code'], ['street', 'areas', 'parent_code'], ['district', 'areas', 'parent_code']] as const) {
    const filled = await inside.query<{ code: string }>(`
      update areas a set geom = below.geom
      from (select ${parent} as code, ST_Multi(ST_CollectionExtract(ST_Union(geom), 3)) as geom from ${table} where district_code = $1 group by 1) as below
      where a.district_code = $1 and a.level = $2 and a.code = below.code and a.geom is null and below.geom is not null
      returning a.code`, [district, level]);
    derived.push(...filled.map(({ code }) => code));
  }
  await inside.query(`insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`, [KEY, JSON.stringify(derived.sort())]);
  await inside.query(`
    update areas set label = (ST_MaximumInscribedCircle(geom)).center
    where district_code = $1 and geom is not null and (label is null or not ST_Covers(geom, label))`, [district]);
  await inside.query('delete from land where district_code = $1', [district]);
  await inside.query(`insert into land (district_code, id, kind, geom) select $1, 1, 'land', geom from areas where district_code = $1 and level = 'district' and geom is not null`, [district]);
  return derived;
}

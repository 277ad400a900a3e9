/** Shapes that no file brought: a community from its units, a street from its communities, the district from its streets. */
import type { Queryable } from '../database/database.ts';
import { fillShapes, type Below } from './dissolveShapes.ts';

const KEY = 'derivedShapes';

const LEVELS: Below[] = [
  { level: 'community', table: 'units', parent: 'community_code' },
  { level: 'street', table: 'areas', parent: 'parent_code' },
  { level: 'district', table: 'areas', parent: 'parent_code' },
];

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
  for (const below of LEVELS) derived.push(...(await fillShapes(inside, district, below)));
  await inside.query(`insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`, [KEY, JSON.stringify(derived.sort())]);
  await inside.query(`
    update areas set label = (ST_MaximumInscribedCircle(geom)).center
    where district_code = $1 and geom is not null and (label is null or not ST_Covers(geom, label))`, [district]);
  await inside.query('delete from land where district_code = $1', [district]);
  await inside.query(`insert into land (district_code, id, kind, geom) select $1, 1, 'land', geom from areas where district_code = $1 and level = 'district' and geom is not null`, [district]);
  return derived;
}

/** Polygons on their way in: a temporary table where the database's own geometry mends and measures them. SQL only. */
import type { MultiPolygon } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';

/** One polygon; `key` is the caller's. */
export interface Shape { key: number; geometry: MultiPolygon }

/** Fills the temporary table `import_shapes (key, geom)`, in place of what was there. */
export async function stageShapes(inside: Queryable, shapes: Shape[]): Promise<void> {
  await inside.query('drop table if exists import_shapes');
  await inside.query('create temp table import_shapes (key int primary key, geom geometry(MultiPolygon, 4326) not null) on commit drop');
  await inside.copyFrom('import_shapes', ['key', 'geom'], shapes.map(({ key, geometry }) => [key, geometry]));
}

export interface MendedShape {
  key: number;
  /** As PostGIS says it, with the place: `Self-intersection[120.1 36.2]`. */
  reason: string;
  beforeM2: number;
  /** 0 if nothing is left; the shape is then out of the table. */
  afterM2: number;
}

/** Makes every staged shape valid: rings that cross themselves become the land they enclose. */
export async function mendShapes(inside: Queryable): Promise<MendedShape[]> {
  const mended = await inside.query<MendedShape>(`
    with broken as materialized (
      select key, geom, ST_MakeValid(geom) as valid from import_shapes where not ST_IsValid(geom)
    ), mended as (
      update import_shapes s set geom = ST_Multi(ST_ForcePolygonCCW(ST_CollectionExtract(b.valid, 3)))
      from broken b where b.key = s.key
      returning s.key, s.geom as after, b.geom as before
    )
    select key, ST_IsValidReason(before) as reason, abs(ST_Area(before::geography)) as "beforeM2", ST_Area(after::geography) as "afterM2"
    from mended order by key`);
  await inside.query('delete from import_shapes where ST_IsEmpty(geom) or ST_Area(geom) = 0');
  await inside.query('create index on import_shapes using gist (geom)');
  return mended;
}

/** Pairs of staged shapes that lie on the same land, and how much of it: more than `minM2` and more than `minShare` of the smaller. */
export const overlappingShapes = (inside: Queryable, minM2: number, minShare: number) => inside.query<{ a: number; b: number; areaM2: number }>(`
  select a, b, "areaM2" from (
    select a.key as a, b.key as b, ST_Area(ST_Intersection(a.geom, b.geom)::geography) as "areaM2",
      least(ST_Area(a.geom::geography), ST_Area(b.geom::geography)) as smaller
    from import_shapes a join import_shapes b on a.key < b.key and a.geom && b.geom
    where ST_Intersects(a.geom, b.geom) and not ST_Touches(a.geom, b.geom)) as pairs
  where "areaM2" > $1 and "areaM2" > $2 * smaller
  order by a, b`, [minM2, minShare]);

/** Areas without a shape, dissolved from what lies below them: one arc for each shared border, no slivers where corners meet sides. */
import { buildCoverage } from '../../geodata/coverage/coverage.ts';
import { dissolve } from '../../geodata/coverage/dissolve.ts';
import type { MultiPolygon } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';

/** What areas of a level are made of. */
export interface Below { level: 'community' | 'street' | 'district'; table: 'units' | 'areas'; parent: 'community_code' | 'parent_code' }

/** Fills the missing shapes of a level; returns the codes of the areas filled. Where parts overlap, their union is taken instead. */
export async function fillShapes(inside: Queryable, district: string, { level, table, parent }: Below): Promise<string[]> {
  const parts = await inside.query<{ code: string; geometry: string }>(`
    select a.code, ST_AsGeoJSON(b.geom, 15) as geometry
    from areas a join ${table} b on b.district_code = a.district_code and b.${parent} = a.code
    where a.district_code = $1 and a.level = $2 and a.geom is null and b.geom is not null
    order by a.code collate "C", b.code collate "C"`, [district, level]);
  if (!parts.length) return [];
  const codes = [...new Set(parts.map(({ code }) => code))], index = new Map(codes.map((code, at) => [code, at]));
  const shapes = dissolve(buildCoverage(parts.map(({ geometry }) => JSON.parse(geometry) as MultiPolygon)), parts.map(({ code }) => index.get(code)!));
  await inside.query('drop table if exists import_dissolved');
  await inside.query('create temp table import_dissolved (code text primary key, geom geometry(MultiPolygon, 4326) not null) on commit drop');
  await inside.copyFrom('import_dissolved', ['code', 'geom'], codes.flatMap((code, at) => (shapes[at]?.coordinates.length ? [[code, shapes[at]]] : [])));
  await inside.query(`
    update areas a set geom = d.geom from import_dissolved d
    where a.district_code = $1 and a.code = d.code and ST_IsValid(d.geom)`, [district]);
  // Outlines of parts that overlap cross each other.
  await inside.query(`
    update areas a set geom = below.geom
    from (select ${parent} as code, ST_Multi(ST_CollectionExtract(ST_Union(geom), 3)) as geom from ${table} where district_code = $1 and ${parent} = any($2::text[]) group by 1) as below
    where a.district_code = $1 and a.code = below.code and a.geom is null and below.geom is not null`, [district, codes]);
  return codes;
}

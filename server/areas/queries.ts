import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { AreaProperties } from './schema.ts';

export interface AreaFilter { level?: string; parent?: string; area?: string; code?: string; bbox?: Box }

/** Areas with their sums, in code order; grids are counted as in force on `day`. */
export const selectAreas = (database: Queryable, district: string, day: string, { level, parent, area, code, bbox }: AreaFilter) => database.query<FeatureRow<AreaProperties>>(`
  with per_unit as (
    select community_code, count(*)::int as units, sum(households)::int as households
    from units where district_code = $1 group by community_code
  ), per_grid as (
    select g.community_code, count(*)::int as grids
    from grids g join edition_communities e on e.district_code = g.district_code and e.edition_id = g.edition_id and e.community_code = g.community_code
    where g.district_code = $1 and e.valid_from <= $2::date and (e.valid_to is null or e.valid_to > $2::date)
    group by g.community_code
  ), communities as (
    select a.code, coalesce(u.units, 0) as units, coalesce(u.households, 0) as households, coalesce(g.grids, 0) as grids
    from areas a left join per_unit u on u.community_code = a.code left join per_grid g on g.community_code = a.code
    where a.district_code = $1 and a.level = 'community'
  )
  select
    a.code, a.level, a.parent_code as "parentCode", a.name, a.urban_rural_class as "urbanRuralClass",
    case when a.window_min is not null then json_build_object('min', a.window_min, 'max', a.window_max) end as "window",
    case when a.label is not null then json_build_array(round(ST_X(a.label)::numeric, 6), round(ST_Y(a.label)::numeric, 6)) end as label,
    coalesce(sum(c.households), 0)::int as households, coalesce(sum(c.units), 0)::int as units,
    coalesce(sum(c.grids), 0)::int as grids, count(c.code)::int as communities,
    round(ST_Area(a.geom::geography)) as "areaM2",
    ST_AsGeoJSON(a.geom, 6) as geometry
  from areas a left join communities c on starts_with(c.code, a.code)
  where a.district_code = $1
    and ($3::text is null or a.level = $3)
    and ($4::text is null or a.parent_code = $4)
    and ($5::text is null or starts_with(a.code, $5))
    and ($6::text is null or a.code = $6)
    and ($7::float8 is null or ST_Intersects(a.geom, ST_MakeEnvelope($7, $8, $9, $10, 4326)))
  group by a.district_code, a.code
  order by a.code collate "C"`,
[district, day, level ?? null, parent ?? null, area ?? null, code ?? null, ...(bbox ?? [null, null, null, null])]);

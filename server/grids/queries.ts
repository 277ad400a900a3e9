import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { GridProperties } from './schema.ts';

export interface GridFilter { edition?: string; date: string; area?: string; kind?: string; code?: string; bbox?: Box }

/** Grids in code order: those of `edition`, or without one those in force on `date`. */
export const selectGrids = (database: Queryable, district: string, { edition, date, area, kind, code, bbox }: GridFilter) => database.query<FeatureRow<GridProperties>>(`
  select
    g.code, g.community_code as "communityCode", left(g.code, 9) as "streetCode", g.kind, g.name, g.households, g.unit_count as units,
    round(g.area_m2) as "areaM2", g.edition_id as edition,
    case when a.window_min is not null then json_build_object('min', a.window_min, 'max', a.window_max) end as "window",
    json_build_array(round(ST_X(g.label)::numeric, 6), round(ST_Y(g.label)::numeric, 6)) as label,
    ST_AsGeoJSON(g.geom, 6) as geometry
  from grids g left join areas a on a.district_code = g.district_code and a.code = g.community_code
  where g.district_code = $1
    and (g.edition_id = $2 or $2::text is null and exists (
      select from edition_communities e
      where e.district_code = g.district_code and e.edition_id = g.edition_id and e.community_code = g.community_code
        and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)))
    and ($4::text is null or starts_with(g.code, $4))
    and ($5::text is null or g.kind = $5)
    and ($6::text is null or g.code = $6)
    and ($7::float8 is null or ST_Intersects(g.geom, ST_MakeEnvelope($7, $8, $9, $10, 4326)))
  order by g.code collate "C"`,
[district, edition ?? null, date, area ?? null, kind ?? null, code ?? null, ...(bbox ?? [null, null, null, null])]);

/** Editions, newest first, counted in `area` and all below it. */
export const selectEditions = (database: Queryable, district: string, day: string, area?: string) => database.query(`
  with validity as (
    select edition_id, min(valid_from) as valid_from, count(distinct community_code)::int as communities,
      count(*) filter (where valid_from <= $2::date and (valid_to is null or valid_to > $2::date))::int as today
    from edition_communities where district_code = $1 and ($3::text is null or starts_with(community_code, $3)) group by edition_id
  ), counted as (
    select edition_id, count(*)::int as grids from grids where district_code = $1 and ($3::text is null or starts_with(community_code, $3)) group by edition_id
  )
  select e.id, e.name, e.published_at as "publishedAt", v.valid_from as "validFrom",
    coalesce(v.communities, 0) as communities, coalesce(v.today, 0) as "communitiesToday", coalesce(c.grids, 0) as grids
  from editions e left join validity v on v.edition_id = e.id left join counted c on c.edition_id = e.id
  where e.district_code = $1 and ($3::text is null or v.edition_id is not null)
  order by v.valid_from desc nulls first, e.id`, [district, day, area ?? null]);

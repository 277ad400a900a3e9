import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { Edition, GridProperties } from './schema.ts';

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

/** Editions, newest first, counted in `area` and all below it. What was published and ended before its first day was never in force. */
export const selectEditions = (database: Queryable, district: string, day: string, area?: string) => database.query<Omit<Edition, 'publishedAt'> & { publishedAt: Date }>(`
  with published as (
    select edition_id, community_code, valid_from as "from", valid_to as "to", valid_to is null or valid_to > valid_from as counts,
      valid_from <= $2::date and (valid_to is null or valid_to > $2::date) as today
    from edition_communities where district_code = $1 and ($3::text is null or starts_with(community_code, $3))
  ), validity as (
    select edition_id, min("from") filter (where counts) as "from", case when bool_and("to" is not null) then max("to") filter (where counts) end as "to",
      count(distinct community_code) filter (where counts)::int as communities, count(*) filter (where today)::int as today,
      count(distinct community_code) filter (where counts and "from" > $2::date)::int as planned, min("from") filter (where counts and "from" > $2::date) as "plannedFrom",
      count(*) filter (where "to" is null)::int as last
    from published group by edition_id
  ), periods as (
    select edition_id, jsonb_agg(jsonb_build_object('from', "from"::text, 'to', "to"::text, 'communities', communities) order by "from", "to") as periods
    from (select edition_id, "from", "to", count(*)::int as communities from published where counts group by 1, 2, 3) as p group by edition_id
  ), counted as (
    select edition_id, count(*)::int as grids from grids where district_code = $1 and ($3::text is null or starts_with(community_code, $3)) group by edition_id
  )
  select e.id, e.name, e.published_at as "publishedAt", e.published_by as "publishedBy", e.plan_id as plan, v."from" as "validFrom", v."to" as "validTo",
    coalesce(v.communities, 0) as communities, coalesce(v.today, 0) as "communitiesToday", coalesce(v.planned, 0) as "communitiesPlanned", v."plannedFrom",
    coalesce(v.last, 0) as "communitiesLast", coalesce(c.grids, 0) as grids, coalesce(p.periods, '[]') as periods
  from editions e left join validity v on v.edition_id = e.id left join counted c on c.edition_id = e.id left join periods p on p.edition_id = e.id
  where e.district_code = $1 and ($3::text is null or v.edition_id is not null)
  order by v."from" desc nulls first, e.published_at desc, e.id`, [district, day, area ?? null]);

import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { UnitProperties } from './schema.ts';

export interface UnitFilter { area?: string; bbox?: Box; code?: string; after?: string; limit: number }

/** Up to `limit` units in code order, each with its grid in force on `day`. */
export const selectUnits = (database: Queryable, district: string, day: string, { area, bbox, code, after, limit }: UnitFilter) => database.query<FeatureRow<UnitProperties>>(`
  with page as (
    select * from units
    where district_code = $1
      and ($3::text is null or code between rpad($3, 17, '0') and rpad($3, 17, '9'))
      and ($4::text is null or code = $4)
      and ($5::text is null or code > $5)
      and ($6::float8 is null or ST_Intersects(geom, ST_MakeEnvelope($6, $7, $8, $9, 4326)))
    order by code limit $10
  )
  select
    u.code, u.community_code as "communityCode", gu.grid_code as "gridCode", u.use, u.name, u.households, u.building_count as buildings, u.floors,
    ST_AsGeoJSON(u.geom, 6) as geometry
  from page u
    left join edition_communities e on e.district_code = u.district_code and e.community_code = u.community_code
      and e.valid_from <= $2::date and (e.valid_to is null or e.valid_to > $2::date)
    left join grid_units gu on gu.district_code = u.district_code and gu.edition_id = e.edition_id and gu.unit_code = u.code
  order by u.code`,
[district, day, area ?? null, code ?? null, after ?? null, ...(bbox ?? [null, null, null, null]), limit]);

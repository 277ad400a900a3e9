import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { ParkProperties } from './schema.ts';

export interface ParkFilter { id?: string; kind?: string; area?: string; bbox?: Box }

/** Parks, workshops and fields in id order. */
export const selectParks = (database: Queryable, district: string, { id, kind, area, bbox }: ParkFilter) => database.query<FeatureRow<ParkProperties>>(`
  select p.id, p.kind, p.name, c.name as "companyName", p.community_code as "communityCode", round(p.area_m2) as "areaM2",
    p.income_yuan as "incomeYuan", p.jobs, ST_AsGeoJSON(p.geom, 6) as geometry
  from parks p left join companies c on c.district_code = p.district_code and c.id = p.company_id
  where p.district_code = $1
    and ($2::text is null or p.id = $2)
    and ($3::text is null or p.kind = $3)
    and ($4::text is null or starts_with(p.community_code, $4))
    and ($5::float8 is null or ST_Intersects(p.geom, ST_MakeEnvelope($5, $6, $7, $8, 4326)))
  order by p.id collate "C"`,
[district, id ?? null, kind ?? null, area ?? null, ...(bbox ?? [null, null, null, null])]);

import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { ParkProperties, VillageIncomes } from './schema.ts';

export interface ParkFilter { id?: string; kind?: string; area?: string; bbox?: Box }

/** Parks, workshops and fields in id order, of the villages they serve those in the area. */
export const selectParks = (database: Queryable, district: string, { id, kind, area, bbox }: ParkFilter) => database.query<FeatureRow<ParkProperties>>(`
  select p.id, p.kind, p.name, c.name as "companyName", p.community_code as "communityCode", round(p.area_m2) as "areaM2",
    p.income_yuan as "incomeYuan", p.jobs,
    array(select code from unnest(coalesce(p.village_codes, c.village_codes)) as code where code is not null and ($4::text is null or starts_with(code, $4)) order by code collate "C") as "villageCodes",
    (select coalesce(json_agg(json_build_object('year', year, 'months', months, 'incomeYuan', income_yuan) order by year, months), '[]')
      from park_incomes i where i.district_code = p.district_code and i.park_id = p.id) as incomes, ST_AsGeoJSON(p.geom, 6) as geometry
  from parks p left join companies c on c.district_code = p.district_code and c.id = p.company_id
  where p.district_code = $1
    and ($2::text is null or p.id = $2)
    and ($3::text is null or p.kind = $3)
    and ($4::text is null or starts_with(p.community_code, $4))
    and ($5::float8 is null or ST_Intersects(p.geom, ST_MakeEnvelope($5, $6, $7, $8, 4326)))
  order by p.id collate "C"`,
[district, id ?? null, kind ?? null, area ?? null, ...(bbox ?? [null, null, null, null])]);

/** Of every street and report, how many villages took in less than the first break, from it to the second, and so on. */
export const selectVillageIncomes = (database: Queryable, district: string, breaksYuan: readonly number[], area: string | undefined) => database.query<VillageIncomes['reports'][number]>(`
  with banded as (
    select year, months, left(community_code, 9) as street, width_bucket(income_yuan::float8, $2::float8[]) as band
    from village_incomes where district_code = $1 and ($3::text is null or starts_with(community_code, $3)))
  select year, months, street as "streetCode", array(
    select (select count(*)::int from banded b where b.year = s.year and b.months = s.months and b.street = s.street and b.band = n)
    from generate_series(0, cardinality($2::float8[])) as n order by n) as villages
  from (select distinct year, months, street from banded) s
  order by year, months, street collate "C"`, [district, breaksYuan, area ?? null]);

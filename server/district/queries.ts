import type { Queryable } from '../database/database.ts';

const inside = (column: string) => `($3::text is null or starts_with(${column}, $3))`;

export interface DistrictSums {
  bbox: [number, number, number, number] | null;
  counts: Record<string, number>;
  incidentsFrom: Date | null;
  incidentsTo: Date | null;
}

/** The district in numbers, or the part of it that `area` names; grids are counted as in force on `day`. */
export async function selectDistrict(database: Queryable, district: string, day: string, area: string | undefined): Promise<DistrictSums> {
  const [row] = await database.query<DistrictSums>(`
    select
      (select case when count(geom) > 0 then json_build_array(
          round(min(ST_XMin(geom))::numeric, 6), round(min(ST_YMin(geom))::numeric, 6), round(max(ST_XMax(geom))::numeric, 6), round(max(ST_YMax(geom))::numeric, 6)) end
        from areas where district_code = $1 and ${inside('code')}) as bbox,
      json_build_object(
        'streets', (select count(*) from areas where district_code = $1 and level = 'street' and ${inside('code')}),
        'communities', (select count(*) from areas where district_code = $1 and level = 'community' and ${inside('code')}),
        'units', (select count(*) from units where district_code = $1 and ${inside('community_code')}),
        'households', (select coalesce(sum(households), 0) from units where district_code = $1 and ${inside('community_code')}),
        'grids', (select count(*) from grids g join edition_communities e
            on e.district_code = g.district_code and e.edition_id = g.edition_id and e.community_code = g.community_code
          where g.district_code = $1 and e.valid_from <= $2::date and (e.valid_to is null or e.valid_to > $2::date) and ${inside('g.community_code')}),
        'parks', (select count(*) from parks where district_code = $1 and ${inside('community_code')}),
        'places', (select count(*) from places where district_code = $1 and ${inside('community_code')})) as counts,
      (select min(opened_at) from incidents where district_code = $1 and ${inside('community_code')}) as "incidentsFrom",
      (select max(opened_at) from incidents where district_code = $1 and ${inside('community_code')}) as "incidentsTo"`, [district, day, area ?? null]);
  return row!;
}

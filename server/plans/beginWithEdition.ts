import type { Queryable } from '../database/database.ts';

/** Gives a new plan the grids of the editions it begins with (`plan_bases`), counted as their units are today. */
export async function beginWithEdition(inside: Queryable, district: string, plan: string): Promise<void> {
  await inside.query(`
    insert into plan_units (district_code, plan_id, unit_code, grid_code)
    select b.district_code, b.plan_id, gu.unit_code, gu.grid_code
    from plan_bases b
    join grid_units gu on gu.district_code = b.district_code and gu.edition_id = b.edition_id and left(gu.grid_code, 12) = b.community_code
    join units u on u.district_code = gu.district_code and u.code = gu.unit_code
    where b.district_code = $1 and b.plan_id = $2`, [district, plan]);
  await inside.query(`
    insert into plan_grids (district_code, plan_id, code, community_code, kind, households, unit_count, area_m2, geom, label)
    select g.district_code, b.plan_id, g.code, g.community_code, g.kind, c.households, c.units, g.area_m2, g.geom, g.label
    from plan_bases b
    join grids g on g.district_code = b.district_code and g.edition_id = b.edition_id and g.community_code = b.community_code
    join (
      select t.grid_code, sum(u.households)::int as households, count(*)::int as units
      from plan_units t join units u on u.district_code = t.district_code and u.code = t.unit_code
      where t.district_code = $1 and t.plan_id = $2 group by t.grid_code) c on c.grid_code = g.code
    where b.district_code = $1 and b.plan_id = $2`, [district, plan]);
}

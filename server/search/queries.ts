import type { Queryable } from '../database/database.ts';

export interface Named {
  kind: 'area' | 'grid' | 'park' | 'place';
  code: string;
  name: string;
  /** The area it is, or lies in. */
  area: string;
  /** Where it lies: names of the areas above it. */
  context: string;
  bbox: [number, number, number, number] | null;
  point: [number, number] | null;
}

/** Everything that has a name; grids as in force on `day`. */
export const selectNamed = (database: Queryable, district: string, day: string) => database.query<Named>(`
  with named as (
    select 'area' as kind, code, name, code as area, parent_code as inside, geom, label as point from areas where district_code = $1
    union all
    select 'grid', g.code, g.name, g.community_code, g.community_code, g.geom, g.label
    from grids g join edition_communities e on e.district_code = g.district_code and e.edition_id = g.edition_id and e.community_code = g.community_code
    where g.district_code = $1 and e.valid_from <= $2::date and (e.valid_to is null or e.valid_to > $2::date)
    union all
    select 'park', id, name, community_code, community_code, geom, ST_PointOnSurface(geom) from parks where district_code = $1
    union all
    select 'place', id, name, community_code, community_code, geom, geom from places where district_code = $1
  )
  select n.kind, n.code, n.name, n.area,
    concat_ws(' · ', street.name, community.name) as context,
    case when n.geom is not null then json_build_array(round(ST_XMin(n.geom)::numeric, 6), round(ST_YMin(n.geom)::numeric, 6), round(ST_XMax(n.geom)::numeric, 6), round(ST_YMax(n.geom)::numeric, 6)) end as bbox,
    case when n.point is not null then json_build_array(round(ST_X(n.point)::numeric, 6), round(ST_Y(n.point)::numeric, 6)) end as point
  from named n
    left join areas street on street.district_code = $1 and street.code = left(n.inside, 9) and street.level = 'street'
    left join areas community on community.district_code = $1 and community.code = n.inside and community.level = 'community'`, [district, day]);

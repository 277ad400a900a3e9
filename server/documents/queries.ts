import type { AreaLevel } from '../../geodata/codes/codes.ts';
import type { GridKind, LabelKind, LandKind, RoadClass, UnitUse } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import type { Box } from '../http/schema.ts';

/** Which grids: those of a plan, those of an edition, or those in force on a day. */
export type Drawing = { plan: string } | { edition: string } | { day: string };

export interface AssignedUnit { unit: string; use: UnitUse; households: number; grid: string | null; kind: GridKind | null; /** Its grid in force on the day of the document. */ today: string | null }

/** The grid of each unit of a community by a drawing, as columns of `d`; $3 is the plan, the edition or the day. */
function drawn(drawing: Drawing): { sql: string; parameter: string } {
  if ('plan' in drawing) {
    return { parameter: drawing.plan, sql: `
      left join plan_units d on d.district_code = u.district_code and d.plan_id = $3 and d.unit_code = u.code
      left join plan_grids g on g.district_code = d.district_code and g.plan_id = d.plan_id and g.code = d.grid_code` };
  }
  const grids = 'left join grids g on g.district_code = d.district_code and g.edition_id = d.edition_id and g.code = d.grid_code';
  if ('edition' in drawing) return { parameter: drawing.edition, sql: `left join grid_units d on d.district_code = u.district_code and d.edition_id = $3 and d.unit_code = u.code ${grids}` };
  return { parameter: drawing.day, sql: `
    left join edition_communities c on c.district_code = u.district_code and c.community_code = u.community_code and c.valid_from <= $3::date and (c.valid_to is null or c.valid_to > $3::date)
    left join grid_units d on d.district_code = u.district_code and d.edition_id = c.edition_id and d.unit_code = u.code ${grids}` };
}

/** Every unit of the area in code order, with its grid by the drawing and in force on `today`. */
export function selectAssignment(database: Queryable, district: string, { drawing, area, today }: { drawing: Drawing; area: string; today: string }): Promise<AssignedUnit[]> {
  const { sql, parameter } = drawn(drawing);
  return database.query<AssignedUnit>(`
    select u.code as unit, u.use, u.households, d.grid_code as grid, g.kind, t.grid_code as today
    from units u ${sql}
    left join edition_communities e on e.district_code = u.district_code and e.community_code = u.community_code
      and e.valid_from <= $4::date and (e.valid_to is null or e.valid_to > $4::date)
    left join grid_units t on t.district_code = u.district_code and t.edition_id = e.edition_id and t.unit_code = u.code
    where u.district_code = $1 and u.code between rpad($2, 17, '0') and rpad($2, 17, '9')
    order by u.code collate "C"`, [district, area, parameter, today]);
}

export interface MapLine { class: RoadClass; name: string | null; geometry: string }
export interface MapLand { kind: LandKind; geometry: string }
export interface MapArea { code: string; level: AreaLevel; name: string; label: string | null; geometry: string }

// A margin of a tenth: what is clipped at the edge itself would show its cut.
const BOX = 'ST_Expand(ST_MakeEnvelope($2, $3, $4, $5, 4326), ($4::float8 - $2::float8) / 10)';
const clipped = (geom: string, metres: number) => `ST_AsGeoJSON(ST_ClipByBox2D(ST_Simplify(${geom}, ${(metres / 111_195).toFixed(9)}, true), ${BOX}), 6)`;

/** Land and water of a box, the lowest first; details smaller than `metres` are left out. */
export const selectMapLand = (database: Queryable, district: string, box: Box, metres: number) => database.query<MapLand>(`
  select kind, ${clipped('geom', metres)} as geometry from land where district_code = $1 and geom && ${BOX}
  order by array_position(array['sea', 'sea_45', 'sea_16', 'land', 'beach', 'farmland', 'wood', 'green', 'lake', 'river'], kind), id`, [district, ...box]);

export const selectMapRoads = (database: Queryable, district: string, box: Box, metres: number, classes: readonly RoadClass[]) => database.query<MapLine>(`
  select class, name, ${clipped('geom', metres)} as geometry from roads where district_code = $1 and class = any($6::text[]) and geom && ${BOX}
  order by array_position(array['track', 'residential', 'tertiary', 'secondary', 'primary', 'railway', 'expressway'], class), id`, [district, ...box, classes]);

/** Outlines of streets and communities inside `bound` that the box touches. */
export const selectMapAreas = (database: Queryable, district: string, box: Box, metres: number, bound: string) => database.query<MapArea>(`
  select code, level, name, ST_AsGeoJSON(label, 6) as label, ${clipped('geom', metres)} as geometry from areas
  where district_code = $1 and level <> 'district' and starts_with(code, $6) and geom && ${BOX} order by code collate "C"`, [district, ...box, bound]);

export const selectMapBuildings = (database: Queryable, district: string, area: string) => database.query<{ geometry: string }>(`
  select ST_AsGeoJSON(geom, 6) as geometry from buildings where district_code = $1 and starts_with(unit_code, $2) order by id`, [district, area]);

export const selectMapLabels = (database: Queryable, district: string, box: Box) => database.query<{ kind: LabelKind; name: string; geometry: string }>(`
  select kind, name, ST_AsGeoJSON(ST_PointOnSurface(ST_ClipByBox2D(geom, ST_MakeEnvelope($2, $3, $4, $5, 4326))), 6) as geometry from labels
  where district_code = $1 and ST_Intersects(geom, ST_MakeEnvelope($2, $3, $4, $5, 4326)) order by rank, id`, [district, ...box]);

/** The ground of these units. */
export const selectUnitShapes = (database: Queryable, district: string, codes: readonly string[]) => database.query<{ geometry: string }>(`
  select ST_AsGeoJSON(geom, 6) as geometry from units where district_code = $1 and code = any($2::text[])`, [district, codes]);

/** The outline of one area; null where it has none. */
export async function selectOutline(database: Queryable, district: string, code: string): Promise<string | null> {
  const [row] = await database.query<{ geometry: string | null }>('select ST_AsGeoJSON(geom, 6) as geometry from areas where district_code = $1 and code = $2', [district, code]);
  return row?.geometry ?? null;
}

/** The box around the communities of an area; null where none has a shape. */
export async function selectBox(database: Queryable, district: string, area: string): Promise<Box | null> {
  const [row] = await database.query<{ box: Box }>(`
    select array[min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))] as box from areas
    where district_code = $1 and level = 'community' and starts_with(code, $2) and geom is not null having count(*) > 0`, [district, area]);
  return row?.box ?? null;
}

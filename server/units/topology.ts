/** The land of communities as a hand edit needs it: units with their exact outlines, today's grids and the lines not to cross. */
import { defaultWindow } from '../../geodata/codes/codes.ts';
import type { GridKind, LineString, MultiPolygon, UnitUse } from '../../geodata/district.ts';
import { packLand, type LandRecord } from '../../geodata/redraw/landPack.ts';
import type { Queryable } from '../database/database.ts';
import { selectBarriers, selectCommunities } from '../plans/queries.ts';

interface UnitRow { community: string; communityName: string | null; code: string; name: string | null; use: UnitUse; households: number; geometry: string; gridCode: string | null; gridKind: GridKind | null; gridName: string | null }

/** Units of an area in code order, each with its grid in force on a day; as exact as `selectCommunityUnits` gives them. */
const selectUnitsWithGrids = (database: Queryable, district: string, area: string, day: string) => database.query<UnitRow>(`
  select u.community_code as community, a.name as "communityName", u.code, u.name, u.use, u.households, ST_AsGeoJSON(u.geom, 7) as geometry, g.code as "gridCode", g.kind as "gridKind", g.name as "gridName"
  from units u
  left join areas a on a.district_code = u.district_code and a.code = u.community_code
  left join edition_communities e on e.district_code = u.district_code and e.community_code = u.community_code
    and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)
  left join grid_units gu on gu.district_code = u.district_code and gu.edition_id = e.edition_id and gu.unit_code = u.code
  left join grids g on g.district_code = gu.district_code and g.edition_id = gu.edition_id and g.code = gu.grid_code
  where u.district_code = $1 and starts_with(u.community_code, $2)
  order by u.code collate "C"`, [district, area, day]);

/** The communities of an area, packed (`geodata/redraw/landPack.ts`). */
export async function packedLand(database: Queryable, district: string, area: string, day: string): Promise<Uint8Array> {
  const rows = Map.groupBy(await selectUnitsWithGrids(database, district, area, day), (row) => row.community);
  const records: LandRecord[] = [];
  for (const { code, urbanRuralClass, min, max } of await selectCommunities(database, district, area)) {
    const units = rows.get(code);
    if (!units) continue;
    const grids = gridsOf(units), at = new Map(grids.map((grid, i) => [grid.code, i]));
    const barriers = await selectBarriers(database, district, code);
    records.push({
      code, name: units[0]!.communityName ?? code, window: min !== null && max !== null ? { min, max } : defaultWindow(urbanRuralClass),
      unitCodes: units.map((unit) => unit.code), unitNames: units.map((unit) => unit.name), uses: units.map((unit) => unit.use), households: units.map((unit) => unit.households),
      grids, gridOf: units.map(({ gridCode }) => at.get(gridCode ?? '') ?? -1),
      polygons: units.map((unit) => JSON.parse(unit.geometry) as MultiPolygon),
      barriers: barriers.map(({ class: kind, geometry }) => ({ class: kind, line: (JSON.parse(geometry) as LineString).coordinates })),
    });
  }
  return packLand(records);
}

/** The grids of some units, in code order. */
function gridsOf(units: readonly UnitRow[]): LandRecord['grids'] {
  const grids = new Map(units.flatMap(({ gridCode, gridKind, gridName }) => (gridCode !== null && gridKind !== null ? [[gridCode, { code: gridCode, kind: gridKind, name: gridName ?? gridCode }] as const] : [])));
  return [...grids.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

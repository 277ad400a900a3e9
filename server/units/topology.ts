/** The land of communities as a hand edit needs it: units with their exact outlines, today's grids and the lines not to cross. */
import { defaultWindow } from '../../geodata/codes/codes.ts';
import type { LineString, MultiPolygon, UnitUse } from '../../geodata/district.ts';
import { packLand, type LandRecord } from '../../geodata/redraw/landPack.ts';
import type { Queryable } from '../database/database.ts';
import { selectBarriers, selectCommunities } from '../plans/queries.ts';
import { selectSide, type Side } from '../plans/sides.ts';

interface UnitRow { community: string; code: string; name: string | null; use: UnitUse; households: number; geometry: string }

/** Units of an area in code order; as exact as `selectLandUnits` gives them. */
const selectUnits = (database: Queryable, district: string, area: string) => database.query<UnitRow>(`
  select community_code as community, code, name, use, households, ST_AsGeoJSON(geom, 7) as geometry
  from units where district_code = $1 and starts_with(community_code, $2) order by code collate "C"`, [district, area]);

const selectAreaNames = (database: Queryable, district: string, area: string) =>
  database.query<{ code: string; name: string }>('select code, name from areas where district_code = $1 and starts_with(code, $2)', [district, area]);

/** The communities of an area, packed (`geodata/redraw/landPack.ts`). */
export async function packedLand(database: Queryable, district: string, area: string, day: string): Promise<Uint8Array> {
  const rows = Map.groupBy(await selectUnits(database, district, area), (row) => row.community), side = await selectSide(database, district, area, { inForceOn: day });
  const names = new Map((await selectAreaNames(database, district, area)).map(({ code, name }) => [code, name]));
  const records: LandRecord[] = [];
  for (const { code, urbanRuralClass, min, max } of await selectCommunities(database, district, area)) {
    const units = rows.get(code);
    if (!units) continue;
    const grids = gridsOf(units, side), at = new Map(grids.map((grid, i) => [grid.code, i]));
    const barriers = await selectBarriers(database, district, code);
    records.push({
      code, name: names.get(code) ?? code, window: min !== null && max !== null ? { min, max } : defaultWindow(urbanRuralClass),
      unitCodes: units.map((unit) => unit.code), unitNames: units.map((unit) => unit.name), uses: units.map((unit) => unit.use), households: units.map((unit) => unit.households),
      grids, gridOf: units.map((unit) => at.get(side.get(unit.code)?.grid ?? '') ?? -1),
      polygons: units.map((unit) => JSON.parse(unit.geometry) as MultiPolygon),
      barriers: barriers.map(({ class: kind, geometry }) => ({ class: kind, line: (JSON.parse(geometry) as LineString).coordinates })),
    });
  }
  return packLand(records);
}

/** The grids of some units, in code order. */
function gridsOf(units: readonly UnitRow[], side: Side): LandRecord['grids'] {
  const grids = new Map(units.flatMap((unit) => { const place = side.get(unit.code); return place ? [[place.grid, { code: place.grid, kind: place.kind, name: place.name ?? place.grid }] as const] : []; }));
  return [...grids.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

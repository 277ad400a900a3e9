/** Unit drafts into the store: in place of the units of the district, or of the street that was named. */
import { parentOf, unitCode } from '../../geodata/codes/codes.ts';
import { OperatorError } from '../database/database.ts';
import { removeOrphans } from '../plans/tables.ts';
import { startingWindow } from './areas.ts';
import { placeCommunities } from './communities.ts';
import { derivedCodes, deriveShapes } from './derive.ts';
import { stageMended } from './features.ts';
import { giveLand } from './giveLand.ts';
import type { Run } from './request.ts';
import { overlappingShapes } from './shapes.ts';
import type { UnitDraft } from './units.ts';

/** Less than this is rounding. */
const OVERLAP_M2 = 1;
const GAP_M2 = 1;
const OUTSIDE_SHARE = 0.01;

/** Replaces the units; returns how many there are now, and what else came or went. */
export async function writeUnits(run: Run, units: UnitDraft[], district: { code: string; name: string }): Promise<{ units: number; communities: number; households: number }> {
  const { inside, request, report } = run;
  report('Units', 0, units.length);
  const scope = request.street ?? district.code;
  await removeUnits(run, district.code, scope);
  const { codes, added } = await placeCommunities(run, units, district);
  const land = await giveLand(run, units, codes, district.code);
  const lost = await stageMended(run, [...land].map(([key, geometry]) => ({ key, geometry })), (key) => units[key]!.at);
  const kept = units.flatMap((unit, key) => (land.has(key) && !lost.has(key) ? [{ ...unit, key, communityCode: codes.get(unit.community)! }] : []));
  if (!kept.length) return { units: 0, communities: 0, households: 0 };
  report('Overlaps', 0, 1);
  await noteOverlaps(run, units);
  await inside.copyFrom('areas', ['district_code', 'code', 'level', 'parent_code', 'name', 'urban_rural_class', 'window_min', 'window_max'], added.map((area) => {
    const window = startingWindow(area);
    return [district.code, area.code, area.level, parentOf(area.code), area.name, area.class, window?.min ?? null, window?.max ?? null];
  }));
  const numbered = numberUnits(kept);
  await inside.query('create temp table import_units (key int primary key, code text, community_code text, use text, name text, households int, building_count int, floors int) on commit drop');
  await inside.copyFrom('import_units', ['key', 'code', 'community_code', 'use', 'name', 'households', 'building_count', 'floors'],
    numbered.map((unit) => [unit.key, unit.code, unit.communityCode, unit.use, unit.id, unit.households, unit.buildings, unit.floors]));
  await inside.query(`
    insert into units (district_code, code, community_code, use, name, households, building_count, floors, geom)
    select $1, u.code, u.community_code, u.use, u.name, u.households, u.building_count, u.floors, s.geom
    from import_units u join import_shapes s using (key)`, [district.code]);
  report('Shapes of communities', 0, 1);
  await deriveShapes(inside, district.code);
  await noteGaps(run, district.code, [...new Set(kept.map(({ communityCode }) => communityCode))]);
  await noteOutside(run, district.code);
  report('Units', kept.length, kept.length);
  return { units: kept.length, communities: new Set(kept.map(({ communityCode }) => communityCode)).size, households: kept.reduce((sum, { households }) => sum + households, 0) };
}

/** Codes in the order of the file, within each community. An id that is a unit code of its community stays. */
function numberUnits<Unit extends { id: string | null; communityCode: string }>(units: Unit[]): (Unit & { code: string })[] {
  const isCode = ({ id, communityCode }: Unit) => id !== null && /^\d{17}$/.test(id) && id.startsWith(communityCode);
  const taken = new Set(units.filter(isCode).map(({ id }) => id));
  const last = new Map<string, number>();
  return units.map((unit) => {
    if (isCode(unit)) return { ...unit, code: unit.id! };
    let n = last.get(unit.communityCode) ?? 0;
    let code: string;
    do {
      if (++n > 99_999) throw new OperatorError(`Community ${unit.communityCode} has more than 99,999 units; there are no codes for more.`);
      code = unitCode(unit.communityCode, n);
    } while (taken.has(code));
    last.set(unit.communityCode, n);
    return { ...unit, code };
  });
}

/** Takes out the units below `scope` and what is made of them: buildings, grids, plans, communities that had no other shape. */
async function removeUnits({ inside, findings }: Run, district: string, scope: string): Promise<void> {
  const gone: [string, string][] = [
    ['units', 'delete from units where district_code = $1 and starts_with(code, $2)'],
    ['buildings', 'delete from buildings where district_code = $1 and starts_with(unit_code, $2)'],
    ['grids', 'delete from grids where district_code = $1 and starts_with(code, $2)'],
    ['grid assignments', 'delete from grid_units where district_code = $1 and starts_with(grid_code, $2)'],
    ['editions of communities', 'delete from edition_communities where district_code = $1 and starts_with(community_code, $2)'],
    ['plans', 'delete from plans where district_code = $1 and (starts_with(scope_code, $2) or starts_with($2, scope_code))'],
  ];
  for (const [what, sql] of gone) {
    const [row] = await inside.query<{ count: number }>(`with gone as (${sql} returning 1) select count(*) from gone`, [district, scope]);
    if (row!.count) findings.add('noted', `removed, because the units they are made of are replaced: ${what}`, scope, { found: String(row!.count) });
  }
  await removeOrphans(inside, district);
  const derived = await derivedCodes(inside);
  await inside.query(`
    delete from areas a where district_code = $1 and level = 'community' and starts_with(code, $2) and code = any($3::text[])
      and not exists (select 1 from parks p where p.district_code = $1 and p.community_code = a.code)
      and not exists (select 1 from places p where p.district_code = $1 and p.community_code = a.code)`, [district, scope, derived]);
}

async function noteOverlaps(run: Run, units: UnitDraft[]): Promise<void> {
  for (const { a, b, areaM2 } of await overlappingShapes(run.inside, OVERLAP_M2, 0)) {
    run.findings.add('noted', 'two units lie on the same land', units[a]!.at, { found: `${areaM2.toFixed(1)} m² shared with ${units[b]!.at}`, expected: 'a border in common and no land' });
  }
}

/** Holes in the land that the units of these communities cover together. */
async function noteGaps({ inside, findings }: Run, district: string, communities: string[]): Promise<void> {
  const holes = await inside.query<{ areaM2: number; lon: number; lat: number }>(`
    with land as (select ST_Union(geom) as geom from units where district_code = $1 and community_code = any($2::text[])),
    parts as (select (ST_Dump(geom)).geom as geom from land),
    holes as (select ST_MakePolygon(ST_InteriorRingN(geom, n)) as geom from parts, generate_series(1, ST_NumInteriorRings(geom)) as n)
    select ST_Area(geom::geography) as "areaM2", ST_X(ST_PointOnSurface(geom)) as lon, ST_Y(ST_PointOnSurface(geom)) as lat
    from holes where ST_Area(geom::geography) > $3 order by 1 desc`, [district, communities, GAP_M2]);
  for (const { areaM2, lon, lat } of holes) findings.add('noted', 'a gap between units', `${lon.toFixed(6)}, ${lat.toFixed(6)}`, { found: `${areaM2.toFixed(1)} m² that belong to no unit` });
}

/** Units that lie outside the shape their community was given. */
async function noteOutside({ inside, findings }: Run, district: string): Promise<void> {
  const outside = await inside.query<{ code: string; name: string | null; share: number }>(`
    select u.code, u.name, case when ST_Covers(a.geom, u.geom) then 0 else 1 - ST_Area(ST_Intersection(u.geom, a.geom)) / ST_Area(u.geom) end as share
    from import_units i join units u on u.district_code = $1 and u.code = i.code join areas a on a.district_code = $1 and a.code = u.community_code
    where a.geom is not null and a.code <> all($2::text[])`, [district, await derivedCodes(inside)]);
  for (const { code, name, share } of outside) {
    if (share > OUTSIDE_SHARE) findings.add('noted', 'a unit reaches outside its community', name ?? code, { found: `${(100 * share).toFixed(1)} % of its land`, expected: `inside ${code.slice(0, 12)}` });
  }
}

/**
 * The sample district 澜川区: a fictional coast, its towns, villages and a year of their life, made by code from a seed.
 * Nothing here stands for a real place or a real person.
 */
import { defaultWindow, gridCode, unitCode } from '../codes/codes.ts';
import type { UrbanRuralClass } from '../codes/codes.ts';
import type { AreaRecord, District, GridRecord, UnitRecord } from '../district.ts';
import { cutArterials, cutRivers, roadside, watercourses } from './arterials.ts';
import type { Cut } from './arterials.ts';
import { build } from './buildings.ts';
import { dayNumber } from './calendar.ts';
import { CATEGORIES } from './categories.ts';
import { growCommunities } from './communities.ts';
import type { CommunityDraft } from './communities.ts';
import { createDensity } from './density.ts';
import { createFabric } from './fabric.ts';
import type { Fabric } from './fabric.ts';
import { drawGrids } from './grids.ts';
import { GROUND, paintGround } from './ground.ts';
import { drawIncidents } from './incidents.ts';
import { labelOf } from './label.ts';
import { nameNature, paintLand } from './land.ts';
import type { Mesh } from './mesh.ts';
import { chineseNumber, createNameGiver } from './names.ts';
import { readingOrder } from './order.ts';
import { facePolygon, outlines } from './outline.ts';
import { reportParks, reportVillages } from './incomes.ts';
import { foundCompanies, foundParks } from './parks.ts';
import type { Home } from './parks.ts';
import { cutParcels } from './parcels.ts';
import { planOf } from './plan.ts';
import type { SamplePlan } from './plan.ts';
import { openPlaces } from './places.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { createRelief } from './relief.ts';
import { drawRoads } from './roads.ts';
import { createTerrain } from './terrain.ts';
import { traceGround } from './trace.ts';
import { settle } from './uses.ts';

export const SAMPLE_CODE = '370216';
export const SAMPLE_NAME = '澜川区';

export interface SampleOptions {
  seed?: number;
  size: 'full' | 'small';
  /** Shanghai day of the newest incidents, YYYY-MM-DD. */
  today: string;
  /** Nothing happens after this second since 1970. */
  nowS: number;
  report?: (step: string, done: number, total: number) => void;
}

/** Makes the sample district. The same options give the same district, byte for byte. Throws a RangeError when `today` is not a day. */
export function generateSample({ seed = 7, size, today, nowS, report = () => {} }: SampleOptions): District {
  dayNumber(today);
  const plan = planOf(size), { halfWidth, halfHeight, cell, reliefColumns, reliefRows } = plan.frame;
  const stream = (name: string) => createRandom(seed, name);

  report('terrain', 0, 1);
  const terrain = createTerrain(seed, halfWidth, halfHeight);
  const { relief, reader } = createRelief(terrain, halfWidth, halfHeight, reliefColumns, reliefRows, stream('rain'));
  const ground = paintGround(terrain, plan.border, halfWidth, halfHeight, cell), mesh = traceGround(ground, terrain.inland);
  const isLand = (x: number, y: number) => ground.labels[Math.floor((halfHeight - y) / cell) * ground.columns + Math.floor((x + halfWidth) / cell)] === GROUND.inLand;
  const density = createDensity(plan, terrain, reader, isLand, boxOf(plan), stream('hamlets'));
  report('terrain', 1, 1);

  const cuts: Cut[] = [], rivers = watercourses(terrain), units = plan.urbanUnits + plan.ruralUnits;
  cutRivers(mesh, rivers, cuts);
  cutArterials(mesh, seed, cuts);
  const parcels = cutParcels(mesh, density, reader, seed, stream('parcels'), cuts, (done) => report('units', Math.min(done, units), units));
  const fabric = createFabric(mesh, parcels.faces, cuts);
  settle(fabric, mesh, parcels, density, plan, seed, stream('uses'));
  report('units', units, units);

  report('communities', 0, 1);
  const drafts = growCommunities(fabric, plan, density, stream('communities'));
  const { areas, homes } = nameAreas(mesh, fabric, drafts, plan, stream('names'));
  const codes = numberUnits(fabric, drafts, homes);
  report('communities', 1, 1);
  report('grids', 0, 1);
  const { grids, gridOfUnit } = recordGrids(mesh, fabric, drafts, homes, codes, plan, stream('grids'));
  report('grids', 1, 1);

  report('buildings', 0, 1);
  const built = build(fabric, mesh, (u) => codes[u]!, roadside(cuts), stream('buildings'));
  const roads = drawRoads(mesh, cuts, terrain, density, plan.frame, stream('roads'));
  const land = paintLand(mesh, fabric, rivers, terrain, reader, density.urban, plan);
  report('buildings', 1, 1);
  const streetCodes = areas.filter((a) => a.level === 'street').map((a) => a.code);
  const companies = foundCompanies(plan, streetCodes, areas.filter((a) => a.level === 'community'));
  const villages = areas.filter((a) => a.urbanRuralClass?.startsWith('2'));
  const parks = reportParks(foundParks(fabric, mesh, drafts, homes, companies, plan, stream('parks')), villages, today, stream('incomes'));
  const villageIncomes = reportVillages(villages, parks, today, stream('village incomes'));
  const places = openPlaces(fabric, built, drafts, homes, plan, stream('places'));

  const areaIndex = new Map(areas.map((a, i) => [a.code, i]));
  const communityIndex = Int32Array.from(fabric.community, (c) => areaIndex.get(homes[c]!.code)!);
  const incidents = drawIncidents(fabric, mesh, built, { communityIndex, gridIndex: gridOfUnit, unitIndex: rank(codes) }, plan, seed, today, nowS, stream('incidents'), (done) => report('incidents', done, plan.incidents));
  report('incidents', plan.incidents, plan.incidents);

  const unitRecords: UnitRecord[] = Array.from({ length: fabric.count }, (_, u) => ({
    code: codes[u]!, communityCode: homes[fabric.community[u]!]!.code, use: fabric.use[u]!, name: fabric.name[u]!, households: fabric.households[u]!,
    buildingCount: built.count[u]!, floors: built.floors[u]!, geometry: { type: 'MultiPolygon', coordinates: [facePolygon(mesh, fabric.face[u]!).coordinates] },
  }));
  unitRecords.sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    code: SAMPLE_CODE, name: SAMPLE_NAME, areas, units: unitRecords, buildings: built.records, roads, land, labels: nameNature(rivers, plan), relief,
    edition: { id: '2024', name: '2024 年版', validFrom: '2024-01-01' },
    grids, companies, parks, villageIncomes, places, categories: CATEGORIES, incidents,
  };
}

/** The place of each code among all of them in order. */
function rank(codes: readonly string[]): Int32Array {
  const order = codes.map((_, i) => i).sort((a, b) => (codes[a]! < codes[b]! ? -1 : 1)), ranks = new Int32Array(codes.length);
  order.forEach((code, place) => { ranks[code] = place; });
  return ranks;
}

function boxOf(plan: SamplePlan): [number, number, number, number] {
  const x = plan.border.map((p) => p[0] * 1000), y = plan.border.map((p) => p[1] * 1000), { halfWidth, halfHeight } = plan.frame;
  return [Math.max(-halfWidth, Math.min(...x) - 1500), Math.max(-halfHeight, Math.min(...y) - 1500), Math.min(halfWidth, Math.max(...x) + 1500), Math.min(halfHeight, Math.max(...y) + 1500)];
}

/** The areas in order: district, streets by code, communities by code; and each draft's home. */
function nameAreas(mesh: Mesh, fabric: Fabric, drafts: CommunityDraft[], plan: SamplePlan, random: Random): { areas: AreaRecord[]; homes: Home[] } {
  const names = createNameGiver(random), homes: Home[] = Array.from({ length: drafts.length });
  let urbanStreet = 0, town = 99;
  const streets = plan.streets.map((s) => ({ ...s, code: `${SAMPLE_CODE}${String(s.kind === '街道' ? ++urbanStreet : ++town).padStart(3, '0')}` }));
  const classes: UrbanRuralClass[] = Array.from({ length: drafts.length });
  streets.forEach((street, s) => {
    const own = drafts.map((_, i) => i).filter((i) => drafts[i]!.street === s);
    const order = readingOrder(own.map((i) => fabric.x[drafts[i]!.seed]!), own.map((i) => fabric.y[drafts[i]!.seed]!)).map((k) => own[k]!);
    let residents = 0, villages = 199;
    for (const i of order) {
      const rural = drafts[i]!.rural, n = rural ? ++villages : ++residents;
      const centre = !rural && residents === 1 && street.kind === '镇' ? street.name : null;
      homes[i] = { code: `${street.code}${String(n).padStart(3, '0')}`, name: rural ? names.village() : names.town(centre), street: s, rural };
      classes[i] = rural ? '220' : classOf(fabric, drafts[i]!, street.kind);
    }
  });
  const district = outlines(mesh, groups(mesh, fabric, () => 0), 1), street = outlines(mesh, groups(mesh, fabric, (u) => fabric.street[u]!), streets.length);
  const community = outlines(mesh, groups(mesh, fabric, (u) => fabric.community[u]!), drafts.length);
  const areas: AreaRecord[] = [
    { code: SAMPLE_CODE, level: 'district', parentCode: null, name: SAMPLE_NAME, urbanRuralClass: null, windowMin: null, windowMax: null, geometry: district[0]!.geometry, label: labelOf(district[0]!) },
    ...streets.map((s, i): AreaRecord => ({ code: s.code, level: 'street', parentCode: SAMPLE_CODE, name: s.name + s.kind, urbanRuralClass: null, windowMin: null, windowMax: null, geometry: street[i]!.geometry, label: labelOf(street[i]!) })),
    ...drafts.map((d, i): AreaRecord => {
      const window = defaultWindow(classes[i]!);
      return { code: homes[i]!.code, level: 'community', parentCode: streets[d.street]!.code, name: homes[i]!.name, urbanRuralClass: classes[i]!, windowMin: window.min, windowMax: window.max, geometry: community[i]!.geometry, label: labelOf(community[i]!) };
    }).sort((a, b) => (a.code < b.code ? -1 : 1)),
  ];
  return { areas, homes };
}

/** A residential community that is more fields than town counts as the joint of town and country. */
function classOf(fabric: Fabric, draft: CommunityDraft, kind: '街道' | '镇'): UrbanRuralClass {
  const built = draft.units.reduce((sum, u) => sum + (fabric.urban[u]! > 0.36 ? fabric.area[u]! : 0), 0), all = draft.units.reduce((sum, u) => sum + fabric.area[u]!, 0);
  return kind === '街道' ? (built > all / 2 ? '111' : '112') : built > all / 2 ? '121' : '122';
}

function groups(mesh: Mesh, fabric: Fabric, of: (u: number) => number): Int32Array {
  return Int32Array.from(mesh.faceEdge, (_, f) => (fabric.unitOfFace[f]! >= 0 ? of(fabric.unitOfFace[f]!) : -1));
}

/** Unit codes: within each community in reading order. */
function numberUnits(fabric: Fabric, drafts: CommunityDraft[], homes: Home[]): string[] {
  const codes: string[] = Array.from({ length: fabric.count });
  drafts.forEach((draft, i) => {
    const order = readingOrder(draft.units.map((u) => fabric.x[u]!), draft.units.map((u) => fabric.y[u]!));
    order.forEach((k, n) => { codes[draft.units[k]!] = unitCode(homes[i]!.code, n + 1); });
  });
  return codes;
}

const DEDICATED_WORD: Record<string, string> = { school: '学校', hospital: '医院', market: '市场', park: '公园', industry: '企业' };

/** The grids in force, by code; and for every unit the index of its grid. */
function recordGrids(mesh: Mesh, fabric: Fabric, drafts: CommunityDraft[], homes: Home[], codes: string[], plan: SamplePlan, random: Random): { grids: GridRecord[]; gridOfUnit: Int32Array } {
  const drawn = drawGrids(fabric, drafts, plan.dedicatedGrids, random), gridOf = new Int32Array(fabric.count);
  drawn.forEach((g, i) => { for (const u of g.units) gridOf[u] = i; });
  const shapes = outlines(mesh, groups(mesh, fabric, (u) => gridOf[u]!), drawn.length), labels = shapes.map(labelOf);
  const records: { record: GridRecord; draft: number }[] = [];
  drafts.forEach((_, community) => {
    const own = drawn.map((_, i) => i).filter((i) => drawn[i]!.community === community);
    const order = readingOrder(own.map((i) => labels[i]!.coordinates[0]), own.map((i) => labels[i]!.coordinates[1])).map((k) => own[k]!);
    let basic = 0;
    const alone = new Map<string, number>();
    order.forEach((i, n) => {
      const grid = drawn[i]!, word = DEDICATED_WORD[fabric.use[grid.units[0]!]!] ?? '', count = grid.kind === 'dedicated' ? (alone.get(word) ?? 0) + 1 : 0;
      if (count) alone.set(word, count);
      records.push({
        draft: i,
        record: {
          code: gridCode(homes[community]!.code, n + 1), communityCode: homes[community]!.code, kind: grid.kind,
          name: grid.kind === 'basic' ? `${homes[community]!.name}第${chineseNumber(++basic)}网格` : `${homes[community]!.name}${word}专属网格${count > 1 ? chineseNumber(count) : ''}`,
          unitCodes: grid.units.map((u) => codes[u]!).sort(), households: grid.units.reduce((sum, u) => sum + fabric.households[u]!, 0),
          areaM2: Math.round(shapes[i]!.areaM2), geometry: shapes[i]!.geometry, label: labels[i]!,
        },
      });
    });
  });
  records.sort((a, b) => (a.record.code < b.record.code ? -1 : 1));
  const place = new Int32Array(drawn.length);
  records.forEach((r, n) => { place[r.draft] = n; });
  return { grids: records.map((r) => r.record), gridOfUnit: Int32Array.from(gridOf, (g) => place[g]!) };
}

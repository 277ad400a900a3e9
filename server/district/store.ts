/** Writes the records of a district to the store, whoever made them: the sample, an import. Runs inside the caller's transaction. */
import { INCIDENT_LOCATED, INCIDENT_SOURCES, INCIDENT_STATES, type District, type IncidentColumns } from '../../geodata/district.ts';
import type { Queryable, Value } from '../database/database.ts';
import { withoutSums, writeSums } from '../incidents/bulk.ts';
import { PLAN_TABLES } from '../plans/tables.ts';
import type { StoredDistrict } from '../versions/versions.ts';
import { timeText } from './timeText.ts';

/** Called with what is being written, rows done and rows in all. */
export type Report = (step: string, done: number, total: number) => void;

/** What incident columns refer to by index: four-digit category codes, area codes, grid codes, unit codes. */
export interface IncidentKeys { categories: string[]; areas: string[]; grids: string[]; units: string[] }

/** Every table that holds a district's records, children before parents. `versions` is not one: its numbers never go back. */
export const DISTRICT_TABLES = ['incident_changes', 'alerts', 'incident_sums', 'incidents', 'categories', 'places', 'village_incomes', 'park_incomes', 'parks', 'companies', ...PLAN_TABLES, 'plans', 'grid_units', 'grids', 'edition_communities', 'editions', 'wall_pairings', 'walls', 'relief', 'labels', 'land', 'roads', 'buildings', 'units', 'areas'];

// Rows of one COPY: progress is told between them, and the embedded engine holds one of them in memory at a time.
const ROWS_PER_COPY = 50_000;

// Any constant will do.
const LOCK = 7_021_338;

/** Waits for whoever else fills the store, seeding or import, and says which district it is about. */
export async function lockStore(inside: Queryable): Promise<StoredDistrict | null> {
  await inside.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [row] = await inside.query<{ value: StoredDistrict }>(`select value from settings where key = 'district'`);
  return row?.value ?? null;
}

/** Says which district the store is about and where it is from. */
export async function setDistrict(inside: Queryable, district: StoredDistrict): Promise<void> {
  await inside.query(`insert into settings (key, value) values ('district', $1) on conflict (key) do update set value = excluded.value`, [JSON.stringify(district)]);
}

/** Removes all records of a district. */
export async function clearDistrict(inside: Queryable, code: string): Promise<void> {
  await withoutSums(inside, async () => {
    for (const table of DISTRICT_TABLES) await inside.query(`delete from ${table} where district_code = $1`, [code]);
  });
}

/**
 * Appends the nouns that are present. `incidents` need `areas`, `grids` and `categories` beside them, which their columns
 * refer to; to write incidents alone use `storeIncidents`. The edition is in force for every community of `areas` from its day on.
 */
export async function storeDistrict(inside: Pick<Queryable, 'copyFrom'>, district: Pick<District, 'code'> & Partial<District>, report: Report = () => {}): Promise<void> {
  const { code, areas = [], units = [], buildings = [], roads = [], land = [], labels = [], grids = [], companies = [], parks = [], villageIncomes = [], places = [], categories = [], relief, edition, incidents } = district;
  const write = <Item>(step: string, table: string, columns: string[], items: Item[], row: (item: Item) => Value[]) =>
    copyInPieces(inside, table, ['district_code', ...columns], items.length, (i) => [code, ...row(items[i]!)], (done) => report(step, done, items.length));

  await write('Writing areas', 'areas', ['code', 'level', 'parent_code', 'name', 'urban_rural_class', 'window_min', 'window_max', 'geom', 'label'], areas,
    (a) => [a.code, a.level, a.parentCode, a.name, a.urbanRuralClass, a.windowMin, a.windowMax, a.geometry, a.label]);
  await write('Writing land', 'land', ['id', 'kind', 'name', 'geom'], land, (l) => [l.id, l.kind, l.name, l.geometry]);
  await write('Writing roads', 'roads', ['id', 'class', 'name', 'geom'], roads, (r) => [r.id, r.class, r.name, r.geometry]);
  await write('Writing labels', 'labels', ['id', 'kind', 'name', 'rank', 'geom'], labels, (l) => [l.id, l.kind, l.name, l.rank, l.geometry]);
  if (relief) {
    const { west, south, east, north, columns, rows, heights } = relief;
    await inside.copyFrom('relief', ['district_code', 'west', 'south', 'east', 'north', 'columns', 'rows', 'heights'],
      [[code, west, south, east, north, columns, rows, new Uint8Array(heights.buffer, heights.byteOffset, heights.byteLength)]]);
  }
  await write('Writing units', 'units', ['code', 'community_code', 'use', 'name', 'households', 'building_count', 'floors', 'geom'], units,
    (u) => [u.code, u.communityCode, u.use, u.name, u.households, u.buildingCount, u.floors, u.geometry]);
  await write('Writing buildings', 'buildings', ['id', 'unit_code', 'floors', 'geom'], buildings, (b) => [b.id, b.unitCode, b.floors, b.geometry]);
  if (edition) {
    const communities = areas.filter(({ level }) => level === 'community');
    await inside.copyFrom('editions', ['district_code', 'id', 'name', 'published_at'], [[code, edition.id, edition.name, `${edition.validFrom}T00:00:00+08:00`]]);
    await write('Writing grids', 'edition_communities', ['edition_id', 'community_code', 'valid_from'], communities, (c) => [edition.id, c.code, edition.validFrom]);
    await write('Writing grids', 'grids', ['edition_id', 'code', 'community_code', 'kind', 'name', 'households', 'unit_count', 'area_m2', 'geom', 'label'], grids,
      (g) => [edition.id, g.code, g.communityCode, g.kind, g.name, g.households, g.unitCodes.length, g.areaM2, g.geometry, g.label]);
    const assignments = grids.flatMap((grid) => grid.unitCodes.map((unit) => [unit, grid.code] as const));
    await write('Writing grids', 'grid_units', ['edition_id', 'unit_code', 'grid_code'], assignments, ([unit, grid]) => [edition.id, unit, grid]);
  }
  await write('Writing companies', 'companies', ['id', 'name', 'street_code', 'village_codes'], companies, (c) => [c.id, c.name, c.streetCode, c.villageCodes]);
  await write('Writing parks', 'parks', ['id', 'kind', 'name', 'company_id', 'community_code', 'area_m2', 'income_yuan', 'jobs', 'village_codes', 'geom'], parks,
    (p) => [p.id, p.kind, p.name, p.companyId, p.communityCode, p.areaM2, p.incomeYuan, p.jobs, p.villageCodes, p.geometry]);
  await write('Writing parks', 'park_incomes', ['park_id', 'year', 'months', 'income_yuan'], parks.flatMap((p) => p.incomes.map((income) => ({ id: p.id, ...income }))), (i) => [i.id, i.year, i.months, i.incomeYuan]);
  await write('Writing parks', 'village_incomes', ['community_code', 'year', 'months', 'income_yuan'], villageIncomes, (v) => [v.communityCode, v.year, v.months, v.incomeYuan]);
  await write('Writing places', 'places', ['id', 'kind', 'name', 'community_code', 'geom'], places, (p) => [p.id, p.kind, p.name, p.communityCode, p.geometry]);
  await write('Writing categories', 'categories', ['code', 'parent_code', 'name'], categories, (c) => [c.code, c.parentCode, c.name]);
  if (incidents) {
    const keys = { categories: categories.filter((c) => c.code.length === 4).map((c) => c.code), areas: areas.map((a) => a.code), grids: grids.map((g) => g.code), units: units.map((u) => u.code) };
    await storeIncidents(inside, code, incidents, keys, report);
  }
}

/** Writes all incidents of a district and their sums, inside `withoutSums`; row i gets the id i + 1. */
export async function storeIncidents(inside: Pick<Queryable, 'copyFrom'>, code: string, incidents: IncidentColumns, keys: IncidentKeys, report: Report = () => {}): Promise<void> {
  const columns = ['district_code', 'id', 'category_code', 'source', 'state', 'located', 'lon_e6', 'lat_e6', 'community_code', 'grid_code', 'unit_code',
    'opened_at', 'accepted_at', 'dispatched_at', 'handled_at', 'answered_at', 'verified_at', 'closed_at', 'due_at', 'reworked'];
  const i6 = incidents;
  const row = (i: number): Value[] => {
    const located = INCIDENT_LOCATED[i6.located[i]!]!;
    return [
      code, i + 1, keys.categories[i6.category[i]!]!, INCIDENT_SOURCES[i6.source[i]!]!, INCIDENT_STATES[i6.state[i]!]!, located,
      located === 'none' ? null : i6.lonE6[i]!, located === 'none' ? null : i6.latE6[i]!,
      keys.areas[i6.community[i]!] ?? null, keys.grids[i6.grid[i]!] ?? null, keys.units[i6.unit[i]!] ?? null,
      time(i6.openedS[i]!), time(i6.acceptedS[i]!), time(i6.dispatchedS[i]!), time(i6.handledS[i]!), time(i6.answeredS[i]!), time(i6.verifiedS[i]!), time(i6.closedS[i]!), time(i6.dueS[i]!),
      i6.reworked[i] === 1,
    ];
  };
  await copyInPieces(inside, 'incidents', columns, incidents.length, row, (done) => report('Writing incidents', done, incidents.length));
  // −1 becomes NONE.
  await writeSums(inside, code, { ...incidents, community: Uint16Array.from(incidents.community), grid: Uint16Array.from(incidents.grid), categories: keys.categories, communities: keys.areas, grids: keys.grids });
}

const time = (seconds: number) => (seconds === 0 ? null : timeText(seconds));

async function copyInPieces(inside: Pick<Queryable, 'copyFrom'>, table: string, columns: string[], length: number, row: (i: number) => Value[], report: (done: number) => void): Promise<void> {
  for (let from = 0; from < length; from += ROWS_PER_COPY) {
    const to = Math.min(from + ROWS_PER_COPY, length);
    await inside.copyFrom(table, columns, (function* rows() {
      for (let i = from; i < to; i++) yield row(i);
    })());
    report(to);
  }
}

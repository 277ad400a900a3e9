/** A million incidents: filtered, counted and drawn as the browser does it, beside what others count with. In processor time. */
import { join } from 'node:path';
import { tableFromColumns, tableFromIPC, tableToIPC, columnFromArray, int32, uint16, uint32 } from '@uwdata/flechette';
import { latLngToCell } from 'h3-js';
import Supercluster, { type PointFeature } from 'supercluster';
import type { Incidents } from '../../geodata/density/columns.ts';
import { openCrossFilter, type CrossFilter } from '../../geodata/density/crossFilter.ts';
import { dayNumber, dayText, startOf } from '../../geodata/density/days.ts';
import { hexCells, hexGridOver, hexRings } from '../../geodata/density/hexagons.ts';
import { paintSurface } from '../../geodata/density/paint.ts';
import type { Question } from '../../geodata/density/question.ts';
import { project, rasterCells } from '../../geodata/density/raster.ts';
import { openSurface } from '../../geodata/density/surface.ts';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import { random } from '../../geodata/redraw/random.ts';
import { copyRows } from '../../server/database/copyText.ts';
import type { Database } from '../../server/database/database.ts';
import { openDatabase } from '../../server/database/open.ts';
import { medianCpuMs, type Row } from './row.ts';

const FIRST = '2025-11-23', DAYS = 365, WHOLE = '370216';
const BOX = [120.6, 37.3, 120.9, 37.5] as const;
/** Cells of H3's resolution 9 are 400 m wide, about as our hexagons here. */
const HEX_M = 350, H3_RESOLUTION = 9;
const BREAKS = [20, 50, 100, 200, 500, 1000], RAMP = ['#F7F0DE', '#F0D8A6', '#EBB76C', '#DD8C3D', '#B55721', '#8B381D', '#592119'];

const question = (from: number, days = 30): Question => ({
  from: dayText(dayNumber(FIRST) + from), to: dayText(dayNumber(FIRST) + from + days),
  area: WHOLE, level: 'community', categories: ['01', '02', '03', '04'], sources: [], states: [], hours: [], weekdays: [0, 1, 2, 3, 4], measure: 'onTimeRate', gridsOf: 'own',
});

export async function densityBench(report: (label: string, done: number, total: number) => void, folder: string): Promise<Row[]> {
  report('Counting in columns', 0, 3);
  const million = incidentsOf(1_000_000), year = { from: FIRST, to: dayText(dayNumber(FIRST) + DAYS) };
  const places = project(million.lonE6, million.latE6);
  const filter = openCrossFilter(million, year, WHOLE);
  const rows = [...await brushRows(year), ...await peerRows(million, filter, places)];
  report('Counting in SQL', 1, 3);
  rows.push(await sqlRow(million, filter, join(folder, 'density')));
  report('Reading columns', 2, 3);
  return [...rows, await readingRow(million)];
}

/** What a brush that moves by a day costs of a frame of 16 ms, with 600,000 incidents. */
async function brushRows(year: { from: string; to: string }): Promise<Row[]> {
  const incidents = incidentsOf(600_000), filter = openCrossFilter(incidents, year, WHOLE);
  const surface = openSurface({ bbox: BOX, bandwidthM: 380, size: 400, shape: [[[[BOX[0], BOX[1]], [BOX[2], BOX[1]], [BOX[2], BOX[3]], [BOX[0], BOX[3]], [BOX[0], BOX[1]]]]] });
  const cells = rasterCells(surface.raster, project(incidents.lonE6, incidents.latE6));
  const frame = { name: 'a frame', value: 16 };
  let from = 40;
  const moved = () => filter.ask(question(from = 40 + ((from - 39) % 280)));
  const ask = await medianCpuMs(60, moved);
  const heat = await medianCpuMs(60, () => {
    moved();
    const counts = new Uint32Array(surface.raster.columns * surface.raster.rows);
    filter.countCells(question(from), cells, counts);
    paintSurface(surface.draw(counts), BREAKS, RAMP);
  });
  const jump = await medianCpuMs(20, () => filter.ask(question(from = 40 + ((from + 61) % 280))));
  const filters = INCIDENT_SOURCES.slice(0, 6);
  let nth = 0;
  const other = await medianCpuMs(20, () => filter.ask({ ...question(300), sources: [filters[nth++ % filters.length]!] }));
  return [
    { claim: '600,000 incidents, a brush moved by a day, all panels', unit: 'ms of processor time', ours: ask, baseline: frame },
    { claim: '600,000 incidents, a brush moved by a day, panels and heat', unit: 'ms of processor time', ours: heat, baseline: frame },
    { claim: '600,000 incidents, a brush put elsewhere, all panels', unit: 'ms of processor time', ours: jump, baseline: frame },
    { claim: '600,000 incidents, another filter, all panels', unit: 'ms of processor time', ours: other, baseline: frame },
  ];
}

/** One filter over all million rows, counted by cell: here, into clusters, into a Map of H3 cells. */
async function peerRows(million: Incidents, filter: CrossFilter, places: ReturnType<typeof project>): Promise<Row[]> {
  const asked = question(0, DAYS);
  const ours = await medianCpuMs(5, () => {
    const fresh = filter.another();
    const grid = hexGridOver(BOX, HEX_M, 37.4);
    const counts = new Uint32Array(grid.columns * grid.rows);
    fresh.ask(asked);
    fresh.countCells(asked, hexCells(grid, places), counts);
    hexRings(grid, Uint32Array.from(counts.keys()).filter((cell) => counts[cell]! > 0));
  });
  const passes = passing(million, asked);
  const h3 = await medianCpuMs(1, () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < million.length; i++) if (passes(i)) { const cell = latLngToCell(million.latE6[i]! / 1e6, million.lonE6[i]! / 1e6, H3_RESOLUTION); counts.set(cell, (counts.get(cell) ?? 0) + 1); }
  });
  const clusters = await medianCpuMs(1, () => {
    const features: PointFeature<object>[] = [];
    for (let i = 0; i < million.length; i++) if (passes(i)) features.push({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [million.lonE6[i]! / 1e6, million.latE6[i]! / 1e6] } });
    new Supercluster({ maxZoom: 16 }).load(features).getClusters([...BOX], 12);
  });
  const claim = '1,000,000 incidents filtered, counted by panel and hexagon, from nothing';
  return [{ claim, unit: 'ms of processor time', ours, baseline: { name: 'filtered, H3 cells counted in a Map', value: h3 } }, { claim, unit: 'ms of processor time', ours, baseline: { name: 'filtered, supercluster', value: clusters } }];
}

/** The same filter written out. */
function passing({ openedS, category, categories }: Incidents, { from, to, categories: mains, weekdays }: Question): (i: number) => boolean {
  const [first, last] = [startOf(dayNumber(from)), startOf(dayNumber(to))];
  const wanted = categories.map((code) => mains.some((main) => code.startsWith(main)));
  return (i) => openedS[i]! >= first && openedS[i]! < last && wanted[category[i]!]! && weekdays.includes((new Date((openedS[i]! + 8 * 3600) * 1000).getUTCDay() + 6) % 7);
}

/** All panels of one question, as SQL counts them from the rows. */
async function sqlRow(million: Incidents, filter: CrossFilter, folder: string): Promise<Row> {
  const database = await openDatabase({ url: undefined, folder });
  try {
    await database.exec('create table counted (opened_at timestamptz, due_at timestamptz, closed_at timestamptz, category text, source text, state text, community text, reworked boolean)');
    const at = (seconds: number) => new Date(seconds * 1000);
    await database.transaction((inside) => copyRows(inside.copyText, 'counted', ['opened_at', 'due_at', 'closed_at', 'category', 'source', 'state', 'community', 'reworked'], rowsOf(million, (i) => [
      at(million.openedS[i]!), at(million.dueS[i]!), at(million.closedS[i]!), million.categories[million.category[i]!]!, INCIDENT_SOURCES[million.source[i]!]!, INCIDENT_STATES[million.state[i]!]!, million.communities[million.community[i]!]!, million.reworked[i] === 1,
    ])));
    await database.exec('create index on counted (opened_at); create index on counted (due_at); create index on counted (closed_at); analyze counted');
    let from = 250;
    const ours = await medianCpuMs(20, () => filter.another().ask(question(from++)));
    const value = await medianCpuMs(3, () => askSql(database, question(from++)));
    return { claim: '1,000,000 incidents, all panels of a question of 30 days', unit: 'ms of processor time', ours, baseline: { name: 'SQL in the embedded store, with indexes', value } };
  } finally {
    await database.close();
  }
}

const PANELS = ['community', 'category', 'source', 'state', `extract(isodow from opened_at at time zone 'Asia/Shanghai') * 24 + extract(hour from opened_at at time zone 'Asia/Shanghai')`];

async function askSql(database: Database, { from, to, categories, weekdays }: Question): Promise<void> {
  const where = `left(category, 2) = any($3) and extract(isodow from opened_at at time zone 'Asia/Shanghai')::int = any($4)`;
  const values = [`${from}T00:00:00+08:00`, `${to}T00:00:00+08:00`, categories, weekdays.map((day) => day + 1)];
  const inside = (column: string) => `${column} >= $1::timestamptz and ${column} < $2::timestamptz and ${where}`;
  for (const panel of PANELS) await database.query(`select ${panel} as key, count(*)::int as n from counted where ${inside('opened_at')} group by 1`, values);
  await database.query(`select community, count(*)::int as due, count(*) filter (where closed_at <= due_at)::int as on_time from counted where ${inside('due_at')} group by 1`, values);
  await database.query(`select community, count(*)::int as closed, count(*) filter (where reworked)::int as reworked, percentile_cont(0.5) within group (order by closed_at - opened_at) from counted where ${inside('closed_at')} group by 1`, values);
}

function* rowsOf<Cells>(incidents: Incidents, row: (i: number) => Cells): Generator<Cells> {
  for (let i = 0; i < incidents.length; i++) yield row(i);
}

/** Bytes to something that can be counted. */
async function readingRow(million: Incidents): Promise<Row> {
  const names = ['lonE6', 'latE6', 'openedS', 'category'] as const;
  const types = { lonE6: int32(), latE6: int32(), openedS: uint32(), category: uint16() };
  const arrow = tableToIPC(tableFromColumns(Object.fromEntries(names.map((name) => [name, columnFromArray(million[name], types[name])]))), { format: 'stream' })!;
  const geojson = JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: million.length }, (_, i) => ({ type: 'Feature', properties: { openedS: million.openedS[i], category: million.category[i] }, geometry: { type: 'Point', coordinates: [million.lonE6[i]! / 1e6, million.latE6[i]! / 1e6] } })) });
  const ours = await medianCpuMs(5, () => { const table = tableFromIPC(arrow); for (const name of names) table.getChild(name)!.toArray(); });
  return { claim: '1,000,000 incidents, bytes to columns', unit: 'ms of processor time', ours, baseline: { name: 'JSON.parse of the GeoJSON', value: await medianCpuMs(1, () => JSON.parse(geojson) as unknown) } };
}

/** Incidents over a year, half of them around twenty middles. */
function incidentsOf(length: number): Incidents {
  const chance = random(7), first = startOf(dayNumber(FIRST));
  const communities = Array.from({ length: 190 }, (_, i) => `${WHOLE}${String(1 + (i % 17)).padStart(3, '0')}${String(i + 1).padStart(3, '0')}`).sort();
  const grids = communities.flatMap((code) => Array.from({ length: 14 }, (_, i) => code + String(i + 1).padStart(3, '0')));
  const categories = Array.from({ length: 36 }, (_, i) => `${String(1 + Math.floor(i / 4)).padStart(2, '0')}${String(1 + (i % 4)).padStart(2, '0')}`);
  const middles = Array.from({ length: 20 }, () => [chance.next(), chance.next()] as const);
  const bell = () => (chance.next() + chance.next() + chance.next() - 1.5) / 12;
  const share = Array.from({ length }, () => { const [x, y] = chance.next() < 0.5 ? middles[chance.below(20)]! : [chance.next(), chance.next()]; return [Math.min(1, Math.max(0, x + bell())), Math.min(1, Math.max(0, y + bell()))] as const; });
  const grid = Uint16Array.from({ length }, () => chance.below(grids.length));
  const openedS = Uint32Array.from({ length }, () => first + chance.below(DAYS * 86_400)).sort();
  return {
    length, categories, communities, grids, grid, gridNow: grid, openedS,
    lonE6: Int32Array.from(share, ([x]) => (BOX[0] + x * (BOX[2] - BOX[0])) * 1e6), latE6: Int32Array.from(share, ([, y]) => (BOX[1] + y * (BOX[3] - BOX[1])) * 1e6),
    closedS: openedS.map((s) => s + chance.below(60 * 3600)), dueS: openedS.map((s) => s + chance.below(96 * 3600)),
    category: Uint16Array.from({ length }, () => chance.below(categories.length)), community: grid.map((each) => Math.floor(each / 14)),
    source: Uint8Array.from({ length }, () => chance.below(6)), state: new Uint8Array(length).fill(6), located: new Uint8Array(length), reworked: Uint8Array.from({ length }, () => Number(chance.below(30) === 0)),
  };
}

/** Incident drafts into the store: numbered, categorised, put on the map; in place of the district's incidents. */
import { OperatorError } from '../database/database.ts';
import type { Value } from '../database/database.ts';
import type { IncidentLocated } from '../../geodata/district.ts';
import { numberCategories, type CategoryCount, type NumberedCategories } from './categories.ts';
import { findDefaultPoints } from './defaultPoint.ts';
import type { IncidentDraft } from './incidents.ts';
import { editionPeriods, locatePoints, type EditionPeriod, type PointPlace } from './locate.ts';
import { shown } from './personal.ts';
import type { Run } from './request.ts';

const ROWS_PER_COPY = 50_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
/** More points outside than this share, and the file is about another place or in another coordinate system. */
const MAX_OUTSIDE = 0.5;

interface Placed { located: IncidentLocated; communityCode: string | null; unitCode: string | null; gridCode: string | null }
export interface IncidentsTaken { incidents: number; onTheMap: number; atADefaultPosition: number; withoutPosition: number; categories: number }

/** Replaces incidents and categories. Throws an OperatorError when most points are outside the district. */
export async function writeIncidents(run: Run, incidents: IncidentDraft[], district: string): Promise<IncidentsTaken> {
  const { inside, findings, report } = run;
  incidents.sort((a, b) => +a.openedAt - +b.openedAt);
  const categories = categorise(incidents);
  if (categories.gathered) findings.add('mended', 'more categories than there are codes: the rarest are gathered under 其他', run.files.at(-1)!.name, { found: `${categories.gathered} kinds` });
  report('Places of incidents', 0, 1);
  const placed = await place(run, incidents, district);
  await inside.query('delete from incidents where district_code = $1', [district]);
  // It is about incidents that are none any more.
  await inside.query('delete from incident_changes where district_code = $1', [district]);
  await inside.query('delete from categories where district_code = $1', [district]);
  await inside.copyFrom('categories', ['district_code', 'code', 'parent_code', 'name'], categories.records.map(({ code, parentCode, name }) => [district, code, parentCode, name]));
  const row = (i: number): Value[] => {
    const incident = incidents[i]!;
    const { located, communityCode, unitCode, gridCode } = placed[i]!;
    const position = located === 'none' ? null : incident.position;
    return [district, i + 1, incident.id, categories.codeOf(incident.major, incident.minor), incident.source, incident.state, located,
      position?.lonE6 ?? null, position?.latE6 ?? null, communityCode, unitCode, gridCode, incident.openedAt, ...incident.steps, incident.closedAt, incident.dueAt];
  };
  for (let from = 0; from < incidents.length; from += ROWS_PER_COPY) {
    const to = Math.min(from + ROWS_PER_COPY, incidents.length);
    await inside.copyFrom('incidents', ['district_code', 'id', 'external_id', 'category_code', 'source', 'state', 'located', 'lon_e6', 'lat_e6', 'community_code', 'unit_code', 'grid_code',
      'opened_at', 'accepted_at', 'dispatched_at', 'handled_at', 'answered_at', 'verified_at', 'closed_at', 'due_at'], (function* rows() {
      for (let i = from; i < to; i++) yield row(i);
    })());
    report('Incidents', to, incidents.length);
  }
  const due = incidents.filter(({ dueAt }) => dueAt), closed = due.filter(({ closedAt }) => closedAt), inTime = closed.filter(({ closedAt, dueAt }) => closedAt! <= dueAt!);
  const share = (part: unknown[]) => `${part.length} (${((100 * part.length) / due.length).toFixed(1)} %)`;
  if (due.length) findings.add('noted', 'rows with a due time, wherever they are: for a count of your own beside this one', run.files.at(-1)!.name, { found: `${due.length}; of them closed ${share(closed)}, within their time ${share(inTime)}` });
  const located = (kind: IncidentLocated) => placed.filter((each) => each.located === kind).length;
  return { incidents: incidents.length, onTheMap: located('exact'), atADefaultPosition: located('default'), withoutPosition: located('none'), categories: categories.records.length };
}

function categorise(incidents: IncidentDraft[]): NumberedCategories {
  const counts = new Map<string, CategoryCount>();
  for (const { major, minor } of incidents) {
    const key = major + '\n' + minor;
    const count = counts.get(key);
    if (count) count.count++;
    else counts.set(key, { major, minor, count: 1 });
  }
  return numberCategories([...counts.values()]);
}

async function place(run: Run, incidents: IncidentDraft[], district: string): Promise<Placed[]> {
  const { inside, findings } = run;
  const keyOf = (p: { lonE6: number; latE6: number }) => `${p.lonE6} ${p.latE6}`;
  const defaults = new Set(findDefaultPoints(incidents.flatMap(({ position, major, minor }) => (position ? [{ ...position, kind: major + '\n' + minor }] : []))).map((point) => {
    findings.add('mended', 'one position shared by many incidents of many kinds: a geocoder\'s default, set aside', run.files.at(-1)!.name, { found: `${point.lonE6 / 1e6}, ${point.latE6 / 1e6}: ${point.rows} of ${incidents.length} rows (${((100 * point.rows) / incidents.length).toFixed(1)} %), ${point.kinds} kinds`, expected: 'counted, not drawn' });
    return keyOf(point);
  }));
  const points = new Map<string, { key: number; lonE6: number; latE6: number }>();
  for (const { position } of incidents) {
    if (position && !defaults.has(keyOf(position)) && !points.has(keyOf(position))) points.set(keyOf(position), { key: points.size, ...position });
  }
  const { hasShape, places } = await locatePoints(inside, district, [...points.values()]);
  if (!hasShape) findings.add('noted', 'the district has no shape: whether points are inside it cannot be told', '--district');
  const periods = await editionPeriods(inside, district);
  const named = await communityNames(run, district);
  const unknownNames = new Map<string, number>();
  let outside = 0;
  let elsewhere = 0;
  const placed = incidents.map(({ at, position, area, openedAt }): Placed => {
    const byName = named.get(area) ?? null;
    if (area && !byName) unknownNames.set(shown(area), (unknownNames.get(shown(area)) ?? 0) + 1);
    if (!position) return { located: 'none', communityCode: byName, unitCode: null, gridCode: null };
    if (defaults.has(keyOf(position))) return { located: 'default', communityCode: byName, unitCode: null, gridCode: null };
    const found = places.get(points.get(keyOf(position))!.key)!;
    if (!found.isInside) {
      outside++;
      findings.add('mended', 'a position outside the district is dropped: counted, not drawn', at, { found: `${position.lonE6 / 1e6}, ${position.latE6 / 1e6}`, expected: 'a point inside the district' });
      return { located: 'none', communityCode: byName, unitCode: null, gridCode: null };
    }
    if (byName && found.communityCode && byName !== found.communityCode) elsewhere++;
    const communityCode = found.communityCode ?? byName;
    return { located: 'exact', communityCode, unitCode: found.unitCode, gridCode: communityCode && gridOf(found, periods.get(communityCode) ?? [], openedAt) };
  });
  const withPoint = incidents.filter(({ position }) => position && !defaults.has(keyOf(position))).length;
  if (outside > MAX_OUTSIDE * withPoint) {
    throw new OperatorError(`${outside} of ${withPoint} positions are outside the district. Nothing was changed. Is it the right district (--district) and coordinate system (--crs), and are longitude and latitude the right way round (--map)?`);
  }
  const file = run.files.at(-1)!.name;
  if (elsewhere) findings.add('noted', 'rows that name one community and lie in another: the position counts', file, { found: `${elsewhere} rows` });
  if (unknownNames.size) findings.add('noted', 'communities that are named and not in the store', file, { found: [...unknownNames].sort(([, a], [, b]) => b - a).map(([name, rows]) => `${name}: ${rows}`).join(', ') });
  const nowhere = placed.filter(({ communityCode }) => !communityCode).length;
  if (nowhere) findings.add('noted', 'rows in no community: counted for the district only', file, { found: `${nowhere} rows` });
  return placed;
}

/** Communities by code, and by name where a name is there once. */
async function communityNames({ inside }: Run, district: string): Promise<Map<string, string>> {
  const areas = await inside.query<{ code: string; name: string }>(`select code, name from areas where district_code = $1 and level = 'community'`, [district]);
  const names = new Map(areas.map(({ code }) => [code, code]));
  for (const [name, own] of Map.groupBy(areas, (area) => area.name)) if (own.length === 1) names.set(name, own[0]!.code);
  return names;
}

/** The grid of the edition that was in force on the day of opening. */
function gridOf({ grids }: PointPlace, periods: EditionPeriod[], openedAt: Date): string | null {
  if (!grids.length) return null;
  const day = new Date(+openedAt + CHINA_OFFSET_MS).toISOString().slice(0, 10);
  const edition = periods.find(({ from, to }) => from <= day && (to === null || day < to));
  return grids.find(({ editionId }) => editionId === edition?.editionId)?.code ?? null;
}

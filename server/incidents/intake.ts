/** Reports of incidents into the store: all of a request or none, and the same however often and in whatever order they come. */
import type { Queryable } from '../database/database.ts';
import { Problem, type FieldError } from '../http/problem.ts';
import { announceIntake, noteChanges } from '../live/changes.ts';
import type { Sight } from '../rights/sight.ts';
import { insertIncidents, selectKnown, selectKnownCategories, selectLastId, selectPlaces, updateIncidents, waitForTurn, type Key, type Place, type Write } from './intakeQueries.ts';
import type { Report } from './intakeSchema.ts';
import { findTimeFaults, mergeReport, stateOf, type Known } from './mergeReports.ts';

export interface Taken extends Key { id: number; outcome: 'created' | 'changed' | 'unchanged' }

const MOST_ERRORS = 20;

/** Takes reports inside a transaction. Throws a 400 that names every report and field that cannot be; `nowMs` is the time. */
export async function takeReports(inside: Queryable, district: string, sight: Sight, reports: readonly Report[], nowMs: number): Promise<Taken[]> {
  await waitForTurn(inside, district);
  await announceIntake(inside);
  const keyOf = ({ source, externalId }: Key) => `${source} ${externalId}`;
  const stored = new Map((await selectKnown(inside, district, distinct(reports))).map((each) => [keyOf(each), each]));
  const errors = await findUnknownCategories(inside, district, reports);

  const now = new Map<string, Known>();
  reports.forEach((report, i) => {
    const key = keyOf(report), known = mergeReport(now.get(key) ?? stored.get(key)?.known ?? null, report);
    errors.push(...findTimeFaults(`incidents.${i}`, known, nowMs));
    now.set(key, known);
  });
  refuse(errors);

  const moved = [...now].filter(([key, known]) => known.lonE6 !== null && !samePlace(stored.get(key)?.known, known));
  const found = await selectPlaces(inside, district, moved.map(([, { lonE6, latE6, openedAt }]) => ({ lonE6: lonE6!, latE6: latE6!, openedAt: openedAt! })));
  const places = new Map(moved.map(([key], i) => [key, found[i]!]));
  const communitiesOf = (key: Key) => { const before = stored.get(keyOf(key))?.community, place = places.get(keyOf(key)); return { before, now: place ? place.community : before ?? null }; };
  refuse(findMisplaced(reports, communitiesOf, (key) => places.get(keyOf(key)), sight, district));

  let lastId = await selectLastId(inside, district);
  const created: Write[] = [], changed: Write[] = [], outcomes = new Map<string, Taken>();
  for (const [key, known] of now) {
    const before = stored.get(key), { source, externalId } = reports.find((report) => keyOf(report) === key)!;
    const write: Write = { source, externalId, id: before?.id ?? ++lastId, known, place: places.get(key) ?? null };
    const outcome = !before ? 'created' : JSON.stringify(before.known) === JSON.stringify(ordered(known, before.known)) ? 'unchanged' : 'changed';
    if (outcome === 'created') created.push(write);
    if (outcome === 'changed') changed.push(write);
    outcomes.set(key, { source, externalId, id: write.id, outcome });
  }
  if (created.length) await insertIncidents(inside, district, created);
  await updateIncidents(inside, district, changed);
  await noteChanges(inside, district, [...created, ...changed].map((write) => ({ id: write.id, was: stored.has(keyOf(write)) ? stateOf(stored.get(keyOf(write))!.known) : null, state: stateOf(write.known) })), nowMs);
  return reports.map((report) => outcomes.get(keyOf(report))!);
}

const distinct = (reports: readonly Key[]): Key[] => [...new Map(reports.map(({ source, externalId }) => [`${source} ${externalId}`, { source, externalId }])).values()];

/** The grid is that of the day of opening, so a corrected day is a new place too. */
const samePlace = (before: Known | undefined, known: Known): boolean =>
  before?.lonE6 === known.lonE6 && before.latE6 === known.latE6 && before.openedAt === known.openedAt;

/** The same fields in the order of another. */
const ordered = (known: Known, like: Known): unknown => Object.fromEntries(Object.keys(like).map((name) => [name, known[name as keyof Known]]));

async function findUnknownCategories(inside: Queryable, district: string, reports: readonly Report[]): Promise<FieldError[]> {
  const known = await selectKnownCategories(inside, district, [...new Set(reports.map(({ category }) => category))]);
  return reports.flatMap(({ category }, i) => (known.has(category) ? [] : [{ field: `incidents.${i}.category`, found: category, expected: 'a 小类 of the district', fix: 'GET /api/v1/categories lists them.' }]));
}

/** Points outside the district; and what an asker for a part of it may not write: incidents that were, or now are, somewhere else or nowhere. */
function findMisplaced(reports: readonly Report[], communities: (key: Key) => { before: string | null | undefined; now: string | null }, places: (key: Key) => Place | undefined, { area }: Sight, district: string): FieldError[] {
  return reports.flatMap((report, i): FieldError[] => {
    const field = `incidents.${i}.at`, found = report.at ?? null, { before, now } = communities(report), sees = (community: string | null) => community?.startsWith(area) ?? false;
    if (places(report)?.isInside === false) return [{ field, found, expected: 'a point inside the district', fix: 'Longitude comes first; positions are WGS 84.' }];
    if (area === district || (sees(now) && (before === undefined || sees(before)))) return [];
    return [{ field, found, expected: `a point inside ${area}, and an incident that is yours to report` }];
  });
}

function refuse(errors: FieldError[]): void {
  if (!errors.length) return;
  const more = errors.length > MOST_ERRORS ? `; and ${errors.length - MOST_ERRORS} more` : '';
  throw new Problem(400, `Nothing was taken: ${errors.slice(0, MOST_ERRORS).map(({ field, expected }) => `${field}: expected ${expected}`).join('; ')}${more}.`, { errors: errors.slice(0, MOST_ERRORS) });
}

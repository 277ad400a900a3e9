/** A summary from the sums alone: a handful of short queries, however many incidents there are. */
import { medianHours } from '../../geodata/density/closing.ts';
import { dayNumber, dayText, type Period } from '../../geodata/density/days.ts';
import { emptyTally, TALLY_FIELDS, type Tally } from '../../geodata/density/measures.ts';
import type { Compared, GroupRow, Question, Summary } from '../../geodata/density/question.ts';
import { CLOSE_BINS } from '../../geodata/density/sums.ts';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import { categoriesOf, periodsOf, windowsOf } from './coverage.ts';
import { selectCategorySums, selectDaySums, selectLists, selectTallies, type ListRow, type Window } from './sumQueries.ts';

export interface SumScope {
  district: string;
  /** All that the asker may see. */
  whole: string;
  /** Every place of the question's level inside its scope, in order. */
  places: readonly string[];
  /** All 小类, in order. */
  minors: readonly string[];
  /** The days that incidents are known of. */
  known: Period;
}

/** The windows of a question: those of a period that the records do not reach back to are not among them. */
export function windowsIn(question: Period, known: Period): Window[] {
  const { now, previous, lastYear } = periodsOf(question);
  return [now, previous, lastYear].flatMap((period, i) => (i > 0 && period.from < known.from ? [] : windowsOf(period, i)));
}

/** The answer to a question that the sums cover (see coverage.ts). */
export async function summariseSums(database: Queryable, question: Question, { district, whole, places, minors, known }: SumScope): Promise<Summary> {
  const { area } = question, categories = categoriesOf(question), windows = windowsIn(question, known);
  const now = windows.filter(({ period }) => period === 0);
  const [tallies, own, wholes, hoursOfPlaces, groups, days] = await Promise.all([
    selectTallies(database, district, windows, [...new Set([area, whole, ...places])], categories),
    selectLists(database, district, windows, [area], categories, ['hour', 'source', 'state', 'bin']),
    area === whole ? [] : selectLists(database, district, now, [whole], categories, ['bin']),
    question.measure === 'medianCloseHours' ? selectLists(database, district, now, places, categories, ['bin']) : [],
    selectCategorySums(database, district, windows, area, minors),
    selectDaySums(database, district, area, categories),
  ]);

  const isKnown = [0, 1, 2].map((period) => windows.some((window) => window.period === period));
  const each = <T>(of: (period: number) => T) => ({ now: of(0), previous: isKnown[1] ? of(1) : null, lastYear: isKnown[2] ? of(2) : null });
  const byKey = new Map(tallies.map((row) => [`${row.area} ${row.period}`, row]));
  const tally = (code: string, period: number): Tally => {
    const row = byKey.get(`${code} ${period}`);
    return row ? Object.fromEntries(TALLY_FIELDS.map((field) => [field, row[field]])) as unknown as Tally : emptyTally();
  };
  const compared = (code: string): Compared => each((period) => tally(code, period));
  const list = (rows: readonly ListRow[], name: ListRow['list'], length: number, period = 0) => dense(rows.filter((row) => row.list === name && row.period === period), length);
  const grouped = <Code extends string>(codes: readonly Code[], count: (at: number, period: number) => number): (GroupRow & { code: Code })[] =>
    codes.map((code, at) => ({ code, ...each((period) => count(at, period)) })).filter((row) => row.now || row.previous || row.lastYear);
  const listed = <Code extends string>(codes: readonly Code[], name: 'source' | 'state') => {
    const lists = [0, 1, 2].map((period) => list(own, name, codes.length, period));
    return grouped(codes, (at, period) => lists[period]![at]!);
  };
  const ofCategory = new Map(groups.map(({ code, period, opened }) => [`${code} ${period}`, opened]));
  const hoursOf = Map.groupBy(hoursOfPlaces, (row) => row.area);
  const apart = byKey.get(`${area} 0`);
  return {
    periods: periodsOf(question),
    area: { ...compared(area), closeHours: list(own, 'bin', CLOSE_BINS), previousCloseHours: list(own, 'bin', CLOSE_BINS, 1) },
    whole: { ...compared(whole), closeHours: list(area === whole ? own : wholes, 'bin', CLOSE_BINS) },
    byArea: places.map((code) => ({ code, ...compared(code), medianCloseHours: medianHours(list(hoursOf.get(code) ?? [], 'bin', CLOSE_BINS)) })).filter(hasAny),
    byCategory: grouped(minors, (at, period) => ofCategory.get(`${minors[at]} ${period}`) ?? 0),
    bySource: listed(INCIDENT_SOURCES, 'source'),
    byState: listed(INCIDENT_STATES, 'state'),
    byDay: { from: known.from, opened: daily(days, known) },
    rhythm: list(own, 'hour', 168),
    previousRhythm: list(own, 'hour', 168, 1),
    unlocated: apart?.unlocated ?? 0,
    defaultLocated: apart?.defaultLocated ?? 0,
  };
}

function dense(rows: readonly ListRow[], length: number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const { at, n } of rows) counts[at]! += n;
  return counts;
}

const hasAny = ({ now, previous, lastYear }: Compared) => [now, previous, lastYear].some((tally) => tally && TALLY_FIELDS.some((field) => tally[field] !== 0));

/** Counts of all known days in order. */
export function daily(days: readonly { day: string; opened: number }[], known: Period): number[] {
  const first = dayNumber(known.from), counts = Array.from({ length: dayNumber(known.to) - first }, () => 0);
  for (const { day, opened } of days) if (day >= known.from && day < known.to) counts[dayNumber(day) - first]! += opened;
  return counts;
}

/** The day after. */
export const dayAfter = (day: string): string => dayText(dayNumber(day) + 1);

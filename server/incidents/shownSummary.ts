/**
 * A summary for who sees aggregates only. It is made of nothing but the months of cells and days that anybody may be shown
 * (shownMonths.ts) and adds up what is shown there, so it tells nothing that they do not: whole months by the totals of
 * their communities, other days one by one.
 */
import { emptyTally, type Tally } from '../../geodata/density/measures.ts';
import { scopeOf, type Compared, type GroupRow, type Question } from '../../geodata/density/question.ts';
import { DAY_MS, type Period } from '../../geodata/density/days.ts';
import { Problem, type FieldError } from '../http/problem.ts';
import { periodsOf, windowsOf } from './coverage.ts';
import { monthsOf, nextMonth } from './months.ts';
import type { MonthOfCells } from './shownMonths.ts';
import { daily } from './sumSummary.ts';
import type { SummaryAnswer } from './summarySchema.ts';

const MOST_DAYS = 366;
const MEASURES = ['count', 'perKm2', 'perThousand'];

/** Throws a 403 that says what such a question may not have. */
export function requireShowable(question: Question): void {
  const { area, level, measure, gridsOf, from, to } = question, errors: FieldError[] = [];
  const refuse = (field: string, found: unknown, expected: string) => { errors.push({ field, found, expected, fix: 'An administrator can give the right "points".' }); };
  for (const field of ['categories', 'sources', 'states', 'hours', 'weekdays'] as const) if (question[field].length) refuse(field, question[field].join(), 'none');
  if (!MEASURES.includes(measure)) refuse('measure', measure, `one of ${MEASURES.join(', ')}`);
  if (level === 'grid' || area.length === 15) refuse(level === 'grid' ? 'level' : 'area', level === 'grid' ? level : area, 'no grids');
  if (gridsOf !== 'own') refuse('gridsOf', gridsOf, 'own');
  if ((Date.parse(to) - Date.parse(from)) / DAY_MS > MOST_DAYS) refuse('to', to, `at most ${MOST_DAYS} days after \`from\``);
  if (errors.length) throw new Problem(403, 'You see counts of communities by day and month, nothing finer: ask without filters, for streets or communities, or get the right to see single incidents ("points").', { type: 'urn:jingwei:problem:right', errors });
}

export async function summariseShown(shownMonths: (month: string) => Promise<MonthOfCells>, question: Question, whole: string, known: Period, threshold: number): Promise<SummaryAnswer> {
  const { area, level } = question, periods = periodsOf(question);
  // Two years at most, however long the records are.
  const told = { from: later(known.from, `${periods.lastYear.from.slice(0, 7)}-01`), to: earlier(known.to, question.to) };
  const months = new Map<string, MonthOfCells>();
  for (const month of monthsOf(told)) months.set(month, await shownMonths(month.slice(0, 7)));
  const counts = { now: countShown(months, periods.now), previous: periods.previous.from < known.from ? null : countShown(months, periods.previous), lastYear: periods.lastYear.from < known.from ? null : countShown(months, periods.lastYear) };
  const sumOf = (inPeriod: Map<string, number>, prefix: string): Tally => {
    let opened = 0;
    for (const [community, count] of inPeriod) if (community.startsWith(prefix)) opened += count;
    return { ...emptyTally(), opened };
  };
  const compared = (prefix: string): Compared => ({ now: sumOf(counts.now, prefix), previous: counts.previous && sumOf(counts.previous, prefix), lastYear: counts.lastYear && sumOf(counts.lastYear, prefix) });
  const scope = scopeOf(area, level).length > whole.length ? scopeOf(area, level) : whole;
  const places = [...new Set([...months.values()].flatMap(({ communities }) => communities.filter(({ community }) => community.startsWith(scope)).map(({ community }) => community.slice(0, level === 'street' ? 9 : 12))))].sort();
  const days = [...months.values()].flatMap((month) => month.days.filter(({ community }) => community.startsWith(area)).map(({ day, count }) => ({ day, opened: count })));
  return {
    threshold, periods,
    area: { ...compared(area), closeHours: [], previousCloseHours: [] },
    whole: { ...compared(whole), closeHours: [] },
    byArea: places.map((code) => ({ code, ...compared(code), medianCloseHours: null })).filter(({ now, previous, lastYear }) => now.opened || previous?.opened || lastYear?.opened),
    byCategory: byMajor(months, question, area),
    bySource: [], byState: [],
    byDay: { from: told.from, opened: daily(days, told) },
    rhythm: [], previousRhythm: [],
    unlocated: 0, defaultLocated: 0,
  };
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);

/** Shown counts of communities in a period: whole months by their totals, other days one by one. */
function countShown(months: ReadonlyMap<string, MonthOfCells>, period: Period): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (community: string, count: number) => counts.set(community, (counts.get(community) ?? 0) + count);
  for (const { span, from, to } of windowsOf(period, 0)) {
    for (const month of monthsOf({ from, to })) {
      const shown = months.get(month);
      if (span === 'month') for (const { community, count } of shown?.communities ?? []) add(community, count);
      else for (const { community, day, count } of shown?.days ?? []) if (day >= from && day < to) add(community, count);
    }
  }
  return counts;
}

/** 大类 of the cells that are shown, of whole months alone: nothing finer is ever told. */
function byMajor(months: ReadonlyMap<string, MonthOfCells>, { from, to }: Period, area: string): GroupRow[] {
  const counts = new Map<string, number>();
  for (const month of monthsOf({ from, to })) {
    if (month < from || nextMonth(month) > to) continue;
    for (const { community, category, count } of months.get(month)?.cells ?? []) if (category !== null && community.startsWith(area)) counts.set(category, (counts.get(category) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, now]) => ({ code, now, previous: null, lastYear: null }));
}

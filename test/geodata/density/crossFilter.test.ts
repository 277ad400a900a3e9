import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSE_EDGES_H, medianHours } from '../../../geodata/density/closing.ts';
import { openCrossFilter } from '../../../geodata/density/crossFilter.ts';
import { dayNumber, dayText, lastYearPeriod, previousPeriod, type Period } from '../../../geodata/density/days.ts';
import { MEASURES, type Tally } from '../../../geodata/density/measures.ts';
import type { Compared, Question, Summary } from '../../../geodata/density/question.ts';
import { INCIDENT_LOCATED, INCIDENT_SOURCES, INCIDENT_STATES } from '../../../geodata/district.ts';
import { CATEGORIES, columnsOf, COMMUNITIES, GRIDS, HELD, incident, LAST_40, type Incident } from './incidents.ts';

const WHOLE = '370216';
const HELD_DAYS = Array.from({ length: dayNumber(HELD.to) - dayNumber(HELD.from) }, (_, i) => dayText(dayNumber(HELD.from) + i));
const LENGTH = { street: 9, community: 12, grid: 15 };

const some = <T>(list: readonly T[]) => fc.oneof(fc.constant<T[]>([]), fc.subarray([...list], { minLength: 1 }));
const days = fc.tuple(fc.integer({ min: -3, max: 42 }), fc.integer({ min: 1, max: 20 })).map(([first, length]): Period => ({ from: dayText(dayNumber(LAST_40) + first), to: dayText(dayNumber(LAST_40) + first + length) }));
const question: fc.Arbitrary<Question> = fc.record({
  period: days, area: fc.constantFrom(WHOLE, '370216001', ...COMMUNITIES, ...GRIDS), level: fc.constantFrom('street', 'community', 'grid'),
  categories: some(['01', ...CATEGORIES]), sources: some(INCIDENT_SOURCES), states: some(INCIDENT_STATES),
  hours: some([...Array(24).keys()]), weekdays: some([0, 1, 2, 3, 4, 5, 6]), measure: fc.constantFrom(...MEASURES), gridsOf: fc.constantFrom('own', 'today'),
}).map(({ period, ...rest }) => ({ ...period, ...rest }) as Question);

// The same by the calendar's own words, row by row.
const clock = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23', weekday: 'short' });
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const known = new Map<number, { day: string; hour: number; weekday: number }>();
function read(seconds: number): { day: string; hour: number; weekday: number } {
  if (!known.has(seconds)) known.set(seconds, readClock(seconds));
  return known.get(seconds)!;
}
function readClock(seconds: number) {
  const parts = Object.fromEntries(clock.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour), weekday: WEEKDAYS.indexOf(parts.weekday!) };
}
const inside = (seconds: number, { from, to }: Period) => seconds > 0 && read(seconds).day >= from && read(seconds).day < to;

type Filter = 'place' | 'category' | 'source' | 'state' | 'rhythm';
function recount(rows: readonly Incident[], q: Question): Summary {
  const now = { from: q.from, to: q.to };
  const periods = { now, previous: previousPeriod(now), lastYear: lastYearPeriod(now) };
  const placeOf = (row: Incident, length: number) => (length === 15 ? (q.gridsOf === 'own' ? row.grid : row.gridNow) : row.community)?.slice(0, length) ?? null;
  const tests: Record<Filter, (row: Incident) => boolean> = {
    place: (row) => q.area === WHOLE || placeOf(row, q.area.length) === q.area,
    category: (row) => !q.categories.length || q.categories.some((code) => row.category.startsWith(code)),
    source: (row) => !q.sources.length || q.sources.includes(INCIDENT_SOURCES[row.source]!),
    state: (row) => !q.states.length || q.states.includes(INCIDENT_STATES[row.state]!),
    rhythm: (row) => { const { hour, weekday } = read(row.openedS); return (!q.hours.length || q.hours.includes(hour)) && (!q.weekdays.length || q.weekdays.includes(weekday)); },
  };
  const passing = (but?: Filter, list = rows) => list.filter((row) => Object.entries(tests).every(([name, passes]) => name === but || passes(row)));
  const located = rows.filter((row) => row.located === 0);
  const known = ({ from }: Period) => from >= HELD.from;
  const tally = (list: Incident[], period: Period): Tally => ({
    opened: list.filter((r) => inside(r.openedS, period)).length,
    due: list.filter((r) => inside(r.dueS, period)).length,
    dueClosed: list.filter((r) => inside(r.dueS, period) && r.closedS > 0).length,
    dueOnTime: list.filter((r) => inside(r.dueS, period) && r.closedS > 0 && r.closedS <= r.dueS).length,
    closed: list.filter((r) => inside(r.closedS, period)).length,
    closedReworked: list.filter((r) => inside(r.closedS, period) && r.reworked).length,
  });
  const compared = (list: Incident[]): Compared => ({ now: tally(list, now), previous: known(periods.previous) ? tally(list, periods.previous) : null, lastYear: known(periods.lastYear) ? tally(list, periods.lastYear) : null });
  const hours = (list: Incident[], period: Period) => {
    const took = list.filter((r) => inside(r.closedS, period)).map((r) => r.closedS - r.openedS);
    return CLOSE_EDGES_H.map((edge, i) => took.filter((seconds) => seconds >= edge * 3600 && seconds < (CLOSE_EDGES_H[i + 1] ?? Infinity) * 3600).length);
  };
  const opened = (list: Incident[], period: Period) => (period === now || known(period) ? list.filter((r) => inside(r.openedS, period)).length : null);
  const grouped = <Code extends string>(codes: readonly Code[], but: Filter, codeOf: (row: Incident) => string) => codes.map((code) => {
    const list = passing(but, located).filter((row) => codeOf(row) === code);
    return { code, now: opened(list, now)!, previous: opened(list, periods.previous), lastYear: opened(list, periods.lastYear) };
  }).filter((row) => row.now || row.previous || row.lastYear);
  const week = (period: Period) => {
    const hoursOfWeek = passing('rhythm', located).filter((row) => inside(row.openedS, period)).map((row) => read(row.openedS).weekday * 24 + read(row.openedS).hour);
    return Array.from({ length: 168 }, (_, h) => hoursOfWeek.filter((each) => each === h).length);
  };
  const nowhere = (located_: number) => passing(undefined, rows).filter((row) => row.located === located_ && inside(row.openedS, now)).length;

  const openedDays = passing(undefined, located).map((row) => read(row.openedS).day);
  const own = passing(undefined, located), all = passing('place', located);
  const scope = q.area.slice(0, LENGTH[q.level] - 3);
  const places = [...new Set((q.level === 'grid' ? GRIDS : COMMUNITIES).filter((code) => code.startsWith(scope)).map((code) => code.slice(0, LENGTH[q.level])))];
  const nothing = (row: Compared) => [row.now, row.previous, row.lastYear].every((t) => !t || Object.values(t).every((n) => n === 0));
  return {
    periods,
    area: { ...compared(own), closeHours: hours(own, now), previousCloseHours: known(periods.previous) ? hours(own, periods.previous) : CLOSE_EDGES_H.map(() => 0) },
    whole: { ...compared(all), closeHours: hours(all, now) },
    byArea: places.map((code) => {
      const list = all.filter((row) => placeOf(row, code.length) === code);
      return { code, ...compared(list), medianCloseHours: q.measure === 'medianCloseHours' ? medianHours(hours(list, now)) : null };
    }).filter((row) => !nothing(row)),
    byCategory: grouped(CATEGORIES, 'category', (row) => row.category),
    bySource: grouped(INCIDENT_SOURCES, 'source', (row) => INCIDENT_SOURCES[row.source]!),
    byState: grouped(INCIDENT_STATES, 'state', (row) => INCIDENT_STATES[row.state]!),
    byDay: { from: HELD.from, opened: HELD_DAYS.map((day) => openedDays.filter((each) => each === day).length) },
    rhythm: week(now), previousRhythm: known(periods.previous) ? week(periods.previous) : Array.from({ length: 168 }, () => 0),
    unlocated: nowhere(INCIDENT_LOCATED.indexOf('none')), defaultLocated: nowhere(INCIDENT_LOCATED.indexOf('default')),
  };
}

describe('the cross-filter', () => {
  it('answers one question after another as a naive recount of the rows does', () => {
    fc.assert(fc.property(fc.array(incident, { maxLength: 50 }), fc.array(question, { minLength: 1, maxLength: 4 }), (rows, questions) => {
      const filter = openCrossFilter(columnsOf(rows), HELD, WHOLE);
      for (const each of questions) expect(filter.ask(each)).toEqual(recount(rows, each));
    }), { numRuns: 100 });
  });

  it('follows a brush as it is dragged and stretched', () => {
    fc.assert(fc.property(fc.array(incident, { minLength: 20, maxLength: 80 }), question, fc.array(days, { minLength: 2, maxLength: 8 }), (rows, first, moves) => {
      const filter = openCrossFilter(columnsOf(rows), HELD, WHOLE);
      for (const move of moves) {
        const { area, byArea, rhythm, byCategory } = filter.ask({ ...first, ...move });
        const afresh = openCrossFilter(columnsOf(rows), HELD, WHOLE).ask({ ...first, ...move });
        expect({ area, byArea, rhythm, byCategory }).toEqual({ area: afresh.area, byArea: afresh.byArea, rhythm: afresh.rhythm, byCategory: afresh.byCategory });
      }
    }), { numRuns: 50 });
  });
});

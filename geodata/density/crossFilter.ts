/** Answers questions about incidents held in columns. Every panel is filtered by everything but itself. */
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../district.ts';
import { closeBin, medianHours } from './closing.ts';
import { NONE, type Incidents } from './columns.ts';
import { indexDays, NEVER, type DayIndex } from './dayIndex.ts';
import { dayAt, dayNumber, lastYearPeriod, previousPeriod, type Period } from './days.ts';
import { openFilters } from './filters.ts';
import { scopeOf, type AreaRow, type Compared, type GroupRow, type Question, type Summary } from './question.ts';
import { CLOSE_BINS, openSums, tallyAt, type Grouping, type Moments, type Sums } from './sums.ts';

export interface CrossFilter {
  incidents: Incidents;
  held: Period;
  /** Another one over the same columns, for a question beside this one's. */
  another(): CrossFilter;
  /** Counts, a cell each, the rows of a period that pass every filter of the last question. */
  countCells(period: Period, cellOf: Uint32Array, counts: Uint32Array): void;
  ask(question: Question): Summary;
}

/** `held`: the days the columns are complete for. `whole`: the place that all of them are in. */
export function openCrossFilter(incidents: Incidents, held: Period, whole: string): CrossFilter {
  return openIndexed(incidents, momentsOf(incidents, dayNumber(held.from)), held, whole);
}

function openIndexed(incidents: Incidents, moments: Moments, held: Period, whole: string): CrossFilter {
  const firstDay = dayNumber(held.from);
  const daysHeld = dayNumber(held.to) - firstDay;
  const filters = openFilters(incidents);
  let grouping: (Grouping & { key: string; codes: readonly string[] }) | null = null;
  let windows: ReturnType<typeof openSums>[] = [];
  let byDay: number[] = [];

  /** Sums of a period, or null where the columns do not go back to its first day. */
  function sumsOf(nth: number, { from, to }: Period): Sums | null {
    if (from < held.from) return null;
    windows[nth]!.move(dayNumber(from) - firstDay, dayNumber(to) - firstDay);
    return windows[nth]!.sums;
  }

  function prepare(question: Question): void {
    const changed = filters.set(question, whole);
    const key = groupingKey(question);
    if (!changed && grouping?.key === key) return;
    if (changed || !byDay.length) byDay = countDays(filters.fails, moments, daysHeld);
    const { column, codes, group, size } = placesOf(incidents, question);
    grouping = { key, column, group, size, codes, withHours: question.measure === 'medianCloseHours' };
    const withoutHours = { ...grouping, withHours: false };
    windows = [grouping, withoutHours, withoutHours].map((each) => openSums(incidents, filters, moments, each));
  }

  return {
    incidents,
    held,
    another: (): CrossFilter => openIndexed(incidents, moments, held, whole),
    countCells(period, cellOf, counts) {
      const { rows, start } = moments.opened;
      const { fails } = filters;
      const a = Math.max(0, dayNumber(period.from) - firstDay), b = Math.min(moments.days, dayNumber(period.to) - firstDay);
      if (b <= a) return;
      for (let k = start[a]!; k < start[b]!; k++) {
        const i = rows[k]!;
        if (fails[i] === 0 && cellOf[i] !== NO_CELL) counts[cellOf[i]!]!++;
      }
    },
    ask(question) {
      prepare(question);
      const now: Period = { from: question.from, to: question.to };
      const periods = { now, previous: previousPeriod(now), lastYear: lastYearPeriod(now) };
      const current = sumsOf(0, now) ?? (windows[0]!.move(dayNumber(now.from) - firstDay, dayNumber(now.to) - firstDay), windows[0]!.sums);
      const previous = sumsOf(1, periods.previous), lastYear = sumsOf(2, periods.lastYear);
      const groups = <Code extends string>(codes: readonly Code[], pick: (sums: Sums) => Uint32Array): (GroupRow & { code: Code })[] => codes
        .map((code, i) => ({ code, now: pick(current)[i]!, previous: previous && pick(previous)[i]!, lastYear: lastYear && pick(lastYear)[i]! }))
        .filter((row) => row.now || row.previous || row.lastYear);
      const compared = (pick: (sums: Sums) => Uint32Array, at = 0): Compared => ({ now: tallyAt(pick(current), at), previous: previous && tallyAt(pick(previous), at), lastYear: lastYear && tallyAt(pick(lastYear), at) });
      return {
        periods,
        area: { ...compared((sums) => sums.area), closeHours: [...current.areaHours], previousCloseHours: [...(previous?.areaHours ?? new Uint32Array(CLOSE_BINS))] },
        whole: { ...compared((sums) => sums.whole), closeHours: [...current.wholeHours] },
        byArea: areaRows(grouping!.codes, current, previous, lastYear, compared),
        byCategory: groups(incidents.categories, (sums) => sums.category),
        bySource: groups(INCIDENT_SOURCES, (sums) => sums.source),
        byState: groups(INCIDENT_STATES, (sums) => sums.state),
        byDay: { from: held.from, opened: byDay },
        rhythm: [...current.rhythm],
        previousRhythm: [...(previous?.rhythm ?? new Uint32Array(168))],
        defaultLocated: current.nowhere[1]!,
        unlocated: current.nowhere[2]!,
      };
    },
  };
}

/** A row in no cell. */
export const NO_CELL = 0xffffffff;

function areaRows(codes: readonly string[], now: Sums, previous: Sums | null, lastYear: Sums | null, compared: (pick: (sums: Sums) => Uint32Array, at: number) => Compared): AreaRow[] {
  const rows: AreaRow[] = [];
  codes.forEach((code, at) => {
    const some = [now, previous, lastYear].some((sums) => sums && FIELD_AT.some((field) => sums.places[at * FIELD_AT.length + field]));
    if (some) rows.push({ code, ...compared((sums) => sums.places, at), medianCloseHours: now.placeHours.length ? medianHours(now.placeHours.subarray(at * CLOSE_BINS, (at + 1) * CLOSE_BINS)) : null });
  });
  return rows;
}

const FIELD_AT = [0, 1, 2, 3, 4, 5];

/** Days from the first one held to the last that anything is due or was closed on. */
function momentsOf({ length, openedS, dueS, closedS }: Incidents, firstDay: number): Moments {
  let lastS = 0;
  for (const column of [openedS, dueS, closedS]) for (let i = 0; i < length; i++) if (column[i]! > lastS) lastS = column[i]!;
  const days = Math.min(NEVER, Math.max(0, dayAt(lastS) + 1 - firstDay));
  const index = (seconds: Uint32Array): DayIndex => {
    const day = new Uint16Array(length);
    for (let i = 0; i < length; i++) {
      const at = seconds[i] === 0 ? -1 : dayAt(seconds[i]!) - firstDay;
      day[i] = at >= 0 && at < days ? at : NEVER;
    }
    return indexDays(day, days);
  };
  const bin = new Uint8Array(length);
  for (let i = 0; i < length; i++) if (closedS[i] !== 0) bin[i] = closeBin(closedS[i]! - openedS[i]!);
  return { opened: index(openedS), due: index(dueS), closed: index(closedS), bin, days };
}

function countDays(fails: Uint8Array, { opened: { rows, start }, days }: Moments, daysHeld: number): number[] {
  const counts = Array.from({ length: daysHeld }, () => 0);
  for (let day = 0; day < Math.min(days, daysHeld); day++) for (let k = start[day]!; k < start[day + 1]!; k++) if (fails[rows[k]!] === 0) counts[day]!++;
  return counts;
}

const groupingKey = ({ area, level, gridsOf, measure }: Question): string => [scopeOf(area, level), level, level === 'grid' && gridsOf, measure === 'medianCloseHours'].join();

/** The places a ranking lists, and which of them a row is in. */
function placesOf(incidents: Incidents, { area, level, gridsOf }: Question): { column: Uint16Array; group: Int32Array; codes: readonly string[]; size: number } {
  const scope = scopeOf(area, level);
  const byGrid = level === 'grid';
  const column = !byGrid ? incidents.community : gridsOf === 'own' ? incidents.grid : incidents.gridNow;
  const known = byGrid ? incidents.grids : incidents.communities;
  const codes: string[] = [];
  const at = new Map<string, number>();
  const group = new Int32Array(NONE + 1).fill(-1);
  known.forEach((each, i) => {
    if (!each.startsWith(scope)) return;
    const code = level === 'street' ? each.slice(0, 9) : each;
    if (!at.has(code)) at.set(code, codes.push(code) - 1);
    group[i] = at.get(code)!;
  });
  return { column, group, codes, size: codes.length };
}

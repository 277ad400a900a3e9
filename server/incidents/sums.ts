/**
 * The sums of many incidents at once: the rows of incident_sums as the triggers would have kept them, counted from columns.
 * A bulk load counts itself this way, a hundred times faster than the triggers; tests hold one against the other.
 */
import { closeBin } from '../../geodata/density/closing.ts';
import { NONE, type Incidents } from '../../geodata/density/columns.ts';
import { dayAt, dayText, hourAt, weekdayOf } from '../../geodata/density/days.ts';
import { CLOSE_BINS } from '../../geodata/density/sums.ts';
import type { Value } from '../database/database.ts';

export type SummedColumns = Omit<Incidents, 'lonE6' | 'latE6' | 'gridNow'>;
export type Span = 'day' | 'month';
type Place = 'district' | 'street' | 'community' | 'grid';
type Kind = 'all' | 'major' | 'minor';

/** Which sums are kept: with lists (by hour, source, state, hours to close), or numbers alone. The triggers of 008_rollups.sql keep the same. */
export const KEPT: readonly { span: Span; place: Place; kind: Kind; lists: boolean }[] = [
  { span: 'day', place: 'district', kind: 'all', lists: true },
  { span: 'day', place: 'district', kind: 'major', lists: true },
  { span: 'day', place: 'district', kind: 'minor', lists: true },
  { span: 'day', place: 'street', kind: 'all', lists: true },
  { span: 'day', place: 'street', kind: 'major', lists: false },
  { span: 'day', place: 'community', kind: 'all', lists: false },
  { span: 'month', place: 'district', kind: 'all', lists: true },
  { span: 'month', place: 'district', kind: 'major', lists: true },
  { span: 'month', place: 'district', kind: 'minor', lists: true },
  { span: 'month', place: 'street', kind: 'all', lists: true },
  { span: 'month', place: 'street', kind: 'major', lists: true },
  { span: 'month', place: 'street', kind: 'minor', lists: false },
  { span: 'month', place: 'community', kind: 'all', lists: true },
  { span: 'month', place: 'community', kind: 'major', lists: false },
  { span: 'month', place: 'grid', kind: 'all', lists: false },
];

export const SUM_COLUMNS = ['district_code', 'area_code', 'category_code', 'span', 'first_day', 'opened', 'due', 'due_closed', 'due_on_time', 'closed', 'closed_reworked',
  'default_located', 'unlocated', 'by_hour', 'by_source', 'by_state', 'close_hours'];
const NUMBERS = 8;
const [OPENED, DUE, DUE_CLOSED, DUE_ON_TIME, CLOSED, REWORKED, DEFAULT, NOWHERE] = [0, 1, 2, 3, 4, 5, 6, 7];
const HOURS = 168, FEW = 7;
const LIST_AT = [0, HOURS, HOURS + FEW, HOURS + 2 * FEW, HOURS + 2 * FEW + CLOSE_BINS];

/** Rows for COPY into incident_sums, columns as SUM_COLUMNS. */
export function* sumRows(incidents: SummedColumns, district: string): Generator<Value[]> {
  if (!incidents.length) return;
  const calendar = openCalendar(incidents);
  for (const { span, place, kind, lists } of KEPT) {
    const areas = placesOf(incidents, place, district), categories = kindsOf(incidents, kind);
    const times = span === 'day' ? calendar.days : calendar.months;
    const counted = count(incidents, calendar, { span, times: times.length, areas, categories, lists });
    for (let key = 0; key < areas.codes.length * categories.codes.length * times.length; key++) {
      const numbers = counted.numbers.subarray(key * NUMBERS, (key + 1) * NUMBERS);
      if (!numbers.some((n) => n !== 0)) continue;
      const group = Math.floor(key / times.length);
      const own = counted.lists[key];
      yield [district, areas.codes[Math.floor(group / categories.codes.length)]!, categories.codes[group % categories.codes.length]!, span, times[key % times.length]!, ...numbers,
        ...[0, 1, 2, 3].map((list) => own === undefined ? null : listText(own.subarray(LIST_AT[list], LIST_AT[list + 1])))];
    }
  }
}

interface Groups { codes: string[]; of: (row: number) => number }
interface Calendar { days: string[]; months: string[]; firstDay: number; monthOf: Int32Array }

function openCalendar({ length, openedS, dueS, closedS }: SummedColumns): Calendar {
  let first = Infinity, last = 0;
  for (const column of [openedS, dueS, closedS]) {
    for (let i = 0; i < length; i++) {
      const s = column[i]!;
      if (s === 0) continue;
      if (s < first) first = s;
      if (s > last) last = s;
    }
  }
  const firstDay = dayAt(first), days = Array.from({ length: dayAt(last) - firstDay + 1 }, (_, i) => dayText(firstDay + i));
  const months = [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))], index = new Map(months.map((month, i) => [month, i]));
  return { days, months, firstDay, monthOf: Int32Array.from(days, (day) => index.get(`${day.slice(0, 7)}-01`)!) };
}

function placesOf({ community, communities, grid, grids }: SummedColumns, place: Place, district: string): Groups {
  if (place === 'district') return { codes: [district], of: () => 0 };
  if (place === 'grid') return { codes: [...grids], of: (row) => indexOf(grid[row]!) };
  if (place === 'community') return { codes: [...communities], of: (row) => indexOf(community[row]!) };
  const { codes, groups } = groupBy(communities, 9);
  return { codes, of: (row) => (community[row] === NONE ? -1 : groups[community[row]!]!) };
}

function kindsOf({ category, categories }: SummedColumns, kind: Kind): Groups {
  if (kind === 'all') return { codes: [''], of: () => 0 };
  if (kind === 'minor') return { codes: [...categories], of: (row) => category[row]! };
  const { codes, groups } = groupBy(categories, 2);
  return { codes, of: (row) => groups[category[row]!]! };
}

const indexOf = (index: number) => (index === NONE ? -1 : index);

/** Codes by how they begin. */
function groupBy(all: readonly string[], digits: number): { codes: string[]; groups: Int32Array } {
  const codes = [...new Set(all.map((code) => code.slice(0, digits)))], index = new Map(codes.map((code, i) => [code, i]));
  return { codes, groups: Int32Array.from(all, (code) => index.get(code.slice(0, digits))!) };
}

function count(incidents: SummedColumns, { firstDay, monthOf }: Calendar, { span, times, areas, categories, lists: listed }: { span: Span; times: number; areas: Groups; categories: Groups; lists: boolean }) {
  const { length, openedS, dueS, closedS, source, state, located, reworked } = incidents;
  const numbers = new Int32Array(areas.codes.length * categories.codes.length * times * NUMBERS), lists: (Int32Array | undefined)[] = [];
  const timeOf = (s: number) => (span === 'day' ? dayAt(s) - firstDay : monthOf[dayAt(s) - firstDay]!);
  const add = (key: number, at: number) => { numbers[key * NUMBERS + at]!++; };
  for (let i = 0; i < length; i++) {
    const area = areas.of(i), category = categories.of(i);
    if (area < 0) continue;
    const group = (area * categories.codes.length + category) * times;
    const opened = group + timeOf(openedS[i]!);
    if (located[i] !== 0) {
      add(opened, located[i] === 1 ? DEFAULT : NOWHERE);
      continue;
    }
    add(opened, OPENED);
    if (listed) {
      const own = (lists[opened] ??= new Int32Array(LIST_AT[4]!)), hour = hourAt(openedS[i]!);
      own[span === 'day' ? hour : weekdayOf(dayAt(openedS[i]!)) * 24 + hour]!++;
      own[LIST_AT[1]! + source[i]!]!++;
      own[LIST_AT[2]! + state[i]!]!++;
    }
    if (dueS[i] !== 0) {
      const due = group + timeOf(dueS[i]!);
      add(due, DUE);
      if (closedS[i] !== 0) add(due, DUE_CLOSED);
      if (closedS[i] !== 0 && closedS[i]! <= dueS[i]!) add(due, DUE_ON_TIME);
    }
    if (closedS[i] !== 0) {
      const closed = group + timeOf(closedS[i]!);
      add(closed, CLOSED);
      if (reworked[i] !== 0) add(closed, REWORKED);
      if (listed) (lists[closed] ??= new Int32Array(LIST_AT[4]!))[LIST_AT[3]! + closeBin(closedS[i]! - openedS[i]!)]!++;
    }
  }
  return { numbers, lists };
}

/** A list as PostgreSQL reads it, without the zeros at its end; null for nothing but zeros. */
function listText(list: Int32Array): string | null {
  const last = list.findLastIndex((n) => n !== 0);
  return last < 0 ? null : `{${list.subarray(0, last + 1).join()}}`;
}

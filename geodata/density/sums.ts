/** The sums of one period, moved with it: a brush that moves by a day costs the rows of that day. */
import { CLOSE_EDGES_H } from './closing.ts';
import { CATEGORY, NOWHERE, PLACE, RHYTHM, SOURCE, STATE, type Filters } from './filters.ts';
import type { DayIndex } from './dayIndex.ts';
import type { Incidents } from './columns.ts';
import { TALLY_FIELDS, type Tally } from './measures.ts';

export const CLOSE_BINS = CLOSE_EDGES_H.length;
const FIELDS = TALLY_FIELDS.length;
const [OPENED, DUE, DUE_CLOSED, DUE_ON_TIME, CLOSED, REWORKED] = TALLY_FIELDS.map((_, i) => i) as [0, 1, 2, 3, 4, 5];

/** Rows by the day they were reported on, fell due on and were closed on, and the bin of hours that closing took. */
export interface Moments { opened: DayIndex; due: DayIndex; closed: DayIndex; bin: Uint8Array; days: number }

/** What the rows are grouped by: `group[column[row]]`, −1 for none. */
export interface Grouping { column: Uint16Array; group: Int32Array; size: number; withHours: boolean }

export interface Sums {
  area: Uint32Array;
  whole: Uint32Array;
  /** TALLY_FIELDS of each place. */
  places: Uint32Array;
  /** CLOSE_BINS of the area, the whole and of each place (empty where nobody asks). */
  areaHours: Uint32Array;
  wholeHours: Uint32Array;
  placeHours: Uint32Array;
  category: Uint32Array;
  source: Uint32Array;
  state: Uint32Array;
  rhythm: Uint32Array;
  /** By INCIDENT_LOCATED: those of `default` and `none`. */
  nowhere: Uint32Array;
}

export const tallyAt = (fields: Uint32Array, at = 0): Tally => Object.fromEntries(TALLY_FIELDS.map((name, i) => [name, fields[at * FIELDS + i]!])) as unknown as Tally;

const emptySums = (incidents: Incidents, { size, withHours }: Grouping): Sums => ({
  area: new Uint32Array(FIELDS), whole: new Uint32Array(FIELDS), places: new Uint32Array(size * FIELDS),
  areaHours: new Uint32Array(CLOSE_BINS), wholeHours: new Uint32Array(CLOSE_BINS), placeHours: new Uint32Array(withHours ? size * CLOSE_BINS : 0),
  category: new Uint32Array(incidents.categories.length), source: new Uint32Array(256), state: new Uint32Array(256), rhythm: new Uint32Array(168), nowhere: new Uint32Array(3),
});

/** A period's sums that follow it. */
export function openSums(incidents: Incidents, filters: Filters, moments: Moments, grouping: Grouping) {
  let sums = emptySums(incidents, grouping);
  let [from, to] = [0, 0];
  /** Adds (1) or takes away (−1) days [a, b). */
  function add(a: number, b: number, sign: 1 | -1): void {
    addOpened(a, b, sign);
    addDue(a, b, sign);
    addClosed(a, b, sign);
  }

  function addOpened(a: number, b: number, sign: 1 | -1): void {
    const { fails, hourOfWeek } = filters;
    const { category: categoryOf, source: sourceOf, state: stateOf, located } = incidents;
    const { column, group } = grouping;
    const { area, whole, places, category, source, state, rhythm, nowhere } = sums;
    const { rows, start } = moments.opened;
    for (let k = start[a]!; k < start[b]!; k++) {
      const i = rows[k]!;
      const f = fails[i]!;
      if ((f & ~PLACE) === 0) {
        whole[OPENED]! += sign;
        const g = group[column[i]!]!;
        if (g >= 0) places[g * FIELDS + OPENED]! += sign;
        if (f !== 0) continue;
        area[OPENED]! += sign;
        category[categoryOf[i]!]! += sign;
        source[sourceOf[i]!]! += sign;
        state[stateOf[i]!]! += sign;
        rhythm[hourOfWeek[i]!]! += sign;
      } else if (f === CATEGORY) category[categoryOf[i]!]! += sign;
      else if (f === SOURCE) source[sourceOf[i]!]! += sign;
      else if (f === STATE) state[stateOf[i]!]! += sign;
      else if (f === RHYTHM) rhythm[hourOfWeek[i]!]! += sign;
      else if (f === NOWHERE) nowhere[located[i]!]! += sign;
    }
  }

  function addDue(a: number, b: number, sign: 1 | -1): void {
    const { fails } = filters;
    const { closedS, dueS } = incidents;
    const { column, group } = grouping;
    const { area, whole, places } = sums;
    const { rows, start } = moments.due;
    for (let k = start[a]!; k < start[b]!; k++) {
      const i = rows[k]!;
      const f = fails[i]!;
      if ((f & ~PLACE) !== 0) continue;
      const closed = closedS[i] !== 0;
      const onTime = closed && closedS[i]! <= dueS[i]!;
      whole[DUE]! += sign;
      if (closed) whole[DUE_CLOSED]! += sign;
      if (onTime) whole[DUE_ON_TIME]! += sign;
      const g = group[column[i]!]!;
      if (g >= 0) {
        places[g * FIELDS + DUE]! += sign;
        if (closed) places[g * FIELDS + DUE_CLOSED]! += sign;
        if (onTime) places[g * FIELDS + DUE_ON_TIME]! += sign;
      }
      if (f !== 0) continue;
      area[DUE]! += sign;
      if (closed) area[DUE_CLOSED]! += sign;
      if (onTime) area[DUE_ON_TIME]! += sign;
    }
  }

  function addClosed(a: number, b: number, sign: 1 | -1): void {
    const { fails } = filters;
    const { reworked } = incidents;
    const { column, group, withHours } = grouping;
    const { area, whole, places, areaHours, wholeHours, placeHours } = sums;
    const { closed: { rows, start }, bin } = moments;
    for (let k = start[a]!; k < start[b]!; k++) {
      const i = rows[k]!;
      const f = fails[i]!;
      if ((f & ~PLACE) !== 0) continue;
      const again = reworked[i] !== 0 ? sign : 0;
      whole[CLOSED]! += sign;
      whole[REWORKED]! += again;
      wholeHours[bin[i]!]! += sign;
      const g = group[column[i]!]!;
      if (g >= 0) {
        places[g * FIELDS + CLOSED]! += sign;
        places[g * FIELDS + REWORKED]! += again;
        if (withHours) placeHours[g * CLOSE_BINS + bin[i]!]! += sign;
      }
      if (f !== 0) continue;
      area[CLOSED]! += sign;
      area[REWORKED]! += again;
      areaHours[bin[i]!]! += sign;
    }
  }

  return {
    get sums(): Sums { return sums; },
    /** Moves to days [a, b) of the index, cut at its ends. */
    move(a: number, b: number): void {
      const next = { from: Math.min(Math.max(a, 0), moments.days), to: Math.min(Math.max(b, 0), moments.days) };
      if (next.to < next.from) next.to = next.from;
      const kept = Math.min(to, next.to) - Math.max(from, next.from);
      if (kept <= (to - from) / 2) {
        // Less to count it afresh than to take most of it away.
        sums = emptySums(incidents, grouping);
        add(next.from, next.to, 1);
      } else {
        if (next.from > from) add(from, next.from, -1); else if (next.from < from) add(next.from, from, 1);
        if (next.to < to) add(next.to, to, -1); else if (next.to > to) add(to, next.to, 1);
      }
      ({ from, to } = next);
    },
  };
}

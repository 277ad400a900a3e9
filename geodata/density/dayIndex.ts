/** Rows in the order of their day: the rows of days [a, b) are `rows[start[a]] … rows[start[b] − 1]`. */
export interface DayIndex { rows: Uint32Array; start: Uint32Array }

/** The day of no moment at all. */
export const NEVER = 0xffff;

/**
 * Sorts rows by day (a counting sort: rows of a day keep their order). `day` counts from 0 to `days` − 1; rows of any
 * other day are left out.
 */
export function indexDays(day: Uint16Array, days: number): DayIndex {
  const start = new Uint32Array(days + 1);
  for (let i = 0; i < day.length; i++) if (day[i]! < days) start[day[i]! + 1]!++;
  for (let d = 0; d < days; d++) start[d + 1]! += start[d]!;
  const next = start.slice();
  const rows = new Uint32Array(start[days]!);
  for (let i = 0; i < day.length; i++) if (day[i]! < days) rows[next[day[i]!]!++] = i;
  return { rows, start };
}

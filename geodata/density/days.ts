/**
 * Days of China as whole numbers: 0 is 1970-01-01. China has had one time zone without summer time since 1992, so a day
 * is arithmetic, never a calendar object a row. Earlier moments (summer time 1986–1991) would be an hour off.
 */
const DAY_S = 86_400;
export const DAY_MS = DAY_S * 1000;
export const SHANGHAI_S = 8 * 3600;

/** The day of a moment, in seconds since 1970. */
export const dayAt = (seconds: number): number => Math.floor((seconds + SHANGHAI_S) / DAY_S);
/** The moment a day begins, in seconds since 1970. */
export const startOf = (day: number): number => day * DAY_S - SHANGHAI_S;
/** Hour of the day, 0–23. */
export const hourAt = (seconds: number): number => Math.floor(((seconds + SHANGHAI_S) % DAY_S) / 3600);
/** Day of the week, 0 Monday … 6 Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** `YYYY-MM-DD` as a number. Throws a RangeError for anything that is no day of the calendar. */
export function dayNumber(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 02-30 for 03-02.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) throw new RangeError(`"${text}" is no day, expected YYYY-MM-DD`);
  return ms / DAY_MS;
}

export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Days from `from` up to and without `to`, `YYYY-MM-DD` in China. */
export interface Period { from: string; to: string }

export const daysIn = ({ from, to }: Period): number => dayNumber(to) - dayNumber(from);

/** As many days right before. */
export function previousPeriod({ from, to }: Period): Period {
  const first = dayNumber(from);
  return { from: dayText(first - (dayNumber(to) - first)), to: from };
}

/** The same dates a year before; 29 February is counted as the 28th where there is none. */
export const lastYearPeriod = ({ from, to }: Period): Period => ({ from: yearBefore(from), to: yearBefore(to) });

function yearBefore(day: string): string {
  const text = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
  return day.endsWith('-02-29') ? `${text.slice(0, 8)}28` : text;
}

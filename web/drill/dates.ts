/** Days and periods as the drill writes them. Days are `YYYY-MM-DD` in China; `to` is the day after the last. */
import type { Period } from '../../geodata/density/days.ts';
import type { Lang } from '../numbers/format.ts';
import { addDays } from '../incidents/months.ts';

/** `10.24`, with the year `2026.10.24`. */
export const dayText = (day: string, withYear = false): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${withYear ? `${year}.` : ''}${month}.${date}`;
};

/** `10.24–11.22`; the years only where they are not this one. */
export function spanText({ from, to }: Period, withYear = false): string {
  const last = addDays(to, -1);
  const years = withYear || from.slice(0, 4) !== last.slice(0, 4);
  return from === last ? dayText(from, years) : `${dayText(from, years)}–${dayText(last, years && from.slice(0, 4) !== last.slice(0, 4))}`;
}

/** Monday to Sunday, as short as they get. */
export function weekdayNames(lang: Lang): string[] {
  const name = new Intl.DateTimeFormat(lang, { weekday: lang === 'en' ? 'short' : 'narrow', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, i) => name.format(new Date(Date.UTC(2024, 0, 1 + i))).slice(0, lang === 'en' ? 2 : 1));
}

/** A day of the week within a sentence, 0 Monday: `周二`, `Tuesday`. */
export const weekdayText = (day: number, lang: Lang): string => new Intl.DateTimeFormat(lang, { weekday: lang === 'en' ? 'long' : 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + day)));

/** The name of a month: `11 月`, `Nov`. */
export const monthText = (month: string, lang: Lang): string =>
  lang === 'en' ? new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`)) : `${Number(month.slice(5))} 月`;

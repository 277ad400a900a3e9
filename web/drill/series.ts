/** The time series by its grain: a bar for an hour, a day, a week or a month. */
import { dayNumber, dayText, weekdayOf } from '../../geodata/density/days.ts';
import type { Period } from '../../geodata/density/days.ts';
import type { Summary } from '../../geodata/density/question.ts';
import type { Grain } from '../view/state.ts';

export interface Bar extends Period { count: number }

/** Bars over all days that are known: weeks from Monday, months of the calendar; the first and last may be cut short. */
export function barsOf(byDay: Summary['byDay'], grain: Exclude<Grain, 'hour'>): Bar[] {
  const first = dayNumber(byDay.from);
  const bars: Bar[] = [];
  byDay.opened.forEach((count, i) => {
    const day = first + i;
    const text = dayText(day);
    const begins = grain === 'day' || (grain === 'week' ? weekdayOf(day) === 0 : text.endsWith('-01'));
    const last = bars.at(-1);
    if (begins || !last) bars.push({ from: text, to: dayText(day + 1), count });
    else { last.count += count; last.to = dayText(day + 1); }
  });
  return bars;
}

/** For each bar how many there were on the same dates a year before, smoothed over `around` bars; null where that is not known. */
export function lastYearOf(bars: readonly Bar[], byDay: Summary['byDay'], around: number): (number | null)[] {
  const first = dayNumber(byDay.from);
  const exact = bars.map(({ from, to }) => {
    const start = dayNumber(from) - 365 - first;
    const end = dayNumber(to) - 365 - first;
    if (start < 0) return null;
    let sum = 0;
    for (let i = start; i < end; i++) sum += byDay.opened[i] ?? 0;
    return sum;
  });
  return exact.map((value, i) => {
    if (value === null) return null;
    const near = exact.slice(Math.max(0, i - around), i + around + 1).filter((k): k is number => k !== null);
    return near.reduce((sum, k) => sum + k, 0) / near.length;
  });
}

/** Bars of the hours of a day, of a rhythm of 168: with `weekdays`, of those alone. */
export function hoursOf(rhythm: readonly number[], weekdays: readonly number[]): number[] {
  return Array.from({ length: 24 }, (_, hour) => rhythm.reduce((sum, n, i) => (i % 24 === hour && (!weekdays.length || weekdays.includes(Math.floor(i / 24))) ? sum + n : sum), 0));
}

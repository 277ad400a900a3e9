/** Days are `YYYY-MM-DD` in Shanghai. */
import { dayAt, DAY_MS, dayText } from '../../geodata/density/days.ts';

/** The day of a moment in Shanghai. */
export const dayOf = (at: Date | number): string => dayText(dayAt(Number(at) / 1000));

export const addDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

/** Cuts [from, to) at the months, so that whole months are the same address whatever the period: cached once. */
export function byMonth(from: string, to: string): { from: string; to: string }[] {
  const parts: { from: string; to: string }[] = [];
  for (let at = from; at < to;) {
    const [year, month] = at.split('-').map(Number) as [number, number];
    const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
    parts.push({ from: at, to: next < to ? next : to });
    at = next;
  }
  return parts;
}

/** The counts of a period's days, of those that begin with `from`; 0 where there are none. */
export function daysWithin({ from, opened }: { from: string; opened: readonly number[] }, period: { from: string; to: string }): number[] {
  const counts: number[] = [];
  const skipped = Math.round((Date.parse(period.from) - Date.parse(from)) / DAY_MS);
  for (let day = period.from; day < period.to; day = addDays(day, 1)) counts.push(opened[skipped + counts.length] ?? 0);
  return counts;
}

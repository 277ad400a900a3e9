/** Calendar months of incidents, by the day they were opened on in China. */
import type { IncidentMonth } from '../versions/versions.ts';

/** The first day of the month after that of `day`. */
export function nextMonth(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01-01` : `${day.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
}

/** The first days of the months that the days from `from` up to and without `to` are in. */
export function monthsOf({ from, to }: { from: string; to: string }): string[] {
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month < to; month = nextMonth(month)) months.push(month);
  return months;
}

/** What an answer about incidents opened in a period is made of. */
export const monthNouns = (period: { from: string; to: string }): IncidentMonth[] => monthsOf(period).map((month) => `incidents ${month.slice(0, 7)}` as const);

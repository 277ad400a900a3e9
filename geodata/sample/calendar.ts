/** Days as whole numbers since 1970-01-01, read and written without a clock. */
export interface Day { year: number; month: number; day: number; weekday: number }

const SHANGHAI_S = 8 * 3600;

/** Days since 1970 of a 'YYYY-MM-DD'. Throws a RangeError when it is not one. */
export function dayNumber(iso: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) throw new RangeError(`day "${iso}" is not YYYY-MM-DD`);
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  // Howard Hinnant, "chrono-compatible low-level date algorithms": years that begin in March.
  const y = month <= 2 ? year - 1 : year, era = Math.floor(y / 400), yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}

/** The date of a day number; weekday 0 is Sunday. */
export function dateOf(n: number): Day {
  const z = n + 719468, era = Math.floor(z / 146097), doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)), mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1, weekday: (((n + 4) % 7) + 7) % 7 };
}

/** Seconds since 1970 (UTC) at which a day begins in Shanghai, and the Shanghai hour of such a second. */
export const dayStartS = (n: number): number => n * 86400 - SHANGHAI_S;
export const shanghaiHour = (s: number): number => Math.floor(((s + SHANGHAI_S) % 86400) / 3600);

/** First day of the lunar year, as month × 100 + day. */
const LUNAR_NEW_YEAR: Record<number, number> = { 2023: 122, 2024: 210, 2025: 129, 2026: 217, 2027: 206, 2028: 126, 2029: 213, 2030: 203, 2031: 123, 2032: 211 };

/** Days from the lunar new year of the same calendar year; negative before it. */
export function fromSpringFestival(n: number): number {
  const { year } = dateOf(n), md = LUNAR_NEW_YEAR[year] ?? 206;
  const month = Math.floor(md / 100), day = md % 100;
  return n - dayNumber(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

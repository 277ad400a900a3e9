import { UNKNOWN, type Figure, type Lang } from './format.ts';

const MINUTE = 60, HOUR = 3600, DAY = 86_400;
const UNITS: Record<Lang, { minute: string; hour: string; day: string }> = { 'zh-CN': { minute: '分', hour: '小时', day: '天' }, en: { minute: 'min', hour: 'h', day: 'd' } };

/** A length of time in the one unit that says it best: `4 分`, `2.6 小时`, `3.1 天`. Seconds; null is not known. */
export function span(seconds: number | null, lang: Lang): Figure {
  if (seconds === null) return { digits: UNKNOWN, unit: '' };
  const { minute, hour, day } = UNITS[lang];
  if (seconds < 100 * MINUTE && seconds !== HOUR) return { digits: String(Math.max(1, Math.round(seconds / MINUTE))), unit: minute };
  if (seconds < 2 * DAY) return { digits: short(seconds / HOUR), unit: hour };
  return { digits: short(seconds / DAY), unit: day };
}

export const spanText = (seconds: number | null, lang: Lang): string => { const { digits, unit } = span(seconds, lang); return unit ? `${digits} ${unit}` : digits; };

/** One decimal below ten, where there is one. */
const short = (n: number): string => String(Number(n.toFixed(n < 9.95 ? 1 : 0)));

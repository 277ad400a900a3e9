/** Numbers as the screens write them (look §5). A figure is its digits and its unit, so that a screen can set the unit smaller. */
export type Lang = 'zh-CN' | 'en';
export interface Figure { digits: string; unit: string }

/** What stands where a number is not known. */
export const UNKNOWN = '—';
const MINUS = '−';

/** `1,286`; from 10万 `12.6 万`, from 1亿 `1.50 亿`; English `126k`, `1.50M`. */
export function count(n: number, lang: Lang): Figure {
  const magnitude = Math.abs(n);
  if (Math.round(magnitude) < 100_000) return { digits: signed(n, thousands(String(Math.round(magnitude)))), unit: '' };
  const rounded = Number(magnitude.toPrecision(3));
  const steps = lang === 'zh-CN' ? [[1e8, '亿'], [1e4, '万']] as const : [[1e9, 'B'], [1e6, 'M'], [1e3, 'k']] as const;
  const [size, unit] = steps.find(([s]) => rounded >= s)!;
  return { digits: signed(n, threeDigits(rounded / size)), unit };
}

/** A count as one text: `12.6 万`, `126k`. */
export function countText(n: number, lang: Lang): string {
  const { digits, unit } = count(n, lang);
  return lang === 'zh-CN' && unit ? `${digits} ${unit}` : digits + unit;
}

/** A share of 1 as `61.2`; the sign stands apart as a unit. Unknown without a denominator. */
export function percent(part: number, whole: number): Figure {
  return whole > 0 ? { digits: ((part / whole) * 100).toFixed(1), unit: '%' } : { digits: UNKNOWN, unit: '' };
}

/** A change as a share of 1, whole percents with a real minus: `+18%`, `−4%`. */
export function change(share: number): string {
  const whole = Math.round(share * 100);
  return whole > 0 ? `+${whole}%` : whole < 0 ? `${MINUS}${-whole}%` : '0%';
}

/** `7,683 / 8,113`: what a ratio was made of. */
export const ratio = (part: number, whole: number): string => `${thousands(String(part))} / ${thousands(String(whole))}`;

/** `300–500`. */
export const range = (from: number, to: number): string => `${thousands(String(from))}–${thousands(String(to))}`;

/** A rate such as cases per thousand households: one decimal, none from 1,000. */
export const rate = (n: number): string => (n >= 1000 ? thousands(String(Math.round(n))) : n.toFixed(1));

const MU_M2 = 10_000 / 15;

/** Area of land: 亩 in Chinese, hectares in English. */
export function landArea(m2: number, lang: Lang): Figure {
  if (lang === 'zh-CN') {
    const { digits, unit } = count(m2 / MU_M2, lang);
    return { digits: m2 < 9.95 * MU_M2 ? (m2 / MU_M2).toFixed(1) : digits, unit: unit ? `${unit}亩` : '亩' };
  }
  return { digits: decimals(m2 / 1e4), unit: 'ha' };
}

/** The same area in the other unit, for a note: hectares. */
export const hectares = (m2: number): string => `${decimals(m2 / 1e4)} ha`;

/** Area of a division in km², three significant digits; small ones in ha. */
export function surfaceArea(m2: number): Figure {
  return m2 < 1e5 ? { digits: decimals(m2 / 1e4), unit: 'ha' } : { digits: decimals(m2 / 1e6), unit: 'km²' };
}

/** Money in yuan: `2,860 万`元, `1.50 亿`元; from a million on, in 万 with a comma. */
export function money(yuan: number, lang: Lang): Figure {
  if (lang === 'en') { const f = count(yuan, lang); return { digits: `¥${f.digits}`, unit: f.unit }; }
  if (yuan >= 1e8) return { digits: threeDigits(yuan / 1e8), unit: '亿元' };
  if (yuan >= 1e5) return { digits: yuan < 1e6 ? (yuan / 1e4).toFixed(1) : thousands(String(Math.round(yuan / 1e4))), unit: '万元' };
  return { digits: thousands(String(Math.round(yuan))), unit: '元' };
}

/** `200 m`, `1.2 km`. */
export const distance = (m: number): string => (m < 1000 ? `${Math.round(m)} m` : `${Number((m / 1000).toFixed(1))} km`);

/** A moment on the clock of Shanghai: `09:38`. */
export function clockTime(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `11.22`; with the year `2026.11.22`. Days of Shanghai. */
export function day(at: Date, withYear = false): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const get = (type: string) => Number(parts.find((p) => p.type === type)!.value);
  return `${withYear ? `${get('year')}.` : ''}${get('month')}.${get('day')}`;
}

/** `2026.11.22 09:38`, in Shanghai. */
export const moment = (at: Date): string => `${day(at, true)} ${clockTime(at)}`;

function thousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Three significant digits, none of them lost to trailing zeros: 12.6, 1.50, 1,230. */
function threeDigits(n: number): string {
  const [whole, fraction] = n.toFixed(Math.max(0, 2 - Math.floor(Math.log10(n)))).split('.') as [string, string?];
  return fraction ? `${thousands(whole)}.${fraction}` : thousands(whole);
}

/** Whole from 100 on, one decimal from 1 on, two below. */
function decimals(n: number): string {
  return n >= 99.95 ? thousands(String(Math.round(n))) : n >= 1 ? n.toFixed(1) : n.toFixed(2);
}

function signed(n: number, text: string): string {
  return n < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

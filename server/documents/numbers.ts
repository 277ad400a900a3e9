/** Numbers as documents write them: exact, with thousands commas. */
import type { Language } from './words.ts';

const M2_PER_MU = 10_000 / 15;

export const whole = (n: number): string => (n < 0 ? '−' : '') + Math.round(Math.abs(n)).toLocaleString('en');
export const signedWhole = (n: number): string => (n > 0 ? `+${whole(n)}` : whole(n));
/** A share as `61.2%`; — without a denominator. */
export const percent = (part: number, of: number): string => (of > 0 ? `${((part / of) * 100).toFixed(1)}%` : '—');
/** `300–500`. */
export const range = (from: number, to: number): string => `${whole(from)}–${whole(to)}`;

/** Land in 亩, in English in hectares; one decimal while it is small. */
export function landArea(m2: number, language: Language): string {
  const value = language === 'zh-CN' ? m2 / M2_PER_MU : m2 / 1e4;
  return value < 99.95 ? value.toFixed(1) : whole(value);
}

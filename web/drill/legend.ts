import { DEFINITIONS } from '../../geodata/density/measures.ts';
import type { Measure } from '../../geodata/density/measures.ts';

/** Breaks as a legend writes them from the palest step on, and how many places each step holds; where less is worse the numbers fall. */
export function legendOf(measure: Measure, breaks: readonly number[], counts: readonly number[] | null): { breaks: string[]; counts: readonly number[] | null } {
  const share = DEFINITIONS[measure].unit === 'share';
  const text = breaks.map((b) => (share ? String(Number((b * 100).toFixed(1))) : b >= 10_000 ? `${Number((b / 1000).toFixed(1))}k` : String(b)));
  return { breaks: DEFINITIONS[measure].worse === -1 ? text.reverse() : text, counts };
}

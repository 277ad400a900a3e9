import type { AreaProperties } from '../api/types.ts';
import type { WindowTally } from '../grids/windowClass.ts';

export type Measure = 'rate' | 'inside' | 'households' | 'area';
/** One row: `value` is what is ranked, null where it cannot be; `part / whole` is what it was made of. */
export interface RankRow { code: string; name: string; value: number | null; part: number; whole: number }

/** Fewer households than this and a rate says little: listed last, never ranked. */
export const FEW_HOUSEHOLDS = 500;

/** Rows of areas by a measure, the largest first (for the share inside the window, the smallest: it needs attention first). */
export function rank(areas: readonly AreaProperties[], measure: Measure, cases: (code: string) => number | null, windows: (code: string) => WindowTally): RankRow[] {
  const rows = areas.map((area): RankRow => {
    if (measure === 'area') return { code: area.code, name: area.name, value: area.areaM2 === null ? null : area.areaM2 / 1e6, part: area.areaM2 ?? 0, whole: 1 };
    if (measure === 'households') return { code: area.code, name: area.name, value: area.households, part: area.households, whole: area.households };
    if (measure === 'inside') { const t = windows(area.code); return { code: area.code, name: area.name, value: t.judged ? t.inside / t.judged : null, part: t.inside, whole: t.judged }; }
    const n = cases(area.code);
    return { code: area.code, name: area.name, value: n === null || area.households < FEW_HOUSEHOLDS ? null : (n / area.households) * 1000, part: n ?? 0, whole: area.households };
  });
  const sign = measure === 'inside' ? 1 : -1;
  return rows.sort((a, b) => (a.value === null ? 1 : 0) - (b.value === null ? 1 : 0) || sign * ((a.value ?? 0) - (b.value ?? 0)) || a.code.localeCompare(b.code));
}

/** The measure of all rows together: parts over wholes, never a mean of means. */
export function overall(rows: readonly RankRow[], measure: Measure): number | null {
  const part = rows.reduce((n, r) => n + r.part, 0);
  const whole = rows.reduce((n, r) => n + r.whole, 0);
  if (measure === 'households') return rows.length ? whole / rows.length : null;
  if (measure === 'area') return rows.length ? part / 1e6 / rows.length : null;
  return whole ? (part / whole) * (measure === 'rate' ? 1000 : 1) : null;
}

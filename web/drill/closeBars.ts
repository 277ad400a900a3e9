import { CLOSE_EDGES_H } from '../../geodata/density/closing.ts';

/** Widths a chart may have, hours. */
const WIDTHS = [1, 2, 3, 6, 12, 24, 48, 120, 240];
const BARS = 14;

/** Some fourteen equally wide bars up to where nineteen of twenty cases are closed, and one for all that took longer. */
export function closeBars(counts: readonly number[]): { from: number; to: number | null; count: number }[] {
  const total = counts.reduce((sum, k) => sum + k, 0);
  if (!total) return [];
  let seen = 0;
  const end = counts.findIndex((k) => { seen += k; return seen >= total * 0.95; });
  const until = CLOSE_EDGES_H[end + 1] ?? CLOSE_EDGES_H[end]!;
  const width = WIDTHS.find((w) => w * BARS >= until) ?? WIDTHS.at(-1)!;
  const bars: { from: number; to: number | null; count: number }[] = Array.from({ length: BARS }, (_, i) => ({ from: i * width, to: (i + 1) * width, count: 0 }));
  bars.push({ from: BARS * width, to: null, count: 0 });
  counts.forEach((k, i) => { bars[Math.min(BARS, Math.floor(CLOSE_EDGES_H[i]! / width))]!.count += k; });
  return bars;
}

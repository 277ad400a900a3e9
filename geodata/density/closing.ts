/**
 * Hours from report to closing, counted in fixed bins: they add up, so that sums kept by the day give the same median as
 * the single cases. Hourly for three days, then wider; within a bin the median is interpolated, so off by less than a bin.
 */
const HOUR_S = 3600;

/** Lower edges in hours, the first 0; the last bin is open above (360 days). */
export const CLOSE_EDGES_H: readonly number[] = [
  ...steps(0, 72, 1), ...steps(72, 240, 4), ...steps(240, 720, 24), ...steps(720, 8640, 240), 8640,
];

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step }, (_, i) => from + i * step);
}

/** The bin of a case that took so many seconds. Negative ones count as 0. */
export function closeBin(seconds: number): number {
  const hours = seconds / HOUR_S;
  if (hours < 72) return Math.max(0, Math.floor(hours));
  if (hours < 240) return 72 + Math.floor((hours - 72) / 4);
  if (hours < 720) return 114 + Math.floor((hours - 240) / 24);
  if (hours < 8640) return 134 + Math.floor((hours - 720) / 240);
  return CLOSE_EDGES_H.length - 1;
}

/** The median of cases counted by bin, in hours; null where there is none. In the open last bin: its lower edge. */
export function medianHours(counts: ArrayLike<number>): number | null {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  if (total === 0) return null;
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    const inside = counts[i]!;
    if (below + inside >= total / 2) {
      const edge = CLOSE_EDGES_H[i]!;
      const next = CLOSE_EDGES_H[i + 1] ?? edge;
      return edge + ((total / 2 - below) / inside) * (next - edge);
    }
    below += inside;
  }
  return CLOSE_EDGES_H.at(-1)!;
}

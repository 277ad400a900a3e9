/**
 * How hot spots came to be: Gi* of every place in every slice of time, its neighbours those around it and all of them one
 * slice earlier, against the mean of all slices; then the trend of a place's z by the Mann–Kendall test (Mann 1945, Kendall
 * 1975). The first slice only stands before the second: with no slice of its own before it, its z would be smaller for
 * want of neighbours and every lasting hot spot seem to grow. The classes are those of ESRI's Emerging Hot Spot Analysis,
 * whose "diminishing" is here "fading"; cold spots have the same.
 */
import { fdrLimit, pOf, spread, zOf } from './hotSpots.ts';
import type { Neighbours } from './neighbours.ts';

export const SPOT_TRENDS = ['none', 'new', 'consecutive', 'intensifying', 'persistent', 'fading', 'sporadic', 'oscillating', 'historical'] as const;
export type SpotTrend = (typeof SPOT_TRENDS)[number];

export interface Emerging {
  /** Index of SPOT_TRENDS. */
  trend: Uint8Array;
  /** True where it is a trend of cold spots. */
  cold: Uint8Array;
}

/** Slices that a place must be significant in to be persistent. */
const MOST = 0.9;
const RATE = 0.05;
/** Fewer slices after the first show no trend. */
export const LEAST_SLICES = 4;

/** `slices[t][i]`: what stands in place i in slice t, oldest first; of the first no trend is told. */
export function emergingSpots(slices: readonly ArrayLike<number>[], neighbours: Neighbours): Emerging {
  const places = slices[0]?.length ?? 0;
  const trend = new Uint8Array(places), cold = new Uint8Array(places);
  if (slices.length <= LEAST_SLICES) return { trend, cold };
  const z = spaceTimeZ(slices, neighbours);
  const p = z.map((row) => Float64Array.from(row, pOf));
  const limit = fdrLimit(Float64Array.from({ length: places * z.length }, (_, k) => p[Math.floor(k / places)]![k % places]!), RATE);
  for (let i = 0; i < places; i++) {
    const series = z.map((row) => row[i]!);
    const signs = series.map((value, t) => (limit > 0 && p[t]![i]! <= limit ? Math.sign(value) : 0));
    const { z: slope } = mannKendall(series);
    const hot = classify(signs, slope), chilled = classify(signs.map((sign) => -sign), -slope);
    trend[i] = SPOT_TRENDS.indexOf(hot === 'none' ? chilled : hot);
    cold[i] = Number(hot === 'none' && chilled !== 'none');
  }
  return { trend, cold };
}

/** z of every place in every slice but the first. */
function spaceTimeZ(slices: readonly ArrayLike<number>[], { offset, neighbour }: Neighbours): Float64Array[] {
  const places = slices[0]!.length, n = places * slices.length;
  const { mean, deviation } = spread(Float64Array.from({ length: n }, (_, k) => slices[Math.floor(k / places)]![k % places]!));
  // What a place and its neighbours hold, slice by slice.
  const around = slices.map((values) => Float64Array.from({ length: places }, (_, i) => {
    let sum = values[i]!;
    for (let k = offset[i]!; k < offset[i + 1]!; k++) sum += values[neighbour[k]!]!;
    return sum;
  }));
  return around.slice(1).map((sums, t) => Float64Array.from(sums, (sum, i) => zOf(sum + around[t]![i]!, 2 * (offset[i + 1]! - offset[i]! + 1), n, mean, deviation)));
}

/** `signs`: 1 hot, −1 cold, 0 neither, oldest first; `slope`: the z of the trend. */
export function classify(signs: readonly number[], slope: number): SpotTrend {
  const count = signs.length;
  const hot = signs.filter((sign) => sign === 1).length;
  const isHot = signs.at(-1) === 1, everCold = signs.includes(-1);
  const rising = slope > 0 && pOf(slope) <= RATE, falling = slope < 0 && pOf(slope) <= RATE;
  if (!isHot) return hot >= MOST * count && count > hot ? 'historical' : 'none';
  let run = 0;
  while (signs[count - 1 - run] === 1) run++;
  if (hot === 1) return 'new';
  if (hot >= MOST * count) return rising ? 'intensifying' : falling ? 'fading' : 'persistent';
  if (hot === run) return 'consecutive';
  return everCold ? 'oscillating' : 'sporadic';
}

/** Mann–Kendall: S, its variance with ties, and the standard score with the correction for continuity. */
export function mannKendall(series: readonly number[]): { s: number; variance: number; z: number } {
  const n = series.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(series[j]! - series[i]!);
  const ties = [...Map.groupBy(series, (value) => value).values()].map(({ length }) => length);
  const pairs = (k: number) => k * (k - 1) * (2 * k + 5);
  const variance = (pairs(n) - ties.reduce((sum, tie) => sum + pairs(tie), 0)) / 18;
  return { s, variance, z: s === 0 || variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance) };
}

import { deviationOf } from './problem.ts';

/**
 * The first objective as one whole number: deviation in households first, grids outside the window second.
 * Exact for up to 1,048,575 grids and 8 thousand million households of deviation.
 */
export const DEVIATION_WEIGHT = 2 ** 20;

export const windowCost = (households: number, min: number, max: number): number => {
  const deviation = deviationOf(households, min, max);
  return deviation === 0 ? 0 : deviation * DEVIATION_WEIGHT + 1;
};

export const deviationIn = (cost: number): number => Math.floor(cost / DEVIATION_WEIGHT);
export const outsideIn = (cost: number): number => cost % DEVIATION_WEIGHT;

/** Households by which a total misses every [k·min, k·max], k ≥ `least`: no grouping into so many grids, connected or not, deviates less. */
export function shortfall(total: number, min: number, max: number, least = 1): number {
  const k = Math.floor(total / max);
  if (k < least) return Math.max(0, least * min - total);
  return Math.max(0, Math.min(total - k * max, (k + 1) * min - total));
}

/**
 * No grouping of these units costs less. A unit above the maximum costs its excess in whatever grid it is; with the
 * excess taken off, the total still has to be a sum of windows, of `grids` at least.
 */
export function costBound(households: Iterable<number>, min: number, max: number, grids = 1): number {
  let capped = 0, excess = 0, large = 0;
  for (const each of households) {
    capped += Math.min(each, max);
    if (each > max) {
      excess += each - max;
      large++;
    }
  }
  return boundOfCapped(capped, excess, large, min, max, grids);
}

/** The same from sums: households with what single units have above the maximum taken off, that excess, and how many units have it. */
export function boundOfCapped(capped: number, excess: number, large: number, min: number, max: number, grids = 1): number {
  const rest = shortfall(capped, min, max, grids);
  return (excess + rest) * DEVIATION_WEIGHT + Math.max(large, rest > 0 ? 1 : 0);
}

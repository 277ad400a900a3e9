/**
 * Getis–Ord Gi* (Ord & Getis, "Local spatial autocorrelation statistics", Geographical Analysis 27, 1995): is what stands
 * in a place and its neighbours more, or less, than chance would put there? Weights are 1 for a neighbour and the place
 * itself. Many places are tested at once, and neighbours with each other: which are significant is decided by the false
 * discovery rate (Benjamini & Hochberg 1995; for local statistics Caldas de Castro & Singer, Geographical Analysis 38, 2006).
 */
import type { Neighbours } from './neighbours.ts';

/** z of every place against the mean and deviation of all; 0 where all values are the same. */
export function giStar(values: ArrayLike<number>, { offset, neighbour }: Neighbours): Float64Array {
  const n = values.length;
  const { mean, deviation } = spread(values);
  const z = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = values[i]!;
    for (let k = offset[i]!; k < offset[i + 1]!; k++) sum += values[neighbour[k]!]!;
    z[i] = zOf(sum, offset[i + 1]! - offset[i]! + 1, n, mean, deviation);
  }
  return z;
}

export function spread(values: ArrayLike<number>): { mean: number; deviation: number } {
  let sum = 0, squares = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** Standard score of the sum of `members` of `n` values, drawn without putting back. */
export function zOf(sum: number, members: number, n: number, mean: number, deviation: number): number {
  const error = deviation * Math.sqrt((n * members - members * members) / (n - 1));
  return error > 0 ? (sum - mean * members) / error : 0;
}

/** Two-sided p of a standard normal z, by the continued fraction and series of erfc (Numerical Recipes §6.2, |error| < 1.2e-7). */
export function pOf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const terms = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223];
  return Math.min(1, t * Math.exp(-x * x + terms.reduce((sum, term) => sum * t + term, 0)));
}

/** The largest p that is significant at a false discovery rate; 0 where none is. */
export function fdrLimit(p: ArrayLike<number>, rate: number): number {
  const sorted = Float64Array.from(p).sort();
  for (let k = sorted.length; k > 0; k--) if (sorted[k - 1]! <= (k / sorted.length) * rate) return sorted[k - 1]!;
  return 0;
}

/** 3, 2, 1: hot at a false discovery rate of 1, 5, 10 %; −3, −2, −1: cold; 0: what chance would do. */
export function spotKinds(z: ArrayLike<number>, p: ArrayLike<number>): Int8Array {
  const limits = [0.1, 0.05, 0.01].map((rate) => fdrLimit(p, rate));
  return Int8Array.from(z, (each, i) => Math.sign(each) * limits.filter((limit) => p[i]! <= limit && limit > 0).length);
}

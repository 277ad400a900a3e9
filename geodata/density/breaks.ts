/**
 * Where the steps of a map's colours lie: round numbers, the same for a measure, a level and a question wherever one
 * looks. They go with what is usual in the whole district, in coarse rungs, so a brush does not make colours jump.
 */
import { classOf } from './paint.ts';
import { DEFINITIONS } from './measures.ts';
import type { Measure } from './measures.ts';

export const STEPS = 7;

/** Six breaks for each rung of what is usual, between a tenth and ten times. */
const NEAR: Record<number, readonly number[]> = {
  1: [0.5, 0.7, 0.9, 1.1, 1.4, 2], 1.5: [0.8, 1.1, 1.4, 1.7, 2.2, 3], 2: [1.2, 1.5, 1.8, 2.2, 2.8, 4],
  3: [1.6, 2, 2.5, 3.2, 4, 6], 5: [3, 4, 4.5, 5.5, 7, 10], 7: [4, 5, 6, 8, 10, 14],
};
/** Parts of parts differ more among each other. */
const WIDE: Record<number, readonly number[]> = {
  1: [0.2, 0.5, 0.8, 1.2, 2, 3], 1.5: [0.3, 0.7, 1.2, 1.8, 3, 5], 2: [0.5, 1, 1.5, 2.5, 4, 6],
  3: [0.6, 1.5, 2.5, 4, 6, 9], 5: [1, 2.5, 4, 6, 10, 15], 7: [1.5, 3.5, 6, 8, 14, 20],
};
/** Cases to the square kilometre go from hills to towers. */
const LOG: Record<number, readonly number[]> = { 1: [0.1, 0.3, 1, 2, 5, 10], 2: [0.2, 0.5, 2, 4, 10, 20], 5: [0.5, 1.5, 5, 10, 25, 50] };

/** Rates and hours are what they are everywhere. */
const FIXED: Partial<Record<Measure, readonly number[]>> = {
  closureRate: [0.8, 0.85, 0.9, 0.93, 0.96, 0.98], onTimeRate: [0.8, 0.85, 0.9, 0.93, 0.96, 0.98], reworkRate: [0.01, 0.02, 0.03, 0.04, 0.06, 0.08],
  medianCloseHours: [6, 12, 18, 24, 36, 48],
};

/** Six ascending breaks of a measure; `usual` is its value in the whole, for counts the mean of a place of the level. */
export function breaksOf(measure: Measure, level: 'street' | 'community' | 'grid', usual: number): readonly number[] {
  const fixed = FIXED[measure];
  if (fixed) return fixed;
  return onRung(measure === 'perKm2' ? LOG : level === 'street' && measure !== 'count' ? NEAR : WIDE, usual);
}

function onRung(rungs: Record<number, readonly number[]>, usual: number): readonly number[] {
  if (!(usual > 0)) return rungs[1]!;
  const power = 10 ** Math.floor(Math.log10(usual));
  const nearest = [...Object.keys(rungs).map(Number), 10].reduce((best, rung) => (Math.abs(Math.log(rung * power / usual)) < Math.abs(Math.log(best * power / usual)) ? rung : best), 1);
  const [rung, scale] = nearest === 10 ? [1, power * 10] : [nearest, power];
  return rungs[rung]!.map((n) => Number((n * scale).toPrecision(3)));
}

/** Step 0 to 6 of the density ramp, the last one for the worse end: where less is worse the ramp runs the other way. */
export function stepOf(measure: Measure, value: number, breaks: readonly number[]): number {
  const step = classOf(value, breaks);
  return DEFINITIONS[measure].worse === -1 ? STEPS - 1 - step : step;
}

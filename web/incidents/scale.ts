import type { Period } from '../view/state.ts';

/** Breaks of the heat in cases per km² within the period: round, and the same at every zoom and on every day. */
export const HEAT_BREAKS: Record<Period, readonly [number, number, number, number, number, number]> = {
  7: [5, 10, 25, 50, 100, 250],
  30: [20, 50, 100, 200, 500, 1000],
  90: [50, 150, 300, 600, 1500, 3000],
};

/** Breaks of cases per thousand households within the period. */
export const RATE_BREAKS: Record<Period, readonly [number, number, number, number, number, number]> = {
  7: [10, 20, 30, 40, 50, 60],
  30: [60, 80, 100, 120, 150, 200],
  90: [180, 240, 300, 360, 450, 600],
};

/** Standard deviation of the heat's kernel. */
export const BANDWIDTH_M = 380;

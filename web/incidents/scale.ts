import type { DistrictSummary } from '../api/types.ts';
import type { Period } from '../view/state.ts';

/** Breaks for a district with ten cases or more per km² a month, by the days up to which they hold: coarse, so that a brush does not make colours jump. */
const HEAT_BREAKS: readonly (readonly [days: number, breaks: readonly [number, number, number, number, number, number]])[] = [
  [3, [2, 5, 10, 20, 50, 100]],
  [14, [5, 10, 25, 50, 100, 250]],
  [50, [20, 50, 100, 200, 500, 1000]],
  [150, [50, 150, 300, 600, 1500, 3000]],
  [Infinity, [200, 500, 1000, 2000, 5000, 10000]],
];

const KM_PER_DEGREE = 111.2;
const DAYS_A_MONTH = 30;

/**
 * Breaks of the heat in cases per km² within a span of days: round, and the same at every zoom and on every day. A district
 * that reports a tenth or a hundredth as much has a tenth or a hundredth of the breaks, else its map would be empty.
 */
export function heatBreaks(span: number, { counts, bbox, incidentsFrom, incidentsTo }: Pick<DistrictSummary, 'counts' | 'bbox' | 'incidentsFrom' | 'incidentsTo'>): number[] {
  const days = Math.max(DAYS_A_MONTH, (Date.parse(incidentsTo ?? '') - Date.parse(incidentsFrom ?? '')) / 86_400_000 || 0);
  const [west, south, east, north] = bbox ?? [0, 0, 1, 1];
  const km2 = (east - west) * (north - south) * KM_PER_DEGREE ** 2 * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const monthly = (counts.incidents / days) * DAYS_A_MONTH / km2;
  const divisor = monthly >= 10 ? 1 : monthly >= 1 ? 10 : 100;
  return HEAT_BREAKS.find(([most]) => span <= most)![1].map((each) => each / divisor);
}

/** Breaks of cases per thousand households within the period. */
export const RATE_BREAKS: Record<Period, readonly [number, number, number, number, number, number]> = {
  7: [10, 20, 30, 40, 50, 60],
  30: [60, 80, 100, 120, 150, 200],
  90: [180, 240, 300, 360, 450, 600],
};

/** Standard deviation of the heat's kernel. */
export const BANDWIDTH_M = 380;

/**
 * What is measured and how it is counted, the same for the screen, the server and the exports.
 *
 * An incident counts in a period three times, each by its own moment, all days in China:
 * - **opened** 上报: it was reported in the period;
 * - **due** 应结案: its time limit ends in the period, whenever it was reported. Without a limit it is never due;
 * - **closed** 结案: it was closed in the period, whenever it was reported.
 * So a rate of what was reported yesterday does not sink because nothing of it is due yet, and a median is not pulled
 * down by those still open, which no closing time is known of (as CJ/T 292 counts 应结案数 and 结案率).
 * Incidents without a trusted position are in no sum of an area; they are counted apart.
 */

/** Sums of one group of incidents in one period; sums of disjoint groups add up, field by field. */
export interface Tally {
  /** Reported in the period. */
  opened: number;
  /** Whose time limit ends in the period; of those, closed by now; of those, within the limit. */
  due: number;
  dueClosed: number;
  dueOnTime: number;
  /** Closed in the period; of those, sent back at least once. */
  closed: number;
  closedReworked: number;
}
export const TALLY_FIELDS = ['opened', 'due', 'dueClosed', 'dueOnTime', 'closed', 'closedReworked'] as const satisfies (keyof Tally)[];
export const emptyTally = (): Tally => ({ opened: 0, due: 0, dueClosed: 0, dueOnTime: 0, closed: 0, closedReworked: 0 });

export const MEASURES = ['count', 'perKm2', 'perThousand', 'closureRate', 'onTimeRate', 'reworkRate', 'medianCloseHours'] as const;
export type Measure = (typeof MEASURES)[number];

/** What is known of a group besides its incidents. */
export interface Ground { households: number | null; areaM2: number | null }

/** A measured value with what it was divided from, in the units of the measure's definition. */
export interface Figure {
  /** Null where the denominator is nothing. */
  value: number | null;
  numerator: number;
  /** Null where nothing is divided. */
  denominator: number | null;
  /** The denominator is below the least one: shown with a mark, never ranked. */
  small: boolean;
}

interface Definition {
  /** `share` is 0–1; `hours`; `count` incidents, whole or per unit. */
  unit: 'count' | 'share' | 'hours';
  /** More is worse (1), better (−1), or neither (0): what alarms, and which end a ranking begins at. */
  worse: 1 | -1 | 0;
  /** How two periods are compared: relative, or in percentage points. */
  change: 'relative' | 'points';
  /** Least denominator, in the denominator's unit. */
  least: number;
  numerator: (tally: Tally, medianCloseHours: number | null) => number;
  denominator: ((tally: Tally, ground: Ground) => number | null) | null;
}

/** A rate of fewer is chance: 1 of 30 is 3 percentage points. */
const LEAST_CASES = 30;
/** A rate's denominator that one household or one hectare would change visibly. */
const LEAST_HOUSEHOLDS = 100;
const LEAST_KM2 = 0.01;

export const DEFINITIONS: Record<Measure, Definition> = {
  count: { unit: 'count', worse: 1, change: 'relative', least: 0, numerator: (t) => t.opened, denominator: null },
  perKm2: { unit: 'count', worse: 1, change: 'relative', least: LEAST_KM2, numerator: (t) => t.opened, denominator: (_, { areaM2 }) => (areaM2 === null ? null : areaM2 / 1e6) },
  // Its denominator is in thousands; see leastOf for the level.
  perThousand: { unit: 'count', worse: 1, change: 'relative', least: LEAST_HOUSEHOLDS / 1000, numerator: (t) => t.opened, denominator: (_, { households }) => (households === null ? null : households / 1000) },
  closureRate: { unit: 'share', worse: -1, change: 'points', least: LEAST_CASES, numerator: (t) => t.dueClosed, denominator: (t) => t.due },
  onTimeRate: { unit: 'share', worse: -1, change: 'points', least: LEAST_CASES, numerator: (t) => t.dueOnTime, denominator: (t) => t.due },
  reworkRate: { unit: 'share', worse: 1, change: 'points', least: LEAST_CASES, numerator: (t) => t.closedReworked, denominator: (t) => t.closed },
  medianCloseHours: { unit: 'hours', worse: 1, change: 'relative', least: LEAST_CASES, numerator: (_, hours) => hours ?? 0, denominator: (t) => t.closed },
};

export const LEVELS = ['district', 'street', 'community', 'grid'] as const;
export type Level = (typeof LEVELS)[number];

/** Households from which on a place of a level is ranked: a street of 3,000 is beside others of 30,000 an outlier by chance. */
const LEAST_HOUSEHOLDS_AT: Record<Level, number> = { district: 5000, street: 5000, community: 300, grid: 30 };

/** The least denominator of a measure at a level, in the unit of its denominator. */
export const leastOf = (measure: Measure, level: Level): number => (measure === 'perThousand' ? LEAST_HOUSEHOLDS_AT[level] / 1000 : DEFINITIONS[measure].least);

/** The value of a measure. `medianCloseHours` (`medianHours` of closing.ts) is asked for by the measure of that name alone. */
export function figureOf(measure: Measure, tally: Tally, ground: Ground, level: Level, medianCloseHours: number | null = null): Figure {
  const { numerator, denominator } = DEFINITIONS[measure];
  const above = numerator(tally, medianCloseHours);
  if (!denominator) return { value: above, numerator: above, denominator: null, small: false };
  const below = denominator(tally, ground);
  const small = below === null || below < leastOf(measure, level);
  // A median is not divided: its denominator says how many it is the middle of.
  if (measure === 'medianCloseHours') return { value: below ? medianCloseHours : null, numerator: above, denominator: below, small };
  return { value: below ? above / below : null, numerator: above, denominator: below, small };
}

/** A base of fewer makes a percentage of chance: from 4 to 6 is no rise of 50 %. */
export const LEAST_BASE = 20;

export interface Change {
  /** Relative (0.18 = +18 %) or in percentage points as a share (−0.033); null where there is nothing to compare with. */
  value: number | null;
  small: boolean;
}

/** How a measure changed from `before` to `now`. */
export function changeOf(measure: Measure, now: Figure, before: Figure | null): Change {
  if (!before || now.value === null || before.value === null) return { value: null, small: false };
  if (DEFINITIONS[measure].change === 'points') return { value: now.value - before.value, small: now.small || before.small };
  const base = DEFINITIONS[measure].unit === 'count' ? before.numerator : before.denominator!;
  return { value: before.value === 0 ? null : now.value / before.value - 1, small: base < LEAST_BASE };
}

/** Order of a ranking: the worst first, small and unknown ones after all others. */
export function byWorst(measure: Measure): (a: Figure, b: Figure) => number {
  const sign = DEFINITIONS[measure].worse || 1;
  const last = ({ small, value }: Figure) => Number(small || value === null);
  return (a, b) => last(a) - last(b) || sign * ((b.value ?? 0) - (a.value ?? 0));
}

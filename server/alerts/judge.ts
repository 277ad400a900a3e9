/** Whether a rule has something to say, and whether what it said is over. Counts in, decisions out. */
import { FEWEST_WEEKS } from '../live/today.ts';
import type { AlertFigures, AlertRule } from './schema.ts';

/** What was counted of an area in the minutes of a rule. */
export interface Counted {
  /** Reports in the last minutes. */
  now: number;
  /** In the same minutes of the weeks before, those that the records reach back to. */
  weeks: readonly number[];
  /** Open and past due, now and `minutes` ago. */
  overdue: number;
  overdueBefore: number;
  /** The last report, ms. */
  lastAt: number | null;
}

/** What was raised is over only when it is clearly below what raised it: nothing flickers. */
const CALM = 0.8, CALM_RISE = 0.5;

export interface Judgement { fires: boolean; ends: boolean; figures: AlertFigures }

export function judge({ kind, threshold, minutes, factor }: AlertRule, { now, weeks, overdue, overdueBefore, lastAt }: Counted): Judgement {
  if (kind === 'overdue') {
    const rise = overdue - overdueBefore;
    return { fires: rise >= threshold, ends: rise < CALM_RISE * threshold, figures: { now: overdue, before: overdueBefore, minutes, threshold } };
  }
  const isKnown = weeks.length >= FEWEST_WEEKS, expected = isKnown ? Math.round((weeks.reduce((sum, each) => sum + each, 0) / weeks.length) * 10) / 10 : 0;
  const common = { now, expected, minutes, threshold, weeks: weeks.length };
  if (kind === 'silent') return { fires: isKnown && now === 0 && expected >= threshold, ends: now > 0, figures: { ...common, lastAt } };
  const limit = Math.max(threshold, factor! * expected);
  return { fires: isKnown && now >= limit, ends: now < CALM * limit, figures: { ...common, factor: factor! } };
}

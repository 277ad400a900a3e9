/** What is said of an alert: the figures it was raised by, ready to be put into words. */
import type { Alert } from '../live/types.ts';

/** Figures as texts, and lengths of time in seconds. */
export interface AlertFacts { counts: Record<string, string>; spans: Record<string, number> }

/** Means below ten keep a decimal: 0.4 is not none. */
const mean = (n: number): string => (n < 9.95 ? String(Number(n.toFixed(1))) : String(Math.round(n)));

/** `now` is when it is read, ms: a silence grows until it ends. */
export function alertFacts({ kind, figures, raisedAt, endedAt }: Pick<Alert, 'kind' | 'figures' | 'raisedAt' | 'endedAt'>, now: number): AlertFacts {
  const { now: count = 0, expected = 0, before = 0, minutes = 0, lastAt } = figures as Record<string, number | undefined>;
  if (kind === 'rate') return { counts: { now: String(count), expected: mean(expected) }, spans: { span: minutes * 60 } };
  if (kind === 'overdue') return { counts: { now: String(count), before: String(before) }, spans: { span: minutes * 60 } };
  const until = endedAt === null ? Math.max(now, Number(raisedAt)) : Number(endedAt);
  return { counts: {}, spans: { since: lastAt ? (until - lastAt) / 1000 : minutes * 60, gap: expected > 0 ? (minutes * 60) / expected : minutes * 60 } };
}

/** Alerts and the rules that raise them. Times are ms since 1970. */
import { z } from '@hono/zod-openapi';
import { areaFilter, limit, strict } from '../http/schema.ts';

export const ALERT_KINDS = ['rate', 'overdue', 'silent'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
export const ALERT_LEVELS = ['district', 'street', 'community'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

export const MOST_RULES = 50;

const whole = (least: number, most: number) => { const expected = `a whole number from ${least} to ${most}`; return z.number(expected).int(expected).min(least, expected).max(most, expected); };
const A_FACTOR = 'a number from 1.2 to 20 for "rate", else null', A_CATEGORY = 'a 大类 (two digits) or 小类 (four) for "rate", else null';

export const alertRule = strict({
  id: z.string('1 to 40 of a–z, 0–9 and -').regex(/^[a-z0-9-]{1,40}$/, '1 to 40 of a–z, 0–9 and -').openapi({ example: 'street-rate' }),
  kind: z.enum(ALERT_KINDS, `one of ${ALERT_KINDS.join(', ')}`).openapi({ description: '`rate`: reports beside the same minutes of the last eight weeks; `overdue`: a rise of what is open and past due; `silent`: nothing where there always is something' }),
  level: z.enum(ALERT_LEVELS, `one of ${ALERT_LEVELS.join(', ')}`).openapi({ description: 'Every area of this level is looked at by itself' }),
  category: z.string(A_CATEGORY).regex(/^(\d{2}|\d{4})$/, A_CATEGORY).nullable(),
  factor: z.number(A_FACTOR).min(1.2, A_FACTOR).max(20, A_FACTOR).nullable(),
  threshold: whole(1, 10_000).openapi({ description: 'Least reports (`rate`), rise (`overdue`), least expectation (`silent`)' }),
  minutes: whole(10, 1440).openapi({ description: 'How far back is looked' }),
  enabled: z.boolean('true or false'),
}).superRefine(({ kind, category, factor }, context) => {
  const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if ((factor !== null) !== (kind === 'rate')) wrong('factor', A_FACTOR);
  if (category !== null && kind !== 'rate') wrong('category', A_CATEGORY);
}).openapi('AlertRule');
export type AlertRule = z.infer<typeof alertRule>;

export const alertRules = strict({
  rules: z.array(alertRule, 'a list').max(MOST_RULES, `at most ${MOST_RULES} rules`).superRefine((rules, context) => {
    rules.forEach(({ id }, i) => { if (rules.findIndex((rule) => rule.id === id) !== i) context.addIssue({ code: 'custom', path: [i, 'id'], message: 'an id that no other rule has' }); });
  }),
}).openapi('AlertRules');

const number = z.number();
/** What made it fire. */
export const figures = z.object({
  now: number.openapi({ description: 'Reports in the last `minutes`; of `overdue`: open and past due' }), minutes: number, threshold: number,
  expected: number.optional(), weeks: number.optional().openapi({ description: 'So many weeks are the expectation' }), factor: number.optional(),
  before: number.optional().openapi({ description: 'Overdue `minutes` ago' }), lastAt: number.nullable().optional().openapi({ description: 'The last report before the silence' }),
}).openapi('AlertFigures');
export type AlertFigures = z.infer<typeof figures>;

export const alert = z.object({
  id: z.string(), rule: z.string(), kind: z.enum(ALERT_KINDS), level: z.enum(ALERT_LEVELS), area: z.string(), category: z.string().nullable(),
  raisedAt: number, endedAt: number.nullable(), seenAt: number.nullable(), figures,
}).openapi('Alert');
export type Alert = z.infer<typeof alert>;

export const ALERT_STATES = ['open', 'ended', 'all'] as const;
export const alertsQuery = strict({ state: z.enum(ALERT_STATES, `one of ${ALERT_STATES.join(', ')}`).default('all'), limit: limit(200, 50), area: areaFilter });
export const alertList = z.object({ alerts: z.array(alert) });

const rule = (id: string, kind: AlertKind, level: AlertLevel, minutes: number, threshold: number, factor: number | null = null): AlertRule => ({ id, kind, level, category: null, factor, threshold, minutes, enabled: true });

/** What holds until an administrator says otherwise. */
export const USUAL_RULES: readonly AlertRule[] = [
  rule('district-rate', 'rate', 'district', 60, 40, 2), rule('street-rate', 'rate', 'street', 60, 15, 3), rule('community-rate', 'rate', 'community', 120, 10, 4),
  rule('district-overdue', 'overdue', 'district', 120, 40), rule('street-overdue', 'overdue', 'street', 120, 10),
  rule('district-silent', 'silent', 'district', 60, 10), rule('street-silent', 'silent', 'street', 240, 8),
];

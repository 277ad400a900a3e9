/** What open screens are told, and the state of now. Times are ms since 1970. */
import { z } from '@hono/zod-openapi';
import { INCIDENT_STATES } from '../../geodata/district.ts';
import { areaCode, strict } from '../http/schema.ts';

const state = z.enum(INCIDENT_STATES);
const count = z.number().int();
const position = z.tuple([z.number(), z.number()]).nullable().openapi({ type: 'array', items: { type: 'number' } });

export const liveQuery = strict({
  area: areaCode.optional().openapi({ description: 'This district, street or (with the right to see points) community; one\'s own area unless said' }),
  pairing: z.uuid('the id of a pairing').optional().openapi({ description: 'Also what the phone of this pairing tells the screen' }),
});
export const todayQuery = strict({ area: areaCode.optional() });

/** The last two of them are of who may see single incidents alone. */
const pulse = z.object({
  at: position, street: z.string().nullable(), state, isNew: z.boolean().openapi({ description: 'It was not known before' }),
  id: count.optional(), community: z.string().nullable().optional(), grid: z.string().nullable().optional(), category: z.string().optional(),
});
export type Pulse = z.infer<typeof pulse>;

export const liveChange = z.object({
  change: count.openapi({ description: 'Number of the last of them; it is in the id of the event' }), at: count, opened: count, closed: count,
  pulses: z.array(pulse), more: count.openapi({ description: 'So many are counted and not listed' }),
}).openapi('LiveChange');
export type LiveChange = z.infer<typeof liveChange>;

const perCode = z.record(z.string(), count).nullable();

export const today = z.object({
  change: count, now: count, day: z.string(),
  opened: count, expected: z.number().nullable().openapi({ description: 'Until this minute: the mean of the same weekday of the last eight weeks; null with fewer than four of them on record' }),
  hours: z.array(z.object({ opened: count.nullable(), low: z.number().nullable(), high: z.number().nullable() })).openapi({ description: '24; the band is from the 10th to the 90th percentile of the same hour of the same weekday of the last eight weeks' }),
  categories: z.array(z.object({ code: z.string(), opened: count, lastWeek: count.openapi({ description: 'On the same weekday of last week until the same minute' }) })),
  categoriesUntil: count,
  stages: z.array(z.object({ state, count: count.openapi({ description: 'Of today\'s reports, how many got at least so far' }), medianS: z.number().nullable().openapi({ description: 'Since the stage before, over those that passed it in the last 24 hours' }) })),
  open: count.openapi({ description: 'Opened today or on the 30 days before, and not closed' }), overdue: count,
  streets: z.array(z.object({ code: z.string(), last24h: count, overdue: count, lastAt: count.nullable(), lastState: state.nullable(), lastCategory: z.string().nullable() })),
  grids: perCode, communities: perCode, communitiesUntil: count,
  recent: z.array(z.object({ id: count, at: position, street: z.string().nullable(), category: z.string(), state, atMs: count })).nullable(),
  threshold: count,
}).openapi('Today');
export type Today = z.infer<typeof today>;

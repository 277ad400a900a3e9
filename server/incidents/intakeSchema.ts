import { z } from '@hono/zod-openapi';
import { INCIDENT_SOURCES } from '../../geodata/district.ts';
import { strict } from '../http/schema.ts';

/** Most reports of one request. */
export const MOST_REPORTS = 1000;

const A_TIME = 'a time with its zone, like 2026-11-22T09:41:00+08:00';
const time = z.iso.datetime({ offset: true, error: A_TIME }).refine((text) => /^(19\d\d|20\d\d|2100)-/.test(text), A_TIME)
  .openapi({ format: 'date-time', example: '2026-11-22T09:41:00+08:00' });
const degrees = (most: number, what: string) => z.number(what).min(-most, what).max(most, what);
const AN_ID = 'an id of 1 to 64 letters, digits and . _ : / -';

/** One report of an incident, as often as its source knows more of it. */
export const report = strict({
  source: z.enum(INCIDENT_SOURCES, `one of ${INCIDENT_SOURCES.join(', ')}`),
  externalId: z.string(AN_ID).regex(/^[\w.:/-]{1,64}$/, AN_ID).openapi({ description: 'What the source calls it: with the source, it is the incident. Never a name or a number of a person', example: '12345-20261122-0042' }),
  category: z.string('a 小类, four digits').regex(/^\d{4}$/, 'a 小类, four digits').openapi({ example: '0101' }),
  at: z.tuple([degrees(180, 'a longitude from -180 to 180'), degrees(90, 'a latitude from -90 to 90')], 'longitude and latitude, two numbers').optional()
    .openapi({ type: 'array', items: { type: 'number' }, description: 'Longitude and latitude, WGS 84; without it the incident is counted and not drawn' }),
  openedAt: time,
  acceptedAt: time.optional(), dispatchedAt: time.optional(), handledAt: time.optional(), answeredAt: time.optional(), verifiedAt: time.optional(), closedAt: time.optional(),
  dueAt: time.optional(),
  reworked: z.boolean('true or false').optional(),
}).openapi('IncidentReport');
export type Report = z.infer<typeof report>;

export const reports = strict({
  incidents: z.array(report, 'a list').min(1, `1 to ${MOST_REPORTS} reports`).max(MOST_REPORTS, `1 to ${MOST_REPORTS} reports`),
}).openapi('IncidentReports');

export const taken = z.object({
  incidents: z.array(z.object({
    source: z.string(), externalId: z.string(),
    id: z.number().int(),
    outcome: z.enum(['created', 'changed', 'unchanged']),
  })).openapi({ description: 'One a report, in their order' }),
}).openapi('IncidentsTaken');

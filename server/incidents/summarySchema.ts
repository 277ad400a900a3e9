import { z } from '@hono/zod-openapi';
import { DAY_MS } from '../../geodata/density/days.ts';
import { MEASURES } from '../../geodata/density/measures.ts';
import type { Question, Summary } from '../../geodata/density/question.ts';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import { isoDate, strict } from '../http/schema.ts';

/** Ten years: a longer period is a slip of the keyboard. */
export const MOST_DAYS = 3660;

/** Comma-joined words, each once; left out or empty: none. */
const listOf = <Word extends string | number>(read: (text: string) => Word | null, expected: string, example: string) => z.string()
  .transform((text, context): Word[] => {
    const words = text === '' ? [] : text.split(',').map((each) => read(each));
    if (!words.includes(null)) return [...new Set(words as Word[])];
    context.addIssue({ code: 'custom', message: `${expected}, with commas between` });
    return z.NEVER;
  })
  .optional()
  .openapi({ type: 'string', description: `${expected}, with commas between; none: all`, example });

const oneOf = <Word extends string>(words: readonly Word[]) => (text: string) => words.find((word) => word === text) ?? null;
const wholeUpTo = (last: number) => (text: string) => (/^\d{1,2}$/.test(text) && Number(text) <= last ? Number(text) : null);

/** The parameters of a question; `boundPeriod` says which periods there are. */
export const questionFields = {
  area: z.string().regex(/^(\d{6}|\d{9}|\d{12}|\d{15})$/, 'a code of a district, street, community or grid').optional().openapi({ description: 'The place that is asked about; all that one may see unless said', example: '370216001' }),
  level: z.enum(['street', 'community', 'grid']).optional().openapi({ description: 'What the ranking lists; unless said what the place consists of' }),
  from: isoDate.openapi({ description: 'First day, in China' }),
  to: isoDate.openapi({ description: `Day after the last, at most ${MOST_DAYS} days later`, example: '2026-12-01' }),
  categories: listOf((text) => (/^(\d{2}|\d{4})$/.test(text) ? text : null), 'category codes of 2 or 4 digits', '03,0401'),
  sources: listOf(oneOf(INCIDENT_SOURCES), `of ${INCIDENT_SOURCES.join(', ')}`, 'hotline'),
  states: listOf(oneOf(INCIDENT_STATES), `of ${INCIDENT_STATES.join(', ')}`, 'closed'),
  hours: listOf(wholeUpTo(23), 'hours from 0 to 23', '8,9,10'),
  weekdays: listOf(wholeUpTo(6), 'days of the week from 0, Monday, to 6', '5,6'),
  measure: z.enum(MEASURES).default('count').openapi({ description: 'What the ranking is by: of the median the answer has more' }),
  gridsOf: z.enum(['own', 'today']).default('own').openapi({ description: 'Grids of the day an incident was opened, or those in force today' }),
};

/** The same with a period that is one. */
export const boundPeriod = <Query extends z.ZodType<{ from: string; to: string }>>(query: Query) => query
  .refine(({ from, to }) => from < to, { error: 'a day after `from`', path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY_MS, { error: `at most ${MOST_DAYS} days after \`from\`, ten years`, path: ['to'] });

export const summaryQuery = boundPeriod(strict(questionFields));
export type SummaryQuery = z.infer<typeof summaryQuery>;

const count = z.number().int();
const period = z.object({ from: z.string(), to: z.string() }).openapi('Period');
const tally = z.object({
  opened: count, due: count.openapi({ description: 'Whose time limit ends in the period, whenever opened' }), dueClosed: count.openapi({ description: 'Of those, closed by now' }), dueOnTime: count.openapi({ description: 'Of those, closed within the limit' }),
  closed: count.openapi({ description: 'Closed in the period, whenever opened' }), closedReworked: count,
}).openapi('IncidentTally');
const compared = { now: tally, previous: tally.nullable(), lastYear: tally.nullable() };
const group = { now: count, previous: count.nullable(), lastYear: count.nullable() };
const closeHours = z.array(count).openapi({ description: 'Closed in the period by bin of hours: hourly to 72, then by 4 to 240, by 24 to 720, by 240 to 8,640, and more' });

export const summaryAnswer = z.object({
  threshold: count.nullable().openapi({ description: 'For who sees aggregates only: smaller counts, and others from which they could be worked out, are in no sum; of limits and closings nothing is told. Null: nothing is left out' }),
  periods: z.object({ now: period, previous: period, lastYear: period }),
  area: z.object({ ...compared, closeHours, previousCloseHours: closeHours }).openapi({ description: 'The place asked about. What is compared with is null where the records do not go back to its first day' }),
  whole: z.object({ ...compared, closeHours }).openapi({ description: 'All that the asker may see' }),
  byArea: z.array(z.object({ code: z.string(), ...compared, medianCloseHours: z.number().nullable() })).openapi({ description: 'Every place of the level in what `area` is a part of' }),
  byCategory: z.array(z.object({ code: z.string(), ...group })).openapi({ description: '小类, whatever `categories` says' }),
  bySource: z.array(z.object({ code: z.enum(INCIDENT_SOURCES), ...group })),
  byState: z.array(z.object({ code: z.enum(INCIDENT_STATES), ...group })),
  byDay: z.object({ from: z.string(), opened: z.array(count) }).openapi({ description: 'Every day that is known, whatever the period; for who sees aggregates only, up to `to` and from the same days of the year before' }),
  rhythm: z.array(count).openapi({ description: 'Opened by hour of the week, Monday 0 h first; empty where it may not be shown' }),
  previousRhythm: z.array(count),
  unlocated: count, defaultLocated: count,
}).openapi('IncidentSummary');

/** `Summary` of geodata/density/question.ts, and what was left out of it. */
export type SummaryAnswer = Summary & { threshold: number | null };

const LEVEL_BELOW: Record<number, Question['level']> = { 6: 'street', 9: 'community', 12: 'grid', 15: 'grid' };

/** The question that a query asks, of who sees `whole`. */
export function questionOf({ area, level, categories = [], sources = [], states = [], hours = [], weekdays = [], ...query }: SummaryQuery, whole: string): Question {
  const place = area ?? whole;
  return { ...query, area: place, level: level ?? LEVEL_BELOW[place.length]!, categories, sources, states, hours, weekdays };
}

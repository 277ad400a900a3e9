import { z } from '@hono/zod-openapi';
import { DAY_MS } from '../../geodata/density/days.ts';
import { areaCode, areaFilter, isoDate, isoMonth, strict } from '../http/schema.ts';

export const MAX_DAYS = 366;

export const incidentsQuery = strict({
  from: isoDate.openapi({ description: 'First day, in China' }),
  to: isoDate.openapi({ description: `Day after the last, at most ${MAX_DAYS} days later`, example: '2026-12-01' }),
  category: z.string().regex(/^(\d{2}|\d{4})$/, 'a category code of 2 or 4 digits').optional().openapi({ description: 'This category and all below it' }),
  area: areaFilter,
})
  .refine(({ from, to }) => from < to, { error: 'a day after `from`', path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MAX_DAYS * DAY_MS, { error: `at most ${MAX_DAYS} days after \`from\``, path: ['to'] });

export const monthQuery = strict({
  month: isoMonth.openapi({ description: 'The month, in China', example: '2026-10' }),
  area: areaFilter,
});

const column = <Item extends z.ZodType>(item: Item, description: string) => z.array(item).openapi({ description });
const counts = column(z.number().int(), 'How many');
const said = {
  month: z.string(),
  threshold: z.number().int().openapi({ description: 'Smaller counts are not shown, nor others from which they could be worked out' }),
};

export const cellsAnswer = z.object({
  ...said,
  cell: z.object({ metres: z.number().int(), lonE6: z.number().int(), latE6: z.number().int() }).openapi({ description: 'Width and height of a cell, about, in metres; exactly, in 1e-6 degree' }),
  communities: z.object({ code: column(areaCode, 'The community'), count: counts }).openapi({ description: 'Totals of communities, one column a field' }),
  cells: z.object({
    community: column(z.number().int(), 'Index into communities: a cell that two communities share is two'),
    lonE6: column(z.number().int(), 'Longitude of its middle, 1e-6 degree'),
    latE6: column(z.number().int(), 'Latitude of its middle, 1e-6 degree'),
    category: column(z.string().nullable(), '大类; null for all together'),
    count: counts,
  }).openapi({ description: 'One column a field, all of the same length' }),
}).openapi('IncidentCells');
export type CellsAnswer = z.infer<typeof cellsAnswer>;

export const daysAnswer = z.object({
  ...said,
  communities: z.array(areaCode),
  days: z.object({ community: column(z.number().int(), 'Index into communities'), day: column(z.string(), 'The day, in China'), count: counts }).openapi({ description: 'One column a field, all of the same length' }),
}).openapi('IncidentDays');
export type DaysAnswer = z.infer<typeof daysAnswer>;

import { z } from '@hono/zod-openapi';
import { areaFilter, isoDate, strict } from '../http/schema.ts';

export const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

export const incidentsQuery = strict({
  from: isoDate.openapi({ description: 'First day, in China' }),
  to: isoDate.openapi({ description: `Day after the last, at most ${MAX_DAYS} days later`, example: '2026-12-01' }),
  category: z.string().regex(/^(\d{2}|\d{4})$/, 'a category code of 2 or 4 digits').optional().openapi({ description: 'This category and all below it' }),
  area: areaFilter,
})
  .refine(({ from, to }) => from < to, { error: 'a day after `from`', path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MAX_DAYS * DAY_MS, { error: `at most ${MAX_DAYS} days after \`from\``, path: ['to'] });

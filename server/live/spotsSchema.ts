import { z } from '@hono/zod-openapi';

const count = z.number().int();

export const spots = z.object({
  until: count.openapi({ description: 'End of the 24 hours, ms; for aggregates only the last of 0, 6, 12 and 18 o\'clock' }),
  newestAt: count.nullable().openapi({ description: 'When the newest report on record was opened, ms' }),
  grids: z.record(z.string(), z.object({ now: count, before: count, categories: z.record(z.string(), count) })).nullable().openapi({ description: 'Grids with a report in the 24 hours or in the same ones a week before' }),
  communities: z.record(z.string(), z.object({ now: count.nullable(), before: count.nullable() })).nullable().openapi({ description: 'For aggregates only; null: small, or left out to hide a small one' }),
  threshold: count,
}).openapi('LiveSpots');
export type Spots = z.infer<typeof spots>;

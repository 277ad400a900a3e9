import { z } from '@hono/zod-openapi';
import { areaCode, isoDate, strict } from '../http/schema.ts';
import { score } from './checkSchema.ts';

const count = z.number().int();
const effectiveFrom = isoDate.openapi({ description: 'First day in force, today or later: a day in China' });

export const publicationRequest = strict({
  effectiveFrom,
  name: z.string('a name of 1 to 100 characters').trim().min(1, 'a name of 1 to 100 characters').max(100, 'a name of 1 to 100 characters').regex(/^[^\p{C}]*$/u, 'a name without control characters').optional()
    .openapi({ description: 'What the edition is called; as the plan unless said' }),
}).openapi('PublicationRequest');

export const republicationRequest = strict({
  scope: areaCode.openapi({ description: 'For which communities: all below this area that the edition has grids for' }),
  effectiveFrom,
  replaces: z.array(z.string().min(1).max(64), 'a list of edition ids').max(1000).openapi({ description: 'The editions published last in this area, as whoever decides saw them' }),
}).openapi('RepublicationRequest');

export const publication = z.object({
  edition: z.string(),
  name: z.string(),
  effectiveFrom: z.string(),
  communities: z.array(z.string()),
  grids: count,
  codes: z.array(z.object({ plan: z.string(), code: z.string(), name: z.string(), isNew: z.boolean() })).openapi({ description: 'Code in the plan and code in the edition' }),
  ended: z.array(z.string()).openapi({ description: 'Grids of before that none goes on with' }),
  score, before: score,
  replaces: z.array(z.object({ edition: z.string(), name: z.string(), communities: count, neverInForce: z.boolean().openapi({ description: 'It was planned, and ends before its first day' }) })),
  incidents: count.openapi({ description: 'Incidents opened from the first day on that were given their grid anew' }),
}).openapi('Publication');
export type Publication = z.infer<typeof publication>;

export const rebase = z.object({
  seq: count.openapi({ description: 'Number of the last edit of the plan' }),
  communities: z.array(z.object({
    community: z.string(),
    from: z.string().nullable().openapi({ description: 'Edition it began with' }),
    to: z.string().nullable().openapi({ description: 'Edition it begins with now' }),
    kept: count.openapi({ description: 'Units that stay where the plan moved them' }),
    dropped: z.array(z.object({ unit: z.string(), wanted: z.string().nullable(), now: z.string().nullable() })).openapi({ description: 'Units that the other edition moved elsewhere, or whose grid it ended; at most 200' }),
    droppedCount: count,
    renamed: z.array(z.object({ from: z.string(), to: z.string() })).openapi({ description: 'New grids of the plan whose code the other edition took' }),
    broken: z.array(z.string()).openapi({ description: 'Grids that lie in several pieces now' }),
  })),
}).openapi('Rebase');
export type Rebase = z.infer<typeof rebase>;

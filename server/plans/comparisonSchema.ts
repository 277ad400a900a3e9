import { z } from '@hono/zod-openapi';
import { areaFilter, strict } from '../http/schema.ts';
import { score } from './checkSchema.ts';

const count = z.number().int();

export const comparisonQuery = strict({
  with: z.string().min(1).max(64).openapi({ description: 'Id of a plan or an edition, or `inForce` for what is in force today', example: 'inForce' }),
  area: areaFilter,
});

const side = z.object({ kind: z.enum(['plan', 'edition', 'inForce']), id: z.string().nullable(), name: z.string().nullable() });

export const comparison = z.object({
  from: side, to: side,
  scope: z.string(),
  scores: z.object({ from: score, to: score }).openapi({ description: 'Both by the windows of the plan in the path, else by each community\'s own' }),
  moved: z.object({ units: count, households: count }),
  communities: z.array(z.object({ community: z.string(), name: z.string(), from: score, to: score, movedUnits: count, movedHouseholds: count })).openapi({ description: 'Those that differ' }),
  same: count.openapi({ description: 'How many communities do not differ' }),
  pairs: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), households: count, units: z.array(z.string()) })).openapi({ description: 'Units whose grid does not go on with the grid they were in, by pair of grids' }),
  continues: z.array(z.object({ from: z.string(), to: z.string() })).openapi({ description: 'Grids that go on under another code' }),
  ended: z.array(z.string()), begun: z.array(z.string()),
}).openapi('Comparison');
export type Comparison = z.infer<typeof comparison>;

import { z } from '@hono/zod-openapi';
import { gridProperties } from '../grids/schema.ts';
import { areaCode, collectionOf, featureOf, multiPolygonGeometry, strict } from '../http/schema.ts';

const households = z.number('a whole number from 1 to 100000').int('a whole number from 1 to 100000').min(1, 'a whole number from 1 to 100000').max(100_000, 'a whole number from 1 to 100000');
const window = strict({ min: households, max: households }).refine(({ min, max }) => min <= max, { error: 'a minimum that is not above the maximum', path: ['min'] });
const seed = z.number('a whole number from 0 to 2147483647').int('a whole number from 0 to 2147483647').min(0, 'a whole number from 0 to 2147483647').max(2 ** 31 - 1, 'a whole number from 0 to 2147483647');

export const newPlan = strict({
  scope: areaCode.openapi({ description: 'The district, street or community to redraw', example: '370216001' }),
  window: window.optional().openapi({ description: 'Households of a grid; each community\'s own unless said' }),
  name: z.string().trim().min(1, 'a name of 1 to 100 characters').max(100, 'a name of 1 to 100 characters').regex(/^[^\p{C}]*$/u, 'a name without control characters').optional(),
  seed: seed.optional().openapi({ description: 'Another seed, another plan of the same worth' }),
}).openapi('NewPlan');

export const plan = z.object({
  id: z.string(),
  name: z.string(),
  scope: areaCode,
  state: z.enum(['draft', 'review', 'published']),
  rules: z.object({ window: z.object({ min: z.number().int(), max: z.number().int() }).nullable(), seed: z.number().int() }),
  baseEdition: z.string().nullable().openapi({ description: 'The edition in force when it was asked for' }),
  job: z.string().nullable().openapi({ description: 'The job that draws it' }),
  drawn: z.boolean().openapi({ description: 'Whether it has grids and a report' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}).openapi('Plan');
export type Plan = z.infer<typeof plan>;

export const planStarted = z.object({ plan: z.string(), job: z.string() }).openapi('PlanStarted');
export type PlanStarted = z.infer<typeof planStarted>;

export const planGrids = collectionOf(featureOf('PlanGrid', multiPolygonGeometry, gridProperties));

const reason = z.enum(['unit_above_max', 'community_below_min', 'piece_cut_off', 'no_multiple', 'lock_forces', 'least_proved', 'not_proved']);
const proof = z.enum(['bound', 'search']).nullable().openapi({ description: 'How the least deviation was proved; null while it may be above it' });
const count = z.number().int();

export const planReport = z.object({
  deviation: count.openapi({ description: 'Households above or below the window, summed over the grids' }),
  bound: count.openapi({ description: 'No plan deviates by fewer' }),
  proved: z.boolean(),
  units: count, grids: count, inWindow: count, under: count, over: count, dedicated: count,
  communitiesInWindow: count,
  borderKm: z.number(),
  barrierKm: z.number().openapi({ description: 'Kilometres of river, expressway, railway and primary road on borders inside grids; primary roads count half' }),
  movedHouseholds: count.nullable().openapi({ description: 'Households whose grid changes against the edition in force' }),
  violations: z.array(z.object({ gridCode: z.string(), communityCode: z.string(), households: count, off: count, reason, unitCodes: z.array(z.string()) })),
  communities: z.array(z.object({
    code: z.string(), units: count, households: count, grids: count, inWindow: count, pieces: count, deviation: count, bound: count, proof,
  })),
}).openapi('PlanReport');
export type PlanReport = z.infer<typeof planReport>;

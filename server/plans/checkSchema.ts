import { z } from '@hono/zod-openapi';
import { labelPosition } from '../areas/schema.ts';

const count = z.number().int();

export const score = z.object({
  units: count, households: count,
  deviation: count.openapi({ description: 'Households above or below the window, summed over the grids' }),
  grids: count, inWindow: count, under: count, over: count, dedicated: count,
  broken: count.openapi({ description: 'Grids in several pieces, or in several communities' }),
  borderM: z.number(), barrierM: z.number(),
  compactness: z.number().openapi({ description: 'Mean Polsby–Popper 4πA/P² of the grids' }),
  imbalance: z.number().openapi({ description: 'Σ (households − target)²' }),
  movedHouseholds: count.nullable().openapi({ description: 'Households whose grid changes, under the best matching of new to old grids; null where there were none' }),
}).openapi('Score');
export type Score = z.infer<typeof score>;

export const FINDING_RULES = ['uncovered', 'crossing', 'broken', 'window', 'codes_used_up', 'base_changed', 'job_running', 'unchanged', 'comment_open'] as const;

export const finding = z.object({
  rule: z.enum(FINDING_RULES).openapi({ description: 'uncovered: units without a grid; crossing: units in a grid of another community; broken: a grid in several pieces; window: too few or too many households; codes_used_up: no number is left for a new grid; base_changed: another edition was published since the plan began; job_running: it is still drawn; unchanged: it is what is there already; comment_open' }),
  level: z.enum(['blocks', 'warns']),
  community: z.string().nullable(),
  grid: z.string().nullable(),
  units: z.array(z.string()).openapi({ description: 'At most 50 of those concerned; of a broken grid what lies outside its largest piece' }),
  count: z.number().int().openapi({ description: 'How many units, or comments' }),
  at: labelPosition.openapi({ description: 'Where to look' }),
  households: z.number().int().nullable(),
  off: z.number().int().nullable().openapi({ description: 'Households above (+) or below (−) the window' }),
  reason: z.string().nullable().openapi({ description: 'Why the planner leaves it so; then a window only warns' }),
  suggestion: z.string().nullable().openapi({ description: 'What the engine said of a grid of as many households' }),
  edition: z.object({ id: z.string(), name: z.string(), from: z.string() }).nullable().openapi({ description: 'What was published since' }),
}).openapi('PlanFinding');
export type Finding = z.infer<typeof finding>;

export const planCheck = z.object({
  plan: z.string(),
  state: z.enum(['draft', 'review', 'published']),
  publishable: z.boolean().openapi({ description: 'Whether nothing blocks' }),
  earliest: z.string().openapi({ description: 'First day it can take effect' }),
  score: score.openapi({ description: 'The plan over its whole scope, recounted' }),
  before: score.openapi({ description: 'What the plan began with, by the same rules' }),
  changed: z.array(z.string()).openapi({ description: 'Communities whose grids differ from what the plan began with: only these are published' }),
  unchanged: z.number().int().openapi({ description: 'How many others there are' }),
  findings: z.array(finding),
}).openapi('PlanCheck');
export type PlanCheck = z.infer<typeof planCheck>;

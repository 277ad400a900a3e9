import { z } from '@hono/zod-openapi';
import { SETTING_WINDOWS } from '../../geodata/codes/codes.ts';
import { DEFAULT_WEIGHTS, MOST_WEIGHT } from '../../geodata/redraw/weights.ts';
import { gridProperties } from '../grids/schema.ts';
import { jobState } from '../jobs/schema.ts';
import { areaCode, collectionOf, featureOf, gridCode, multiPolygonGeometry, strict, unitCode } from '../http/schema.ts';

const wholeNumber = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return z.number(expected).int(expected).min(min, expected).max(max, expected);
};
const households = wholeNumber(1, 100_000);
const window = strict({ min: households, max: households }).refine(({ min, max }) => min <= max, { error: 'a minimum that is not above the maximum', path: ['min'] });
const seed = wholeNumber(0, 2 ** 31 - 1);

/** Lines that the store knows and grids should not cross. */
export const BARRIER_CLASSES = ['river', 'railway', 'expressway', 'primary'] as const;
const barrierClass = z.enum(BARRIER_CLASSES, `one of ${BARRIER_CLASSES.join(', ')}`);

const MOST = 10_000;
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item, 'a list').max(MOST, `a list of at most ${MOST}`);
const lock = strict({ unit: unitCode, grid: gridCode });
const weight = z.number(`a number from 0 to ${MOST_WEIGHT}`).min(0, `a number from 0 to ${MOST_WEIGHT}`).max(MOST_WEIGHT, `a number from 0 to ${MOST_WEIGHT}`);
const weights = strict({ barrier: weight.default(DEFAULT_WEIGHTS.barrier), moved: weight.default(DEFAULT_WEIGHTS.moved), border: weight.default(DEFAULT_WEIGHTS.border) })
  .refine(({ barrier, moved, border }) => barrier + moved + border > 0, { error: 'weights of which one is above 0' });
const dedicated = strict({ grids: listOf(gridCode).default([]), units: listOf(unitCode).default([]) });

export const planName = z.string().trim().min(1, 'a name of 1 to 100 characters').max(100, 'a name of 1 to 100 characters').regex(/^[^\p{C}]*$/u, 'a name without control characters');

export const newPlan = strict({
  scope: areaCode.openapi({ description: 'The district, street or community to redraw', example: '370216001' }),
  name: planName.optional(),
  start: z.enum(['redraw', 'edition'], 'redraw or edition').default('redraw').openapi({ description: 'Drawn by the engine at once, or the grids in force as they are' }),
  window: window.optional().openapi({ description: 'Households of a grid; each community\'s own unless said' }),
  setting: z.enum(['urban', 'rural'], 'urban or rural').optional().openapi({ description: 'In place of a window: urban is 300 to 500, rural 30 to 60' }),
  target: households.optional().openapi({ description: 'Households a grid should best have, inside the window or setting; the middle of the window unless said' }),
  seed: seed.default(1).openapi({ description: 'Another seed, another plan of the same worth' }),
  weights: weights.default({ ...DEFAULT_WEIGHTS }).openapi({ description: 'What weighs how much after the deviation, which nothing is traded against: a weighted metre of barrier inside a grid, a household moved, a metre of border between grids' }),
  locks: listOf(lock).default([]).openapi({ description: 'Units that must be in a grid of the edition in force' }),
  frozen: listOf(gridCode).default([]).openapi({ description: 'Grids of the edition in force that stay as they are, and count against the window' }),
  dedicated: dedicated.default({ grids: [], units: [] }).openapi({ description: 'Grids of the edition in force that become dedicated as they are, and units that become a dedicated grid each: both stand outside the window' }),
  barriers: listOf(barrierClass).default([...BARRIER_CLASSES]).openapi({ description: 'Classes of lines that grids should not cross; all unless said' }),
})
  .refine(({ window: own, setting }) => !own || !setting, { error: 'either a window or a setting', path: ['setting'] })
  .refine(({ target, ...rest }) => target === undefined || windowOf(rest) !== null, { error: 'a window or a setting that it lies in', path: ['target'] })
  .refine(({ target, ...rest }) => isInside(target, windowOf(rest)), { error: 'a number of households inside the window', path: ['target'] })
  .openapi('NewPlan');
export type NewPlan = z.infer<typeof newPlan>;

export const importQuery = strict({ scope: areaCode.openapi({ description: 'The district, street or community whose units the file has', example: '370216001' }), name: planName.optional() });

type Asked = { window?: z.infer<typeof window>; setting?: 'urban' | 'rural' };

/** The window of every community of the plan, or null for each its own. */
export const windowOf = ({ window: own, setting }: Asked) => own ?? (setting ? SETTING_WINDOWS[setting] : null);

const isInside = (target: number | undefined, within: { min: number; max: number } | null) => target === undefined || !within || (target >= within.min && target <= within.max);

/** What of a plan may be changed while it is shaped; locks, frozen and dedicated grids are edits of its log. */
export const planChange = strict({
  name: planName.optional(),
  state: z.enum(['draft', 'review'], 'draft or review; publishing is a request of its own').optional(),
  rules: strict({
    window: window.nullable().optional().openapi({ description: 'Null for each community its own' }), setting: z.enum(['urban', 'rural'], 'urban or rural').optional(),
    target: households.nullable().optional(), seed: seed.optional(), weights: weights.optional(), barriers: listOf(barrierClass).optional(),
  }).refine(({ window: own, setting }) => own === undefined || !setting, { error: 'either a window or a setting', path: ['setting'] }).optional(),
}).refine((change) => Object.keys(change).length > 0, { error: 'something to change', path: ['name'] }).openapi('PlanChange');
export type PlanChange = z.infer<typeof planChange>;

export const newBranch = strict({ name: planName.optional() }).openapi('NewBranch');

export const newRedraw = strict({
  communities: z.array(areaCode, 'a list').min(1, 'at least one community').max(MOST, `at most ${MOST} communities`).optional().openapi({ description: 'Only these communities of the plan\'s scope' }),
  timeLimitS: wholeNumber(1, 3600).optional().openapi({ description: 'Seconds after which it ends with the best it has' }),
  seed: seed.optional(),
}).openapi('NewRedraw');

/** What a plan is drawn by, as it is kept. */
export const planRules = z.object({
  window: z.object({ min: z.number().int(), max: z.number().int() }).nullable().openapi({ description: 'Null for each community its own' }),
  target: z.number().int().nullable(),
  seed: z.number().int(),
  weights: z.object({ barrier: z.number(), moved: z.number(), border: z.number() }),
  locks: z.array(z.object({ unit: unitCode, grid: gridCode })),
  frozen: z.array(gridCode),
  dedicated: z.object({ grids: z.array(gridCode), units: z.array(unitCode) }),
  barriers: z.array(barrierClass),
}).openapi('PlanRules');
export type PlanRules = z.infer<typeof planRules>;

export const plan = z.object({
  id: z.string(),
  name: z.string(),
  scope: areaCode,
  state: z.enum(['draft', 'review', 'published']),
  rules: planRules,
  baseEdition: z.string().nullable().openapi({ description: 'The edition in force when it was asked for' }),
  job: z.string().nullable().openapi({ description: 'The newest job that draws it' }),
  jobState: jobState.nullable(),
  drawn: z.boolean().openapi({ description: 'Not while the job it was asked for with is under way' }),
  seq: z.number().int().openapi({ description: 'Edits in its log' }),
  editedAt: z.iso.datetime().nullable(), editedBy: z.string().nullable(), madeBy: z.string().nullable(),
  branchOf: z.string().nullable().openapi({ description: 'The plan it was branched from' }),
  deviation: z.number().int().openapi({ description: 'Households above or below the window, summed over the grids' }),
  grids: z.number().int(), inWindow: z.number().int(), under: z.number().int(), over: z.number().int(), dedicated: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}).openapi('Plan');
export type Plan = z.infer<typeof plan>;

export const planStarted = z.object({ plan: z.string(), job: z.string() }).openapi('PlanStarted');
export type PlanStarted = z.infer<typeof planStarted>;

export const planGrids = collectionOf(featureOf('PlanGrid', multiPolygonGeometry, gridProperties));

const reason = z.enum(['unit_above_max', 'community_below_min', 'piece_cut_off', 'no_multiple', 'lock_forces', 'least_proved', 'not_proved', 'not_redrawn', 'by_hand']);
const proof = z.enum(['bound', 'search']).nullable().openapi({ description: 'How the least deviation was proved; null while it may be above it' });
const count = z.number().int();

export const planReport = z.object({
  deviation: count.openapi({ description: 'Households above or below the window, summed over the grids' }),
  bound: count.openapi({ description: 'No plan deviates by fewer' }),
  proved: z.boolean(),
  stopped: z.boolean().openapi({ description: 'Whether the run was cancelled: what it had reached was kept' }),
  keptCommunities: z.array(z.string()).openapi({ description: 'Communities whose turn had not come when the run was cancelled: their grids in force, as they are' }),
  undrawnCommunities: z.array(z.string()).openapi({ description: 'The same, without grids in force: the plan has none for them' }),
  units: count, grids: count, inWindow: count, under: count, over: count, dedicated: count,
  communitiesInWindow: count,
  borderKm: z.number(),
  barrierKm: z.number().openapi({ description: 'Kilometres of river, expressway, railway and primary road on borders inside grids; primary roads count half' }),
  lockCost: count.openapi({ description: 'Households of the deviation that go when nothing is locked or frozen' }),
  movedHouseholds: count.nullable().openapi({ description: 'Households whose grid changes against the edition in force' }),
  movedBound: count.nullable().openapi({ description: 'No plan that deviates as little, with as few grids outside, moves fewer' }),
  violations: z.array(z.object({
    gridCode: z.string(), communityCode: z.string(), households: count, off: count, unitCodes: z.array(z.string()),
    reason: reason.openapi({ description: 'What the engine says; "by_hand" where people shaped the community since, "not_redrawn" where nobody did' }),
    stated: z.string().nullable().openapi({ description: 'The reason that a planner gave' }),
  })),
  communities: z.array(z.object({
    code: z.string(), units: count, households: count, grids: count, inWindow: count, pieces: count, deviation: count, bound: count, lockCost: count, moved: count, movedBound: count, proof,
  })),
}).openapi('PlanReport');
export type PlanReport = z.infer<typeof planReport>;

export type { Assignment, Edit, EditResult, EditsSaved, LogEntry, PlanLog, RefusalReason } from './editSchema.ts';

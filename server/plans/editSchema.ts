/** Edits of a plan, as they are sent, answered and kept in its log. */
import { z } from '@hono/zod-openapi';
import { areaCode, gridCode, limit, strict, unitCode } from '../http/schema.ts';

const MOST_UNITS = 20_000, MOST_EDITS = 200;
export const TOOLS = ['brush', 'lasso', 'click', 'split', 'merge', 'new', 'repair', 'list', 'dedicate', 'lock', 'freeze', 'reason', 'import'] as const;

const editId = z.uuid('a UUID that no other edit has');
const grid = gridCode.nullable();
const kind = z.enum(['basic', 'dedicated'], 'basic or dedicated');
const yes = z.boolean('true or false');
const distinct = (codes: readonly string[]) => new Set(codes).size === codes.length;
const reason = z.string().trim().min(1, 'a reason of 1 to 500 characters').max(500, 'a reason of 1 to 500 characters').regex(/^[^\p{C}]*$/u, 'a reason without control characters').nullable();

const move = strict({
  units: z.array(strict({ unit: unitCode, from: grid, to: grid }), 'a list').min(1, 'at least one unit').max(MOST_UNITS, `at most ${MOST_UNITS} units`)
    .refine((units) => distinct(units.map(({ unit }) => unit)), 'every unit once')
    .refine((units) => units.every(({ from, to }) => from !== to), 'units that go elsewhere'),
  creates: z.array(gridCode, 'a list').max(999, 'at most 999 grids').optional().openapi({ description: 'Grids without units that this gives units: codes that no grid of the community ever had, or ones of this plan that lost their last unit' }),
}).refine(({ units, creates = [] }) => distinct(creates) && creates.every((code) => units.some(({ to }) => to === code)), { error: 'grids that units of this edit go to, each once', path: ['creates'] });

const changes = {
  move: move.optional().openapi({ description: 'Units go from the grids they are in to others' }),
  kind: strict({ grid: gridCode, from: kind, to: kind }).refine(({ from, to }) => from !== to, { error: 'the other kind', path: ['to'] }).optional().openapi({ description: 'A grid becomes dedicated, or basic again' }),
  lock: strict({ units: z.array(unitCode, 'a list').min(1, 'at least one unit').max(MOST_UNITS, `at most ${MOST_UNITS} units`).refine(distinct, 'every unit once'), to: yes }).optional().openapi({ description: 'Units may not leave the grid they are in, or may again' }),
  freeze: strict({ grid: gridCode, to: yes }).optional().openapi({ description: 'A grid stays exactly as it is, or may change again' }),
  reason: strict({ grid: gridCode, from: reason, to: reason }).optional().openapi({ description: 'Why a grid may stay outside its window' }),
};
export const CHANGES = ['move', 'kind', 'lock', 'freeze', 'reason'] as const;

const undoing = { undoes: editId.optional().openapi({ description: 'The edit that this takes back' }), redoes: editId.optional().openapi({ description: 'The edit that this does again' }) };

export const edit = strict({ id: editId, tool: z.enum(TOOLS, `one of ${TOOLS.join(', ')}`), ...undoing, ...changes })
  .refine((each) => CHANGES.filter((name) => each[name]).length === 1, { error: `exactly one of ${CHANGES.join(', ')}`, path: ['move'] })
  .openapi('PlanEdit');
export type Edit = z.infer<typeof edit>;

export const newEdits = strict({
  edits: z.array(edit, 'a list').min(1, 'at least one edit').max(MOST_EDITS, `at most ${MOST_EDITS} edits`).refine((edits) => distinct(edits.map(({ id }) => id)), 'every edit once'),
}).openapi('PlanEdits');

export const REFUSALS = ['state', 'moved', 'locked', 'frozen', 'community', 'unknown', 'gone', 'taken', 'changed'] as const;
export type RefusalReason = (typeof REFUSALS)[number];

const by = z.string().nullable().openapi({ description: 'Who made it so; null for the base of the plan' });
const refused = z.object({
  id: z.string(), state: z.literal('refused'), reason: z.enum(REFUSALS),
  units: z.array(z.object({ unit: z.string(), from: z.string().nullable(), now: z.string().nullable(), by })),
  grids: z.array(z.object({ grid: z.string(), now: z.string().nullable(), by })),
});
export const editResult = z.union([z.object({ id: z.string(), state: z.literal('accepted'), seq: z.number().int() }), refused]).openapi('PlanEditResult');
export type EditResult = z.infer<typeof editResult>;
export type Refusal = Omit<z.infer<typeof refused>, 'id' | 'state'>;

export const editsSaved = z.object({ seq: z.number().int(), results: z.array(editResult) }).openapi('PlanEditsSaved');
export type EditsSaved = z.infer<typeof editsSaved>;

const isSequence = (text: string) => /^\d{1,9}$/.test(text);
const sequence = z.string().refine(isSequence, 'a number of the log').transform(Number).openapi({ type: 'integer', minimum: 0, example: 0 });
export const logQuery = strict({
  after: sequence.optional().openapi({ type: 'integer', minimum: 0, description: 'Only edits after this one, the oldest first' }),
  before: sequence.optional().openapi({ type: 'integer', minimum: 0, description: 'Only edits before this one: the newest of them, still the oldest first' }),
  limit: limit(1000, 200),
}).refine(({ after, before }) => after === undefined || before === undefined, { error: 'either after or before', path: ['before'] });
export const eventsQuery = strict({ after: sequence.optional().openapi({ type: 'integer', minimum: 0, description: 'Only edits after this one; Last-Event-ID says it when a stream is taken up again' }) });

export const logEntry = z.object({
  seq: z.number().int(), id: z.string(), by: z.string(), mine: z.boolean(), at: z.iso.datetime(),
  tool: z.string().openapi({ description: 'What the edit was made with; "redraw" is the engine' }),
  undoes: z.string().nullable(), redoes: z.string().nullable(), job: z.string().nullable().openapi({ description: 'The job that made it' }), communities: z.array(z.string()), ...changes,
}).openapi('PlanLogEntry');
export type LogEntry = z.infer<typeof logEntry>;
export const log = z.object({ seq: z.number().int().openapi({ description: 'The newest edit there is' }), edits: z.array(logEntry) }).openapi('PlanLog');
export type PlanLog = z.infer<typeof log>;

export const assignmentQuery = strict({ area: areaCode.optional().openapi({ description: 'Only this part of the plan\'s scope', example: '370216001' }) });
export const assignment = z.object({
  seq: z.number().int().openapi({ description: 'The last edit that is in it' }),
  communities: z.array(z.object({
    code: z.string(),
    grids: z.array(z.object({ code: z.string(), kind, frozen: z.boolean(), reason: z.string().nullable(), seq: z.number().int() })),
    grid: z.array(z.number().int()).openapi({ description: 'For each unit, in code order, its grid as an index into `grids`; −1 without one' }),
    locked: z.array(z.number().int()).openapi({ description: 'Positions of locked units' }),
    freeSequence: z.number().int().openapi({ description: 'The lowest number that no grid of the community ever had; 1000 when there is none' }),
  })),
}).openapi('PlanAssignment');
export type Assignment = z.infer<typeof assignment>;

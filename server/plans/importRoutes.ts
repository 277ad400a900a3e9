import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { communityOf } from '../../geodata/codes/codes.ts';
import { requireArea } from '../areas/directory.ts';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { selectAssignment, type AssignedUnit } from '../documents/queries.ts';
import { json, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { decodeBytes } from '../imports/text.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { appendEdits, prepareEdits, type AnyEdit } from './appendEdits.ts';
import { checkAssignment, readAssignmentLines, type Assigned, type Fault } from './assignmentFile.ts';
import { authorOf } from './author.ts';
import { lockPlan } from './editQueries.ts';
import { selectKnownUnits, selectUsedSequences } from './queries.ts';
import { requirePlan } from './requirePlan.ts';
import { importQuery, newPlan, plan, windowOf, type PlanRules } from './schema.ts';
import { startPlan } from './startPlan.ts';

const MOST_FAULTS = 200;

const importPlan = createRoute({
  method: 'post', path: '/plans/import', tags: ['plans'], summary: 'A plan from a CSV of unit → grid: all of it, or one problem that lists every fault by line',
  description: 'Columns unit and grid, and kind if there is one, in UTF-8 or GB18030: what GET /plans/{id}/export?format=csv writes. The plan begins with the grids in force; what differs is in its log as edits, which can be undone.',
  request: { query: importQuery, body: { required: true, content: { 'text/csv': { schema: z.string() } } } },
  responses: { 201: json(plan, 'The plan, a draft'), ...problems(400, 404, 409) },
});

export function planImportRoutes(context: Context) {
  const { database, versions } = context;

  /** What a file says of these units; throws the problem that lists its faults. */
  async function readFile(bytes: Uint8Array, district: string, scope: string, units: readonly AssignedUnit[]): Promise<Assigned> {
    const decoded = decodeBytes(bytes);
    if (!decoded) throw badField('body', null, 'text in UTF-8 or GB18030', 'Save the file again as CSV UTF-8.');
    const { lines, faults: unreadable } = readAssignmentLines(decoded.text);
    if (unreadable.some(({ sort }) => sort === 'column')) throw faulty(unreadable);
    const codes = units.map(({ unit }) => unit), known = new Set(codes), strangers = lines.flatMap(({ unit }) => (known.has(unit) ? [] : [unit]));
    const used = await selectUsedSequences(database, district, [...new Set(codes.map(communityOf))]);
    const { assigned, faults } = checkAssignment(lines, {
      district, scope, units: codes, elsewhere: strangers.length ? await selectKnownUnits(database, district, district, strangers) : new Set(),
      inForce: new Set(units.flatMap(({ today }) => today ?? [])), used: new Set([...used].flatMap(([community, numbers]) => [...numbers].map((n) => community + String(n).padStart(3, '0')))),
    });
    if (unreadable.length || faults.length) throw faulty([...unreadable, ...faults]);
    return assigned;
  }

  return createRouter().openapi(importPlan, async (c) => {
    const { scope, name } = c.req.valid('query'), sight = requireSight(c);
    const { code: district } = requireDistrict(await versions.current());
    await requireArea(context, sight, scope, 'scope');
    const day = context.today();
    const units = await selectAssignment(database, district, { drawing: { day }, area: scope, today: day });
    if (!units.length) throw badField('scope', scope, 'an area with units in it', 'Import the units of this area, or choose another.');
    const assigned = await readFile(new Uint8Array(await c.req.arrayBuffer()), district, scope, units);
    const edits = editsOf(units, assigned);
    const { window, setting, target, seed, weights, locks, frozen, dedicated, barriers } = newPlan.parse({ scope });
    const rules: PlanRules = { window: windowOf({ window, setting }), target: target ?? null, seed, weights, locks, frozen, dedicated, barriers };
    const made = { id: randomUUID(), name: name ?? `${(await context.areas()).get(scope)!.name} ${day}`, scope, rules };
    const ground = await prepareEdits(context, district, new Set(edits.flatMap(communitiesIn)));
    const author = authorOf(c);
    await database.transaction(async (inside) => {
      await startPlan(inside, district, { ...made, day, author, ground, job: null });
      if (edits.length) {
        const { results } = await appendEdits(inside, { district, plan: (await lockPlan(inside, district, made.id))!, author, edits, ground });
        if (results.some(({ state }) => state === 'refused')) throw new Problem(409, 'Other grids came into force while the file was read; send it again.');
      }
      await audit(inside, { ...askerOf(c, context), action: 'import', noun: 'plans', record: made.id, area: scope, after: { id: made.id, name: made.name, scope, units: units.length, edits: edits.length } });
    });
    await versions.refresh();
    return c.json(await requirePlan(database, district, sight, made.id), 201, { Location: `/api/v1/plans/${made.id}` });
  });
}

/** What differs from today, as edits: the units that move by community, and grids of another kind. */
function editsOf(units: readonly AssignedUnit[], { grid: gridOf, kind: kindOf }: Assigned): AnyEdit[] {
  const edit = (change: Pick<AnyEdit, 'move' | 'kind'>): AnyEdit => ({ id: randomUUID(), tool: 'import', ...change });
  const today = new Map(units.flatMap(({ today: code, kind }) => (code === null ? [] : [[code, kind] as const])));
  const moves = units.flatMap(({ unit, today: from }) => (gridOf.get(unit) === from ? [] : [{ unit, from, to: gridOf.get(unit)! }]));
  const moved = [...Map.groupBy(moves, ({ unit }) => communityOf(unit)).values()].map((own) => {
    const creates = [...new Set(own.flatMap(({ to }) => (today.has(to) ? [] : [to])))];
    return edit({ move: { units: own, ...(creates.length && { creates }) } });
  });
  const turned = [...kindOf].flatMap(([grid, to]) => {
    const from = today.get(grid) ?? 'basic';
    return from === to ? [] : [edit({ kind: { grid, from, to } })];
  });
  return [...moved, ...turned];
}

const communitiesIn = ({ move, kind }: AnyEdit): string[] => [...(move ? [communityOf(move.units[0]!.unit)] : []), ...(kind ? [communityOf(kind.grid)] : [])];

/** One problem: every sort of fault counted, the first of them by line. */
function faulty(faults: readonly Fault[]): Problem {
  const counts = [...Map.groupBy(faults, ({ sort }) => sort)].map(([sort, own]) => `${sort}: ${own.length}`);
  const shown = faults.slice(0, MOST_FAULTS).map(({ field, found, expected, fix }) => ({ field, found: typeof found === 'string' ? found.slice(0, 100) : found, expected, ...(fix && { fix }) }));
  return new Problem(400, `Nothing was imported. Faults by sort: ${counts.join(', ')}${faults.length > shown.length ? `; the first ${shown.length} are listed` : ''}.`, { errors: shown });
}

import { createRoute } from '@hono/zod-openapi';
import { gridCode } from '../../geodata/codes/codes.ts';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { appendEdits, prepareEdits } from './appendEdits.ts';
import { authorOf } from './author.ts';
import { communitiesOf } from './draft.ts';
import { lockPlan, selectAssignment, selectLog } from './editQueries.ts';
import { assignment, assignmentQuery, editsSaved, log, logQuery, newEdits, type Assignment, type PlanLog } from './editSchema.ts';
import { planParams, requirePlan } from './requirePlan.ts';

const read = createRoute({
  method: 'get', path: '/plans/{id}/assignment', tags: ['plans'], summary: 'Which grid every unit of a plan is in',
  request: { params: planParams, query: assignmentQuery },
  responses: { 200: json(assignment, 'Grids and units by community'), ...problems(400, 404) },
});

const save = createRoute({
  method: 'post', path: '/plans/{id}/edits', tags: ['plans'], summary: 'Edit a plan: each edit is accepted whole, or refused whole with the reason',
  request: { params: planParams, query: noQuery, body: jsonBody(newEdits) },
  responses: { 200: json(editsSaved, 'What became of each edit, in the order asked'), ...problems(400, 404) },
});

const readLog = createRoute({
  method: 'get', path: '/plans/{id}/edits', tags: ['plans'], summary: 'The log of a plan: every edit that was accepted',
  request: { params: planParams, query: logQuery },
  responses: { 200: json(log, 'The edits, the oldest first'), ...problems(400, 404) },
});

export function planEditRoutes(context: Context) {
  const { database, versions } = context;
  return createRouter()
    .openapi(read, (c) => respond(c, context, { nouns: ['plans', 'units', 'grids'] }, async (district, sight) => {
      const { id, scope } = await requirePlan(database, district, sight, c.req.valid('param').id);
      const { area = scope } = c.req.valid('query');
      if (!area.startsWith(scope)) throw badField('area', area, `an area inside ${scope}, the scope of the plan`);
      return JSON.stringify(assignmentOf(await selectAssignment(database, district, id, area)));
    }))
    .openapi(save, async (c) => {
      const { edits } = c.req.valid('json');
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      const ground = await prepareEdits(context, district, new Set(edits.flatMap(communitiesOf)));
      const saved = await database.transaction(async (inside) => {
        const plan = await lockPlan(inside, district, id);
        if (!plan) throw new Problem(404, `There is no plan ${id}.`);
        const result = await appendEdits(inside, { district, plan, author: authorOf(c), edits, ground });
        // What was done is in the log of the plan, which nobody changes either.
        if (result.seq > plan.seq) await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'plans', record: id, area: plan.scope, after: { edits: { from: plan.seq + 1, to: result.seq } } });
        return result;
      });
      await versions.refresh();
      return c.json(saved, 200, { 'Cache-Control': 'no-store' });
    })
    .openapi(readLog, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const plan = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      const edits = await selectLog(database, district, plan.id, { ...c.req.valid('query'), author: authorOf(c) });
      return c.json({ seq: Math.max(plan.seq, edits.at(-1)?.seq ?? 0), edits } satisfies PlanLog, 200, { 'Cache-Control': 'no-store' });
    });
}

const NONE_FREE = 1000;

function assignmentOf(rows: Awaited<ReturnType<typeof selectAssignment>>): Assignment {
  return {
    seq: rows[0]!.seq,
    communities: rows.filter(({ code }) => code !== null).map(({ code, grids, units, locked, taken }) => {
      const at = new Map(grids.map((grid, i) => [grid.code, i])), used = new Set(taken);
      let freeSequence = 1;
      while (freeSequence < NONE_FREE && used.has(gridCode(code, freeSequence))) freeSequence++;
      return { code, grids, grid: units.map((grid) => at.get(grid) ?? -1), locked, freeSequence };
    }),
  };
}

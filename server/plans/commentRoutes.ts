import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { authorOf } from './author.ts';
import { insertComment, resolveComment, selectComments, selectGridPlace } from './commentQueries.ts';
import { comment, commentChange, newComment } from './commentSchema.ts';
import { lockPlan } from './editQueries.ts';
import { tellPlan } from './feed.ts';
import { planParams, requirePlan } from './requirePlan.ts';

const list = createRoute({
  method: 'get', path: '/plans/{id}/comments', tags: ['plans'], summary: 'What people say about a plan, oldest first',
  request: { params: planParams, query: noQuery },
  responses: { 200: json(z.array(comment), 'The comments'), ...problems(400, 404) },
});

const add = createRoute({
  method: 'post', path: '/plans/{id}/comments', tags: ['plans'], summary: 'Say something about a plan, a place or a grid of it',
  request: { params: planParams, query: noQuery, body: jsonBody(newComment) },
  responses: { 201: json(comment, 'The comment'), ...problems(400, 404, 409) },
});

const change = createRoute({
  method: 'patch', path: '/plans/{id}/comments/{comment}', tags: ['plans'], summary: 'Mark a comment as done, or as open again',
  request: { params: strict({ id: z.uuid('the id of a plan'), comment: z.uuid('the id of a comment') }), query: noQuery, body: jsonBody(commentChange) },
  responses: { 200: json(comment, 'The comment'), ...problems(400, 404, 409) },
});

export function commentRoutes(context: Context) {
  const { database, versions } = context;

  return createRouter()
    // Not from the cache of answers: which comments are one's own differs from asker to asker.
    .openapi(list, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      return c.json(await selectComments(database, district, id, authorOf(c).id), 200, { 'Cache-Control': 'no-store' });
    })
    .openapi(add, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id: plan } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      const body = c.req.valid('json'), id = randomUUID(), author = authorOf(c);
      const made = await database.transaction(async (inside) => {
        const { scope } = requireOpen(await lockPlan(inside, district, plan), plan);
        const place = body.grid === undefined ? null : await selectGridPlace(inside, district, plan, body.grid);
        if (place === undefined) throw badField('grid', body.grid, 'a grid of this plan', `GET /api/v1/plans/${plan}/grids lists them.`);
        await insertComment(inside, district, plan, { ...body, at: body.at ?? place ?? undefined, id, author: author.name, authorId: author.id });
        const [made] = await selectComments(inside, district, plan, author.id, id);
        await tellPlan(inside, { plan, event: 'comment', comment: id });
        await audit(inside, { ...askerOf(c, context), action: 'create', noun: 'comments', record: id, area: scope, after: { plan, text: made!.text, at: made!.at, grid: made!.grid } });
        return made!;
      });
      await versions.refresh();
      return c.json(made, 201, { Location: `/api/v1/plans/${plan}/comments` });
    })
    .openapi(change, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id, comment: which } = c.req.valid('param'), { resolved } = c.req.valid('json'), author = authorOf(c);
      const { id: plan } = await requirePlan(database, district, requireSight(c), id);
      const changed = await database.transaction(async (inside) => {
        const { scope } = requireOpen(await lockPlan(inside, district, plan), plan);
        const [before] = await selectComments(inside, district, plan, author.id, which);
        if (!before) throw new Problem(404, `There is no comment ${which} on plan ${plan}.`);
        if ((before.resolvedAt !== null) === resolved) return before;
        await resolveComment(inside, district, plan, which, resolved ? author.name : null);
        const [after] = await selectComments(inside, district, plan, author.id, which);
        await tellPlan(inside, { plan, event: 'comment', comment: which });
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'comments', record: which, area: scope, before: { plan, resolved: !resolved }, after: { plan, resolved } });
        return after!;
      });
      await versions.refresh();
      return c.json(changed, 200);
    });
}

/** The plan, unless it is published: what was said of it then stays said. */
function requireOpen(plan: Awaited<ReturnType<typeof lockPlan>>, id: string) {
  if (!plan) throw new Problem(404, `There is no plan ${id}.`);
  if (plan.state === 'published') throw new Problem(409, `Plan ${id} is published; its comments stay as they are.`);
  return plan;
}

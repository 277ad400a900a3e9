import { randomUUID } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { insertJob, requestCancel } from '../jobs/queries.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { authorOf } from './author.ts';
import { copyPlan, deletePlan, forgetOutcomes, selectOpenJobs, updatePlan } from './changeQueries.ts';
import { lockPlan, type LockedPlan } from './editQueries.ts';
import { tellPlan } from './feed.ts';
import { selectCommunities } from './queries.ts';
import type { RedrawInput } from './redrawJob.ts';
import { planParams, requirePlan } from './requirePlan.ts';
import { newBranch, newRedraw, plan, planChange, planStarted, windowOf, type PlanChange, type PlanRules } from './schema.ts';

const request = { params: planParams, query: noQuery };

const change = createRoute({
  method: 'patch', path: '/plans/{id}', tags: ['plans'], summary: 'Rename a plan, give it to review or take it back, change its rules',
  request: { ...request, body: jsonBody(planChange) },
  responses: { 200: json(plan, 'The plan'), ...problems(400, 404, 409) },
});

const remove = createRoute({
  method: 'delete', path: '/plans/{id}', tags: ['plans'], summary: 'Delete a plan that is not published, with its log',
  request, responses: { 204: { description: 'It is gone' }, ...problems(400, 404, 409) },
});

const branch = createRoute({
  method: 'post', path: '/plans/{id}/branch', tags: ['plans'], summary: 'A draft that begins as this plan is now',
  request: { ...request, body: jsonBody(newBranch) },
  responses: { 201: json(plan, 'The new plan'), ...problems(400, 404) },
});

const redraw = createRoute({
  method: 'post', path: '/plans/{id}/redraw', tags: ['plans'], summary: 'Redraw a plan, or some of its communities, by its rules, locks, frozen and dedicated grids',
  request: { ...request, body: jsonBody(newRedraw) },
  responses: { 202: json(planStarted, 'The plan and the job to follow'), ...problems(400, 404, 409) },
});

export function planChangeRoutes(context: Context) {
  const { database, versions } = context;

  async function require(inside: Queryable, district: string, id: string): Promise<LockedPlan> {
    const found = await lockPlan(inside, district, id);
    if (!found) throw new Problem(404, `There is no plan ${id}.`);
    return found;
  }

  async function requireNoJob(inside: Queryable, district: string, id: string): Promise<void> {
    const [job] = await selectOpenJobs(inside, district, id);
    if (job) throw new Problem(409, `Plan ${id} is being redrawn; POST /api/v1/jobs/${job}/cancel stops that and keeps what it has.`);
  }

  return createRouter()
    .openapi(change, async (c) => {
      const asked = c.req.valid('json'), sight = requireSight(c);
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, sight, c.req.valid('param').id);
      await database.transaction(async (inside) => {
        const { name, state, rules, scope } = await require(inside, district, id);
        if (state === 'published') throw new Problem(409, `Plan ${id} is published and stays as it is; branch it to go on from it.`);
        if (asked.rules && (asked.state ?? state) !== 'draft') throw new Problem(409, 'The rules of a plan in review stay as they are; take it back to draft first.');
        if (asked.state === 'review' && state !== 'review') await requireNoJob(inside, district, id);
        const now = { name: asked.name ?? name, state: asked.state ?? state, rules: asked.rules ? changeRules(rules, asked.rules) : rules };
        if (asked.rules) await forgetOutcomes(inside, district, id);
        await updatePlan(inside, district, id, now);
        await tellPlan(inside, { plan: id, event: 'plan' });
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'plans', record: id, area: scope, before: { name, state, ...(asked.rules && { rules }) }, after: { ...now, ...(!asked.rules && { rules: undefined }) } });
      });
      await versions.refresh();
      return c.json(await requirePlan(database, district, sight, id), 200);
    })
    .openapi(remove, async (c) => {
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      await database.transaction(async (inside) => {
        // Jobs before the plan: whoever draws it holds them in this order.
        for (const job of await selectOpenJobs(inside, district, id)) await requestCancel(inside, job);
        const { name, state, scope, seq } = await require(inside, district, id);
        if (state === 'published') throw new Problem(409, `Plan ${id} is published and stays; publish an earlier edition again to undo it.`);
        await deletePlan(inside, district, id);
        await tellPlan(inside, { plan: id, event: 'plan' });
        await audit(inside, { ...askerOf(c, context), action: 'delete', noun: 'plans', record: id, area: scope, before: { name, state, scope, edits: seq } });
      });
      await versions.refresh();
      return c.body(null, 204);
    })
    .openapi(branch, async (c) => {
      const sight = requireSight(c), author = authorOf(c), made = randomUUID();
      const { code: district } = requireDistrict(await versions.current());
      const { id } = await requirePlan(database, district, sight, c.req.valid('param').id);
      await database.transaction(async (inside) => {
        const from = await require(inside, district, id), name = c.req.valid('json').name ?? from.name;
        await copyPlan(inside, district, id, { id: made, name, madeBy: author.name });
        await audit(inside, { ...askerOf(c, context), action: 'create', noun: 'plans', record: made, area: from.scope, after: { id: made, name, scope: from.scope, branchOf: id, edits: from.seq } });
      });
      await versions.refresh();
      return c.json(await requirePlan(database, district, sight, made), 201, { Location: `/api/v1/plans/${made}` });
    })
    .openapi(redraw, async (c) => {
      const asked = c.req.valid('json'), job = randomUUID(), by = authorOf(c);
      const { code: district } = requireDistrict(await versions.current());
      const { id, scope } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
      const known = new Set((await selectCommunities(database, district, scope)).map(({ code }) => code));
      const strange = asked.communities?.find((code) => !known.has(code));
      if (strange) throw badField('communities', strange, `communities of ${scope} with units in them`);
      await database.transaction(async (inside) => {
        const { state } = await require(inside, district, id);
        if (state !== 'draft') throw new Problem(409, `Plan ${id} is no draft; only a draft is redrawn.`);
        await requireNoJob(inside, district, id);
        await insertJob(inside, { districtCode: district, id: job, kind: 'redraw', input: { plan: id, by, ...asked } satisfies RedrawInput });
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'plans', record: id, area: scope, after: { redraw: job, ...asked } });
      });
      await versions.refresh();
      return c.json({ plan: id, job }, 202, { Location: `/api/v1/jobs/${job}` });
    });
}

/** The rules with what was asked for; a target outside the new window goes with the old one. */
function changeRules(rules: PlanRules, { window, setting, target, ...others }: NonNullable<PlanChange['rules']>): PlanRules {
  const wanted = setting ? windowOf({ setting }) : window === undefined ? rules.window : window;
  const fits = (value: number | null) => value === null || (wanted !== null && value >= wanted.min && value <= wanted.max);
  if (target !== undefined && !fits(target)) throw badField('rules.target', target, 'a number of households inside the window');
  return { ...rules, ...others, window: wanted, target: target !== undefined ? target : fits(rules.target) ? rules.target : null };
}

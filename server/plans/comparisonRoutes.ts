import { createRoute } from '@hono/zod-openapi';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { selectEditions } from '../grids/queries.ts';
import { editionParams } from '../grids/schema.ts';
import { json, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { requireSight, sees, within, type Sight } from '../rights/sight.ts';
import { compare, type ComparedSide } from './comparison.ts';
import { comparison, comparisonQuery } from './comparisonSchema.ts';
import { OWN_WINDOWS } from './judgeSides.ts';
import { selectPlans } from './queries.ts';
import { planParams, requirePlan } from './requirePlan.ts';
import type { Plan } from './schema.ts';

const ofPlan = createRoute({
  method: 'get', path: '/plans/{id}/comparison', tags: ['plans'], summary: 'A plan beside another, an edition, or what is in force',
  request: { params: planParams, query: comparisonQuery },
  responses: { 200: json(comparison, 'What is different'), ...problems(400, 404) },
});

const ofEdition = createRoute({
  method: 'get', path: '/editions/{id}/comparison', tags: ['grids'], summary: 'An edition beside another, or what is in force',
  request: { params: editionParams, query: comparisonQuery },
  responses: { 200: json(comparison, 'What is different'), ...problems(400, 404) },
});

const nouns = ['plans', 'grids', 'units', 'areas', 'roads', 'land'] as const;

export function comparisonRoutes(context: Context) {
  const { database } = context;

  const asSide = (plan: Plan): ComparedSide => ({ source: { plan: plan.id }, told: { kind: 'plan', id: plan.id, name: plan.name } });
  const inForce = (): ComparedSide => ({ source: { inForceOn: context.today() }, told: { kind: 'inForce', id: null, name: null } });

  /** The edition; undefined where it is none of what the asker sees. */
  async function findEdition(district: string, sight: Sight, id: string): Promise<ComparedSide | undefined> {
    const known = await selectEditions(database, district, context.today(), within(sight, district));
    const found = known.find((each) => each.id === id);
    return found && { source: { edition: id }, told: { kind: 'edition', id, name: found.name } };
  }

  /** Where two scopes meet; throws a 400 where they do not. */
  function meet(area: string, other: string, field: string): string {
    if (area.startsWith(other)) return area;
    if (other.startsWith(area)) return other;
    throw badField(field, other, `something about ${area}, or a part of it`);
  }

  return createRouter()
    .openapi(ofPlan, async (c) => {
      const query = c.req.valid('query');
      await requireArea(context, requireSight(c), query.area);
      return respond(c, context, { nouns, daily: true }, async (district, sight) => {
        const plan = await requirePlan(database, district, sight, c.req.valid('param').id);
        const [other] = await selectPlans(database, district, { id: query.with }), isSeen = other !== undefined && sees(sight, other.scope);
        const from = query.with === 'inForce' ? inForce() : isSeen ? asSide(other) : await findEdition(district, sight, query.with);
        if (!from) throw badField('with', query.with, 'the id of a plan or an edition, or inForce', 'GET /api/v1/plans and /api/v1/editions list them.');
        if (query.area !== undefined && !query.area.startsWith(plan.scope)) throw badField('area', query.area, `an area inside ${plan.scope}, the scope of the plan`);
        const scope = isSeen && from.told.kind === 'plan' ? meet(query.area ?? plan.scope, other.scope, 'with') : query.area ?? plan.scope;
        return JSON.stringify(await compare(context, { district, scope, rules: plan.rules, from, to: asSide(plan) }));
      });
    })
    .openapi(ofEdition, async (c) => {
      const query = c.req.valid('query'), { id } = c.req.valid('param');
      await requireArea(context, requireSight(c), query.area);
      return respond(c, context, { nouns, daily: true }, async (district, sight) => {
        const to = await findEdition(district, sight, id);
        if (!to) throw new Problem(404, `There is no edition ${id}.`);
        const from = query.with === 'inForce' ? inForce() : await findEdition(district, sight, query.with);
        if (!from) throw badField('with', query.with, 'the id of an edition, or inForce', 'GET /api/v1/editions lists them.');
        return JSON.stringify(await compare(context, { district, scope: within(sight, district, query.area) ?? district, rules: OWN_WINDOWS, from, to }));
      });
    });
}

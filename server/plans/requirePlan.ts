import { z } from '@hono/zod-openapi';
import type { Queryable } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { strict } from '../http/schema.ts';
import { sees, type Sight } from '../rights/sight.ts';
import { selectPlans } from './queries.ts';
import type { Plan } from './schema.ts';

export const planParams = strict({ id: z.uuid('the id of a plan') });

/** The plan; throws a 404 where there is none, or none that the asker may see. */
export async function requirePlan(database: Queryable, district: string, sight: Sight, id: string): Promise<Plan> {
  const [found] = await selectPlans(database, district, { id });
  if (!found || !sees(sight, found.scope)) throw new Problem(404, `There is no plan ${id}.`);
  return found;
}

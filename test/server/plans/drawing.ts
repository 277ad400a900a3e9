/** Plans for tests of what is done with plans: begun with today's grids, edited through the front door. */
import { randomUUID } from 'node:crypto';
import { piecesOf } from '../../../server/plans/piecesOf.ts';
import type { Finding, PlanCheck } from '../../../server/plans/checkSchema.ts';
import type { Publication } from '../../../server/plans/publicationSchema.ts';
import type { TestApp } from '../house.ts';

const JSON_BODY = { 'content-type': 'application/json' };

export interface Moved { unit: string; from: string; to: string }
export interface Answer { status: number; body: any }

export interface Drawing {
  /** Communities with several basic grids, in code order. */
  communities: string[];
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A draft that begins with the grids in force. */
  start(scope: string, more?: Record<string, unknown>): Promise<string>;
  /** Sends edits; throws when one is refused. */
  edit(plan: string, ...edits: Record<string, unknown>[]): Promise<void>;
  /** Moves units with households, one after the other, each into a grid beside its own; no grid falls apart. Leaves some grids alone. */
  move(plan: string, community: string, count?: number, alone?: string[]): Promise<Moved[]>;
  /** Says of every grid outside its window why it may stay so. */
  giveReasons(plan: string): Promise<Finding[]>;
  /** Gives reasons and hands the plan in. */
  handIn(plan: string): Promise<void>;
  publish(plan: string, effectiveFrom: string, name?: string): Promise<Answer>;
  /** A plan with one unit moved, published; throws when it is not. */
  publishOne(community: string, effectiveFrom: string, count?: number): Promise<Publication & { plan: string }>;
  /** Code of the grid of every unit in force on a day. */
  gridsOn(community: string, day: string): Promise<Map<string, string>>;
}

export async function openDrawing(app: TestApp): Promise<Drawing> {
  const communities = await app.database.query<{ code: string }>(`select community_code as code from grids where kind = 'basic' group by 1 having count(*) > 2 order by 1`);
  const ask: Drawing['ask'] = async (method, path, body) => {
    const response = await app.request(path, { method, ...(body !== undefined && { headers: JSON_BODY, body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };
  const must = async (expected: number, ...asked: Parameters<Drawing['ask']>) => {
    const { status, body } = await ask(...asked);
    if (status !== expected) throw new Error(`${asked[0]} ${asked[1]}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const drawing: Drawing = {
    communities: communities.map(({ code }) => code),
    ask,
    start: async (scope, more = {}) => (await must(201, 'POST', '/plans', { scope, start: 'edition', ...more })).id,
    edit: async (plan, ...edits) => {
      const { results } = await must(200, 'POST', `/plans/${plan}/edits`, { edits: edits.map((edit) => ({ id: randomUUID(), tool: 'list', ...edit })) });
      const refused = results.find(({ state }: { state: string }) => state === 'refused');
      if (refused) throw new Error(JSON.stringify(refused));
    },
    move: async (plan, community, count = 1, alone = []) => {
      const land = await app.context.land(community.slice(0, 6), community), made: Moved[] = [];
      for (let n = 0; n < count; n++) {
        const rows = await app.database.query<{ unit: string; grid: string; kind: string }>('select unit_code as unit, grid_code as grid, kind from plan_units u join plan_grids g on g.plan_id = u.plan_id and g.code = u.grid_code where u.plan_id = $1 and starts_with(unit_code, $2)', [plan, community]);
        const gridOf = new Map(rows.map(({ unit, grid }) => [unit, grid])), basic = new Set(rows.filter(({ grid, kind }) => kind === 'basic' && !alone.includes(grid)).map(({ grid }) => grid));
        const at = land.unitCodes.map((unit) => gridOf.get(unit)!);
        const found = land.unitCodes.flatMap((unit, i): Moved[] => {
          if (!basic.has(at[i]!) || land.households[i] === 0 || made.some((each) => each.unit === unit)) return [];
          const rest = [...at.keys()].filter((other) => other !== i && at[other] === at[i]);
          if (rest.length < 2 || piecesOf(rest, land.borders).length > 1) return [];
          for (let e = land.borders.offset[i]!; e < land.borders.offset[i + 1]!; e++) {
            const to = at[land.borders.neighbour[e]!]!;
            if (to !== at[i] && basic.has(to)) return [{ unit, from: at[i]!, to }];
          }
          return [];
        })[0];
        if (!found) throw new Error(`No unit of ${community} can be moved.`);
        await drawing.edit(plan, { move: { units: [found] } });
        made.push(found);
      }
      return made;
    },
    giveReasons: async (plan) => {
      const { findings } = (await app.json(`/plans/${plan}/check`)) as PlanCheck;
      const open = findings.filter(({ rule, level }) => rule === 'window' && level === 'blocks');
      for (let from = 0; from < open.length; from += 200) await drawing.edit(plan, ...open.slice(from, from + 200).map(({ grid }) => ({ reason: { grid, from: null, to: '历史原因' } })));
      return open;
    },
    handIn: async (plan) => {
      await drawing.giveReasons(plan);
      await must(200, 'PATCH', `/plans/${plan}`, { state: 'review' });
    },
    publish: (plan, effectiveFrom, name) => ask('POST', `/plans/${plan}/publication`, { effectiveFrom, ...(name && { name }) }),
    publishOne: async (community, effectiveFrom, count = 1) => {
      const plan = await drawing.start(community);
      // What is planned already is not what is in force.
      await must(200, 'POST', `/plans/${plan}/rebase`);
      await drawing.move(plan, community, count);
      await drawing.handIn(plan);
      return { ...(await must(201, 'POST', `/plans/${plan}/publication`, { effectiveFrom })), plan };
    },
    gridsOn: async (community, day) => {
      const rows = await app.database.query<{ unit: string; grid: string }>(`
        select u.unit_code as unit, u.grid_code as grid from edition_communities e join grid_units u on u.edition_id = e.edition_id and starts_with(u.grid_code, e.community_code)
        where e.community_code = $1 and e.valid_from <= $2::date and (e.valid_to is null or e.valid_to > $2::date) order by 1`, [community, day]);
      return new Map(rows.map(({ unit, grid }) => [unit, grid]));
    },
  };
  return drawing;
}

/** Walls: named lists of scenes, put together by administrators, read by whoever may look. */
import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { usualScenes, type Scene } from '../../geodata/walls/scenes.ts';
import { askerOf, audit } from '../audit/audit.ts';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { requireSight, sees, type Sight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { deleteWall, insertWall, isNameTaken, lockWall, renameLinks, selectWalls, updateWall } from './queries.ts';
import { newWall, wall, wallChange, wallName, type Wall } from './schema.ts';

const tags = ['walls'];
const params = strict({ id: z.uuid('the id of a wall') });

const list = createRoute({ method: 'get', path: '/walls', tags, summary: 'Walls by name', request: { query: noQuery }, responses: { 200: json(z.array(wall), 'The walls about one\'s own area'), ...problems(400) } });
const byName = createRoute({
  method: 'get', path: '/walls/by-name/{name}', tags, summary: 'The wall that /wall/{name} opens', request: { params: strict({ name: wallName }), query: noQuery },
  responses: { 200: json(wall, 'The wall'), ...problems(400, 404) },
});
const read = createRoute({ method: 'get', path: '/walls/{id}', tags, summary: 'A wall', request: { params, query: noQuery }, responses: { 200: json(wall, 'The wall'), ...problems(400, 404) } });
const create = createRoute({
  method: 'post', path: '/walls', tags, summary: 'Make a wall; what was exported of another one can be sent as it is', request: { query: noQuery, body: jsonBody(newWall) },
  responses: { 201: json(wall, 'The wall'), ...problems(400, 409) },
});
const change = createRoute({
  method: 'patch', path: '/walls/{id}', tags, summary: 'Change a wall; screens that play it follow', request: { params, query: noQuery, body: jsonBody(wallChange) },
  responses: { 200: json(wall, 'The wall as it is now'), ...problems(400, 404, 409) },
});
const remove = createRoute({ method: 'delete', path: '/walls/{id}', tags, summary: 'Remove a wall; pairings with it end', request: { params, query: noQuery }, responses: { 204: { description: 'Removed' }, ...problems(400, 404) } });

const TAKEN = (name: string) => new Problem(409, `There is a wall called ${name} already.`, { type: 'urn:jingwei:problem:taken', errors: [{ field: 'name', found: name, expected: 'a name that no other wall has' }] });
const nouns = ['walls'] as const;

export function wallRoutes(context: Context) {
  const { database, versions } = context;
  const districtCode = async () => requireDistrict(await versions.current()).code;

  async function requireWall(district: string, sight: Sight, id: string, inside: Queryable = database): Promise<Wall> {
    const [found] = await selectWalls(inside, district, { area: sight.area, id });
    if (!found) throw new Problem(404, `There is no wall ${id}.`);
    return found;
  }

  /** Throws a 400 that names the first scene about what is no area inside the wall's. */
  async function requireAreas(sight: Sight, district: string, area: string | null, scenes: readonly Scene[]): Promise<void> {
    if (area === null && !sees(sight, district)) throw badField('area', null, `an area inside ${sight.area}, your own`);
    await requireArea(context, sight, area ?? undefined);
    for (const [i, { area: own }] of scenes.entries()) {
      await requireArea(context, sight, own ?? undefined, `scenes.${i}.area`);
      if (own !== null && !own.startsWith(area ?? '')) throw badField(`scenes.${i}.area`, own, `an area inside ${area}, the area of the wall`);
    }
  }

  const recorded = ({ name, area, scenes }: Pick<Wall, 'name' | 'area' | 'scenes'>) => ({ name, area, scenes });
  const linkOf = (name: string) => `/wall/${encodeURIComponent(name)}`;

  return createRouter()
    .openapi(list, (c) => respond(c, context, { nouns }, async (district, { area }) => JSON.stringify(await selectWalls(database, district, { area }))))
    .openapi(byName, (c) => respond(c, context, { nouns }, async (district, { area }) => {
      const { name } = c.req.valid('param');
      const [found] = await selectWalls(database, district, { area, name });
      if (!found) throw new Problem(404, `There is no wall called ${name}.`, { type: 'urn:jingwei:problem:no-wall' });
      return JSON.stringify(found);
    }))
    .openapi(read, (c) => respond(c, context, { nouns }, async (district, sight) => JSON.stringify(await requireWall(district, sight, c.req.valid('param').id))))
    .openapi(create, async (c) => {
      const { name, area: asked, scenes = usualScenes() } = c.req.valid('json');
      const district = await districtCode(), sight = requireSight(c), id = randomUUID(), by = c.get('principal')!.name;
      // Who keeps a part of the district makes walls about that part.
      const area = asked ?? (sight.area === district ? null : sight.area);
      await requireAreas(sight, district, area, scenes);
      await database.transaction(async (inside) => {
        if (!(await insertWall(inside, district, { id, name, area, scenes, by }))) throw TAKEN(name);
        await audit(inside, { ...askerOf(c, context), action: 'create', noun: 'walls', record: id, area: area ?? district, after: recorded({ name, area, scenes }) });
      });
      await versions.refresh();
      return c.json(await requireWall(district, sight, id), 201, { Location: `/api/v1/walls/${id}` });
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param'), { revision, ...wanted } = c.req.valid('json');
      const district = await districtCode(), sight = requireSight(c), by = c.get('principal')!.name;
      const known = await requireWall(district, sight, id);
      const { area, scenes } = { ...known, ...wanted };
      await requireAreas(sight, district, area, scenes);
      const changed = await database.transaction(async (inside) => {
        await lockWall(inside, district, id);
        const before = await requireWall(district, sight, id, inside);
        if ((revision ?? known.revision) !== before.revision) throw new Problem(409, `${before.changedBy} changed the wall meanwhile.`, { type: 'urn:jingwei:problem:revision', errors: [{ field: 'revision', found: revision ?? known.revision, expected: String(before.revision) }] });
        const after = { ...before, ...wanted };
        if (await isNameTaken(inside, district, after.name, id)) throw TAKEN(after.name);
        await updateWall(inside, district, { ...after, by });
        if (after.name !== before.name) await renameLinks(inside, linkOf(before.name), linkOf(after.name));
        await audit(inside, { ...askerOf(c, context), action: 'change', noun: 'walls', record: id, area: after.area ?? district, before: recorded(before), after: recorded(after) });
        return requireWall(district, sight, id, inside);
      });
      await versions.refresh();
      return c.json(changed, 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param'), district = await districtCode(), sight = requireSight(c);
      await database.transaction(async (inside) => {
        const found = await requireWall(district, sight, id, inside);
        await deleteWall(inside, district, id);
        await audit(inside, { ...askerOf(c, context), action: 'delete', noun: 'walls', record: id, area: found.area ?? district, before: recorded(found) });
      });
      await versions.refresh();
      return c.body(null, 204);
    });
}

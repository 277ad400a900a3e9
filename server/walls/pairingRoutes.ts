/** The wall's side of a pairing: a code to show, what it shows to tell, an end to make. */
import { randomInt, randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import { hashSecret, newSecret } from '../accounts/secrets.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { publicOrigin } from '../http/address.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { publishTo } from '../live/publish.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { countWaiting, deletePairing, deletePairingOf, forgetOver, insertPairing, selectPairings, storeShowing, type PairingRow } from './pairingQueries.ts';
import { selectWalls } from './queries.ts';
import { madePairing, newPairing, pairing, showing, type Pairing, type WallCommand } from './schema.ts';

/** How long a code is good for. */
const CODE_MINUTES = 10;
/** Codes on screens at once, in a million: so few that a guess hits one once in 10,000 times at most. */
const MOST_WAITING = 100;
const NO_STORE = { 'Cache-Control': 'no-store' };

const tags = ['walls'];
const params = strict({ id: z.uuid('the id of a pairing') });

const list = createRoute({ method: 'get', path: '/walls/pairings', tags, summary: 'Which screens are paired with a phone', request: { query: noQuery }, responses: { 200: json(z.array(pairing), 'The pairings of screens inside one\'s own area'), ...problems(400) } });
const make = createRoute({
  method: 'post', path: '/walls/pairings', tags, summary: 'A code with which one phone can drive this screen; what the screen was paired with ends',
  request: { query: noQuery, body: jsonBody(newPairing) }, responses: { 201: json(madePairing, 'The code and the address of the QR code, told once'), ...problems(400, 429) },
});
const read = createRoute({ method: 'get', path: '/walls/pairings/{id}', tags, summary: 'How a pairing stands', request: { params, query: noQuery }, responses: { 200: json(pairing, 'The pairing'), ...problems(400, 404) } });
const show = createRoute({
  method: 'put', path: '/walls/pairings/{id}/showing', tags, summary: 'Tell the phone what the wall really shows', request: { params, query: noQuery, body: jsonBody(showing) },
  responses: { 204: { description: 'Told' }, ...problems(400, 404) },
});
const end = createRoute({ method: 'delete', path: '/walls/pairings/{id}', tags, summary: 'End a pairing: the phone drives nothing any more', request: { params, query: noQuery }, responses: { 204: { description: 'Ended' }, ...problems(400, 404) } });

/** Tells a screen something, when the transaction commits. */
export const tellScreen = (inside: Queryable, screen: string, command: WallCommand) => publishTo(inside, screen, command);

export function pairingRoutes(context: Context) {
  const { database, versions } = context;
  const districtCode = async () => requireDistrict(await versions.current()).code;

  /** Throws a 404 for one that is over as for one that never was. Its id is drawn by lot: who knows it is that screen, or keeps it. */
  async function requirePairing(inside: Queryable, district: string, area: string, id: string): Promise<PairingRow> {
    const [found] = await selectPairings(inside, district, area, id);
    if (!found) throw new Problem(404, `There is no pairing ${id}; it is over, perhaps.`);
    return found;
  }

  return createRouter()
    .openapi(list, async (c) => c.json((await selectPairings(database, await districtCode(), requireSight(c).area)).map(shown), 200, NO_STORE))
    .openapi(make, async (c) => {
      const { wall, screen } = c.req.valid('json'), district = await districtCode(), sight = requireSight(c);
      const { kind, id: maker, name: by } = c.get('principal')!;
      const id = randomUUID(), secret = newSecret();
      const made = await database.transaction(async (inside) => {
        const [of] = wall === null ? [] : await selectWalls(inside, district, { area: sight.area, id: wall });
        if (wall !== null && !of) throw badField('wall', wall, 'the id of a wall', 'GET /api/v1/walls lists them.');
        await forgetOver(inside, district);
        await deletePairingOf(inside, district, screen);
        if (await countWaiting(inside, district) >= MOST_WAITING) throw new Problem(429, 'Too many screens wait for a phone at once; try again in a minute.', { headers: { 'Retry-After': '60' } });
        const row = { id, wall, screen, area: of?.area ?? (sight.area || district), by, account: kind === 'account' ? maker : null, token: kind === 'account' ? null : maker, secretHash: hashSecret(secret), minutes: CODE_MINUTES };
        for (;;) {
          const code = String(randomInt(1_000_000)).padStart(6, '0');
          const inserted = await insertPairing(inside, district, { ...row, code });
          if (inserted) return { code, until: inserted.until.toISOString() };
        }
      });
      return c.json({ id, ...made, url: `${publicOrigin(c, context.config)}/remote#${secret}` }, 201, { ...NO_STORE, Location: `/api/v1/walls/pairings/${id}` });
    })
    .openapi(read, async (c) => c.json(shown(await requirePairing(database, await districtCode(), requireSight(c).area, c.req.valid('param').id)), 200, NO_STORE))
    .openapi(show, async (c) => {
      const district = await districtCode(), { id } = await requirePairing(database, district, requireSight(c).area, c.req.valid('param').id);
      await storeShowing(database, district, id, c.req.valid('json'));
      return c.body(null, 204);
    })
    .openapi(end, async (c) => {
      const district = await districtCode();
      await database.transaction(async (inside) => {
        const found = await requirePairing(inside, district, requireSight(c).area, c.req.valid('param').id);
        await deletePairing(inside, district, found.id);
        await tellScreen(inside, found.screen, { number: 0, command: 'ended' });
        if (found.state === 'paired') await audit(inside, { ...askerOf(c, context), action: 'delete', noun: 'pairings', record: found.id, area: found.area, before: { wall: found.wallName } });
      });
      return c.body(null, 204);
    });
}

const shown = ({ screen: _screen, area: _area, until, pairedAt, heardAt, ...rest }: PairingRow): Pairing => ({
  ...rest, until: rest.state === 'waiting' ? until.toISOString() : null, pairedAt: pairedAt?.toISOString() ?? null, heardAt: heardAt?.toISOString() ?? null,
});

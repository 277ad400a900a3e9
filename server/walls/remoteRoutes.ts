/** The phone's side: claiming a wall by code, and driving it. A phone needs no account and can do nothing else. */
import { createRoute } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { getCookie } from 'hono/cookie';
import { SCENE_LAYERS, usualScenes, type Scene } from '../../geodata/walls/scenes.ts';
import { countAttempt, forgiveAttempt, guessCounter } from '../accounts/attempts.ts';
import { giveCookie, takeCookie } from '../accounts/cookies.ts';
import { hashSecret, newSecret } from '../accounts/secrets.ts';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { clientAddress, publicOrigin } from '../http/address.ts';
import { json, jsonBody, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery } from '../http/schema.ts';
import { requireDistrict } from '../versions/derived.ts';
import { deletePairing } from './pairingQueries.ts';
import { tellScreen } from './pairingRoutes.ts';
import { claimPairing, countCommand, countMiss, selectRemote, type RemotePairing } from './remoteQueries.ts';
import { claim, command, commanded, remote, remoteShowing, type Remote } from './schema.ts';

const REMOTE_COOKIE = 'jw_remote';
const REMOTE_PATH = '/api/v1/remote';
const REMOTE_DAYS = 30;
/** Wrong codes from anywhere that end the codes on show: of a million, one guess in 10,000 hits. */
const MOST_MISSES = 100;
/** A wall tells what it shows every 15 s. */
const HEARD_S = 40;
/** Ten commands a second are more than a thumb gives. */
const LEAST_COMMAND_MS = 100;
const NO_STORE = { 'Cache-Control': 'no-store' };

const tags = ['remote'];
const take = createRoute({
  method: 'post', path: '/remote', tags, summary: 'Take the wall that shows this code; code and QR code work once', request: { query: noQuery, body: jsonBody(claim) },
  responses: { 200: json(remote, 'What can be driven; the cookie drives it'), ...problems(400, 403, 429) },
});
const read = createRoute({ method: 'get', path: '/remote', tags, summary: 'What this phone drives', request: { query: noQuery }, responses: { 200: json(remote, 'What can be driven'), ...problems(400, 401) } });
const look = createRoute({ method: 'get', path: '/remote/showing', tags, summary: 'What the wall really shows', request: { query: noQuery }, responses: { 200: json(remoteShowing, 'As the wall told it'), ...problems(400, 401) } });
const drive = createRoute({
  method: 'post', path: '/remote/commands', tags, summary: 'Tell the wall something', request: { query: noQuery, body: jsonBody(command) },
  responses: { 202: json(commanded, 'On its way; /remote/showing says when it is done'), ...problems(400, 401, 429) },
});
const leave = createRoute({ method: 'delete', path: '/remote', tags, summary: 'Let the wall go', request: { query: noQuery }, responses: { 204: { description: 'Over' }, ...problems(400) } });

export function remoteRoutes(context: Context) {
  const { database, versions, config } = context;
  const districtCode = async () => requireDistrict(await versions.current()).code;

  async function find(c: Request, district: string): Promise<RemotePairing | null> {
    const secret = getCookie(c, REMOTE_COOKIE);
    return secret && /^[\w-]{43}$/.test(secret) ? selectRemote(database, district, hashSecret(secret), HEARD_S) : null;
  }

  async function requireRemote(c: Request, district: string): Promise<RemotePairing> {
    const found = await find(c, district);
    if (!found) throw new Problem(401, 'This phone drives no wall, or not any more.', { type: 'urn:jingwei:problem:not-paired' });
    return found;
  }

  /** The whole of the screen first, then the areas right below it and those its scenes are about. */
  async function areasOf(area: string, scenes: readonly Scene[]): Promise<Remote['areas']> {
    const all = await context.areas(), named = new Set(scenes.map((scene) => scene.area));
    return [...all.values()].filter(({ code, parentCode }) => code === area || parentCode === area || named.has(code)).map(({ code, name }) => ({ code, name }));
  }

  const scenesOf = ({ scenes }: RemotePairing): Scene[] => (scenes as Scene[] | null) ?? usualScenes();

  async function told(found: RemotePairing): Promise<Remote> {
    const scenes = scenesOf(found);
    return { wall: found.wallName, revision: found.revision, scenes: scenes.map(({ kind, title, seconds }) => ({ kind, title, seconds })), areas: await areasOf(found.area, scenes), layers: [...SCENE_LAYERS] };
  }

  return createRouter()
    .openapi(take, async (c) => {
      const asked = c.req.valid('json'), district = await districtCode();
      const counters = guessCounter('remote', clientAddress(c, config));
      await countAttempt(database, counters);
      const secret = newSecret(), by = 'code' in asked ? asked : { secretHash: hashSecret(asked.token) };
      const claimed = await database.transaction(async (inside) => {
        const claimed = await claimPairing(inside, district, by, hashSecret(secret));
        if (!claimed) return null;
        await forgiveAttempt(inside, counters);
        await tellScreen(inside, claimed.screen, { number: 0, command: 'paired' });
        await audit(inside, { ...askerOf(c, context, null), action: 'create', noun: 'pairings', record: claimed.id, area: claimed.area, after: { wall: claimed.wall } });
        return claimed;
      });
      if (!claimed) {
        if ('code' in asked) await countMiss(database, district, MOST_MISSES);
        throw new Problem(403, 'No wall shows this code, or not any more.', { type: 'urn:jingwei:problem:pairing-code', errors: [{ field: 'code', found: null, expected: 'the code a wall shows now' }] });
      }
      giveCookie(c, REMOTE_COOKIE, secret, { seconds: REMOTE_DAYS * 86_400, secure: publicOrigin(c, config).startsWith('https:'), path: REMOTE_PATH });
      return c.json(await told((await selectRemote(database, district, hashSecret(secret), HEARD_S))!), 200, NO_STORE);
    })
    .openapi(read, async (c) => c.json(await told(await requireRemote(c, await districtCode())), 200, NO_STORE))
    .openapi(look, async (c) => {
      const { showing, isThere, heardAt, command, revision } = await requireRemote(c, await districtCode());
      return c.json({ showing, isThere, heardAt: heardAt?.toISOString() ?? null, command, revision }, 200, NO_STORE);
    })
    .openapi(drive, async (c) => {
      const wanted = c.req.valid('json'), district = await districtCode(), found = await requireRemote(c, district);
      if (wanted.command === 'scene' && wanted.value >= scenesOf(found).length) throw badField('value', wanted.value, `the number of a scene, below ${scenesOf(found).length}`);
      if (wanted.command === 'area' && wanted.value !== null && !(wanted.value.startsWith(found.area) && (await context.areas()).has(wanted.value))) throw badField('value', wanted.value, 'the code of an area this wall may show');
      const number = await database.transaction(async (inside) => {
        const number = await countCommand(inside, district, found.id, LEAST_COMMAND_MS);
        if (number !== null) await tellScreen(inside, found.screen, { number, ...wanted });
        return number;
      });
      if (number === null) throw new Problem(429, 'Too many commands at once.', { headers: { 'Retry-After': '1' } });
      return c.json({ number }, 202, NO_STORE);
    })
    .openapi(leave, async (c) => {
      const district = await districtCode(), found = await find(c, district);
      if (found) {
        await database.transaction(async (inside) => {
          await deletePairing(inside, district, found.id);
          await tellScreen(inside, found.screen, { number: 0, command: 'ended' });
          await audit(inside, { ...askerOf(c, context, null), action: 'delete', noun: 'pairings', record: found.id, area: found.area, before: { wall: found.wallName } });
        });
      }
      takeCookie(c, REMOTE_COOKIE, REMOTE_PATH);
      return c.body(null, 204);
    });
}

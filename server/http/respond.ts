/** Answers from the store: tagged by the versions of what they are made of, computed once. */
import { createHash } from 'node:crypto';
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { requireSight, sightKey, type Sight } from '../rights/sight.ts';
import { requireDistrict, stateOf } from '../versions/derived.ts';
import type { Noun } from '../versions/versions.ts';
import { BUILD } from './build.ts';
import { send } from './send.ts';

interface Answering {
  /** Nouns the answer is made of: a write to one of them makes a new tag. */
  nouns: readonly Noun[];
  /** The answer depends on which day it is. */
  daily?: boolean;
  /** Media type; JSON unless said otherwise. */
  type?: string;
  /** Anything beside the URL that the answer depends on. */
  variant?: string;
  /** The same for all who may ask, whatever they see. */
  shared?: boolean;
  /** Small counts in it are suppressed: another threshold makes another tag. */
  suppressed?: boolean;
}

export const GEOJSON = 'application/geo+json';

/**
 * `make` gets the district's code, what the asker may see and the threshold of small counts, and gives the body, or null for 204; it may throw a Problem.
 * It is not asked while the client or the cache has the answer, which is kept and tagged for this sight alone. Fits every
 * declared response (see `send`). An empty store is a 404.
 */
export async function respond(c: Request, context: Context, { nouns, daily = false, type = 'application/json', variant = '', shared = false, suppressed = false }: Answering, make: (districtCode: string, sight: Sight, threshold: number) => Promise<string | Uint8Array | null>): Promise<never> {
  const snapshot = await context.versions.current();
  const { code } = requireDistrict(snapshot), { suppressionThreshold: threshold } = snapshot;
  const sight = requireSight(c);
  // Of the address as well: another one may be of something that does not exist, or no longer.
  const { pathname, search } = new URL(c.req.url);
  const apart = `${shared ? '' : sightKey(sight)} ${suppressed ? threshold : ''} ${variant}`;
  const state = `${BUILD} ${stateOf(snapshot, nouns)} ${daily ? context.today() : ''} ${apart} ${pathname}${search}`;
  const tag = createHash('sha1').update(state).digest('base64url').slice(0, 16);
  // Nobody on the way keeps it: it was made for who asked.
  return send(c, context.cache, { tag, type, variant: apart, cacheControl: 'private, no-cache' }, () => context.reading(snapshot, nouns, () => make(code, sight, threshold)));
}

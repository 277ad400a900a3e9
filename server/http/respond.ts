/** Answers from the store: tagged by the versions of what they are made of, computed once. */
import { createHash } from 'node:crypto';
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
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
}

export const GEOJSON = 'application/geo+json';

/**
 * `make` gets the district's code and gives the body, or null for 204; it may throw a Problem. It is not asked while the
 * client or the cache has the answer. Fits every declared response (see `send`). An empty store is a 404.
 */
export async function respond(c: Request, context: Context, { nouns, daily = false, type = 'application/json', variant = '' }: Answering, make: (districtCode: string) => Promise<string | Uint8Array | null>): Promise<never> {
  const snapshot = await context.versions.current();
  const { code } = requireDistrict(snapshot);
  const state = `${BUILD} ${stateOf(snapshot, nouns)} ${daily ? context.today() : ''} ${variant}`;
  const tag = createHash('sha1').update(state).digest('base64url').slice(0, 16);
  return send(c, context.cache, { tag, type }, () => make(code));
}

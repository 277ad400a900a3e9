/** How much one request may ask for: bytes, nesting, values, time; and how many may be under way. */
import type { Context as Request, MiddlewareHandler, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { withPatience } from '../database/patience.ts';
import { Problem } from './problem.ts';

// Node refuses headers above 16 kB (main.ts); no address of ours comes near.
const MOST_ADDRESS_CHARACTERS = 4096;
const SMALL_BODY_BYTES = 64 * 1024;
const LARGE_BODY_BYTES = 4 * 1024 * 1024;
// Lists of units and grids of a whole district; a thousand reports.
const LARGE_BODIES = /^\/api\/v1\/(plans|incidents)(\/|$)/;
const DEEPEST = 32;
// A vertex is two values and the list around them.
const MOST_VALUES = 400_000;

/** Refuses addresses and bodies larger than any that is meant. */
export function limitSize(): MiddlewareHandler {
  const small = bodyLimit({ maxSize: SMALL_BODY_BYTES }), large = bodyLimit({ maxSize: LARGE_BODY_BYTES });
  return function limitRequestSize(c, next) {
    if (c.req.url.length > MOST_ADDRESS_CHARACTERS) throw new Problem(414, `The address is longer than ${MOST_ADDRESS_CHARACTERS} characters.`);
    return (LARGE_BODIES.test(c.req.path) ? large : small)(c, next);
  };
}

/** Refuses JSON nested deeper or with more values than any that is meant, before it is parsed. */
export const limitJson = (): MiddlewareHandler => async function limitJsonBody(c, next) {
  if (c.req.header('content-type')?.includes('json')) {
    const { depth, values } = measureJson(await c.req.text());
    if (depth > DEEPEST) throw new Problem(400, `The body is nested deeper than ${DEEPEST} levels.`);
    if (values > MOST_VALUES) throw new Problem(413, `The body has more than ${MOST_VALUES.toLocaleString('en')} values.`);
  }
  await next();
};

/** Levels of lists and objects, and about how many values they hold; goes no further than what is refused. */
export function measureJson(text: string): { depth: number; values: number } {
  let depth = 0, deepest = 0, values = 1, isText = false;
  for (let i = 0; i < text.length && deepest <= DEEPEST && values <= MOST_VALUES; i++) {
    const character = text[i];
    if (isText) {
      if (character === '\\') i++;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
    else if (character === ',') values++;
  }
  return { depth: deepest, values };
}

/** Cuts an answer that is not there after `ms` with a 503, and gives up what it asked of the store. Streams have begun by then. */
export const limitTime = (ms: number): MiddlewareHandler => async function limitAnswerTime(_, next) {
  const late = new AbortController();
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const problem = new Problem(503, `This takes longer than ${ms / 1000} seconds; ask for less, or try again later.`, { headers: { 'Retry-After': '10' } });
    late.abort(problem);
    reject(problem);
  }, ms);
  try {
    await Promise.race([withPatience(late.signal, next), cut]);
  } finally {
    clearTimeout(timer);
  }
};

/** Turns requests away while `most` are under way: a crowd is told so at once and the server keeps its memory. */
export function limitCrowd(most: number): MiddlewareHandler {
  let underWay = 0;
  return async function limitRequestsUnderWay(_: Request, next: Next) {
    if (underWay >= most) throw new Problem(503, 'Too many requests are under way; try again in a moment.', { headers: { 'Retry-After': '2' } });
    underWay++;
    try {
      await next();
    } finally {
      underWay--;
    }
  };
}

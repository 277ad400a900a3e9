/** Null characters: no database takes them in a text, and nobody means them. */
import type { MiddlewareHandler } from 'hono';
import { badField, Problem } from './problem.ts';

/** Refuses addresses and JSON bodies with a null character. Comes after limitJson: what is nested too deep is not walked through. */
export const refuseNullCharacters = (): MiddlewareHandler => async function refuseNull(c, next) {
  if (c.req.url.includes('%00')) throw new Problem(400, 'The address contains a null character (%00).');
  if (c.req.header('content-type')?.includes('json')) {
    const field = nullField(await c.req.text());
    // What was found is not sent back: it may be a password.
    if (field !== null) throw badField(field, null, 'text without null characters');
  }
  await next();
};

/** Where a JSON text has a null character, such as `list.0.name`; null where it has none, or is no JSON, which the route refuses. */
function nullField(text: string): string | null {
  // In JSON a null character has no other form; bodies without it are not parsed for this.
  if (!text.includes('\\u0000')) return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const path = pathOfNull(body);
  return path && (path.join('.') || 'json');
}

function pathOfNull(value: unknown): string[] | null {
  if (typeof value === 'string') return value.includes('\0') ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const rest = key.includes('\0') ? [] : pathOfNull(each);
    if (rest) return [key, ...rest];
  }
  return null;
}

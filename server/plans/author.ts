import type { Context as Request } from 'hono';
import type {} from '../rights/sight.ts';
import type { Author } from './editQueries.ts';

/** Who asks, as the log of a plan names its authors. Throws on a route that is open to everybody. */
export function authorOf(c: Request): Author {
  const principal = c.get('principal');
  if (!principal) throw new Error(`${c.req.method} ${c.req.path} writes to a plan, but its row of the rights table lets everybody in.`);
  const { kind, id, name } = principal;
  return { kind, id, name };
}

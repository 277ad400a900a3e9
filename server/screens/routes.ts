/** The screens: the built files, and index.html for every route of theirs. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono, type Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { sendFile } from '../http/files.ts';
import { Problem } from '../http/problem.ts';

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));
// Vite names what it builds by its content: such a file never changes.
const IMMUTABLE = 'public, max-age=31536000, immutable';

export const screensRoutes = ({ cache }: Context) => new Hono().get('*', async (c, next) => {
  if (/^\/(api|healthz|readyz)(\/|$)/.test(c.req.path)) return next();
  const name = decodePath(c);
  const hasExtension = /\.[^/]+$/.test(name);
  const found = hasExtension
    ? await sendFile(c, cache, DIST, name, name.startsWith('/assets/') ? IMMUTABLE : undefined)
    : await sendFile(c, cache, DIST, 'index.html');
  if (found) return found;
  if (hasExtension || existsSync(`${DIST}/index.html`)) return next();
  throw new Problem(503, 'The screens are not built yet: "npm start" builds them. The API is at /api/docs.');
});

function decodePath(c: Request): string {
  try {
    return decodeURIComponent(c.req.path);
  } catch {
    throw new Problem(400, 'The path is not valid percent-encoded UTF-8.');
  }
}

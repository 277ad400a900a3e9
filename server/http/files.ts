/** Files of a folder, tagged by their time and size, encoded and cached like everything else. */
import { readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Context as Request } from 'hono';
import type { ResponseCache } from './cache.ts';
import { send } from './send.ts';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8',
  json: 'application/json', map: 'application/json', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', ico: 'image/x-icon',
  woff2: 'font/woff2', wasm: 'application/wasm', txt: 'text/plain; charset=utf-8', webmanifest: 'application/manifest+json', pbf: 'application/x-protobuf',
};

/** The file `name` below `folder`; null when there is none, or when `name` leads outside. */
export async function sendFile(c: Request, cache: ResponseCache, folder: string, name: string, cacheControl?: string): Promise<Response | null> {
  const path = join(folder, name);
  if (!path.startsWith(join(folder, sep))) return null;
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) return null;
  const tag = `${info.mtimeMs.toString(36)}-${info.size.toString(36)}`;
  const type = TYPES[name.split('.').at(-1)!] ?? 'application/octet-stream';
  return send(c, cache, { tag, type, ...(cacheControl && { cacheControl }) }, () => readFile(path));
}

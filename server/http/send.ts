/** Sends bytes that have a tag: 304 when the client has them, else from the cache, encoded as the client likes. */
import type { Context as Request } from 'hono';
import type { ResponseCache } from './cache.ts';
import { chooseEncoding, encode, isCompressible } from './encoding.ts';

export interface Sending {
  /** Names the content: the same tag, the same bytes. */
  tag: string;
  /** Media type. */
  type: string;
  cacheControl?: string;
  /** Tells apart what answers to the same address for different askers. */
  variant?: string;
}

const SMALLEST_ENCODED = 1024;
const NOTHING = new Uint8Array(0);

/**
 * `make` gives the body (null: 204) and is asked only when neither client nor cache has it.
 * Typed `never` so that it fits every declared response: the schema of the route says what `make` delivers.
 */
export async function send(c: Request, cache: ResponseCache, { tag, type, cacheControl = 'no-cache', variant = '' }: Sending, make: () => Promise<string | Uint8Array | null>): Promise<never> {
  const encoding = isCompressible(type) ? chooseEncoding(c.req.header('accept-encoding')) : 'identity';
  const etag = encoding === 'identity' ? `"${tag}"` : `"${tag}-${encoding}"`;
  const headers: Record<string, string> = { ETag: etag, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' };
  if (holds(c.req.header('if-none-match'), etag)) return respond(null, 304, headers);

  const { pathname, search } = new URL(c.req.url);
  const url = `${variant} ${pathname}${search}`;
  const plain = async () => toBytes(await make());
  let bytes: Uint8Array;
  if (encoding === 'identity') bytes = await cache.get(`identity ${url}`, tag, plain);
  else {
    bytes = await cache.get(`${encoding} ${url}`, tag, async () => {
      const whole = await cache.share(`${tag} ${url}`, plain);
      return whole.byteLength < SMALLEST_ENCODED ? whole : mark(await encode(whole, encoding));
    });
    if (encoded.has(bytes)) headers['Content-Encoding'] = encoding;
  }
  if (bytes === NOTHING) return respond(null, 204, headers);
  headers['Content-Type'] = type;
  headers['Content-Length'] = String(bytes.byteLength);
  return respond(bytes, 200, headers);
}

// Which kept bytes are encoded: bodies too small to gain are kept as they are.
const encoded = new WeakSet<Uint8Array>();

function mark(bytes: Uint8Array): Uint8Array {
  encoded.add(bytes);
  return bytes;
}

const respond = (body: Uint8Array | null, status: number, headers: Record<string, string>) => new Response(body as Uint8Array<ArrayBuffer> | null, { status, headers }) as never;

function toBytes(body: string | Uint8Array | null): Uint8Array {
  if (body === null) return NOTHING;
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch !== undefined && ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}

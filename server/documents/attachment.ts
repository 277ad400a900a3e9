/** An answer that a browser saves under a name. */
import { Readable } from 'node:stream';

/** `name` in any script, `plainName` in ASCII for programs that know no better. Fits every declared response. */
export function attachment(body: Uint8Array | string | Readable, { type, name, plainName }: { type: string; name: string; plainName: string }): never {
  const content = body instanceof Readable ? Readable.toWeb(body) as ReadableStream : body as Uint8Array<ArrayBuffer> | string;
  return new Response(content, { headers: {
    'Content-Type': type, 'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  } }) as never;
}

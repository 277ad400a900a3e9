/** Content encodings: which one a client takes, and making it. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

// Quality 5 is where brotli still keeps up with gzip and is a fifth smaller.
const BROTLI_QUALITY = 5;
const compressors = {
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 6 }),
  br: (bytes: Uint8Array) => promisify<Uint8Array, object, Buffer>(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }),
};

/** The best encoding that an Accept-Encoding header allows: br, then gzip, else none. */
export function chooseEncoding(header: string | undefined): Encoding {
  if (!header) return 'identity';
  const weights = new Map(header.toLowerCase().split(',').map((part) => {
    const [name, ...parameters] = part.split(';').map((word) => word.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return [name!, weight ? Number(weight.slice(2)) : 1];
  }));
  const allows = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  if (allows('br')) return 'br';
  return allows('gzip') ? 'gzip' : 'identity';
}

export const encode = (bytes: Uint8Array, encoding: 'gzip' | 'br'): Promise<Uint8Array> => compressors[encoding](bytes);

/** Whether bytes of this media type shrink. */
export const isCompressible = (type: string): boolean => /json|text|javascript|xml|svg|arrow|vector-tile|wasm|jingwei\.land/.test(type);

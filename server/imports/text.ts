/** Text files as people send them: UTF-8 with or without a mark, UTF-16 with one, or GB18030 (which holds GBK and GB2312). */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { OperatorError } from '../database/database.ts';

export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding of the whole file: UTF-8 only if every byte of it is. Throws an OperatorError when it cannot be read or is no text. */
export async function detectEncoding(path: string): Promise<Encoding> {
  const mark = await firstBytes(path);
  if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le';
  if (mark[0] === 0xfe && mark[1] === 0xff) return 'utf-16be';
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (await isValid(path, encoding)) return encoding;
  }
  throw new OperatorError(`${basename(path)} is neither UTF-8 nor GB18030 text. Save it again as UTF-8.`);
}

/** The text of a file, piece by piece, without the mark. Throws a TypeError where it is not in `encoding`. `onBytes` is told how far it is. */
export async function* decodedText(path: string, encoding: Encoding, onBytes: (done: number, total: number) => void = () => {}): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const { size } = await stat(path);
  let done = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) {
    done += (bytes as Buffer).length;
    onBytes(done, size);
    yield decoder.decode(bytes as Buffer, { stream: true });
  }
  yield decoder.decode();
}

/** The whole text of a file and how it was written. */
export async function readText(path: string): Promise<{ text: string; encoding: Encoding }> {
  const encoding = await detectEncoding(path);
  let text = '';
  for await (const piece of decodedText(path, encoding)) text += piece;
  return { text, encoding };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new OperatorError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}.`);
  }
}

async function isValid(path: string, encoding: Encoding): Promise<boolean> {
  try {
    for await (const piece of decodedText(path, encoding)) void piece;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** Text that came as bytes, in whichever of the encodings it is; null when it is no text. */
export function decodeBytes(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
  const order: readonly Encoding[] = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : bytes[0] === 0xfe && bytes[1] === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of order) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Bytes that happen to decode, but that nobody typed.
      return /(?![\t\n\v\f\r])\p{Cc}/u.test(text) ? null : { text, encoding };
    } catch {
      // not in this one
    }
  }
  return null;
}

/** Lit roads in few bytes: the length of a JSON head (uint32, little-endian), the head, then the lines of each light in turn (`varints.ts`). */
import { varintReader, varintWriter } from '../coverage/varints.ts';
import type { Position } from '../district.ts';
import { LIGHTS, type Lit } from './pieces.ts';

/** About ten centimetres: roads are drawn wider. */
const DECIMALS = 6;

/** Lines by light, 0 to 4. */
export function packLit(lit: readonly Lit[]): Uint8Array {
  const lights = Array.from({ length: LIGHTS }, (_, light) => lit.filter((each) => each.light === light));
  const head = new TextEncoder().encode(JSON.stringify({ lines: lights.map((lines) => lines.length) })), writer = varintWriter(DECIMALS);
  for (const lines of lights) for (const { line } of lines) writer.line(line);
  const body = writer.bytes(), packed = new Uint8Array(4 + head.length + body.length);
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  packed.set(body, 4 + head.length);
  return packed;
}

/** What `packLit` packed: the lines of each light. */
export function unpackLit(packed: Uint8Array): Position[][][] {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const { lines } = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + length))) as { lines: number[] };
  const reader = varintReader(packed, 4 + length, DECIMALS);
  return lines.map((count) => Array.from({ length: count }, () => reader.line()));
}

/** Lines of degrees in few bytes: zigzag varints of whole steps, each the difference to the place before. */
import type { Position } from '../district.ts';

/** Writes numbers and lines; lines keep `decimals` decimals of their degrees. */
export function varintWriter(decimals: number) {
  const scale = 10 ** decimals;
  let bytes = new Uint8Array(1 << 16), at = 0, x = 0, y = 0;
  function count(value: number): void {
    if (at + 8 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    // Zigzag of a difference of two longitudes takes 33 bits: no shifts.
    for (; value >= 128; value = Math.floor(value / 128)) bytes[at++] = (value % 128) + 128;
    bytes[at++] = value;
  }
  const signed = (value: number) => count(value < 0 ? -2 * value - 1 : 2 * value);
  return {
    count,
    line(points: readonly Position[]): void {
      count(points.length);
      for (const [lon, lat] of points) {
        const nextX = Math.round(lon * scale), nextY = Math.round(lat * scale);
        signed(nextX - x);
        signed(nextY - y);
        [x, y] = [nextX, nextY];
      }
    },
    bytes: () => bytes.subarray(0, at),
  };
}

/** Reads from byte `start` on what a writer of as many decimals wrote. Throws a RangeError when the bytes end in the middle of a number. */
export function varintReader(bytes: Uint8Array, start: number, decimals: number) {
  const scale = 10 ** decimals;
  let at = start, x = 0, y = 0;
  function count(): number {
    let value = 0;
    for (let worth = 1; ; worth *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('What is packed ends in the middle of a number.');
      value += (byte % 128) * worth;
      if (byte < 128) return value;
    }
  }
  function signed(): number {
    const value = count();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  return {
    count,
    line: (): Position[] => Array.from({ length: count() }, () => {
      x += signed();
      y += signed();
      return [x / scale, y / scale];
    }),
  };
}

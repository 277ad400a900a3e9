import type { DensitySurface } from './surface.ts';

/** Which of `breaks.length + 1` classes a value falls in: class k holds breaks[k − 1] ≤ value < breaks[k]. */
export function classOf(value: number, breaks: readonly number[]): number {
  let k = 0;
  while (k < breaks.length && value >= breaks[k]!) k++;
  return k;
}

/**
 * Colours a surface by fixed breaks: RGBA, row by row. The colour of a value never depends on the other values, so the
 * scale holds at every zoom and day. Below the first break the colour fades out to nothing at a quarter of it.
 * `ramp` has one `#RRGGBB` more than there are breaks; throws a RangeError otherwise.
 */
export function paintSurface(surface: DensitySurface, breaks: readonly number[], ramp: readonly string[]): Uint8ClampedArray<ArrayBuffer> {
  if (ramp.length !== breaks.length + 1) throw new RangeError(`${breaks.length} breaks need ${breaks.length + 1} colours, found ${ramp.length}`);
  const colours = ramp.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const pixels = new Uint8ClampedArray(surface.values.length * 4);
  const full = breaks[0] ?? 0;
  const none = full / 4;
  for (let i = 0; i < surface.values.length; i++) {
    const value = surface.values[i]!;
    if (value <= none) continue;
    const colour = colours[classOf(value, breaks)]!;
    pixels[i * 4] = colour[0]!;
    pixels[i * 4 + 1] = colour[1]!;
    pixels[i * 4 + 2] = colour[2]!;
    pixels[i * 4 + 3] = value >= full ? 255 : (255 * (value - none)) / (full - none);
  }
  return pixels;
}

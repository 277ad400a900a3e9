/** Heights as Terrarium PNG: metres = red × 256 + green + blue / 256 − 32768 (https://github.com/tilezen/joerd/blob/master/docs/formats.md#terrarium). */
import { encode } from 'fast-png';
import type { Relief } from '../../geodata/district.ts';
import { latitudeAt, longitudeAt, type Tile } from './tile.ts';

export const RELIEF_TILE_PIXELS = 512;
export const RELIEF_ZOOMS = { minzoom: 6, maxzoom: 11 };

// Steps finer than the eye can tell in the shading only make the picture larger: 1/32 m where a pixel is 15 m wide.
const stepsPerMetre = (zoom: number) => 32 / 2 ** (RELIEF_ZOOMS.maxzoom - zoom);

/** The tile, smoothed by a cubic B-spline so that whole metres do not show as terraces; beyond the raster its edge goes on. */
export function encodeRelief(relief: Relief, { z, x, y }: Tile): Uint8Array {
  const size = RELIEF_TILE_PIXELS;
  const across = Array.from({ length: size }, (_, i) => tap((longitudeAt((x + (i + 0.5) / size) / 2 ** z) - relief.west) / (relief.east - relief.west), relief.columns));
  const down = Array.from({ length: size }, (_, i) => tap((relief.north - latitudeAt((y + (i + 0.5) / size) / 2 ** z)) / (relief.north - relief.south), relief.rows));
  const steps = stepsPerMetre(z);
  const data = new Uint8Array(size * size * 3);
  const line = new Float64Array(relief.columns);
  let at = 0;
  for (const { cells: rows, weights } of down) {
    for (let column = 0; column < line.length; column++) {
      let height = 0;
      for (let k = 0; k < 4; k++) height += weights[k]! * relief.heights[rows[k]! * relief.columns + column]!;
      line[column] = height;
    }
    for (const { cells, weights: parts } of across) {
      const height = parts[0]! * line[cells[0]!]! + parts[1]! * line[cells[1]!]! + parts[2]! * line[cells[2]!]! + parts[3]! * line[cells[3]!]!;
      const value = Math.round(height * steps) * (256 / steps) + 32768 * 256;
      data[at++] = value >> 16;
      data[at++] = (value >> 8) & 255;
      data[at++] = value & 255;
    }
  }
  return encode({ width: size, height: size, channels: 3, depth: 8, data });
}

/** The four samples around a position (0 to 1 along an axis of `count` samples) and their B-spline weights. */
function tap(position: number, count: number): { cells: number[]; weights: number[] } {
  const exact = Math.min(Math.max(position, 0), 1) * (count - 1);
  const first = Math.floor(exact);
  const t = exact - first;
  const cells = [-1, 0, 1, 2].map((step) => Math.min(Math.max(first + step, 0), count - 1));
  return { cells, weights: [(1 - t) ** 3 / 6, (3 * t ** 3 - 6 * t ** 2 + 4) / 6, (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6, t ** 3 / 6] };
}

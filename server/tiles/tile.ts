/** The tile grid of the web: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames */
import type { Box } from '../http/schema.ts';

export interface Tile { z: number; x: number; y: number }

/** The longitude at a position from 0 to 1 across the world. */
export const longitudeAt = (x: number): number => x * 360 - 180;

/** The latitude at a position from 0 (north) to 1 down the world. */
export const latitudeAt = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Degrees that a tile covers, with a margin in parts of its width. */
export function tileBox({ z, x, y }: Tile, margin = 0): Box {
  const tiles = 2 ** z;
  return [longitudeAt((x - margin) / tiles), latitudeAt((y + 1 + margin) / tiles), longitudeAt((x + 1 + margin) / tiles), latitudeAt((y - margin) / tiles)];
}

export const isTile = ({ z, x, y }: Tile): boolean => Number.isInteger(z) && z >= 0 && z < 32 && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z;

import { mercatorX, mercatorY } from '../../geodata/density/mercator.ts';
import type { Box } from '../api/types.ts';

/** Px of a place on a map that shows a box on `width` × `height` px, north up. */
export function projector([west, south, east, north]: Box, width: number, height: number): (at: readonly [number, number]) => { x: number; y: number } {
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  return ([lon, lat]) => ({ x: ((mercatorX(lon) - x0) / (x1 - x0)) * width, y: ((mercatorY(lat) - y0) / (y1 - y0)) * height });
}

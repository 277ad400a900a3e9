import type { Box } from '../api/types.ts';

/** A box with as much ground around it as shows what lies beside it. */
export function around([west, south, east, north]: Box): Box {
  const x = Math.max((east - west) * 0.6, 0.001), y = Math.max((north - south) * 0.6, 0.0008);
  return [west - x, south - y, east + x, north + y];
}

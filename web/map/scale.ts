import { EARTH_M } from '../../geodata/density/mercator.ts';

/** Ground metres of a px at a latitude and a zoom of 512 px tiles. */
export const metresPerPixel = (lat: number, zoom: number): number => (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);

/** The longest bar of 1, 2, 4 or 5 × 10ⁿ metres that fits `mostPx`. */
export function scaleBar(metresPerPx: number, mostPx: number): { metres: number; px: number } {
  const most = metresPerPx * mostPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 4, 2, 1].map((n) => n * power).find((m) => m <= most + 1e-9) ?? power;
  return { metres, px: metres / metresPerPx };
}

import { gaussianBlur } from './blur.ts';
import { mercatorLat, mercatorLon, mercatorX, mercatorY, metresPerUnit } from './mercator.ts';

/** A kernel-density surface: rows from north to south, square in Web Mercator, values in points per km² of ground. */
export interface DensitySurface {
  columns: number;
  rows: number;
  values: Float32Array;
  /** [west, south, east, north], WGS 84 degrees, outer edges of the raster. */
  bounds: [number, number, number, number];
  /** Ground metres of a cell at the middle latitude. */
  cellM: number;
  /** Points inside the raster; the others are left out. */
  counted: number;
}

export interface DensityOptions {
  /** [west, south, east, north], WGS 84 degrees; the raster is padded so that no kernel runs over its edge. */
  bbox: readonly [number, number, number, number];
  /** Standard deviation of the kernel in ground metres. */
  bandwidthM: number;
  /** Longest side of the raster in cells. */
  size?: number;
}

/** Standard deviations of padding: four passes of a box end there. */
const PADDING = 3.6;

/**
 * Kernel density of points given in 1e-6 degrees. `include(i)` chooses points; all by default.
 * Throws a RangeError for an empty box or a bandwidth that is not positive.
 */
export function densitySurface(lonE6: ArrayLike<number>, latE6: ArrayLike<number>, options: DensityOptions, include?: (index: number) => boolean): DensitySurface {
  const { bbox: [west, south, east, north], bandwidthM, size = 1024 } = options;
  if (!(west < east && south < north)) throw new RangeError(`empty box ${west},${south},${east},${north}`);
  if (!(bandwidthM > 0)) throw new RangeError(`bandwidth ${bandwidthM} m is not positive`);
  const middle = (south + north) / 2;
  const sigma = bandwidthM / metresPerUnit(middle);
  const x0 = mercatorX(west) - PADDING * sigma;
  const y0 = mercatorY(north) - PADDING * sigma;
  const width = mercatorX(east) + PADDING * sigma - x0;
  const height = mercatorY(south) + PADDING * sigma - y0;
  const cell = Math.max(width, height) / size;
  const columns = Math.max(1, Math.ceil(width / cell));
  const rows = Math.max(1, Math.ceil(height / cell));

  const values = new Float32Array(columns * rows);
  let counted = 0;
  for (let i = 0; i < lonE6.length; i++) {
    if (include && !include(i)) continue;
    const x = Math.floor((mercatorX(lonE6[i]! / 1e6) - x0) / cell);
    const y = Math.floor((mercatorY(latE6[i]! / 1e6) - y0) / cell);
    if (x < 0 || y < 0 || x >= columns || y >= rows) continue;
    values[y * columns + x]! += 1;
    counted++;
  }
  gaussianBlur(values, columns, rows, sigma / cell);
  for (let row = 0; row < rows; row++) {
    const perKm2 = 1e6 / cellArea(y0, cell, row);
    for (let i = row * columns; i < (row + 1) * columns; i++) values[i]! *= perKm2;
  }
  return {
    columns, rows, values, counted,
    bounds: [mercatorLon(x0), mercatorLat(y0 + rows * cell), mercatorLon(x0 + columns * cell), mercatorLat(y0)],
    cellM: cell * metresPerUnit(middle),
  };
}

/** Ground area in m² of the cells of one row of a surface. */
export function rowCellAreaM2(surface: DensitySurface, row: number): number {
  const y0 = mercatorY(surface.bounds[3]);
  return cellArea(y0, (mercatorY(surface.bounds[1]) - y0) / surface.rows, row);
}

function cellArea(y0: number, cell: number, row: number): number {
  return (cell * metresPerUnit(mercatorLat(y0 + (row + 0.5) * cell))) ** 2;
}

/** Density at a position in degrees, 0 outside the raster; the value of the cell, not interpolated. */
export function densityAt(surface: DensitySurface, lon: number, lat: number): number {
  const [west, south, east, north] = surface.bounds;
  const x = Math.floor(((mercatorX(lon) - mercatorX(west)) / (mercatorX(east) - mercatorX(west))) * surface.columns);
  const y = Math.floor(((mercatorY(lat) - mercatorY(north)) / (mercatorY(south) - mercatorY(north))) * surface.rows);
  return x < 0 || y < 0 || x >= surface.columns || y >= surface.rows ? 0 : surface.values[y * surface.columns + x]!;
}

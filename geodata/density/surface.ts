import type { MultiPolygon } from '../district.ts';
import { gaussianBlur } from './blur.ts';
import { mercatorLat, mercatorX, mercatorY, metresPerUnit } from './mercator.ts';
import { coverCells, rasterOver, type Raster } from './raster.ts';

/** A kernel-density surface: rows from north to south, square in Web Mercator, values in points per km² of ground. */
export interface DensitySurface {
  columns: number;
  rows: number;
  values: Float32Array;
  /** [west, south, east, north], WGS 84 degrees, outer edges of the raster. */
  bounds: [number, number, number, number];
}

export interface SurfaceOptions {
  /** [west, south, east, north], WGS 84 degrees; the raster is padded so that no kernel runs over its edge. */
  bbox: readonly [number, number, number, number];
  /** Standard deviation of the kernel in ground metres. */
  bandwidthM: number;
  /** Longest side of the raster in cells. */
  size: number;
  /** The land that the points lie in: nothing is drawn outside, and what a kernel would spill there stays inside. Null: no edge. */
  shape: MultiPolygon['coordinates'] | null;
}

/** Standard deviations of padding: four passes of a box end there. */
const PADDING = 3.6;

/**
 * Makes surfaces of counts by cell of its raster. At the edge of the shape a point's kernel is divided by the share of it
 * that lies inside (Diggle, "A kernel method for smoothing point process data", 1985), so that the surface adds up to its
 * points whatever the shape. Throws a RangeError for an empty box or a bandwidth that is not positive.
 */
export function openSurface({ bbox, bandwidthM, size, shape }: SurfaceOptions): { raster: Raster; draw(counts: Uint32Array): DensitySurface } {
  if (!(bandwidthM > 0)) throw new RangeError(`bandwidth ${bandwidthM} m is not positive`);
  const sigma = bandwidthM / metresPerUnit((bbox[1] + bbox[3]) / 2);
  const raster = rasterOver(bbox, PADDING * sigma, size);
  const { columns, rows, cell, bounds } = raster;
  const mask = shape && coverCells(raster, shape);
  const inside = mask && new Float32Array(mask);
  if (inside) gaussianBlur(inside, columns, rows, sigma / cell);
  return {
    raster,
    draw(counts) {
      const values = new Float32Array(counts);
      if (inside) for (let i = 0; i < values.length; i++) if (values[i] !== 0) values[i] = mask[i] ? values[i]! / inside[i]! : 0;
      gaussianBlur(values, columns, rows, sigma / cell);
      if (mask) for (let i = 0; i < values.length; i++) values[i]! *= mask[i]!;
      for (let row = 0; row < rows; row++) {
        const perKm2 = 1e6 / cellArea(raster.y0, cell, row);
        for (let i = row * columns; i < (row + 1) * columns; i++) values[i]! *= perKm2;
      }
      return { columns, rows, values, bounds };
    },
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

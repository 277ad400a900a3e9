/** A raster of square cells in Web Mercator over a box, and which of its cells points and shapes fall in. */
import type { MultiPolygon } from '../district.ts';
import { NO_CELL } from './crossFilter.ts';
import { mercatorLat, mercatorLon, mercatorX, mercatorY } from './mercator.ts';

/** Positions on the unit square of Web Mercator. */
export interface Places { x: Float64Array; y: Float64Array }

/** From 1e-6 degrees. Done once: the sines cost more than all that is counted with them. */
export function project(lonE6: Int32Array, latE6: Int32Array): Places {
  const x = new Float64Array(lonE6.length), y = new Float64Array(lonE6.length);
  for (let i = 0; i < x.length; i++) {
    x[i] = mercatorX(lonE6[i]! / 1e6);
    y[i] = mercatorY(latE6[i]! / 1e6);
  }
  return { x, y };
}

export interface Raster {
  columns: number;
  rows: number;
  /** North-west corner and edge of a cell, units of Web Mercator. */
  x0: number;
  y0: number;
  cell: number;
  /** [west, south, east, north] of its outer edges, degrees. */
  bounds: [number, number, number, number];
}

/** A raster over a box of degrees widened by `padding` (Mercator units), its longer side of `size` cells. Throws a RangeError for an empty box. */
export function rasterOver([west, south, east, north]: readonly [number, number, number, number], padding: number, size: number): Raster {
  if (!(west < east && south < north)) throw new RangeError(`empty box ${west},${south},${east},${north}`);
  const x0 = mercatorX(west) - padding, y0 = mercatorY(north) - padding;
  const width = mercatorX(east) + padding - x0, height = mercatorY(south) + padding - y0;
  const cell = Math.max(width, height) / size;
  const columns = Math.max(1, Math.ceil(width / cell)), rows = Math.max(1, Math.ceil(height / cell));
  return { columns, rows, x0, y0, cell, bounds: [mercatorLon(x0), mercatorLat(y0 + rows * cell), mercatorLon(x0 + columns * cell), mercatorLat(y0)] };
}

/** The cell of every point, row by row; `NO_CELL` outside. */
export function rasterCells({ columns, rows, x0, y0, cell }: Raster, { x, y }: Places): Uint32Array {
  const cells = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const column = Math.floor((x[i]! - x0) / cell), row = Math.floor((y[i]! - y0) / cell);
    cells[i] = column < 0 || row < 0 || column >= columns || row >= rows ? NO_CELL : row * columns + column;
  }
  return cells;
}

/** Where lines parallel to the x axis at height `y` (Mercator) cross the rings of a shape, in order: inside between the first and the second, and so on. */
export function crossingsAt(shape: MultiPolygon['coordinates'], y: number): number[] {
  const crossings: number[] = [];
  for (const polygon of shape) for (const ring of polygon) for (let i = 1; i < ring.length; i++) {
    const y1 = mercatorY(ring[i - 1]![1]), y2 = mercatorY(ring[i]![1]);
    if (y1 > y === y2 > y) continue;
    const x1 = mercatorX(ring[i - 1]![0]), x2 = mercatorX(ring[i]![0]);
    crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return crossings.sort((a, b) => a - b);
}

/** Cells that a shape has a part of: 1, others 0. No point inside the shape is in a cell of 0. */
export function coverCells(raster: Raster, shape: MultiPolygon['coordinates']): Uint8Array {
  const { columns, rows, x0, y0, cell } = raster;
  const mask = new Uint8Array(columns * rows);
  const crossings: number[][] = Array.from({ length: rows }, () => []);
  const mark = (x: number, y: number) => { if (x >= 0 && y >= 0 && x < columns && y < rows) mask[y * columns + x] = 1; };
  for (const polygon of shape) for (const ring of polygon) {
    let [fromX, fromY] = [Number.NaN, Number.NaN];
    for (const [lon, lat] of ring) {
      const toX = (mercatorX(lon) - x0) / cell, toY = (mercatorY(lat) - y0) / cell;
      if (!Number.isNaN(fromX)) {
        // Rows whose middle the edge crosses, and every cell that it touches.
        const [low, high] = fromY < toY ? [fromY, toY] : [toY, fromY];
        for (let row = Math.max(0, Math.ceil(low - 0.5)); row < Math.min(rows, Math.ceil(high - 0.5)); row++) crossings[row]!.push(fromX + ((row + 0.5 - fromY) / (toY - fromY)) * (toX - fromX));
        touched(fromX, fromY, toX, toY, mark);
      }
      [fromX, fromY] = [toX, toY];
    }
  }
  crossings.forEach((xs, row) => {
    xs.sort((a, b) => a - b);
    for (let k = 0; k + 1 < xs.length; k += 2) mask.fill(1, row * columns + Math.min(columns, Math.max(0, Math.ceil(xs[k]! - 0.5))), row * columns + Math.min(columns, Math.max(0, Math.ceil(xs[k + 1]! - 0.5))));
  });
  return mask;
}

/** Every cell of the unit grid that a line touches (Amanatides & Woo, "A fast voxel traversal algorithm", 1987). */
function touched(x1: number, y1: number, x2: number, y2: number, mark: (x: number, y: number) => void): void {
  let x = Math.floor(x1), y = Math.floor(y1);
  const [endX, endY] = [Math.floor(x2), Math.floor(y2)];
  const [stepX, stepY] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const [perX, perY] = [Math.abs(1 / (x2 - x1)), Math.abs(1 / (y2 - y1))];
  let nextX = stepX === 0 ? Infinity : (stepX > 0 ? x + 1 - x1 : x1 - x) * perX;
  let nextY = stepY === 0 ? Infinity : (stepY > 0 ? y + 1 - y1 : y1 - y) * perY;
  mark(x, y);
  for (let left = Math.abs(endX - x) + Math.abs(endY - y); left > 0; left--) {
    if (nextX < nextY) { x += stepX; nextX += perX; } else { y += stepY; nextY += perY; }
    mark(x, y);
  }
}

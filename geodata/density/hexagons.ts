/**
 * Hexagons by flat arrays: pointy-topped, of equal size in Web Mercator, counted from the origin of the projection, so that
 * they stay where they are whatever is looked at. Their size is in ground metres at one latitude.
 */
import type { MultiPolygon } from '../district.ts';
import { NO_CELL } from './crossFilter.ts';
import { mercatorLat, mercatorLon, mercatorX, mercatorY, metresPerUnit } from './mercator.ts';
import { crossingsAt, type Places } from './raster.ts';

export interface HexGrid {
  /** Distance of neighbouring centres: the width of a hexagon. Ground metres. */
  widthM: number;
  areaKm2: number;
  columns: number;
  rows: number;
  /** The centre of the first hexagon, between centres in a row, and between rows; units of Web Mercator. Odd rows stand half a hexagon further east. */
  x0: number;
  y0: number;
  dx: number;
  dy: number;
}

/** Hexagons over a box of degrees. `latitude` is where they have their width: that of the district, for all its parts. */
export function hexGridOver([west, south, east, north]: readonly [number, number, number, number], widthM: number, latitude: number): HexGrid {
  if (!(widthM > 0)) throw new RangeError(`a hexagon of ${widthM} m has no size`);
  const dx = widthM / metresPerUnit(latitude), dy = (dx * Math.sqrt(3)) / 2;
  const first = Math.floor(mercatorX(west) / dx) - 1;
  // An even row: which rows stand further east must not depend on the box.
  const top = 2 * Math.floor((Math.floor(mercatorY(north) / dy) - 1) / 2);
  const columns = Math.ceil(mercatorX(east) / dx) + 2 - first, rows = Math.ceil(mercatorY(south) / dy) + 2 - top;
  return { widthM, areaKm2: ((Math.sqrt(3) / 2) * widthM ** 2) / 1e6, columns, rows, x0: first * dx, y0: top * dy, dx, dy };
}

/** The hexagon of every point: the one whose centre is nearest; `NO_CELL` outside. */
export function hexCells({ columns, rows, x0, y0, dx, dy }: HexGrid, { x, y }: Places): Uint32Array {
  const cells = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const v = (y[i]! - y0) / dy;
    let row = Math.round(v);
    const u = (x[i]! - x0) / dx;
    let column = Math.round(u - (row & 1) / 2);
    const down = v - row;
    // Near the upper or lower edge the nearest centre may be one of the next row's.
    if (Math.abs(down) * 3 > 1) {
      const beside = row + (down < 0 ? -1 : 1);
      const other = Math.round(u - (beside & 1) / 2);
      const here = distance(u - column - (row & 1) / 2, down), there = distance(u - other - (beside & 1) / 2, v - beside);
      if (there < here) { row = beside; column = other; }
    }
    cells[i] = column < 0 || row < 0 || column >= columns || row >= rows ? NO_CELL : row * columns + column;
  }
  return cells;
}

/** Squared, in units of dx across and dy down. */
const distance = (across: number, down: number): number => across * across + 0.75 * down * down;

/** Hexagons whose centre lies in a shape, in order. */
export function hexagonsIn({ columns, rows, x0, y0, dx, dy }: HexGrid, shape: MultiPolygon['coordinates']): Uint32Array {
  const cells: number[] = [];
  for (let row = 0; row < rows; row++) {
    const crossings = crossingsAt(shape, y0 + row * dy);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const at = (x: number) => (x - x0) / dx - (row & 1) / 2;
      for (let column = Math.max(0, Math.ceil(at(crossings[k]!))); column < Math.min(columns, at(crossings[k + 1]!)); column++) cells.push(row * columns + column);
    }
  }
  return Uint32Array.from(cells);
}

/** Corners of hexagons, longitude and latitude by turns: 12 numbers each, counter-clockwise, not closed. */
export function hexRings({ columns, x0, y0, dx, dy }: HexGrid, cells: ArrayLike<number>): Float64Array {
  const rings = new Float64Array(cells.length * 12);
  for (let i = 0; i < cells.length; i++) {
    const row = Math.floor(cells[i]! / columns);
    const x = x0 + (cells[i]! % columns + (row & 1) / 2) * dx, y = y0 + row * dy;
    [[0.5, 1 / 3], [0.5, -1 / 3], [0, -2 / 3], [-0.5, -1 / 3], [-0.5, 1 / 3], [0, 2 / 3]].forEach(([across, down], k) => {
      rings[i * 12 + 2 * k] = mercatorLon(x + across! * dx);
      rings[i * 12 + 2 * k + 1] = mercatorLat(y + down! * dy);
    });
  }
  return rings;
}

/** The six hexagons around one; those outside the grid left out. */
export function hexNeighbours({ columns, rows }: HexGrid, cell: number): number[] {
  const row = Math.floor(cell / columns), column = cell % columns;
  const shift = row & 1;
  return [[0, -1], [0, 1], [-1, shift - 1], [-1, shift], [1, shift - 1], [1, shift]]
    .map(([down, across]) => [row + down!, column + across!] as const)
    .filter(([r, c]) => r >= 0 && c >= 0 && r < rows && c < columns).map(([r, c]) => r * columns + c);
}

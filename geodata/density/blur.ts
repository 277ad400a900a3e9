/**
 * Gaussian blur by repeated box blurs (Wells 1986; box sizes after Kovesi, "Fast almost-Gaussian filtering", 2010):
 * linear in the number of cells whatever the bandwidth. Mass within the raster is kept except what runs over its edge.
 */

/** Odd box widths whose repeated application has the variance of a Gaussian with `sigma` cells. */
export function boxWidths(sigma: number, passes = 4): number[] {
  const ideal = Math.sqrt((12 * sigma * sigma) / passes + 1);
  const lower = Math.floor(ideal) % 2 === 1 ? Math.floor(ideal) : Math.floor(ideal) - 1;
  const low = Math.max(1, lower);
  const small = Math.round((12 * sigma * sigma - passes * low * low - 4 * passes * low - 3 * passes) / (-4 * low - 4));
  return Array.from({ length: passes }, (_, i) => (i < small ? low : low + 2));
}

/** Blurs `cells` (rows of `columns`) in place with a Gaussian of `sigma` cells; zero outside the raster. */
export function gaussianBlur(cells: Float32Array, columns: number, rows: number, sigma: number): void {
  if (sigma <= 0) return;
  const other = new Float32Array(cells.length);
  for (const width of boxWidths(sigma)) {
    const radius = (width - 1) / 2;
    if (radius === 0) continue;
    boxAlongRows(cells, other, columns, rows, radius);
    boxAlongColumns(other, cells, columns, rows, radius);
  }
}

function boxAlongRows(from: Float32Array, to: Float32Array, columns: number, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, columns); x++) sum += from[start + x]!;
    for (let x = 0; x < columns; x++) {
      if (x + radius < columns) sum += from[start + x + radius]!;
      if (x - radius - 1 >= 0) sum -= from[start + x - radius - 1]!;
      to[start + x] = sum * scale;
    }
  }
}

function boxAlongColumns(from: Float32Array, to: Float32Array, columns: number, rows: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  // One running sum per column, walked row by row: the memory is read in order.
  const sums = new Float64Array(columns);
  for (let y = 0; y < Math.min(radius, rows); y++) for (let x = 0; x < columns; x++) sums[x]! += from[y * columns + x]!;
  for (let y = 0; y < rows; y++) {
    const entering = y + radius < rows ? (y + radius) * columns : -1;
    const leaving = y - radius - 1 >= 0 ? (y - radius - 1) * columns : -1;
    for (let x = 0; x < columns; x++) {
      if (entering >= 0) sums[x]! += from[entering + x]!;
      if (leaving >= 0) sums[x]! -= from[leaving + x]!;
      to[y * columns + x] = sums[x]! * scale;
    }
  }
}

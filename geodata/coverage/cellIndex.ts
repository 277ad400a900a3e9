/** Points hashed by square cell: add points, then visit those in the cells that a box touches. */
export interface CellIndex {
  add(point: number): void;
  /** Calls back for every point in a cell that meets the box; the caller tests the distance. */
  visit(minX: number, minY: number, maxX: number, maxY: number, callback: (point: number) => void): void;
  readonly cell: number;
}

/** An index of up to `capacity` points of the columns `x`, `y` with cells of `cell` metres. */
export function cellIndex(x: Float64Array, y: Float64Array, capacity: number, cell: number): CellIndex {
  let size = 16;
  while (size < capacity * 2) size *= 2;
  const mask = size - 1;
  const head = new Int32Array(size).fill(-1);
  const next = new Int32Array(x.length);
  // Points of several cells may share a slot; the caller's distance test sorts them out.
  const slot = (column: number, row: number) => {
    let hash = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b);
    hash ^= hash >>> 15;
    return Math.imul(hash, 0x2c1b3c6d) >>> 7 & mask;
  };
  return {
    cell,
    add(point) {
      const at = slot(Math.floor(x[point]! / cell), Math.floor(y[point]! / cell));
      next[point] = head[at]!;
      head[at] = point;
    },
    visit(minX, minY, maxX, maxY, callback) {
      const right = Math.floor(maxX / cell), top = Math.floor(maxY / cell);
      for (let row = Math.floor(minY / cell); row <= top; row++)
        for (let column = Math.floor(minX / cell); column <= right; column++)
          for (let point = head[slot(column, row)]!; point >= 0; point = next[point]!) callback(point);
    },
  };
}

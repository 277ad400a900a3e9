/** Weight of a unit locked to a grid: more than all households together, so that its new grid continues that one. */
export const LOCK_WEIGHT = 2 ** 32;

/**
 * Maximum-weight matching of rows to columns, exactly: each row gets a column of its own or −1 where it has no weight; weights
 * of one pair add up. Shortest augmenting paths with potentials (Jonker & Volgenant 1987) over the pairs that have weight only, so that rows which
 * share columns with few others, as grids do, cost as little among thousands.
 */
export function matchBest(rows: number, columns: number, weights: Iterable<readonly [row: number, column: number, weight: number]>): Int32Array {
  const pairs = new Map<number, number>();
  for (const [row, column, weight] of weights) if (weight > 0) pairs.set(row * columns + column, (pairs.get(row * columns + column) ?? 0) + weight);
  const offset = new Int32Array(rows + 1), column = new Int32Array(pairs.size), weight = new Float64Array(pairs.size);
  for (const key of pairs.keys()) offset[Math.floor(key / columns) + 1]!++;
  for (let row = 0; row < rows; row++) offset[row + 1]! += offset[row]!;
  // Duals: own + price ≥ weight on every pair, with equality on matched ones; a row or column left alone has dual 0.
  const own = new Float64Array(rows), price = new Float64Array(columns), next = offset.slice();
  for (const [key, each] of pairs) {
    const row = Math.floor(key / columns), at = next[row]!++;
    column[at] = key % columns;
    weight[at] = each;
    own[row] = Math.max(own[row]!, each);
  }
  const columnOf = new Int32Array(rows).fill(-1), rowOf = new Int32Array(columns).fill(-1), via = new Int32Array(columns), settledIn = new Int32Array(columns);
  const far = new Float64Array(columns).fill(Infinity), rowFar = new Float64Array(rows);
  for (let start = 0; start < rows; start++) {
    const heap = nearestFirst(), reached = [start], settled: number[] = [], seen: number[] = [];
    // The path ends where a row can go without, or at a column that nobody has.
    let end = own[start]!, loser = start, free = -1;
    rowFar[start] = 0;
    for (let row = start; ;) {
      for (let at = offset[row]!; at < offset[row + 1]!; at++) {
        const to = column[at]!, length = rowFar[row]! + Math.max(0, own[row]! + price[to]! - weight[at]!);
        if (length >= far[to]! || length >= end) continue;
        if (far[to] === Infinity) seen.push(to);
        far[to] = length;
        via[to] = row;
        heap.push(length, to);
      }
      let to = heap.pop();
      while (to >= 0 && settledIn[to] === start + 1) to = heap.pop();
      if (to < 0 || far[to]! >= end) break;
      settled.push(to);
      settledIn[to] = start + 1;
      if (rowOf[to]! < 0) {
        end = far[to]!;
        free = to;
        break;
      }
      row = rowOf[to]!;
      reached.push(row);
      rowFar[row] = far[to]!;
      if (far[to]! + own[row]! < end) {
        end = far[to]! + own[row]!;
        loser = row;
      }
    }
    for (const row of reached) own[row] = Math.max(0, own[row]! - Math.max(0, end - rowFar[row]!));
    for (const to of settled) price[to]! += Math.max(0, end - far[to]!);
    if (free < 0 && loser !== start) {
      free = columnOf[loser]!;
      columnOf[loser] = -1;
    }
    for (let to = free; to >= 0;) {
      const row = via[to]!, before = columnOf[row]!;
      rowOf[to] = row;
      columnOf[row] = to;
      to = row === start ? -1 : before;
    }
    for (const to of seen) far[to] = Infinity;
  }
  return columnOf;
}

/** A binary heap of columns, the nearest first. */
function nearestFirst(): { push(length: number, column: number): void; pop(): number } {
  const lengths: number[] = [], columns: number[] = [];
  const swap = (a: number, b: number) => {
    [lengths[a], lengths[b]] = [lengths[b]!, lengths[a]!];
    [columns[a], columns[b]] = [columns[b]!, columns[a]!];
  };
  return {
    push(length, column) {
      let at = lengths.push(length) - 1;
      columns.push(column);
      for (let up = (at - 1) >> 1; at > 0 && lengths[up]! > lengths[at]!; up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    pop() {
      if (lengths.length === 0) return -1;
      const first = columns[0]!;
      swap(0, lengths.length - 1);
      lengths.pop();
      columns.pop();
      for (let at = 0; ;) {
        let least = at;
        for (const below of [2 * at + 1, 2 * at + 2]) if (below < lengths.length && lengths[below]! < lengths[least]!) least = below;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}

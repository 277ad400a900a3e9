/** Weight of a unit locked to a grid: more than all households together, so that its new grid continues that one. */
export const LOCK_WEIGHT = 2 ** 32;

/**
 * Maximum-weight matching of rows to columns, exactly: each row gets a column of its own or −1 where it has no weight.
 * Hungarian method with potentials (Kuhn 1955; Jonker & Volgenant 1987), O(rows² · columns) within each connected
 * group of rows and columns that share weight.
 */
export function matchBest(rows: number, columns: number, weights: Iterable<readonly [row: number, column: number, weight: number]>): Int32Array {
  const byRow: Map<number, number>[] = Array.from({ length: rows }, () => new Map());
  const byColumn: number[][] = Array.from({ length: columns }, () => []);
  for (const [row, column, weight] of weights) {
    if (weight <= 0) continue;
    if (!byRow[row]!.has(column)) byColumn[column]!.push(row);
    byRow[row]!.set(column, (byRow[row]!.get(column) ?? 0) + weight);
  }
  const result = new Int32Array(rows).fill(-1);
  const seen = new Uint8Array(rows);
  for (let first = 0; first < rows; first++) {
    if (seen[first] || byRow[first]!.size === 0) continue;
    const groupRows = [first], groupColumns = new Map<number, number>();
    seen[first] = 1;
    for (let i = 0; i < groupRows.length; i++) {
      for (const column of byRow[groupRows[i]!]!.keys()) {
        if (groupColumns.has(column)) continue;
        groupColumns.set(column, groupColumns.size);
        for (const row of byColumn[column]!) if (!seen[row]) {
          seen[row] = 1;
          groupRows.push(row);
        }
      }
    }
    const names = [...groupColumns.keys()];
    hungarian(groupRows.map((row) => byRow[row]!), names).forEach((column, i) => { result[groupRows[i]!] = column; });
  }
  return result;
}

function hungarian(rowWeights: Map<number, number>[], names: number[]): number[] {
  const rows = rowWeights.length;
  // One spare column a row, so that a row may stay without partner.
  const columns = names.length + rows;
  const cost = (row: number, column: number) => (column < names.length ? -(rowWeights[row]!.get(names[column]!) ?? 0) : 0);
  const rowPotential = new Float64Array(rows + 1), columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1), via = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const least = new Float64Array(columns + 1).fill(Infinity);
    const done = new Uint8Array(columns + 1);
    let column = 0;
    do {
      done[column] = 1;
      const from = rowOf[column]!;
      let delta = Infinity, nextColumn = 0;
      for (let j = 1; j <= columns; j++) {
        if (done[j]) continue;
        const reduced = cost(from - 1, j - 1) - rowPotential[from]! - columnPotential[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          via[j] = column;
        }
        if (least[j]! < delta) [delta, nextColumn] = [least[j]!, j];
      }
      for (let j = 0; j <= columns; j++) {
        if (done[j]) {
          rowPotential[rowOf[j]!]! += delta;
          columnPotential[j]! -= delta;
        } else least[j]! -= delta;
      }
      column = nextColumn;
    } while (rowOf[column] !== 0);
    while (column) {
      rowOf[column] = rowOf[via[column]!]!;
      column = via[column]!;
    }
  }
  const matched = Array.from({ length: rows }, () => -1);
  for (let j = 1; j <= names.length; j++) if (rowOf[j]! > 0 && rowWeights[rowOf[j]! - 1]!.has(names[j - 1]!)) matched[rowOf[j]! - 1] = names[j - 1]!;
  return matched;
}

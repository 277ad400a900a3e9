/** The order in which things are numbered: rows from north to south, each from west to east. About as many rows as a square lattice of them would have. */
export function readingOrder(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const n = x.length, ids = Array.from({ length: n }, (_, i) => i);
  let [w, s, e, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < n; i++) { w = Math.min(w, x[i]!); e = Math.max(e, x[i]!); s = Math.min(s, y[i]!); north = Math.max(north, y[i]!); }
  const rows = e > w ? Math.min(n, Math.max(1, Math.round(Math.sqrt((n * (north - s)) / (e - w))))) : n, height = (north - s) / rows || 1;
  const row = (i: number) => Math.min(rows - 1, Math.floor((north - y[i]!) / height));
  return ids.sort((a, b) => row(a) - row(b) || x[a]! - x[b]! || y[b]! - y[a]!);
}

/**
 * The order in which the grids of a community are numbered: west to east, then north to south. Columns of equal width,
 * about as many as rows, run west to east; within one, grids run north to south. Returns indices into `at`.
 */
export function numberingOrder(at: readonly (readonly [lon: number, lat: number])[]): number[] {
  const west = Math.min(...at.map(([lon]) => lon)), east = Math.max(...at.map(([lon]) => lon));
  const columns = Math.max(1, Math.round(Math.sqrt(at.length)));
  const column = at.map(([lon]) => Math.min(columns - 1, Math.floor(((lon - west) / (east - west || 1)) * columns)));
  return at.map((_, i) => i).sort((a, b) => column[a]! - column[b]! || at[b]![1] - at[a]![1] || at[a]![0] - at[b]![0] || a - b);
}

import { gridCode } from '../../geodata/codes/codes.ts';
import type { Point } from '../../geodata/district.ts';
import { numberingOrder } from '../../geodata/redraw/sequence.ts';

/** Sequences that a community has for its grids, ever. */
export const MOST_GRIDS = 999;

/**
 * A grid that continues an old one keeps its code; new ones get `ownCodes` that nobody else has, then numbers never used in the
 * community, west to east, then north to south. `labels` is where each grid lies. Throws a RangeError where no number is left.
 */
export function codeGrids(community: string, continues: Int32Array, currentCodes: readonly string[], usedCodes: Iterable<string>, labels: readonly Point[], ownCodes: readonly string[] = []): string[] {
  const codes = Array.from(continues, (old) => currentCodes[old] ?? '');
  const used = new Set([...usedCodes, ...currentCodes]);
  const fresh = codes.flatMap((code, grid) => (code === '' ? [grid] : []));
  const given = new Set(codes), own = ownCodes.filter((code) => !given.has(code)).sort();
  let next = 1;
  for (const at of numberingOrder(fresh.map((grid) => labels[grid]!.coordinates))) {
    const mine = own.shift();
    while (mine === undefined && used.has(gridCode(community, next))) next++;
    codes[fresh[at]!] = mine ?? gridCode(community, next++);
  }
  return codes;
}

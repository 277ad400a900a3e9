import { costBound, deviationIn, windowCost } from './cost.ts';
import { MOST_IN_SET } from './bitSets.ts';
import { exhaust } from './exhaust.ts';
import type { Grouping } from './grouping.ts';
import { partOf, type Piece } from './pieces.ts';

/** Sizes of neighbourhood tried around a grid outside its window, and the sets looked at in each. */
const SIZES = [12, 20, 32, 48];
const WORK = 60_000;

/**
 * Households of deviation that no grouping of the piece avoids, from neighbourhoods looked through on their own. Cut to a
 * neighbourhood, any grouping falls into connected sets: those that could go on outside it cost at least what they are above
 * the maximum, all others are whole grids. So the least cost under that rule is a bound, and bounds of neighbourhoods that
 * share no unit add up, together with the excess of every unit above the maximum elsewhere.
 */
export function localBound({ piece, members, sum }: Grouping, shouldStop: () => boolean): number {
  const taken = new Uint8Array(piece.units.length);
  let bound = 0;
  members.forEach((units, grid) => {
    const off = units.length ? windowCost(sum[grid]!, piece.min, piece.max) : 0;
    if (off === 0 || units.some((unit) => taken[unit]) || shouldStop()) return;
    let best = 0, kept: Int32Array | null = null;
    for (const size of SIZES) {
      const around = neighbourhood(piece, units, taken, size);
      if (!around) break;
      const cost = leastCost(piece, around, shouldStop);
      if (deviationIn(cost) > best) {
        best = deviationIn(cost);
        kept = around;
      }
      if (cost >= off) break;
    }
    kept?.forEach((unit) => { taken[unit] = 1; });
    bound += best;
  });
  const elsewhere = piece.households.filter((_, unit) => !taken[unit]);
  return bound + deviationIn(costBound(elsewhere, 0, piece.max));
}

/** The units nearest to a grid, layer by layer, up to `size` of them; null when the grid alone is larger. */
function neighbourhood(piece: Piece, from: readonly number[], taken: Uint8Array, size: number): Int32Array | null {
  if (from.length > Math.min(size, MOST_IN_SET)) return null;
  const found = [...from], seen = new Set(from);
  for (let i = 0; i < found.length && found.length < size; i++) {
    for (let e = piece.offset[found[i]!]!; e < piece.offset[found[i]! + 1]! && found.length < size; e++) {
      const other = piece.neighbour[e]!;
      if (seen.has(other) || taken[other]) continue;
      seen.add(other);
      found.push(other);
    }
  }
  return Int32Array.from(found).sort();
}

/** Least cost of the units when sets that touch the rest of the piece may go on there; 0 when the work runs out. */
function leastCost(piece: Piece, units: Int32Array, shouldStop: () => boolean): number {
  const part = partOf(piece, units);
  const open = Uint8Array.from(units, (unit, index) => Number(piece.offset[unit + 1]! - piece.offset[unit]! > part.offset[index + 1]! - part.offset[index]!));
  const { exhausted, cost } = exhaust(part, Infinity, WORK, shouldStop, open);
  return exhausted ? cost : 0;
}

import { deviationIn } from './cost.ts';
import type { Piece } from './pieces.ts';

/** Steps between counting what leaves grids only and what comes into grids only. */
const STEPS = 8;

/**
 * Households that change grids at least in any plan of the piece that costs no more than `cost`, whatever touches what.
 * Each grid of the edition goes on or ends. One that goes on gives away what it has above the maximum and takes in what it
 * lacks to the minimum; one that ends gives away all; the totals say how many new grids, all taken in, there have to be.
 * What is given and what is taken are the same households: any mean of both sums is a bound, and for each mean the best choice of grids that
 * go on is the first ones of a sorted list. The deviation that `cost` leaves beyond units above the maximum is taken off.
 */
export function movedBound({ households, current, min, max }: Piece, cost: number): number {
  const gives = new Map<number, number[]>();
  let total = 0, capped = 0, unknown = 0;
  households.forEach((each, unit) => {
    total += each;
    capped += Math.min(each, max);
    if (current[unit]! < 0) return void (unknown += each);
    const own = gives.get(current[unit]!) ?? [];
    gives.set(current[unit]!, own);
    own.push(Math.min(each, max));
  });
  const spare = deviationIn(cost) - (total - capped);
  const fewest = Math.ceil((capped - spare) / max), most = Math.floor((total + spare) / min);
  const grids = Array.from(gives.values(), (own) => {
    const all = own.reduce((sum, each) => sum + each, 0);
    return { all, out: spare > 0 ? Math.max(0, all - max) : leastSum(own, all - max), lacks: Math.max(0, min - all) };
  });
  let bound = 0;
  for (let step = 0; step <= STEPS; step++) {
    const given = step / STEPS, taken = 1 - given;
    const gains = grids.map(({ all, out, lacks }) => given * (all - out) - taken * lacks).sort((a, b) => b - a);
    let sum = grids.reduce((each, { all }) => each + given * all, 0), least = Infinity;
    for (let on = 0; on <= Math.min(grids.length, most); on++) {
      least = Math.min(least, sum + taken * min * Math.max(0, fewest - on));
      sum -= gains[on] ?? 0;
    }
    bound = Math.max(bound, least - given * spare - taken * (spare + unknown));
  }
  return Math.max(0, Math.ceil(bound - 1e-9));
}

/** The least sum of some of the values that is `least` or more. */
function leastSum(values: readonly number[], least: number): number {
  if (least <= 0) return 0;
  const total = values.reduce((sum, each) => sum + each, 0);
  const reached = new Uint8Array(total + 1);
  reached[0] = 1;
  for (const each of values) for (let sum = each > 0 ? total - each : -1; sum >= 0; sum--) if (reached[sum]) reached[sum + each] = 1;
  let sum = least;
  while (!reached[sum]) sum++;
  return sum;
}

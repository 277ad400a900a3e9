import { connectionTest } from './connection.ts';
import { windowCost } from './cost.ts';
import { crossingsOf } from './crossings.ts';
import { regroup, type Grouping } from './grouping.ts';
import { linksOf } from './links.ts';
import type { Random } from './random.ts';

/** Squared households from the target, in metres of border: small enough to settle ties only. */
const IMBALANCE_M = 1e-6;

/**
 * Moves single units over grid borders to shorten them, never at the price of deviation or of a broken grid: simulated
 * annealing (Kirkpatrick, Gelatt, Vecchi 1983) from `hotM` metres down to none over `proposals` proposals. `home` names the
 * grid of the edition in force that each grid continues. A run that ends worse than it began is undone.
 */
export function annealBorders(grouping: Grouping, home: Int32Array, random: Random, proposals: number, hotM: number, shouldStop: () => boolean): void {
  const { piece, grid, sum } = grouping;
  const { offset, neighbour, cutM, movedM, households, min, max, target, current, lock } = piece;
  const { source } = linksOf(piece), crossings = crossingsOf(piece, grid, (unit) => lock[unit]! < 0);
  const staysConnected = connectionTest(piece, grid);
  const before = grid.slice();
  let energy = 0, costChange = 0;
  for (let step = 0, proposal = 0; proposal < proposals && crossings.count > 0; step++, proposal += crossings.all / crossings.count) {
    if ((step & 2047) === 0 && shouldStop()) break;
    const edge = crossings.list[random.below(crossings.count)]!;
    const unit = source[edge]!, from = grid[unit]!, to = grid[neighbour[edge]!]!;
    const h = households[unit]!, sumFrom = sum[from]!, sumTo = sum[to]!;
    const costs = h === 0 ? 0 : windowCost(sumFrom - h, min, max) + windowCost(sumTo + h, min, max) - windowCost(sumFrom, min, max) - windowCost(sumTo, min, max);
    if (costs > 0) continue;
    let change = IMBALANCE_M * ((sumFrom - h - target) ** 2 + (sumTo + h - target) ** 2 - (sumFrom - target) ** 2 - (sumTo - target) ** 2);
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
      const other = grid[neighbour[e]!]!;
      if (other === from) change += cutM[e]!;
      else if (other === to) change -= cutM[e]!;
    }
    if (current[unit]! >= 0) change += h * movedM * (Number(home[from] === current[unit]) - Number(home[to] === current[unit]));
    const heat = hotM * (1 - proposal / proposals) ** 2;
    if (costs === 0 && change > 0 && random.next() >= Math.exp(-change / heat)) continue;
    if (!staysConnected(unit, from)) continue;
    grid[unit] = to;
    crossings.moved(unit);
    sum[from] = sumFrom - h;
    sum[to] = sumTo + h;
    energy += change;
    costChange += costs;
  }
  if (costChange === 0 && energy > 0) grid.set(before);
  regroup(grouping);
}

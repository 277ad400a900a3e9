import { annealBorders } from './anneal.ts';
import { bisector } from './bisect.ts';
import { regroup, type Grouping } from './grouping.ts';
import type { Random } from './random.ts';
import type { Recombiner } from './recombine.ts';
import type { TreeDrawer } from './spanningTree.ts';
import { continuedGrids, worthOf } from './worth.ts';

// Work, in rounds over the grids and in proposals, measured on the sample: more costs as much again for one metre in a hundred.
// With an edition in force most borders have to stay, and fewer rounds find the rest.
const RECOMBINE_ROUNDS = 4, BISECT_ROUNDS = 100, EDITION_BISECT_ROUNDS = 30, PROPOSALS_PER_UNIT = 600;
/** Where a border longer by so many mean borders is still taken every third time, at the begin of each kind of step. */
const BISECT_HEAT = 2, ANNEAL_HEAT = 0.5;

/**
 * Shortens borders and keeps households where they were, at the same cost: first with any number of grids, then two
 * grids at a time with falling heat, then unit by unit. What ends worth less than it began, stopped while hot, is undone.
 */
export function shape(grouping: Grouping, recombine: Recombiner, drawer: TreeDrawer, chance: Random, shouldStop: () => boolean): void {
  const before = grouping.grid.slice(), { cost } = grouping, worth = worthOf(grouping);
  work(grouping, recombine, drawer, chance, shouldStop);
  if (grouping.cost < cost || worthOf(grouping) <= worth) return;
  grouping.grid.set(before);
  regroup(grouping);
}

function work(grouping: Grouping, recombine: Recombiner, drawer: TreeDrawer, chance: Random, shouldStop: () => boolean): void {
  if (grouping.members.length - grouping.free.length < 2) return;
  /** False when it was stopped. */
  const everyGrid = (step: (grid: number) => void): boolean => {
    for (let grid = 0; grid < grouping.members.length; grid++) {
      if (shouldStop()) return false;
      if (grouping.members[grid]!.length > 0) step(grid);
    }
    return true;
  };
  for (let round = 0; round < RECOMBINE_ROUNDS; round++) {
    if (!everyGrid((grid) => recombine.step(grouping, grid, { most: 2 + chance.below(2), draws: 1, lenient: false }))) return;
  }
  const home = continuedGrids(grouping), meanM = meanBorder(grouping);
  const bisect = bisector(grouping, home, drawer, chance);
  const rounds = home.some((old) => old >= 0) ? EDITION_BISECT_ROUNDS : BISECT_ROUNDS;
  for (let round = 0; round < rounds; round++) {
    const heatM = BISECT_HEAT * meanM * (1 - round / rounds);
    if (!everyGrid((grid) => bisect.step(grouping, grid, heatM))) return;
  }
  annealBorders(grouping, home, chance, PROPOSALS_PER_UNIT * grouping.grid.length, ANNEAL_HEAT * meanM, shouldStop);
}

/** Mean of the borders that are no barrier. */
function meanBorder({ piece: { cutM } }: Grouping): number {
  let metres = 0, count = 0;
  for (const each of cutM) {
    if (each <= 0) continue;
    metres += each;
    count++;
  }
  return metres / Math.max(1, count);
}

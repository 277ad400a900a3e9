import { annealEdition } from './annealEdition.ts';
import { groupingOf, type Grouping } from './grouping.ts';
import { movedBound } from './movedBound.ts';
import type { Random } from './random.ts';
import { continuedGrids, movedIn } from './worth.ts';

// Work, in starts, units started from and proposals, measured on a sample district.
const STARTS = 32, STARTED_UNITS = 40_000, PROPOSALS_PER_UNIT = 60, HOT = 0.02;
/** After so many starts each takes twice the proposals of the first: who needs them all has much to win. */
const DOUBLED_AFTER = 8;
const LOCAL_STARTS = 20, LOCAL_PROPOSALS_PER_UNIT = 60, LOCAL_HOT = 0.005;
/** New grids, beyond what totals ask for, of one start after the other, again and again. */
const MORE_GRIDS = [0, 0, 1, 0, 0, 1, 0, 2];
/** Starts in a row without better after which a search ends: the more, the more households there are to win. */
const LEAST_PATIENCE = 2, MOST_PATIENCE = 32, HOUSEHOLDS_A_START = 4, LOCAL_PATIENCE = 6;

/**
 * Looks for plans that move few households off their grids of the edition in force: the whole anneals from the edition several
 * times, then the best around some household that moves, again and again. `consider` takes in a plan and returns the best so far.
 * Ends where no plan of the same cost can move fewer.
 */
export function repairEdition(edition: Grouping, best: Grouping, consider: (grid: Int32Array) => Grouping, chance: Random, shouldStop: () => boolean): void {
  const { piece } = edition, fewest = fewestNewGrids(edition);
  const everywhere = new Uint8Array(edition.grid.length).fill(1);
  let gap = gapOf(best);
  const patience = () => Math.max(LEAST_PATIENCE, Math.min(MOST_PATIENCE, gap / HOUSEHOLDS_A_START));
  let idle = 0;
  const take = (grid: Int32Array) => {
    const before = best;
    best = consider(grid);
    idle = best === before ? idle + 1 : 0;
    if (best !== before) gap = gapOf(best);
  };
  const starts = Math.min(STARTS, Math.ceil(STARTED_UNITS / everywhere.length));
  for (let start = 0; start < starts && !shouldStop() && gap > 0 && idle < patience(); start++) {
    const newGrids = fewest + MORE_GRIDS[start % MORE_GRIDS.length]!;
    if (newGrids > fewest && newGrids * piece.min >= movedIn(best)) continue;
    const proposals = PROPOSALS_PER_UNIT * (1 + start / DOUBLED_AFTER) * everywhere.length;
    take(annealEdition(edition, { newGrids, active: everywhere, proposals, hot: HOT }, chance, shouldStop));
  }
  idle = 0;
  for (let start = 0; start < LOCAL_STARTS && !shouldStop() && idle < LOCAL_PATIENCE && gap > 0; start++) {
    const active = aroundMoved(best, chance), units = active.reduce((sum, each) => sum + each, 0);
    const grid = annealEdition(best, { newGrids: 0, active, proposals: LOCAL_PROPOSALS_PER_UNIT * units, hot: LOCAL_HOT }, chance, shouldStop);
    if (groupingOf(piece, grid).cost <= best.cost) take(grid);
    else idle++;
  }
}

/** Households that it moves beyond those that any plan has to. */
const gapOf = (best: Grouping): number => movedIn(best) - movedBound(best.piece, best.cost);

/** New grids that any plan inside the window needs beside those of the edition, as far as totals tell. */
function fewestNewGrids({ piece }: Grouping): number {
  const old = new Set(piece.current);
  old.delete(-1);
  const capped = piece.households.reduce((total, each) => total + Math.min(each, piece.max), 0);
  return Math.max(0, Math.ceil(capped / piece.max) - old.size);
}

/** 1 for the units of the grids that some moved unit left and came to, and of their neighbours. */
function aroundMoved(grouping: Grouping, chance: Random): Uint8Array {
  const { piece, grid, members } = grouping, home = continuedGrids(grouping);
  const moved = [...grid.keys()].filter((unit) => piece.households[unit]! > 0 && piece.current[unit]! >= 0 && home[grid[unit]!] !== piece.current[unit]);
  const active = new Uint8Array(grid.length);
  if (moved.length === 0) return active;
  const unit = moved[chance.below(moved.length)]!, near = new Set<number>();
  for (const centre of [grid[unit]!, home.indexOf(piece.current[unit]!)]) {
    for (const each of members[centre] ?? []) for (let e = piece.offset[each]!; e < piece.offset[each + 1]!; e++) near.add(grid[piece.neighbour[e]!]!);
  }
  for (const label of near) for (const each of members[label]!) active[each] = 1;
  return active;
}

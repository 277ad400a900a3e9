import { annealBorders } from './anneal.ts';
import { constructGrouping, currentGrouping } from './construct.ts';
import { costBound, deviationIn, windowCost } from './cost.ts';
import { exhaust, EXHAUST_UNITS } from './exhaust.ts';
import { groupingOf, type Grouping } from './grouping.ts';
import { localBound } from './localBound.ts';
import { matchBest } from './matching.ts';
import type { Piece } from './pieces.ts';
import { partSeed, random, type Random } from './random.ts';
import { recombiner, type Recombiner } from './recombine.ts';
import { treeDrawer } from './spanningTree.ts';
import { treePartition } from './treePartition.ts';

/** How the least deviation was proved: by a bound from the totals, by looking through every grouping of the piece or around each grid outside its window, or not at all. */
export type Proof = 'bound' | 'search' | null;

export interface PieceSolution {
  /** Grid of each unit of the piece, from 0 without holes. */
  grid: Int32Array;
  /** No plan of this piece deviates by fewer households. */
  bound: number;
  proof: Proof;
}

// Work, in steps and proposals, measured on real communities: more brings less than one household in a thousand.
const STARTS = 4, REPAIR_ROUNDS = 30, TRIES_PER_ROUND = 8, REPAIR_DRAWS = 4, MOST_TOGETHER = 6, LENIENT_FROM = 4;
const EXHAUST_WORK = 400_000;
const RESHAPES_PER_GRID = 20, PROPOSALS_PER_UNIT = 600;
/** Annealing begins where lengthening a border by this many metres is still taken every third time. */
const HOT_M = 60;

/** Solves one piece: construct, repair, prove, shape. The same for a seed, wherever it runs; a stop keeps the best so far. */
export function solvePiece(piece: Piece, seed: number, shouldStop: () => boolean): PieceSolution {
  const chance = random(partSeed(seed, piece.units[0]!));
  const drawer = treeDrawer(piece, chance), partition = treePartition(piece);
  const recombine = (grouping: Grouping) => recombiner(grouping, drawer, partition, chance);
  const bound = costBound(piece.households, piece.min, piece.max);
  let best: Grouping | null = null;
  for (let start = 0; start < STARTS && !(best && (best.cost <= bound || shouldStop())); start++) {
    const grouping = (start === 0 ? currentGrouping(piece) : null) ?? constructGrouping(piece, drawer, partition, chance);
    repair(grouping, recombine(grouping), bound, chance, shouldStop);
    if (!best || grouping.cost < best.cost) best = grouping;
  }
  let grouping = best!;
  let proof: Proof = deviationIn(grouping.cost) === deviationIn(bound) ? 'bound' : null;
  if (grouping.cost > bound && piece.units.length <= EXHAUST_UNITS) {
    const { exhausted, grids } = exhaust(piece, grouping.cost, EXHAUST_WORK, shouldStop);
    if (grids) grouping = groupingOf(piece, grids);
    if (exhausted) proof ??= 'search';
  }
  const least = proof ? deviationIn(grouping.cost) : Math.max(deviationIn(bound), localBound(grouping, shouldStop));
  if (least === deviationIn(grouping.cost)) proof ??= 'search';
  shape(grouping, recombine(grouping), chance, shouldStop);
  return { grid: renumber(grouping.grid), bound: least, proof };
}

/** Recombines around every grid outside its window until the bound is met or the rounds are used up. */
function repair(grouping: Grouping, recombine: Recombiner, bound: number, chance: Random, shouldStop: () => boolean): void {
  for (let round = 0; round < REPAIR_ROUNDS && grouping.cost > bound; round++) {
    for (let grid = 0; grid < grouping.members.length; grid++) {
      for (let attempt = 0; attempt < TRIES_PER_ROUND && isOpen(grouping, grid); attempt++) {
        if (shouldStop()) return;
        // Few grids and no worse shape first; wider and freer when that does not help.
        recombine.step(grouping, grid, { most: 2 + chance.below(Math.min(round + 1, MOST_TOGETHER - 1)), draws: REPAIR_DRAWS, lenient: round >= LENIENT_FROM });
      }
    }
  }
}

/** Whether a grid is outside the window by more than a unit that is above it all by itself. */
function isOpen({ members, sum, piece }: Grouping, grid: number): boolean {
  if (members[grid]!.length === 0) return false;
  const cost = windowCost(sum[grid]!, piece.min, piece.max);
  return cost > 0 && !members[grid]!.some((unit) => windowCost(piece.households[unit]!, piece.min, piece.max) === cost && piece.households[unit]! > piece.max);
}

/** Shortens borders and keeps households where they were, at the same cost. */
function shape(grouping: Grouping, recombine: Recombiner, chance: Random, shouldStop: () => boolean): void {
  const grids = grouping.members.length;
  if (grids - grouping.free.length < 2) return;
  for (let round = 0; round < RESHAPES_PER_GRID; round++) {
    for (let grid = 0; grid < grouping.members.length; grid++) {
      if (shouldStop()) return;
      if (grouping.members[grid]!.length > 0) recombine.step(grouping, grid, { most: 2 + chance.below(2), draws: 1, lenient: false });
    }
  }
  annealBorders(grouping, continued(grouping), chance, PROPOSALS_PER_UNIT * grouping.grid.length, HOT_M, shouldStop);
}

/** The grid of the edition in force that each grid continues. */
function continued({ piece, grid, members }: Grouping): Int32Array {
  const old = new Map<number, number>(), names: number[] = [];
  const overlap: [number, number, number][] = [];
  piece.current.forEach((current, unit) => {
    if (current < 0) return;
    if (!old.has(current)) {
      old.set(current, names.length);
      names.push(current);
    }
    overlap.push([grid[unit]!, old.get(current)!, piece.households[unit]!]);
  });
  return matchBest(members.length, names.length, overlap).map((column) => (column < 0 ? -1 : names[column]!));
}

function renumber(grid: Int32Array): Int32Array {
  const number = new Map<number, number>();
  return grid.map((each) => {
    if (!number.has(each)) number.set(each, number.size);
    return number.get(each)!;
  });
}

import { contract, regroupLocks, type Contracted } from './contract.ts';
import { constructGrouping, currentGrouping } from './construct.ts';
import { costBound, deviationIn, windowCost } from './cost.ts';
import { movedIn, worthOf } from './worth.ts';
import { MOST_IN_SET } from './bitSets.ts';
import { exhaust } from './exhaust.ts';
import { groupingOf, regroup, type Grouping } from './grouping.ts';
import { localBound } from './localBound.ts';
import type { Piece } from './pieces.ts';
import { proveMoved } from './proveMoved.ts';
import { partSeed, random, type Random } from './random.ts';
import { repairEdition } from './repairEdition.ts';
import { recombiner, type Recombiner } from './recombine.ts';
import { shape } from './shape.ts';
import { treeDrawer } from './spanningTree.ts';
import { treePartition } from './treePartition.ts';

/** How the least deviation was proved: by a bound from the totals, by looking through every grouping of the piece or around each grid outside its window, or not at all. */
export type Proof = 'bound' | 'search' | null;

export interface PieceSolution {
  /** Grid of each unit of the piece, from 0 without holes. */
  grid: Int32Array;
  deviation: number;
  /** No plan of this piece deviates by fewer households. */
  bound: number;
  proof: Proof;
  /** Households whose grid changes against the edition in force; 0 without one. */
  moved: number;
  /** No plan of this piece that deviates as little, with as few grids outside, moves fewer. */
  movedBound: number;
}

// Work, in steps and proposals, measured on real communities: more brings less than one household in a thousand.
const STARTS = 4, REPAIR_ROUNDS = 30, TRIES_PER_ROUND = 8, REPAIR_DRAWS = 4, MOST_TOGETHER = 6, LENIENT_FROM = 4;
const EXHAUST_WORK = 2_500_000;

/** Solves one piece: construct, repair, prove, shape. The same for a seed, wherever it runs; a stop keeps the best so far. */
export function solvePiece(piece: Piece, seed: number, shouldStop: () => boolean): PieceSolution {
  const chance = random(partSeed(seed, piece.units[0]!));
  let contracted = contractLocks(piece);
  const { piece: merged, chosen } = contracted;
  const drawer = treeDrawer(merged, chance), partition = treePartition(merged);
  const bound = boundOf(chosen ? piece : merged);
  const edition = currentGrouping(merged);
  let best = null as Grouping | null, bestWorth = 0;
  const consider = (grid: Int32Array): Grouping => {
    const grouping = groupingOf(merged, grid);
    let worth = edition ? worthOf(grouping) : 0;
    // Repair moves households: where the cost cannot fall, what is worth less before it is not worth the work.
    if (best && best.cost <= bound && worth >= bestWorth) return best;
    if (grouping.cost > bound) {
      repair(grouping, recombiner(grouping, drawer, partition, chance), bound, chance, shouldStop);
      if (edition) worth = worthOf(grouping);
    }
    if (!best || grouping.cost < best.cost || (grouping.cost === best.cost && worth < bestWorth)) {
      best = grouping;
      bestWorth = worth;
    }
    return best;
  };
  if (edition) repairEdition(edition, consider(edition.grid), consider, chance, shouldStop);
  for (let start = 0; start < STARTS && !(best && (best.cost <= bound || shouldStop())); start++) consider(constructGrouping(merged, drawer, partition, chance).grid);
  let grouping = best!;
  let proof: Proof = deviationIn(grouping.cost) === deviationIn(bound) ? 'bound' : null;
  if (grouping.cost > bound && piece.units.length <= MOST_IN_SET) {
    const { exhausted, grids } = exhaust(piece, grouping.cost, EXHAUST_WORK, shouldStop);
    if (grids) {
      contracted = contractLocks(piece, grids);
      grouping = groupingOf(contracted.piece, byNode(contracted, grids));
    }
    if (exhausted) proof ??= 'search';
  }
  const least = proof ? deviationIn(grouping.cost) : Math.max(deviationIn(bound), chosen ? 0 : localBound(grouping, shouldStop));
  if (least === deviationIn(grouping.cost)) proof ??= 'search';
  let leastMoved = 0;
  if (edition) {
    const whole = groupingOf(piece, contracted.node.map((node) => grouping.grid[node]!)), moved = movedIn(whole);
    const proved = proveMoved(piece, grouping.cost, moved, shouldStop);
    leastMoved = proved.bound;
    if (proved.grids && worthOf(groupingOf(piece, proved.grids)) < worthOf(whole)) {
      contracted = contractLocks(piece, proved.grids);
      grouping = groupingOf(contracted.piece, byNode(contracted, proved.grids));
    }
  }
  const same = grouping.piece === merged;
  const trees = same ? drawer : treeDrawer(grouping.piece, chance);
  shape(grouping, recombiner(grouping, trees, same ? partition : treePartition(grouping.piece), chance), trees, chance, shouldStop);
  const grid = renumber(contracted.node.map((node) => grouping.grid[node]!));
  return { grid, deviation: deviationIn(grouping.cost), bound: least, proof, moved: edition ? movedIn(groupingOf(piece, grid)) : 0, movedBound: leastMoved };
}

/** The piece with the units locked to one grid as one, linked inside the `grids` they are in when those are given. */
function contractLocks(piece: Piece, grids?: Int32Array): Contracted {
  if (piece.lock.every((grid) => grid < 0)) return { piece, node: Int32Array.from(piece.units.keys()), chosen: false };
  const inside = new Map(grids && Array.from(piece.lock, (lock, unit) => [lock, grids[unit]!]));
  const { label, chosen, apart } = regroupLocks(piece, grids && ((unit, lock) => grids[unit] === inside.get(lock)));
  if (apart.length) throw new Error(`Locks tear grid ${piece.lock[apart[0]![0]]} apart; findLockFaults names them.`);
  return contract(piece, label, chosen);
}

function byNode({ piece, node }: Contracted, grids: Int32Array): Int32Array {
  const result = new Int32Array(piece.units.length);
  node.forEach((each, unit) => { result[each] = grids[unit]!; });
  return result;
}

const boundOf = ({ households, min, max, lock }: Piece): number => costBound(households, min, max, new Set(lock).size - Number(lock.includes(-1)) || 1);

/** Recombines around every grid outside its window until the bound is met or the rounds are used up. */
function repair(grouping: Grouping, recombine: Recombiner, bound: number, chance: Random, shouldStop: () => boolean): void {
  let kept = grouping.grid.slice(), keptCost = grouping.cost;
  for (let round = 0; round < REPAIR_ROUNDS && grouping.cost > bound; round++) {
    for (let grid = 0; grid < grouping.members.length; grid++) {
      for (let attempt = 0; attempt < TRIES_PER_ROUND && isOpen(grouping, grid); attempt++) {
        if (shouldStop()) return;
        // Few grids and no worse shape first; wider and freer when that does not help.
        recombine.step(grouping, grid, { most: 2 + chance.below(Math.min(round + 1, MOST_TOGETHER - 1)), draws: REPAIR_DRAWS, lenient: round >= LENIENT_FROM });
      }
    }
    if (grouping.cost === keptCost) continue;
    kept = grouping.grid.slice();
    keptCost = grouping.cost;
  }
  // What was tried since for nothing is forgotten: it moves households.
  grouping.grid.set(kept);
  regroup(grouping);
}

/** Whether a grid is outside the window by more than a unit that is above it all by itself. */
function isOpen({ members, sum, piece }: Grouping, grid: number): boolean {
  if (members[grid]!.length === 0) return false;
  const cost = windowCost(sum[grid]!, piece.min, piece.max);
  return cost > 0 && !members[grid]!.some((unit) => windowCost(piece.households[unit]!, piece.min, piece.max) === cost && piece.households[unit]! > piece.max);
}

function renumber(grid: Int32Array): Int32Array {
  const number = new Map<number, number>();
  return grid.map((each) => {
    if (!number.has(each)) number.set(each, number.size);
    return number.get(each)!;
  });
}

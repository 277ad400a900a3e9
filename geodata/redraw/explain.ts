import { shortfall } from './cost.ts';
import type { Judgement } from './judge.ts';
import { splitPieces } from './pieces.ts';
import { deviationOf, type Assignment, type Problem } from './problem.ts';
import type { PieceResult, Solution } from './solve.ts';
import { solvePiece, type Proof } from './solvePiece.ts';

/**
 * Why a grid is outside its window:
 * - `unit_above_max`: one of its units is above the maximum by itself;
 * - `community_below_min`: the whole community holds fewer households than one grid needs;
 * - `piece_cut_off`: the same of a piece that shares no border with the rest of its community;
 * - `no_multiple`: the piece's total lies in no [k·min, k·max];
 * - `lock_forces`: it is frozen, or its community deviates by less when nothing is locked or frozen;
 * - `least_proved`: no grouping of this piece deviates less, by the way its units touch;
 * - `not_proved`: a better grouping may exist, within the gap of its community.
 */
export type Reason = 'unit_above_max' | 'community_below_min' | 'piece_cut_off' | 'no_multiple' | 'lock_forces' | 'least_proved' | 'not_proved';

export interface Violation {
  grid: number;
  community: number;
  households: number;
  /** Households above (+) or below (−) the window. */
  off: number;
  reason: Reason;
  /** The units that are above the maximum by themselves. */
  units: number[];
}

export interface CommunityResult {
  community: number;
  units: number;
  households: number;
  grids: number;
  inWindow: number;
  pieces: number;
  deviation: number;
  /** Households of the deviation that go when nothing is locked or frozen. */
  lockCost: number;
  /** No plan of the community deviates by fewer households. */
  bound: number;
  /** Null while the deviation is above the bound. */
  proof: Proof;
  /** Households whose grid changes against the edition in force; 0 without one. */
  moved: number;
  /** No plan of the community that deviates as little, with as few grids outside, moves fewer; `moved` is proved the least where it is the same. */
  movedBound: number;
}

export interface Explanation { bound: number; movedBound: number; violations: Violation[]; communities: CommunityResult[] }

/** The reasons for every grid outside its window, and what is proved of every community, in order of their first unit. Stopped early, it finds less that locks cost. */
export function explain(problem: Problem, solution: Solution, judgement: Judgement, shouldStop: () => boolean = () => false): Explanation {
  const communities = new Map<number, CommunityResult>();
  const violations: Violation[] = [];
  const members = unitsOf(solution.assignment, judgement.grids);
  const piecesOf = new Map<number, number>();
  const lockCosts = costLocks(problem, solution, judgement, shouldStop);
  for (const piece of solution.pieces) if (!piece.frozen) piecesOf.set(piece.community, (piecesOf.get(piece.community) ?? 0) + 1);
  for (const piece of solution.pieces) {
    const result = communities.get(piece.community) ?? { community: piece.community, units: 0, households: 0, grids: 0, inWindow: 0, pieces: 0, deviation: 0, lockCost: lockCosts.get(piece.community) ?? 0, bound: 0, proof: 'bound', moved: 0, movedBound: 0 };
    communities.set(piece.community, result);
    const min = problem.windowMin[piece.community]!, max = problem.windowMax[piece.community]!;
    for (const grid of piece.grids) {
      const households = judgement.households[grid]!;
      const deviation = deviationOf(households, min, max);
      result.deviation += deviation;
      if (deviation === 0) {
        result.inWindow++;
        continue;
      }
      const large = members[grid]!.filter((unit) => problem.households[unit]! > max);
      violations.push({
        grid, community: piece.community, households, off: households > max ? deviation : -deviation, units: large,
        reason: large.length ? 'unit_above_max' : piece.frozen || result.lockCost > 0 ? 'lock_forces' : reasonOf(piece, min, max, piecesOf.get(piece.community)!),
      });
    }
    result.units += piece.units;
    result.households += piece.households;
    result.grids += piece.grids.length;
    result.bound += piece.bound;
    result.movedBound += piece.movedBound;
    for (const grid of piece.grids) for (const unit of members[grid]!) if (problem.current[unit]! >= 0 && judgement.continues[grid] !== problem.current[unit]) result.moved += problem.households[unit]!;
    if (!piece.frozen) result.pieces++;
    if (piece.proof !== 'bound') result.proof = piece.proof === null || result.proof === null ? null : 'search';
  }
  const list = [...communities.values()];
  const sum = (value: (each: CommunityResult) => number) => list.reduce((total, each) => total + value(each), 0);
  return { bound: sum((each) => each.bound), movedBound: sum((each) => each.movedBound), violations, communities: list };
}

/** What communities with locks or frozen grids deviate by, less what they do when solved once more without: the positive ones. */
function costLocks(problem: Problem, { pieces }: Solution, judgement: Judgement, shouldStop: () => boolean): Map<number, number> {
  const { lock, frozen, community, windowMin, windowMax } = problem;
  const bound = new Set(community.filter((_, unit) => frozen?.[unit] === 1 || (lock?.[unit] ?? -1) >= 0));
  const costs = new Map<number, number>();
  const add = (home: number, households: number, sign: number) =>
    costs.set(home, (costs.get(home) ?? 0) + sign * deviationOf(households, windowMin[home]!, windowMax[home]!));
  for (const piece of pieces) if (bound.has(piece.community)) for (const grid of piece.grids) add(piece.community, judgement.households[grid]!, 1);
  for (const piece of splitPieces({ ...problem, lock: undefined, frozen: undefined })) {
    if (!((costs.get(piece.community) ?? 0) > 0)) continue;
    const sums = new Map<number, number>();
    solvePiece(piece, problem.seed, shouldStop).grid.forEach((grid, unit) => sums.set(grid, (sums.get(grid) ?? 0) + piece.households[unit]!));
    for (const households of sums.values()) add(piece.community, households, -1);
  }
  return new Map([...costs].filter(([, cost]) => cost > 0));
}

function reasonOf(piece: PieceResult, min: number, max: number, pieces: number): Reason {
  if (piece.households < min) return pieces > 1 ? 'piece_cut_off' : 'community_below_min';
  if (shortfall(piece.households, min, max) > 0) return 'no_multiple';
  return piece.proof ? 'least_proved' : 'not_proved';
}

function unitsOf(assignment: Assignment, grids: number): number[][] {
  const members: number[][] = Array.from({ length: grids }, () => []);
  assignment.forEach((grid, unit) => members[grid]!.push(unit));
  return members;
}

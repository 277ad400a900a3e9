import { splitPieces } from './pieces.ts';
import { deviationOf, isFixed, type Assignment, type Problem } from './problem.ts';
import { solvePiece, type PieceSolution } from './solvePiece.ts';

export interface Solution {
  assignment: Assignment;
  /** One entry a connected piece of a community, in order of its first unit, then one a frozen grid. */
  pieces: PieceResult[];
}

export interface PieceResult extends Omit<PieceSolution, 'grid'> { community: number; units: number; households: number; grids: number[]; frozen: boolean }

export interface Control {
  /** Asked often; the best so far is returned soon after it says yes. */
  shouldStop?: () => boolean;
  onProgress?: (progress: Progress) => void;
}

/** How far a run is: units of the pieces solved so far, of all; what those pieces deviate by, and the least they can. */
export interface Progress { done: number; total: number; deviation: number; bound: number }

/** Solves every piece in turn; the locks must be free of faults (`findLockFaults`). Deterministic for a seed; valid whenever it is stopped. */
export function solve(problem: Problem, { shouldStop = () => false, onProgress = () => {} }: Control = {}): Solution {
  const pieces = splitPieces(problem);
  const total = pieces.reduce((sum, piece) => sum + piece.units.length, 0);
  const progress: Progress = { done: 0, total, deviation: 0, bound: 0 };
  return joinPieces(problem, pieces.map((piece) => {
    const solved = solvePiece(piece, problem.seed, shouldStop);
    progress.done += piece.units.length;
    progress.deviation += solved.deviation;
    progress.bound += solved.bound;
    onProgress({ ...progress });
    return solved;
  }));
}

/** Joins the solutions of `splitPieces(problem)`, in its order, with the dedicated and frozen grids of the edition in force. */
export function joinPieces(problem: Problem, solutions: readonly PieceSolution[]): Solution {
  const assignment = new Int32Array(problem.community.length).fill(-1);
  let grids = 0;
  const pieces = splitPieces(problem).map((piece, index): PieceResult => {
    const { grid, ...result } = solutions[index]!;
    piece.units.forEach((unit, local) => { assignment[unit] = grids + grid[local]!; });
    const count = grid.reduce((most, each) => Math.max(most, each), -1) + 1;
    const own = Array.from({ length: count }, (_, i) => grids + i);
    grids += count;
    return { community: piece.community, units: piece.units.length, households: piece.households.reduce((sum, h) => sum + h, 0), ...result, grids: own, frozen: false };
  });
  const fixed = new Map<number, number>(), frozen = new Map<number, PieceResult>();
  assignment.forEach((_, unit) => {
    if (!isFixed(problem, unit)) return;
    const current = problem.current[unit]!, community = problem.community[unit]!;
    if (!fixed.has(current)) fixed.set(current, grids++);
    assignment[unit] = fixed.get(current)!;
    if (problem.dedicated[unit]) return;
    const result = frozen.get(current) ?? { community, units: 0, households: 0, deviation: 0, bound: 0, proof: 'bound', moved: 0, movedBound: 0, grids: [assignment[unit]!], frozen: true };
    frozen.set(current, result);
    result.units++;
    result.households += problem.households[unit]!;
    result.deviation = result.bound = deviationOf(result.households, problem.windowMin[community]!, problem.windowMax[community]!);
  });
  return { assignment, pieces: [...pieces, ...frozen.values()] };
}

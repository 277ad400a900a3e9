import { splitPieces } from '../../geodata/redraw/pieces.ts';
import type { Problem } from '../../geodata/redraw/problem.ts';
import { joinPieces, solve, type Solution } from '../../geodata/redraw/solve.ts';
import type { PieceSolution } from '../../geodata/redraw/solvePiece.ts';
import { runPool, stopFlag } from '../../server/jobs/workerPool.ts';

/** Below this many units, threads take longer to start than to solve. */
const WORTH_THREADS = 5000;

/** Solves the problem on `workers` threads; the result is the same for any number of them. */
export async function solveFile(problem: Problem, workers: number, report: (done: number, total: number) => void): Promise<Solution> {
  if (workers === 1 || problem.community.length < WORTH_THREADS) return solve(problem, { onProgress: report });
  const pieces = splitPieces(problem);
  const solutions: PieceSolution[] = [];
  const total = pieces.reduce((sum, piece) => sum + piece.units.length, 0);
  let done = 0;
  // The largest first, so that no thread is left alone with one at the end.
  const inputs = pieces.map((piece, index) => ({ index, piece, seed: problem.seed })).sort((a, b) => b.piece.units.length - a.piece.units.length);
  await runPool(new URL('./pieceWorker.ts', import.meta.url), inputs, ({ index, solution }: { index: number; solution: PieceSolution }) => {
    solutions[index] = solution;
    report(done += pieces[index]!.units.length, total);
  }, { workers: Math.min(workers, pieces.length), stop: stopFlag() });
  return joinPieces(problem, solutions);
}

import { splitPieces } from '../../geodata/redraw/pieces.ts';
import type { Problem } from '../../geodata/redraw/problem.ts';
import { joinPieces, type Solution } from '../../geodata/redraw/solve.ts';
import { solvePiece, type PieceSolution } from '../../geodata/redraw/solvePiece.ts';
import { runPool, stopFlag } from '../../server/jobs/workerPool.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Below this many units, threads take longer to start than to solve. */
const WORTH_THREADS = 5000;
/** A piece of so many units is never solved in the thread that hears signals. */
const LONG_PIECE = 1000;

/** What ended a run before its end. */
export type Stopped = 'time' | 'signal' | null;

export interface RunOptions {
  workers: number;
  /** Seconds after which the best so far is kept; Infinity without a limit. */
  timeLimitS: number;
  /** Ends the run when it resolves. */
  stopping: Promise<void>;
  report: (done: number, total: number) => void;
  /** Has the pieces that an earlier run finished, and gets those that this one does. */
  checkpoint: Pick<Checkpoint, 'finished' | 'keep'>;
}

/** Solves the problem on `workers` threads; the result is the same for any number of them, unless it is stopped: then it is the best so far. */
export async function solveFile(problem: Problem, { workers, timeLimitS, stopping, report, checkpoint }: RunOptions): Promise<{ solution: Solution; stopped: Stopped }> {
  const stop = stopFlag();
  let stopped: Stopped = null;
  const end = (why: 'time' | 'signal') => {
    stopped ??= why;
    stop[0] = 1;
  };
  const deadline = performance.now() + timeLimitS * 1000;
  const timer = Number.isFinite(timeLimitS) ? setTimeout(() => end('time'), timeLimitS * 1000) : undefined;
  void stopping.then(() => end('signal'));
  const pieces = splitPieces(problem);
  const largest = pieces.reduce((most, piece) => Math.max(most, piece.units.length), 0);
  const solutions: PieceSolution[] = [];
  const total = pieces.reduce((sum, piece) => sum + piece.units.length, 0);
  let done = 0;
  const finish = (index: number, solution: PieceSolution) => {
    solutions[index] = solution;
    // What was cut short is no result of the problem, only of the clock.
    if (!stopped && !checkpoint.finished.has(index)) checkpoint.keep(index, solution);
    report(done += pieces[index]!.units.length, total);
  };
  for (const [index, solution] of checkpoint.finished) finish(index, solution);
  if (problem.community.length < WORTH_THREADS && largest < LONG_PIECE) {
    for (const [index, piece] of pieces.entries()) {
      if (solutions[index]) continue;
      // Signals and the timer get their turn.
      await new Promise((resolve) => { setImmediate(resolve); });
      finish(index, solvePiece(piece, problem.seed, () => {
        if (performance.now() > deadline) end('time');
        return stop[0] === 1;
      }));
    }
    clearTimeout(timer);
    return { solution: joinPieces(problem, solutions), stopped };
  }
  // The largest first, so that no thread is left alone with one at the end.
  const inputs = pieces.map((piece, index) => ({ index, piece, seed: problem.seed })).filter(({ index }) => !solutions[index]).sort((a, b) => b.piece.units.length - a.piece.units.length);
  await runPool(new URL('./pieceWorker.ts', import.meta.url), inputs, ({ index, solution }: { index: number; solution: PieceSolution }) => finish(index, solution), { workers: Math.min(workers, inputs.length), stop });
  clearTimeout(timer);
  return { solution: joinPieces(problem, solutions), stopped };
}

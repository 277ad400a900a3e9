/** Runs the engine over a small problem away from the page. */
import { judge } from '../../../geodata/redraw/judge.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { findLockFaults } from '../../../geodata/redraw/locks.ts';
import { solve } from '../../../geodata/redraw/solve.ts';

/** Grid of each unit; the grid of `problem.current` that each continues, −1 for new ones. Null where locks contradict each other. */
export interface Solved { assignment: Int32Array; continues: Int32Array; deviation: number }

self.onmessage = ({ data: problem }: MessageEvent<Problem>) => {
  if (findLockFaults(problem).length) return self.postMessage(null);
  const { assignment } = solve(problem), { continues, deviation } = judge(problem, assignment);
  self.postMessage({ assignment, continues, deviation } satisfies Solved);
};

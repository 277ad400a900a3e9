import { judge, type Judgement } from './judge.ts';
import type { Assignment, Problem } from './problem.ts';

/**
 * The problem as a plan made by hand has it: which grids are dedicated the plan says, not the edition in force; locks and
 * frozen grids forbid edits, what stands is not judged by them. `dedicated[grid]` by the numbers of `assignment`.
 */
export function planProblem({ lock: _, frozen: __, ...problem }: Problem, assignment: Assignment, dedicated: readonly boolean[]): Problem {
  return { ...problem, dedicated: Uint8Array.from(assignment, (grid) => Number(grid >= 0 && dedicated[grid] === true)) };
}

/** Judges a plan made by hand; of the hard rules there remain that every unit has a grid, inside its community and connected. */
export function judgePlan(problem: Problem, assignment: Assignment, dedicated: readonly boolean[]): Judgement {
  const judgement = judge(planProblem(problem, assignment, dedicated), assignment);
  // A dedicated grid that a planner made is of units from anywhere.
  return { ...judgement, breaches: judgement.breaches.filter(({ rule }) => rule !== 'dedicated') };
}

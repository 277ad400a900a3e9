import { judge, type Judgement } from './judge.ts';
import type { Assignment, Problem } from './problem.ts';

/**
 * The problem as a plan made by hand has it: which grids are dedicated the plan says, by the numbers of `assignment`, not the
 * edition in force; locks and frozen grids forbid edits, what stands is not judged by them.
 */
export function planProblem(problem: Problem, assignment: Assignment, dedicated: readonly boolean[]): Problem {
  const byPlan: Problem = { ...problem, dedicated: Uint8Array.from(assignment, (grid) => Number(grid >= 0 && dedicated[grid] === true)) };
  delete byPlan.lock;
  delete byPlan.frozen;
  return byPlan;
}

/** Judges a plan made by hand; of the hard rules there remain that every unit has a grid, inside its community and connected. */
export function judgePlan(problem: Problem, assignment: Assignment, dedicated: readonly boolean[]): Judgement {
  const judgement = judge(planProblem(problem, assignment, dedicated), assignment);
  // A dedicated grid that a planner made is of units from anywhere.
  return { ...judgement, breaches: judgement.breaches.filter(({ rule }) => rule !== 'dedicated') };
}

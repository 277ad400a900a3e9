/** The engine for a part of a community: mending around a grid, and splitting one. */
import { gridsAround, partProblem, splitProblem } from '../../../geodata/redraw/partProblem.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import type { Change } from './change.ts';
import { newCodes, type Community } from './community.ts';
import { planSpread } from './moves.ts';
import type { Solved } from './solveWorker.ts';

export type Solver = (problem: Problem) => Promise<Solved | null>;

/** A solver in a worker of its own, which ends with it. */
export const solveInWorker: Solver = (problem) => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('./solveWorker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Solved | null>) => { worker.terminate(); resolve(data); };
  worker.onerror = (event) => { worker.terminate(); reject(new Error(event.message)); };
  worker.postMessage(problem);
});

const RINGS = 2;

/** Mends around a grid: the grids it touches first, then those around them where that helps; everything else stays. Null where nothing gets better. */
export async function repairAround(community: Community, grid: number, solver: Solver): Promise<Change | null> {
  const { edits, problem } = community, mayChange = (other: number) => !community.frozen[other] && !edits.isDedicated(other);
  if (!mayChange(grid)) return null;
  let best: Change | null = null, most = -Infinity;
  for (let rings = 1; rings <= RINGS; rings++) {
    const grids = gridsAround(problem, edits.assignment, grid, rings, mayChange);
    const units = Int32Array.from([...edits.assignment.keys()].filter((unit) => grids.has(edits.assignment[unit]!) || (edits.assignment[unit]! < 0 && touches(community, unit, grids))));
    const solved = await solver(partProblem(problem, units, units.map((unit) => edits.assignment[unit]!), Uint8Array.from(units, (unit) => community.locked[unit]!)));
    if (!solved) return best;
    const saved = [...grids].reduce((sum, each) => sum + edits.grid(each).deviation, 0) - solved.deviation;
    if (saved <= most) break;
    most = saved;
    best = changeBy(community, units, solved);
    if (solved.deviation === 0) break;
  }
  return best;
}

/** Splits a grid into connected parts, as many as fit the window, else two; the largest keeps the code. */
export async function splitByEngine(community: Community, grid: number, solver: Solver): Promise<Change | null> {
  const { units } = community.edits.grid(grid);
  if (units.length < 2) return null;
  const solved = await solver(splitProblem(community.problem, units));
  if (!solved) return null;
  const sum = new Map<number, number>();
  solved.assignment.forEach((part, i) => sum.set(part, (sum.get(part) ?? 0) + community.problem.households[units[i]!]!));
  if (sum.size < 2) return null;
  const largest = [...sum].sort(([, a], [, b]) => b - a)[0]![0];
  return changeBy(community, units, { ...solved, continues: solved.continues.map((_, part) => (part === largest ? grid : -1)) });
}

function changeBy(community: Community, units: Int32Array, { assignment, continues }: Solved): Change | null {
  const fresh = [...continues.keys()].filter((grid) => continues[grid]! < 0), codes = newCodes(community, fresh.length);
  if (!codes) return null;
  const codeOf = Array.from(continues, (old, grid) => (old < 0 ? codes[fresh.indexOf(grid)]! : community.gridCodes[old]!));
  return planSpread(community, [...units], Array.from(assignment, (grid) => codeOf[grid]!));
}

function touches({ problem: { borders }, edits }: Community, unit: number, grids: ReadonlySet<number>): boolean {
  for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) if (grids.has(edits.assignment[borders.neighbour[e]!]!)) return true;
  return false;
}

import { deviationOf, type Assignment, type Problem } from './problem.ts';

/**
 * Some units of one community (ascending) as a problem of their own: `current[i]` is the grid, by any numbers, that unit i is in
 * now and best stays in, −1 without one; `locked[i]` keeps it there. Nothing in it is dedicated or frozen.
 */
export function partProblem(problem: Problem, units: Int32Array, current: Int32Array, locked?: Uint8Array): Problem {
  const { borders, community, windowMin, windowMax, target, barrierM, weights, seed } = problem, home = community[units[0]!]!;
  const local = new Map<number, number>();
  units.forEach((unit, i) => local.set(unit, i));
  const offset = new Int32Array(units.length + 1), neighbour: number[] = [], lengthM: number[] = [], barriers: number[] = [];
  units.forEach((unit, i) => {
    for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) {
      const other = local.get(borders.neighbour[e]!);
      if (other === undefined) continue;
      neighbour.push(other);
      lengthM.push(borders.lengthM[e]!);
      barriers.push(barrierM?.[e] ?? 0);
    }
    offset[i + 1] = neighbour.length;
  });
  return {
    households: units.map((unit) => problem.households[unit]!), borders: { offset, neighbour: Int32Array.from(neighbour), lengthM: Float64Array.from(lengthM) }, barrierM: Float64Array.from(barriers),
    areaM2: Float64Array.from(units, (unit) => problem.areaM2[unit]!), outlineM: Float64Array.from(units, (unit) => problem.outlineM[unit]!),
    community: new Int32Array(units.length), windowMin: Int32Array.of(windowMin[home]!), windowMax: Int32Array.of(windowMax[home]!), ...(target && { target: Int32Array.of(target[home]!) }),
    current, dedicated: new Uint8Array(units.length), ...(locked && { lock: current.map((grid, i) => (locked[i] ? grid : -1)) }), ...(weights && { weights }), seed,
  };
}

/** How far parts may be from equal when a grid is split that fits no number of windows. */
const SLACK = 0.2;

/**
 * The units of one grid as a problem whose solution is at least two: by the window where the households fit several of it, else
 * as equal as can be. Where nobody lives units count in place of households. Throws a RangeError for fewer than two units.
 */
export function splitProblem(problem: Problem, units: Int32Array): Problem {
  if (units.length < 2) throw new RangeError('A grid of one unit cannot be split.');
  const part = partProblem(problem, units, new Int32Array(units.length).fill(-1));
  const min = part.windowMin[0]!, max = part.windowMax[0]!, total = part.households.reduce((sum, each) => sum + each, 0);
  const parts = Math.max(2, Math.round(total / (part.target?.[0] ?? (min + max) / 2)));
  if (deviationOf(total / parts, min, max) === 0 && total >= parts) return part;
  const households = total >= 2 ? part.households : new Int32Array(units.length).fill(1);
  const share = (total >= 2 ? total : units.length) / parts;
  const { target: _, ...rest } = part;
  return { ...rest, households, windowMin: Int32Array.of(Math.max(1, Math.floor(share * (1 - SLACK)))), windowMax: Int32Array.of(Math.max(1, Math.ceil(share * (1 + SLACK)))) };
}

/** The grids of a repair around one: itself and those it touches, `rings` times over; grids that `mayChange` refuses are left out. */
export function gridsAround({ borders }: Problem, assignment: Assignment, grid: number, rings: number, mayChange: (grid: number) => boolean): Set<number> {
  let found = new Set([grid]);
  for (let ring = 0; ring < rings; ring++) {
    const wider = new Set(found);
    for (let unit = 0; unit < assignment.length; unit++) {
      if (!found.has(assignment[unit]!)) continue;
      for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) {
        const other = assignment[borders.neighbour[e]!]!;
        if (other >= 0 && mayChange(other)) wider.add(other);
      }
    }
    found = wider;
  }
  return found;
}

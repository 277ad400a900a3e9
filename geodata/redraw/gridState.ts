import { deviationOf, type Assignment, type Problem } from './problem.ts';

/** What one grid of a plan is worth, from its own units and their neighbours alone. */
export interface GridState {
  /** Ascending. */
  units: Int32Array;
  households: number;
  /** Community of the first unit, −1 for a grid without units. */
  community: number;
  window: 'empty' | 'dedicated' | 'under' | 'in' | 'over';
  /** Households away from the window; 0 for empty and dedicated grids. */
  deviation: number;
  /** (h − target)²; 0 for empty and dedicated grids. */
  imbalance: number;
  /** The connected parts, each ascending, in order of their first unit; one unless the grid is broken. */
  parts: number[][];
  /** Hard rules that the grid breaks; a dedicated grid may lie in several parts. */
  breaches: ('disconnected' | 'community')[];
  /** Whole millimetres of border with other grids of the same community. */
  borderMm: number;
  /** Weighted metres of barrier inside the grid. */
  barrierM: number;
  areaM2: number;
  /** Polsby–Popper 4πA/P², in (0, 1]; 0 for an empty grid. */
  compactness: number;
  /** Households that are in another grid, by number, in the edition in force. */
  moved: number;
}

const EMPTY: GridState = {
  units: new Int32Array(0), households: 0, community: -1, window: 'empty', deviation: 0, imbalance: 0, parts: [], breaches: [], borderMm: 0, barrierM: 0, areaM2: 0, compactness: 0, moved: 0,
};

/** Prepares the look at one grid of `assignment` as it stands at each call; costs as much as its units (ascending) have neighbours. */
export function gridReader(problem: Problem, assignment: Assignment): (units: Int32Array, isDedicated: boolean) => GridState {
  const { borders: { offset, neighbour, lengthM }, households, community, current, areaM2, outlineM, barrierM: barriers } = problem;
  const seen = new Int32Array(assignment.length);
  let stamp = 0;

  function partsOf(units: Int32Array): number[][] {
    const parts: number[][] = [];
    stamp++;
    for (const first of units) {
      if (seen[first] === stamp) continue;
      const part = [first];
      seen[first] = stamp;
      for (let i = 0; i < part.length; i++) {
        const at = part[i]!;
        for (let e = offset[at]!; e < offset[at + 1]!; e++) {
          const other = neighbour[e]!;
          if (assignment[other] !== assignment[first] || seen[other] === stamp) continue;
          seen[other] = stamp;
          part.push(other);
        }
      }
      parts.push(part.length === units.length ? Array.from(units) : part.sort((a, b) => a - b));
    }
    return parts;
  }

  return (units, isDedicated) => {
    if (units.length === 0) return EMPTY;
    const first = units[0]!, home = community[first]!, grid = assignment[first]!;
    let sum = 0, area = 0, perimeter = 0, borderMm = 0, barrierM = 0, moved = 0, crosses = false;
    for (const unit of units) {
      sum += households[unit]!;
      area += areaM2[unit]!;
      perimeter += outlineM[unit]!;
      if (current[unit]! >= 0 && current[unit] !== grid) moved += households[unit]!;
      if (community[unit] !== home) crosses = true;
      for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
        const other = neighbour[e]!;
        if (assignment[other] === grid) {
          perimeter -= lengthM[e]!;
          if (barriers && other > unit) barrierM += barriers[e]!;
        } else if (community[other] === community[unit]) borderMm += Math.round(lengthM[e]! * 1000);
      }
    }
    const parts = partsOf(units);
    const breaches: GridState['breaches'] = [];
    if (!isDedicated && parts.length > 1) breaches.push('disconnected');
    if (crosses) breaches.push('community');
    const min = problem.windowMin[home]!, max = problem.windowMax[home]!;
    return {
      units, households: sum, community: home, parts, breaches, borderMm, barrierM, moved, areaM2: area,
      window: isDedicated ? 'dedicated' : sum < min ? 'under' : sum > max ? 'over' : 'in',
      deviation: isDedicated ? 0 : deviationOf(sum, min, max),
      imbalance: isDedicated ? 0 : (sum - (problem.target?.[home] ?? (min + max) / 2)) ** 2,
      compactness: Math.min(1, (4 * Math.PI * area) / Math.max(perimeter ** 2, 1e-9)),
    };
  };
}

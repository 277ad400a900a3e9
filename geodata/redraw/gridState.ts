import { deviationOf, isFixed, type Assignment, type Problem } from './problem.ts';

/** What one grid is worth, from its own units and their neighbours alone. */
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
  /** Hard rules that the grid breaks by itself; a dedicated or frozen grid may lie in several parts. */
  breaches: ('disconnected' | 'community' | 'dedicated' | 'frozen' | 'lock')[];
  /** Whole millimetres of border with other grids of the same community. */
  borderMm: number;
  /** Weighted metres of barrier inside the grid. */
  barrierM: number;
  /** Polsby–Popper 4πA/P², in (0, 1]; 0 for an empty grid. */
  compactness: number;
}

const EMPTY: GridState = {
  units: new Int32Array(0), households: 0, community: -1, window: 'empty', deviation: 0, imbalance: 0, parts: [], breaches: [], borderMm: 0, barrierM: 0, compactness: 0,
};

/** Prepares the look at one grid of `assignment` as it stands at each call; costs as much as its units (ascending) have neighbours. */
export function gridReader(problem: Problem, assignment: Assignment): (units: Int32Array) => GridState {
  const { borders: { offset, neighbour, lengthM }, households, community, dedicated, frozen, lock, current, areaM2, outlineM, barrierM: barriers } = problem;
  const seen = new Int32Array(assignment.length), { lockHead, fixedHead } = findHeads(problem);
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

  return (units) => {
    if (units.length === 0) return EMPTY;
    const first = units[0]!, home = community[first]!, grid = assignment[first]!;
    let locked: number | null = null;
    let sum = 0, area = 0, perimeter = 0, borderMm = 0, barrierM = 0, isDedicated = false, crosses = false, mixes = false, thaws = false, unlocks = false;
    for (const unit of units) {
      sum += households[unit]!;
      area += areaM2[unit]!;
      perimeter += outlineM[unit]!;
      if (dedicated[unit]) isDedicated = true;
      if (community[unit] !== home) crosses = true;
      if (dedicated[unit] !== dedicated[first] || (dedicated[unit] && current[unit] !== current[first])) mixes = true;
      else if (frozen && (frozen[unit] !== frozen[first] || (frozen[unit] && current[unit] !== current[first]))) thaws = true;
      const fixed = fixedHead.get(unit) ?? unit;
      if (assignment[fixed] !== grid) {
        if (dedicated[unit]) mixes = true;
        else thaws = true;
      }
      if (lock && lock[unit]! >= 0 && (assignment[lockHead.get(lock[unit]!)!] !== grid || (locked ??= lock[unit]!) !== lock[unit])) unlocks = true;
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
    if (!isFixed(problem, first) && parts.slice(1).some((part) => part.some((unit) => !isFixed(problem, unit)))) breaches.push('disconnected');
    if (crosses) breaches.push('community');
    if (mixes) breaches.push('dedicated');
    if (thaws) breaches.push('frozen');
    if (unlocks) breaches.push('lock');
    const min = problem.windowMin[home]!, max = problem.windowMax[home]!;
    return {
      units, households: sum, community: home, parts, breaches, borderMm, barrierM,
      window: isDedicated ? 'dedicated' : sum < min ? 'under' : sum > max ? 'over' : 'in',
      deviation: isDedicated ? 0 : deviationOf(sum, min, max),
      imbalance: isDedicated ? 0 : (sum - (problem.target?.[home] ?? (min + max) / 2)) ** 2,
      compactness: Math.min(1, (4 * Math.PI * area) / Math.max(perimeter ** 2, 1e-9)),
    };
  };
}

/** The first unit of every lock, and for each unit of a dedicated or frozen grid the first unit of that: all others belong where it is. */
function findHeads(problem: Problem): { lockHead: Map<number, number>; fixedHead: Map<number, number> } {
  const { lock, current, dedicated } = problem;
  const lockHead = new Map<number, number>(), fixedHead = new Map<number, number>(), first = new Map<string, number>();
  for (let unit = 0; unit < current.length; unit++) {
    if (lock && lock[unit]! >= 0 && !lockHead.has(lock[unit]!)) lockHead.set(lock[unit]!, unit);
    if (!isFixed(problem, unit)) continue;
    const key = `${dedicated[unit] ? 'dedicated' : 'frozen'} ${current[unit]}`;
    if (!first.has(key)) first.set(key, unit);
    fixedHead.set(unit, first.get(key)!);
  }
  return { lockHead, fixedHead };
}

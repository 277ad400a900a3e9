import { LOCK_WEIGHT, matchBest } from './matching.ts';
import { deviationOf, type Assignment, type Problem } from './problem.ts';
import { DEFAULT_WEIGHTS } from './weights.ts';

/** What an assignment is worth, counted afresh from the problem alone. */
export interface Judgement {
  /** Σ max(0, min − h, h − max) over grids that obey the window, in households. */
  deviation: number;
  grids: number;
  inWindow: number;
  under: number;
  over: number;
  /** Grids that stand alone outside the window. */
  dedicated: number;
  /** Breaches of the hard rules; a valid assignment has none. */
  breaches: Breach[];
  /** Metres of border between grids of the same community, each counted once. */
  borderM: number;
  /** Weighted metres of barrier inside grids. */
  barrierM: number;
  /** Barrier, households moved and border by the weights of the problem: the less the better, at the same deviation. */
  score: number;
  /** Mean Polsby–Popper compactness 4πA/P² of the grids, in (0, 1]. */
  compactness: number;
  /** Σ (h − target)². */
  imbalance: number;
  /** Households whose grid changes against the edition in force, under the best matching of new to old grids; null without an edition. */
  movedHouseholds: number | null;
  /** Old grid that each grid continues, −1 for a new one; the grid its units are locked to, if any are. */
  continues: Int32Array;
  /** Households and community of each grid. */
  households: Int32Array;
  community: Int32Array;
  isDedicated: Uint8Array;
}

export interface Breach { rule: 'unassigned' | 'disconnected' | 'community' | 'dedicated' | 'frozen' | 'lock'; grid: number; unit: number }

/** Judges any assignment; shares no code with the solver but the definition of deviation. */
export function judge(problem: Problem, assignment: Assignment): Judgement {
  const { households, borders, windowMin, windowMax, areaM2, outlineM, barrierM: barriers } = problem;
  const grids = assignment.reduce((most, grid) => Math.max(most, grid), -1) + 1;
  const sum = new Int32Array(grids), area = new Float64Array(grids), perimeter = new Float64Array(grids);
  const community = new Int32Array(grids).fill(-1), isDedicated = new Uint8Array(grids);
  let borderM = 0, barrierM = 0;
  for (let unit = 0; unit < assignment.length; unit++) {
    const grid = assignment[unit]!;
    if (grid < 0) continue;
    sum[grid]! += households[unit]!;
    area[grid]! += areaM2[unit]!;
    perimeter[grid]! += outlineM[unit]!;
    if (community[grid]! < 0) community[grid] = problem.community[unit]!;
    if (problem.dedicated[unit]) isDedicated[grid] = 1;
    for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) {
      const other = borders.neighbour[e]!;
      if (assignment[other] === grid) {
        perimeter[grid]! -= borders.lengthM[e]!;
        if (barriers && other > unit) barrierM += barriers[e]!;
      } else if (other > unit && problem.community[other] === problem.community[unit]) borderM += borders.lengthM[e]!;
    }
  }
  const result: Judgement = {
    deviation: 0, grids, inWindow: 0, under: 0, over: 0, dedicated: 0, breaches: findBreaches(problem, assignment, grids), borderM, barrierM,
    score: 0, compactness: 0, imbalance: 0, ...matchCurrent(problem, assignment, grids), households: sum, community, isDedicated,
  };
  const { barrier, moved, border } = problem.weights ?? DEFAULT_WEIGHTS;
  result.score = barrier * barrierM + moved * (result.movedHouseholds ?? 0) + border * borderM;
  for (let grid = 0; grid < grids; grid++) {
    result.compactness += Math.min(1, (4 * Math.PI * area[grid]!) / Math.max(perimeter[grid]! ** 2, 1e-9)) / grids;
    if (isDedicated[grid]) {
      result.dedicated++;
      continue;
    }
    const min = windowMin[community[grid]!]!, max = windowMax[community[grid]!]!;
    result.deviation += deviationOf(sum[grid]!, min, max);
    result.imbalance += (sum[grid]! - (problem.target?.[community[grid]!] ?? (min + max) / 2)) ** 2;
    if (sum[grid]! < min) result.under++;
    else if (sum[grid]! > max) result.over++;
    else result.inWindow++;
  }
  return result;
}

function findBreaches({ borders, community, dedicated, current, frozen, lock }: Problem, assignment: Assignment, grids: number): Breach[] {
  const breaches: Breach[] = [];
  const first = new Int32Array(grids).fill(-1);
  const reached = new Uint8Array(assignment.length);
  const gridOfDedicated = new Map<number, number>(), gridOfFrozen = new Map<number, number>(), gridOfLock = new Map<number, number>(), lockOfGrid = new Map<number, number>();
  for (let unit = 0; unit < assignment.length; unit++) {
    const grid = assignment[unit]!;
    const isFrozen = frozen?.[unit] === 1 && !dedicated[unit], locked = lock?.[unit] ?? -1;
    // A dedicated or frozen grid may lie in several places, but is one grid.
    if (grid >= 0 && dedicated[unit]) {
      if ((gridOfDedicated.get(current[unit]!) ?? grid) !== grid) breaches.push({ rule: 'dedicated', grid, unit });
      gridOfDedicated.set(current[unit]!, gridOfDedicated.get(current[unit]!) ?? grid);
    }
    if (grid >= 0 && isFrozen) {
      if ((gridOfFrozen.get(current[unit]!) ?? grid) !== grid) breaches.push({ rule: 'frozen', grid, unit });
      gridOfFrozen.set(current[unit]!, gridOfFrozen.get(current[unit]!) ?? grid);
    }
    if (grid >= 0 && locked >= 0) {
      if ((gridOfLock.get(locked) ?? grid) !== grid || (lockOfGrid.get(grid) ?? locked) !== locked) breaches.push({ rule: 'lock', grid, unit });
      gridOfLock.set(locked, gridOfLock.get(locked) ?? grid);
      lockOfGrid.set(grid, lockOfGrid.get(grid) ?? locked);
    }
    if (grid < 0) breaches.push({ rule: 'unassigned', grid: -1, unit });
    else if (first[grid]! < 0) {
      first[grid] = unit;
      reached[unit] = 1;
      for (const stack = [unit]; stack.length;) {
        const at = stack.pop()!;
        for (let e = borders.offset[at]!; e < borders.offset[at + 1]!; e++) {
          const other = borders.neighbour[e]!;
          if (assignment[other] !== grid || reached[other]) continue;
          reached[other] = 1;
          stack.push(other);
        }
      }
    } else {
      const start = first[grid]!;
      if (community[start] !== community[unit]) breaches.push({ rule: 'community', grid, unit });
      if (dedicated[start] !== dedicated[unit] || (dedicated[unit] && current[start] !== current[unit])) breaches.push({ rule: 'dedicated', grid, unit });
      else if (frozen && (frozen[start] !== frozen[unit] || (isFrozen && current[start] !== current[unit]))) breaches.push({ rule: 'frozen', grid, unit });
      // A dedicated or frozen grid stays as it is, in one piece or not.
      else if (!reached[unit] && !dedicated[unit] && !isFrozen) breaches.push({ rule: 'disconnected', grid, unit });
    }
  }
  return breaches;
}

/** Which grid of the edition in force each grid continues, all together keeping the most households, and who moves then. */
export function matchCurrent({ current, households, lock }: Problem, assignment: Assignment, grids: number): Pick<Judgement, 'movedHouseholds' | 'continues'> {
  const highest = (most: number, grid: number) => Math.max(most, grid);
  const hasEdition = current.some((grid) => grid >= 0), old = Math.max(current.reduce(highest, -1), lock?.reduce(highest, -1) ?? -1) + 1;
  if (old === 0) return { movedHouseholds: null, continues: new Int32Array(grids).fill(-1) };
  const overlap = new Map<number, number>();
  let known = 0;
  assignment.forEach((grid, unit) => {
    if (grid < 0) return;
    if (lock && lock[unit]! >= 0) overlap.set(grid * old + lock[unit]!, (overlap.get(grid * old + lock[unit]!) ?? 0) + LOCK_WEIGHT);
    if (current[unit]! < 0) return;
    known += households[unit]!;
    const key = grid * old + current[unit]!;
    // A sliver of weight lets grids of empty units keep their code too, without outweighing one household.
    overlap.set(key, (overlap.get(key) ?? 0) + households[unit]! + 1e-6);
  });
  const continues = matchBest(grids, old, [...overlap].map(([key, weight]) => [Math.floor(key / old), key % old, weight] as const));
  let kept = 0;
  assignment.forEach((grid, unit) => { if (grid >= 0 && current[unit]! >= 0 && continues[grid] === current[unit]) kept += households[unit]!; });
  return { movedHouseholds: hasEdition ? known - kept : null, continues };
}

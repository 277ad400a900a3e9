/** Redraw problems drawn as maps, and an independent brute force for small ones. */
import fc from 'fast-check';
import { measureUnits, sharedBorders } from '../../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { isFixed, type Problem } from '../../../geodata/redraw/problem.ts';
import { drawUnits } from '../coverage/map.ts';
import { arbitraryMap } from '../coverage/randomMap.ts';

export interface Town {
  households: Record<string, number>;
  window?: [number, number];
  /** Community of units that are not in the first one. */
  community?: Record<string, number>;
  /** Grid of the edition in force. */
  current?: Record<string, number>;
  dedicated?: string;
  /** Grid that a unit has to be in. */
  lock?: Record<string, number>;
  frozen?: string;
  seed?: number;
}

/** The problem of a map of letters; units that are not named have no households. */
export function town(rows: readonly (string | readonly string[])[], { households, window = [30, 60], community = {}, current = {}, dedicated = '', lock = {}, frozen = '', seed = 1 }: Town): Problem & { names: string[] } {
  const { polygons, names } = drawUnits(rows);
  const coverage = buildCoverage(polygons);
  const communities = Math.max(0, ...Object.values(community)) + 1;
  return {
    names, households: Int32Array.from(names, (name) => households[name] ?? 0), borders: sharedBorders(coverage), ...measureUnits(coverage),
    community: Int32Array.from(names, (name) => community[name] ?? 0),
    windowMin: new Int32Array(communities).fill(window[0]), windowMax: new Int32Array(communities).fill(window[1]),
    current: Int32Array.from(names, (name) => current[name] ?? -1), dedicated: Uint8Array.from(names, (name) => Number(dedicated.includes(name))), seed,
    lock: Int32Array.from(names, (name) => lock[name] ?? -1), frozen: Uint8Array.from(names, (name) => Number(frozen.includes(name))),
  };
}

/** Random towns: up to two communities, some units empty, some above the maximum, with and without an edition in force and dedicated grids. */
export function arbitraryTown(most = { side: 9, units: 24 }): fc.Arbitrary<Problem & { names: string[] }> {

  return fc.tuple(
    arbitraryMap(most), fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 90 })), { minLength: most.units, maxLength: most.units }),
    fc.constantFrom<[number, number]>([30, 60], [1, 1], [50, 50], [20, 35]), fc.nat(most.side), fc.nat(3), fc.nat(1000), fc.boolean(),
  ).map(([map, households, window, split, edition, seed, dedicated]) => {
    const names = [...new Set(map.flat())];
    const by = (value: (name: string, index: number) => number) => Object.fromEntries(names.map((name, index) => [name, value(name, index)]));
    const community = by((name) => Number(map.findIndex((row) => row.includes(name)) >= split));
    if (!names.some((name) => community[name] === 1)) for (const name of names) community[name] = 0;
    const used = [...new Set(Object.values(community))];
    for (const name of names) community[name] = used.indexOf(community[name]!);
    const current = edition ? by((name, index) => community[name]! * 100 + (index % edition)) : {};
    const first = edition && dedicated ? names.filter((name) => current[name] === current[names[0]!]).join('') : '';
    return town(map, { households: by((_, index) => households[index]!), window, community, current, dedicated: first, seed });
  });
}

/** What to lock in a town of up to 24 units: 0 to its grid of the edition, 1 to a new grid; and whether to freeze a grid. */
export const arbitraryLocks = fc.record({ picks: fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }), freeze: fc.boolean() });

/** The town with those locks, contradictions included. */
export function lockTown<T extends Problem>(problem: T, { picks, freeze }: { picks: number[]; freeze: boolean }): T {
  const { current, community, dedicated } = problem;
  const lock = current.map((grid, unit) => (dedicated[unit] ? -1 : picks[unit] === 0 ? grid : picks[unit] === 1 ? community[unit]! * 100 + 50 : -1));
  const last = current.at(-1)!;
  return { ...problem, lock, frozen: Uint8Array.from(current, (grid, unit) => Number(freeze && grid >= 0 && grid === last && !dedicated[unit])) };
}

export interface Optimum { deviation: number; outside: number; moved: number }

/** The least deviation, then the fewest grids outside, then the fewest households moved against the edition in force, over every partition of the units into connected sets that keep the locks. For at most 9 units. */
export function bruteForce(problem: Problem): Optimum {
  const { households, borders, windowMin, windowMax, community, current, dedicated, frozen, lock } = problem;
  const units = [...households.keys()].filter((unit) => !isFixed(problem, unit));
  const touches = (a: number, b: number) => community[a] === community[b] && [...borders.neighbour.subarray(borders.offset[a], borders.offset[a + 1])].includes(b);
  const connected = (set: number[]) => {
    const left = new Set(set.slice(1)), reached = [set[0]!];
    for (const at of reached) for (const other of left) if (touches(at, other)) {
      left.delete(other);
      reached.push(other);
    }
    return left.size === 0;
  };
  const locked = units.filter((unit) => (lock?.[unit] ?? -1) >= 0);
  const keepsLocks = (sets: number[][]) => {
    const home = (unit: number) => sets.find((set) => set.includes(unit));
    return locked.every((a) => locked.every((b) => (lock![a] === lock![b]) === (home(a) === home(b))));
  };
  const value = (sets: number[][]): Optimum => {
    const off = sets.map((set) => {
      const sum = set.reduce((total, unit) => total + households[unit]!, 0), home = community[set[0]!]!;
      return Math.max(0, windowMin[home]! - sum, sum - windowMax[home]!);
    });
    const known = households.reduce((sum, each, unit) => sum + (current[unit]! >= 0 && !dedicated[unit] ? each : 0), 0);
    return { deviation: off.reduce((sum, each) => sum + each, 0), outside: off.filter((each) => each > 0).length, moved: known - mostKept(sets, 0, new Set()) };
  };
  const lockedGrids = new Set(locked.map((unit) => lock![unit]!));
  /** Households that keep their grid when every set takes the old grid, or none, that suits all together best, and one with locks the grid of its locks. */
  const mostKept = (sets: number[][], from: number, taken: Set<number>): number => {
    if (from === sets.length) return 0;
    const held = sets[from]!.filter((unit) => locked.includes(unit)).map((unit) => lock![unit]!);
    let best = held.length ? 0 : mostKept(sets, from + 1, taken);
    for (const old of new Set(held.length ? held : sets[from]!.map((unit) => current[unit]!))) {
      if (old < 0 || taken.has(old) || (!held.length && lockedGrids.has(old))) continue;
      const own = sets[from]!.reduce((sum, unit) => sum + (current[unit] === old ? households[unit]! : 0), 0);
      best = Math.max(best, own + mostKept(sets, from + 1, new Set(taken).add(old)));
    }
    return best;
  };
  const kept = [...new Set(current)].map((grid) => [...current.keys()].filter((unit) => current[unit] === grid && frozen?.[unit] && !dedicated[unit])).filter((set) => set.length);
  let best: Optimum = { deviation: Infinity, outside: Infinity, moved: Infinity };
  const parts: number[][] = [];
  const place = (index: number): void => {
    if (index === units.length) {
      const each = value([...parts, ...kept]);
      const less = each.deviation - best.deviation || each.outside - best.outside || each.moved - best.moved;
      if (less < 0 && parts.every(connected) && keepsLocks(parts)) best = each;
      return;
    }
    for (const part of parts) {
      part.push(units[index]!);
      place(index + 1);
      part.pop();
    }
    parts.push([units[index]!]);
    place(index + 1);
    parts.pop();
  };
  place(0);
  return best;
}

/** Redraw problems drawn as maps, and an independent brute force for small ones. */
import fc from 'fast-check';
import { measureUnits, sharedBorders } from '../../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
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
  seed?: number;
}

/** The problem of a map of letters; units that are not named have no households. */
export function town(rows: readonly (string | readonly string[])[], { households, window = [30, 60], community = {}, current = {}, dedicated = '', seed = 1 }: Town): Problem & { names: string[] } {
  const { polygons, names } = drawUnits(rows);
  const coverage = buildCoverage(polygons);
  const communities = Math.max(0, ...Object.values(community)) + 1;
  return {
    names, households: Int32Array.from(names, (name) => households[name] ?? 0), borders: sharedBorders(coverage), ...measureUnits(coverage),
    community: Int32Array.from(names, (name) => community[name] ?? 0),
    windowMin: new Int32Array(communities).fill(window[0]), windowMax: new Int32Array(communities).fill(window[1]),
    current: Int32Array.from(names, (name) => current[name] ?? -1), dedicated: Uint8Array.from(names, (name) => Number(dedicated.includes(name))), seed,
  };
}

/** Random towns: up to two communities, some units empty, some above the maximum, with and without an edition in force and dedicated grids. */
export function arbitraryTown(most = { side: 9, units: 24 }): fc.Arbitrary<Problem & { names: string[] }> {
  return fc.record({
    map: arbitraryMap(most), households: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 90 })), { minLength: most.units, maxLength: most.units }),
    window: fc.constantFrom<[number, number]>([30, 60], [1, 1], [50, 50], [20, 35]), split: fc.nat(most.side), edition: fc.nat(3), seed: fc.nat(1000), dedicated: fc.boolean(),
  }).map(({ map, households, window, split, edition, seed, dedicated }) => {
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

export interface Optimum { deviation: number; outside: number }

/** The least deviation, then the fewest grids outside, over every partition of the units into connected sets. For at most 9 units. */
export function bruteForce({ households, borders, windowMin, windowMax, community, dedicated }: Problem): Optimum {
  const units = [...households.keys()].filter((unit) => !dedicated[unit]);
  const touches = (a: number, b: number) => community[a] === community[b] && [...borders.neighbour.subarray(borders.offset[a], borders.offset[a + 1])].includes(b);
  const connected = (set: number[]) => {
    const left = new Set(set.slice(1)), reached = [set[0]!];
    for (const at of reached) for (const other of left) if (touches(at, other)) {
      left.delete(other);
      reached.push(other);
    }
    return left.size === 0;
  };
  let best: Optimum = { deviation: Infinity, outside: Infinity };
  const parts: number[][] = [];
  const place = (index: number): void => {
    if (index === units.length) {
      let deviation = 0, outside = 0;
      for (const part of parts) {
        const sum = part.reduce((total, unit) => total + households[unit]!, 0);
        const off = Math.max(0, windowMin[community[part[0]!]!]! - sum, sum - windowMax[community[part[0]!]!]!);
        deviation += off;
        if (off) outside++;
      }
      if ((deviation < best.deviation || (deviation === best.deviation && outside < best.outside)) && parts.every(connected)) best = { deviation, outside };
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureUnits, sharedBorders } from '../../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { findFaults } from '../../../geodata/coverage/faults.ts';
import type { MultiPolygon, Position } from '../../../geodata/district.ts';
import { corner, drawUnits } from './map.ts';
import { arbitraryMap } from './randomMap.ts';

/** Borders by name, rounded to whole metres: `{ 'A B': 20 }`. */
function borders(polygons: MultiPolygon[], names: string[], options?: { toleranceM?: number; minM?: number }): Record<string, number> {
  const { offset, neighbour, lengthM } = sharedBorders(buildCoverage(polygons, options), options?.minM);
  const found: Record<string, number> = {};
  for (let unit = 0; unit < names.length; unit++)
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (unit < neighbour[e]!) found[`${names[unit]} ${names[neighbour[e]!]}`] = Math.round(lengthM[e]!);
  return found;
}

const draw = (...rows: string[]) => {
  const { polygons, names } = drawUnits(rows);
  return borders(polygons, names);
};

/** A rectangle from (x1, y1) to (x2, y2) in metres, y to the south. */
const box = (x1: number, y1: number, x2: number, y2: number): MultiPolygon => ({
  type: 'MultiPolygon', coordinates: [[[corner(x1, y1, 1), corner(x1, y2, 1), corner(x2, y2, 1), corner(x2, y1, 1), corner(x1, y1, 1)]]],
});

describe('shared borders', () => {
  test('are as long as the sides that touch', () => expect(draw('AAB', 'AAB')).toEqual({ 'A B': 20 }));
  test('are found where a corner of one lies on a side of the other', () => expect(draw('AAB', 'AAC')).toEqual({ 'A B': 10, 'A C': 10, 'B C': 10 }));
  test('are not corners', () => expect(draw('AB', 'CD')).toEqual({ 'A B': 10, 'A C': 10, 'B D': 10, 'C D': 10 }));
  test('run around an enclave', () => expect(draw('AAA', 'ABA', 'AAA')).toEqual({ 'A B': 40 }));
  test('add up where two units touch twice', () => expect(draw('AAA', 'BCA', 'AAA')).toMatchObject({ 'A C': 30, 'A B': 20 }));

  test('are found within the tolerance and not beyond', () => {
    const apart = (gap: number) => borders([box(0, 0, 10, 10), box(10 + gap, 0, 20, 10)], ['A', 'B']);
    expect(apart(0.15)).toEqual({ 'A B': 10 });
    expect(apart(0.25)).toEqual({});
    expect(borders([box(0, 0, 10, 10), box(10.4, 0, 20, 10)], ['A', 'B'], { toleranceM: 0.5 })).toEqual({ 'A B': 10 });
  });

  test('are found within the tolerance at T-junctions, on slanted sides as well', () => {
    const slanted: MultiPolygon = { type: 'MultiPolygon', coordinates: [[[corner(0, 0, 1), corner(30, 40, 1), corner(0, 40, 1), corner(0, 0, 1)]]] };
    // Its long side goes through (15, 20); the other unit has a corner 0.15 m beside it.
    const beside: MultiPolygon = { type: 'MultiPolygon', coordinates: [[[corner(0, 0, 1), corner(15.12, 19.91, 1), corner(40, 0, 1), corner(0, 0, 1)]]] };
    expect(borders([slanted, beside], ['A', 'B'])).toEqual({ 'A B': 25 });
  });

  test('are found whatever stands between two copies of a corner in the order of the file', () => {
    // The corner (0, 0) of both boxes lies within the tolerance of a corner of either triangle; the second one comes between them.
    const triangle = (x: number, y: number, far: number): MultiPolygon => ({ type: 'MultiPolygon', coordinates: [[[corner(x, y, 1), corner(far, -10, 1), corner(far, -8, 1), corner(x, y, 1)]]] });
    expect(borders([triangle(-0.12, -0.1, -10), box(-20, 0, 0, 50), triangle(0.09, -0.03, 10), box(0, 0, 20, 50)], ['A', 'B', 'C', 'D'])).toEqual({ 'B D': 50 });
  });

  test('are found where drawing one side to a corner brings it near another corner', () => {
    const below = box(0, 0, 100, 10);
    // The long side of `below` is drawn to the corner at (50, 0.19); only then does it pass (25, 0.245) within the tolerance.
    const above: MultiPolygon = { type: 'MultiPolygon', coordinates: [[[corner(0, 0, 1), corner(50, -0.19, 1), corner(100, 0, 1), corner(100, -20, 1), corner(0, -20, 1), corner(0, 0, 1)]]] };
    const third: MultiPolygon = { type: 'MultiPolygon', coordinates: [[[corner(25, -0.245, 1), corner(26, -10, 1), corner(24, -10, 1), corner(25, -0.245, 1)]]] };
    expect(borders([below, above, third], ['A', 'B', 'C'])).toEqual({ 'A B': 100 });
  });

  test('shorter than the minimum do not count', () => {
    const touching = (metres: number) => borders([box(0, 0, 10, 10), box(10, 10 - metres, 20, 20)], ['A', 'B']);
    expect(touching(0.9)).toEqual({});
    expect(touching(1.4)).toEqual({ 'A B': 1 });
  });

  test('do not depend on which way rings are wound or where they start', () => {
    const { polygons, names } = drawUnits(['AAAB', 'ACAB', 'AAAD']);
    const turned = polygons.map(({ coordinates }): MultiPolygon => ({
      type: 'MultiPolygon', coordinates: coordinates.map((rings) => rings.map((ring) => {
        const open = ring.slice(1).reverse();
        return [...open.slice(2), ...open.slice(0, 3)] as Position[];
      })),
    }));
    expect(borders(turned, names)).toEqual(borders(polygons, names));
  });

  test('are what the squares of a random map say', () => {
    fc.assert(fc.property(arbitraryMap(), (map) => {
      const { polygons, names } = drawUnits(map);
      const expected: Record<string, number> = {};
      const meet = (a: string | undefined, b: string | undefined) => {
        if (a === undefined || b === undefined || a === b) return;
        const key = [a, b].sort((one, other) => names.indexOf(one) - names.indexOf(other)).join(' ');
        expected[key] = (expected[key] ?? 0) + 10;
      };
      map.forEach((row, y) => row.forEach((each, x) => {
        meet(each, row[x + 1]);
        meet(each, map[y + 1]?.[x]);
      }));
      expect(borders(polygons, names)).toEqual(expected);
    }), { numRuns: 200 });
  });

  test('are symmetric to the last digit', () => {
    const { offset, neighbour, lengthM } = sharedBorders(buildCoverage([box(0, 0, 33.3, 10), box(0, 10.1, 11.1, 20), box(11.1, 10, 33.2, 21)]));
    const metres = (a: number, b: number) => lengthM[[...neighbour].findIndex((each, e) => each === b && e >= offset[a]! && e < offset[a + 1]!)];
    expect(metres(0, 1)).toBe(metres(1, 0));
    expect(metres(0, 2)).toBe(metres(2, 0));
  });
});

describe('measures', () => {
  test('area and outline are those of the squares', () => {
    const { polygons } = drawUnits(['AAA', 'ABA', 'AAA']);
    const { areaM2, outlineM } = measureUnits(buildCoverage(polygons));
    expect(areaM2[0]).toBeCloseTo(800, 1);
    expect(areaM2[1]).toBeCloseTo(100, 1);
    expect(outlineM[0]).toBeCloseTo(160, 1);
  });
});

describe('what was snapped', () => {
  test('is nothing where corners match', () => expect(buildCoverage(drawUnits(['AB', 'CD']).polygons).snapped).toEqual({ vertices: 0, farthestM: 0, corners: 0 }));
  test('is told with how far, and how many corners lie on a side of another', () => {
    expect(buildCoverage(drawUnits(['AB', 'AC']).polygons).snapped).toEqual({ vertices: 0, farthestM: 0, corners: 1 });
    const { vertices, farthestM } = buildCoverage([box(0, 0, 10, 10), box(10.15, 0, 20, 10)]).snapped;
    expect(vertices).toBe(2);
    expect(farthestM).toBeCloseTo(0.15, 3);
  });
});

describe('faults', () => {
  test('a clean coverage has none', () => {
    fc.assert(fc.property(arbitraryMap(), (map) => {
      expect(findFaults(buildCoverage(drawUnits(map).polygons))).toEqual({ gaps: [], overlaps: [] });
    }), { numRuns: 50 });
  });
  test('a hole in the whole is a gap with its area', () => {
    const { gaps } = findFaults(buildCoverage(drawUnits(['AAB', 'A.B', 'CCC']).polygons));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.areaM2).toBeCloseTo(100, 1);
    expect(gaps[0]!.widthM).toBeCloseTo(10, 0);
  });
  test('a sliver is told by its width', () => {
    // 0.5 m between the two in the middle, closed at both ends.
    const { gaps } = findFaults(buildCoverage([box(0, 0, 10, 30), box(10.5, 0, 20, 30), box(0, 30, 20, 40), box(0, -10, 20, 0)]));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.areaM2).toBeCloseTo(15, 1);
    expect(gaps[0]!.widthM).toBeCloseTo(0.5, 2);
  });
  test('a gap within the tolerance is none', () => {
    expect(findFaults(buildCoverage([box(0, 0, 10, 30), box(10.1, 0, 20, 10), box(10.1, 10.1, 20, 30)])).gaps).toEqual([]);
  });
  test('units that cross are named', () => {
    expect(findFaults(buildCoverage([box(0, 0, 10, 10), box(7, 3, 20, 20), box(30, 0, 40, 10)])).overlaps.map(({ units }) => units)).toEqual([[0, 1]]);
  });
  test('the same polygon twice is named', () => {
    expect(findFaults(buildCoverage([box(0, 0, 10, 10), box(0, 0, 10, 10)])).overlaps.map(({ units }) => units)).toEqual([[0, 1]]);
  });
});

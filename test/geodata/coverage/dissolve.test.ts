import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureUnits } from '../../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { dissolve } from '../../../geodata/coverage/dissolve.ts';
import { localProjection } from '../../../geodata/coverage/projection.ts';
import type { MultiPolygon, Position } from '../../../geodata/district.ts';
import { drawUnits } from './map.ts';
import { arbitraryMap } from './randomMap.ts';

/** Groups of a map under a second map of the same shape: `merge(['AB'], ['xx'])`. */
function merge(units: string[], groups: string[]): MultiPolygon[] {
  const { polygons, names } = drawUnits(units);
  const groupNames = [...new Set(groups.join(''))];
  const assignment = names.map((name) => {
    const y = units.findIndex((row) => row.includes(name));
    return groupNames.indexOf(groups[y]![units[y]!.indexOf(name)]!);
  });
  return dissolve(buildCoverage(polygons), assignment);
}

/** Parts and their rings, by number of corners: `[[4], [8, 4]]`. */
const corners = ({ coordinates }: MultiPolygon) => coordinates.map((rings) => rings.map((ring) => ring.length - 1));

const projection = localProjection(121, 36);
const ringArea = (ring: Position[]) => ring.slice(1).reduce((sum, [lon, lat], i) => sum + (projection.x(ring[i]![0]) * projection.y(lat) - projection.x(lon) * projection.y(ring[i]![1])) / 2, 0);
const areaOf = ({ coordinates }: MultiPolygon) => coordinates.flat().reduce((sum, ring) => sum + ringArea(ring), 0);

describe('dissolve', () => {
  test('drops the border between units of a group', () => expect(corners(merge(['AB'], ['xx'])[0]!)).toEqual([[6]]));
  test('keeps a hole that another group fills', () => {
    const [around, middle] = merge(['AAA', 'ABA', 'AAC'], ['xxx', 'xyx', 'xxx']);
    expect(corners(around!)).toEqual([[6, 4]]);
    expect(corners(middle!)).toEqual([[4]]);
  });
  test('gives parts that touch in a corner each a polygon of its own', () => {
    const [x] = merge(['AB', 'CD'], ['xy', 'yx']);
    expect(corners(x!)).toEqual([[4], [4]]);
  });
  test('two parts that touch in two corners do not become a ring around what lies between', () => {
    const [x] = merge(['AAB', 'ACD', 'EDD'], ['xxy', 'xyx', 'yxx']);
    expect(corners(x!)).toEqual([[6], [6]]);
  });
  test('a hole that touches the outline in a point stays a hole', () => {
    // B and C, which are not x, meet in a corner: there the hole of x touches its outline.
    const [x] = merge(['AAAA', 'ABAA', 'AACD'], ['xxxx', 'xyxx', 'xxyz']);
    expect(x!.coordinates.flat().every((ring) => new Set(ring.slice(1).map(String)).size === ring.length - 1)).toBe(true);
    expect(areaOf(x!)).toBeCloseTo(900, 0);
  });
  test('leaves out units without a group', () => expect(dissolve(buildCoverage(drawUnits(['ABC']).polygons), [0, -1, 1])).toHaveLength(2));
  test('keeps the corner of a third unit on a straight border, on both sides', () => {
    const [left, right] = merge(['AB', 'AC'], ['xy', 'xy']);
    expect(corners(left!)).toEqual([[5]]);
    expect(corners(right!)).toEqual([[6]]);
  });

  test('of any assignment covers the same land with shared segments, outer rings to the left and none touching itself', () => {
    fc.assert(fc.property(arbitraryMap(), fc.infiniteStream(fc.nat(4)), (map, groups) => {
      const { polygons } = drawUnits(map);
      const coverage = buildCoverage(polygons);
      const numbers = new Map<number, number>();
      const assignment = polygons.map(() => {
        const group = groups.next().value!;
        if (!numbers.has(group)) numbers.set(group, numbers.size);
        return numbers.get(group)!;
      });
      const dissolved = dissolve(coverage, assignment);
      const { areaM2 } = measureUnits(coverage);
      dissolved.forEach((polygon, group) => {
        expect(areaOf(polygon)).toBeCloseTo(assignment.reduce((sum, each, unit) => sum + (each === group ? areaM2[unit]! : 0), 0), 0);
        for (const [outer, ...holes] of polygon.coordinates) {
          expect(ringArea(outer!)).toBeGreaterThan(0);
          for (const hole of holes) expect(ringArea(hole)).toBeLessThan(0);
        }
        for (const ring of polygon.coordinates.flat()) expect(new Set(ring.slice(1).map(String)).size).toBe(ring.length - 1);
      });
      const segments = (polygon: MultiPolygon) => polygon.coordinates.flat().flatMap((ring) => ring.slice(1).map((position, i) => `${ring[i]}>${position}`));
      const all = dissolved.flatMap(segments);
      expect(new Set(all).size).toBe(all.length);
      const outline = new Set(segments(dissolve(coverage, polygons.map(() => 0))[0]!));
      const known = new Set(all);
      for (const segment of all) expect(outline.has(segment) || known.has(segment.split('>').reverse().join('>'))).toBe(true);
    }), { numRuns: 200 });
  });
});

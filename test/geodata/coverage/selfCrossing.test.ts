import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mendSelfCrossing } from '../../../geodata/coverage/selfCrossing.ts';
import type { Polygon, Position } from '../../../geodata/district.ts';

const polygon = (...rings: Position[][]): Polygon => ({ type: 'Polygon', coordinates: rings.map((ring) => [...ring, ring[0]!]) });
const area = (ring: Position[]) => Math.abs(ring.slice(1).reduce((twice, [x, y], i) => twice + ring[i]![0] * y - x * ring[i]![1], 0)) / 2;

describe('polygons that cross themselves', () => {
  test('are left alone when they do not, or only touch', () => {
    expect(mendSelfCrossing(polygon([[0, 0], [4, 0], [4, 4], [0, 4]]))).toBeNull();
    // Two squares that meet in a corner, drawn as one ring.
    expect(mendSelfCrossing(polygon([[0, 0], [2, 0], [2, 2], [4, 2], [4, 4], [2, 4], [2, 2], [0, 2]]))).toBeNull();
  });
  test('become their loops: a bow tie two triangles', () => {
    const { polygon: mended, at } = mendSelfCrossing(polygon([[0, 0], [4, 4], [4, 0], [0, 4]]))!;
    expect(at).toEqual([2, 2]);
    expect(mended!.coordinates.map(([outer]) => area(outer!))).toEqual([4, 4]);
  });
  test('crossing thrice become four loops', () => {
    const { polygon: mended } = mendSelfCrossing(polygon([[0, 0], [2, 2], [4, 0], [6, 2], [6, 0], [4, 2], [2, 0], [0, 2]]))!;
    expect(mended!.coordinates).toHaveLength(4);
  });
  test('are not mended where a loop lies in another, or a hole crosses', () => {
    expect(mendSelfCrossing(polygon([[0, 0], [10, 0], [10, 10], [0, 10], [0, 5], [6, 5], [6, 2], [3, 2], [3, 12], [-1, 12]]))!.polygon).toBeNull();
    expect(mendSelfCrossing(polygon([[0, 0], [10, 0], [10, 10], [0, 10]], [[2, 2], [4, 4], [4, 2], [2, 4]]))!.polygon).toBeNull();
  });
  test('of many corners are found as well as those of few', () => {
    fc.assert(fc.property(fc.integer({ min: 60, max: 200 }), (corners) => {
      const round = Array.from({ length: corners }, (_, i): Position => [Math.cos((2 * Math.PI * i) / corners), Math.sin((2 * Math.PI * i) / corners)]);
      expect(mendSelfCrossing(polygon(round))).toBeNull();
      [round[10], round[11]] = [round[11]!, round[10]!];
      expect(mendSelfCrossing(polygon(round))).not.toBeNull();
    }));
  });
});

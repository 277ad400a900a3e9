import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCoverage, type Coverage } from '../../../geodata/coverage/coverage.ts';
import { dissolve } from '../../../geodata/coverage/dissolve.ts';
import { findFaults } from '../../../geodata/coverage/faults.ts';
import { isInside } from '../../../geodata/coverage/plane.ts';
import { localProjection } from '../../../geodata/coverage/projection.ts';
import { simplifyBorders } from '../../../geodata/coverage/simplify.ts';
import type { MultiPolygon, Position } from '../../../geodata/district.ts';
import { drawUnits } from './map.ts';
import { arbitraryMap } from './randomMap.ts';

const projection = localProjection(121, 36);
const ringArea = (ring: Position[]) => ring.slice(1).reduce((sum, [lon, lat], i) => sum + (projection.x(ring[i]![0]) * projection.y(lat) - projection.x(lon) * projection.y(ring[i]![1])) / 2, 0);
const areaOf = ({ coordinates }: MultiPolygon) => coordinates.flat().reduce((sum, ring) => sum + ringArea(ring), 0);
const corners = (polygons: MultiPolygon[]) => polygons.reduce((sum, { coordinates }) => sum + coordinates.flat().reduce((all, ring) => all + ring.length - 1, 0), 0);
const each = (coverage: Coverage) => Int32Array.from({ length: coverage.units }, (_, unit) => unit);
const nothing = { obstacles: [], isPinned: () => false };

describe('borders made straight', () => {
  test('keep what is straight already, but for corners that nobody else needs', () => {
    const coverage = buildCoverage(drawUnits(['AABB', 'AABB']).polygons);
    expect(corners(dissolve(coverage, each(coverage), simplifyBorders(coverage, each(coverage), { areaM2: 1, ...nothing })))).toBe(8);
  });
  test('cut off steps that are small enough, on both sides alike, and leave the outline', () => {
    const coverage = buildCoverage(drawUnits(['AAB', 'ABB', 'AAB']).polygons);
    const [a, b] = dissolve(coverage, each(coverage), simplifyBorders(coverage, each(coverage), { areaM2: 60, ...nothing }));
    expect(areaOf(a!) + areaOf(b!)).toBeCloseTo(900, 0);
    expect(corners([a!, b!])).toBeLessThan(16);
    expect(corners(dissolve(coverage, each(coverage), simplifyBorders(coverage, each(coverage), { areaM2: 40, ...nothing })))).toBe(16);
  });
  test('never go across an obstacle', () => {
    const coverage = buildCoverage(drawUnits(['AAB', 'ABB', 'AAB']).polygons), { x, y } = coverage.nodes;
    // The middle of the step that would be cut off.
    const obstacles = [[(Math.min(...x) + Math.max(...x)) / 2 - 1, (Math.min(...y) + Math.max(...y)) / 2]] as const;
    const unit = (polygons: MultiPolygon[]) => polygons.findIndex(({ coordinates }) => isInside(coordinates.flat().map((ring) => ring.slice(1).map(([lon, lat]) => [projection.x(lon), projection.y(lat)] as const)), projection.x(121) + obstacles[0][0], obstacles[0][1]));
    const straight = dissolve(coverage, each(coverage), simplifyBorders(coverage, each(coverage), { areaM2: 60, obstacles, isPinned: () => false }));
    expect(unit(straight)).toBe(unit(dissolve(coverage, each(coverage))));
  });

  test('of any map cover the same land without gap or overlap, vertex for vertex, and nobody is lost', () => {
    fc.assert(fc.property(arbitraryMap(), fc.integer({ min: 10, max: 400 }), (map, areaM2) => {
      const coverage = buildCoverage(drawUnits(map).polygons), own = each(coverage);
      const before = dissolve(coverage, own), after = dissolve(coverage, own, simplifyBorders(coverage, own, { areaM2, ...nothing }));
      const total = (polygons: MultiPolygon[]) => polygons.reduce((sum, polygon) => sum + areaOf(polygon), 0);
      expect(total(after)).toBeCloseTo(total(before), 0);
      for (const polygon of after) expect(areaOf(polygon)).toBeGreaterThan(0);
      expect(findFaults(buildCoverage(after, { toleranceM: 1e-6 }))).toEqual({ gaps: [], overlaps: [] });
      const segments = after.flatMap(({ coordinates }) => coordinates.flat().flatMap((ring) => ring.slice(1).map((position, i) => `${ring[i]}>${position}`)));
      const known = new Set(segments), outline = new Set(dissolve(coverage, own.map(() => 0))[0]!.coordinates.flat(2).map(String));
      expect(known.size).toBe(segments.length);
      for (const segment of segments) if (!known.has(segment.split('>').reverse().join('>'))) expect(segment.split('>').every((end) => outline.has(end))).toBe(true);
    }), { numRuns: 200 });
  });
});

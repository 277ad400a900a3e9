import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureUnits, sharedBorders } from '../../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { findFaults } from '../../../geodata/coverage/faults.ts';
import { distanceM } from '../../../geodata/coverage/plane.ts';
import { localProjection } from '../../../geodata/coverage/projection.ts';
import * as land from '../../../geodata/coverage/tessellate.ts';
import type { MultiPolygon, Point, Polygon, Position } from '../../../geodata/district.ts';

const projection = localProjection(121, 36);
type XY = [number, number];
const place = ([x, y]: XY): Position => [projection.lon(x), projection.lat(y)];
const polygon = (...rings: XY[][]): Polygon => ({ type: 'Polygon', coordinates: rings.map((ring) => [...ring, ring[0]!].map(place)) });
const box = (w: number, s: number, e: number, n: number): XY[] => [[w, s], [e, s], [e, n], [w, n]];
const point = (x: number, y: number): Point => ({ type: 'Point', coordinates: place([x, y]) });

const ringAreaM2 = (ring: Position[]) => ring.slice(1).reduce((sum, [lon, lat], i) => sum + (projection.x(ring[i]![0]) * projection.y(lat) - projection.x(lon) * projection.y(ring[i]![1])) / 2, 0);
const areaM2 = (shape: Polygon | MultiPolygon): number => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates)
  .reduce((sum, rings) => sum + rings.reduce((part, ring, i) => part + (i ? -1 : 1) * Math.abs(ringAreaM2(ring)), 0), 0);

/** Whether a place in metres lies in a shape; even–odd. */
function holds(shape: Polygon | MultiPolygon, [x, y]: XY): boolean {
  let inside = false;
  for (const ring of shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()) ring.slice(1).forEach(([lon, lat], i) => {
    const [ax, ay, bx, by] = [projection.x(ring[i]![0]), projection.y(ring[i]![1]), projection.x(lon), projection.y(lat)];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}
const tessellate = (...of: Parameters<typeof land.tessellate>): MultiPolygon[] => land.tessellate(...of).cells;
const owners = (cells: MultiPolygon[], at: XY) => cells.flatMap((cell, unit) => (holds(cell, at) ? [unit] : []));

function distanceToOutline({ coordinates }: Polygon, at: XY): number {
  return Math.min(...coordinates.flatMap((ring) => ring.slice(1).map((to, i) => distanceM(at, [[projection.x(ring[i]![0]), projection.y(ring[i]![1])], [projection.x(to[0]), projection.y(to[1])]]))));
}

/** Houses turned at any angle in an L-shaped community with a yard cut out, one a block at most, some of them only points. */
const arbitraryPlace = fc.record({
  houses: fc.array(fc.record({
    column: fc.nat(7), row: fc.nat(7), angle: fc.double({ min: 0, max: 3.2, noNaN: true }), width: fc.double({ min: 2, max: 16, noNaN: true }), depth: fc.double({ min: 2, max: 12, noNaN: true }), isPoint: fc.boolean(),
  }), { minLength: 1, maxLength: 24 }),
  notch: fc.double({ min: 40, max: 150, noNaN: true }),
}).map(({ houses, notch }) => {
  const community: XY[][] = [[[0, 0], [240, 0], [240, 240 - notch], [240 - notch, 240 - notch], [240 - notch, 240], [0, 240]], [[20, 20.5], [20, 26], [27, 26], [27, 20.5]]];
  const seen = new Set<string>();
  const units: { middle: XY; corners: XY[]; isPoint: boolean }[] = [];
  for (const { column, row, angle, width, depth, isPoint } of houses) {
    const middle: XY = [column * 30 + 15.2, row * 30 + 14.6];
    if (seen.has(`${column} ${row}`) || (column === 0 && row === 0)) continue;
    if (middle[0] > 225 - notch && middle[1] > 225 - notch) continue;
    seen.add(`${column} ${row}`);
    const corners = box(-width / 2, -depth / 2, width / 2, depth / 2).map(([x, y]): XY => [middle[0] + x * Math.cos(angle) - y * Math.sin(angle), middle[1] + x * Math.sin(angle) + y * Math.cos(angle)]);
    units.push({ middle, corners, isPoint });
  }
  return { community: polygon(...community), units, shapes: units.map(({ middle, corners, isPoint }) => (isPoint ? point(...middle) : polygon(corners))) };
}).filter(({ units }) => units.length > 0);

const arbitrarySpots = fc.array(fc.tuple(fc.double({ min: 0, max: 240, noNaN: true }), fc.double({ min: 0, max: 240, noNaN: true })), { minLength: 20, maxLength: 20 });

describe('the land of footprints and points', () => {
  test('of one is the whole community, holes left out', () => {
    const community = polygon(box(0, 0, 100, 60), box(40, 20, 60, 40).reverse());
    for (const only of [polygon(box(10, 10, 20, 20)), point(15, 15)]) {
      const [cell] = tessellate(community, [only]);
      expect(areaM2(cell!)).toBeCloseTo(6000 - 400, 0);
      expect(cell!.coordinates.map((rings) => rings.length)).toEqual([2]);
    }
  });
  test('is divided half-way between two', () => {
    const cells = tessellate(polygon(box(0, 0, 100, 40)), [polygon(box(10, 10, 30, 30)), polygon(box(60, 10, 80, 30))]);
    expect(owners(cells, [44, 20])).toEqual([0]);
    expect(owners(cells, [46, 20])).toEqual([1]);
    const { neighbour, lengthM } = sharedBorders(buildCoverage(cells));
    expect([[...neighbour], lengthM[0]! > 39.9 && lengthM[0]! < 48]).toEqual([[1, 0], true]);
  });
  test('ends at a barrier, not half-way, where there is one', () => {
    const units = [polygon(box(10, 10, 30, 30)), polygon(box(60, 10, 80, 30))];
    const cells = tessellate(polygon(box(0, 0, 100, 40)), units, [[place([55, -5]), place([55, 45])]]);
    expect(areaM2(cells[0]!)).toBeCloseTo(55 * 40, 0);
    expect(areaM2(cells[1]!)).toBeCloseTo(45 * 40, 0);
  });
  test('goes around the end of a barrier', () => {
    // The wall ends half-way up: beyond it the land of the unit to the west goes on.
    const cells = tessellate(polygon(box(0, 0, 100, 100)), [point(20, 50), point(90, 50)], [[place([40, -5]), place([40, 50])]]);
    expect(owners(cells, [45, 90])).toEqual([0]);
    expect(owners(cells, [39, 20])).toEqual([0]);
    expect(owners(cells, [60, 20])).toEqual([1]);
  });
  test('beyond a barrier goes as one to who borders it most, where nobody stands there', () => {
    const cells = tessellate(polygon(box(0, 0, 100, 100)), [point(20, 20), point(20, 60)], [[place([50, 0]), place([50, 100])]]);
    expect(owners(cells, [90, 5])).toEqual([1]);
    expect(owners(cells, [90, 95])).toEqual([1]);
    expect(owners(cells, [45, 5])).toEqual([0]);
  });
  test('of a footprint across a barrier lies on both sides', () => {
    const cells = tessellate(polygon(box(0, 0, 100, 40)), [polygon(box(45, 15, 55, 25)), point(5, 20), point(95, 20)], [[place([50, 0]), place([50, 40])]]);
    expect([owners(cells, [46, 16]), owners(cells, [54, 24])]).toEqual([[0], [0]]);
  });
  test('of several buildings is one unit\'s', () => {
    const both: MultiPolygon = { type: 'MultiPolygon', coordinates: [polygon(box(5, 5, 15, 15)).coordinates, polygon(box(85, 5, 95, 15)).coordinates] };
    const cells = tessellate(polygon(box(0, 0, 100, 20)), [both, point(50, 10)]);
    expect(cells[0]!.coordinates).toHaveLength(2);
    expect(areaM2(cells[0]!) + areaM2(cells[1]!)).toBeCloseTo(2000, 0);
  });
  test('on two islands is nearest across the water where nobody lives on one', () => {
    const islands: MultiPolygon = { type: 'MultiPolygon', coordinates: [polygon(box(0, 0, 40, 40)).coordinates, polygon(box(60, 0, 80, 40)).coordinates] };
    const cells = tessellate(islands, [point(5, 20), point(30, 20)]);
    expect(owners(cells, [70, 20])).toEqual([1]);
  });
  test('of terraced houses keeps to the walls between them', () => {
    const cells = tessellate(polygon(box(0, 0, 40, 30)), [polygon(box(10, 10, 20, 20)), polygon(box(20, 10, 30, 20))]);
    expect([owners(cells, [19.9, 15]), owners(cells, [20.1, 15])]).toEqual([[0], [1]]);
  });
  test('is shared in equal slices by units at one and the same place, which is said', () => {
    const community = polygon(box(0, 0, 40, 40));
    for (const same of [point(20, 20), polygon(box(15, 15, 25, 25))]) {
      const { cells, shared } = land.tessellate(community, [point(5, 5), same, same, same, same]);
      expect(shared).toEqual([[1, 2, 3, 4]]);
      const parts = cells.slice(1).map(areaM2);
      expect(Math.min(...parts)).toBeGreaterThan(200);
      expect(cells.map(areaM2).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1600, 0);
      expect(findFaults(buildCoverage(cells, { toleranceM: 1e-4 }))).toEqual({ gaps: [], overlaps: [] });
    }
  });
  test('goes to the smaller of footprints that overlap', () => {
    const cells = tessellate(polygon(box(0, 0, 60, 60)), [polygon(box(5, 5, 55, 55)), polygon(box(20, 20, 30, 30)), point(45, 45)]);
    expect([owners(cells, [25, 25]), owners(cells, [50, 10]), owners(cells, [45, 45.1])]).toEqual([[1], [0], [2]]);
  });
  test('cannot be shared among nobody', () => expect(() => tessellate(polygon(box(0, 0, 40, 30)), [])).toThrow(RangeError));
  test('has few corners, and the same ones on both sides', () => {
    const houses = Array.from({ length: 100 }, (_, i) => polygon(box(30 * (i % 10) + 5, 30 * Math.floor(i / 10) + 7, 30 * (i % 10) + 19, 30 * Math.floor(i / 10) + 16)));
    const cells = tessellate(polygon(box(0, 0, 300, 300)), houses);
    expect(cells.reduce((sum, cell) => sum + cell.coordinates.flat().reduce((all, ring) => all + ring.length - 1, 0), 0) / 100).toBeLessThan(12);
    const { twin } = buildCoverage(cells, { toleranceM: 1e-6 });
    const { gaps, overlaps } = findFaults(buildCoverage(cells, { toleranceM: 1e-6 }));
    expect([gaps, overlaps, twin.filter((each) => each < 0).length < 100]).toEqual([[], [], true]);
  });

  test('covers the community without gap or overlap, every footprint in its own cell', () => {
    fc.assert(fc.property(arbitraryPlace, arbitrarySpots, ({ community, units, shapes }, spots) => {
      const cells = tessellate(community, shapes);
      const total = cells.reduce((sum, cell) => sum + areaM2(cell), 0);
      expect(Math.abs(total - areaM2(community))).toBeLessThan(0.5);
      const coverage = buildCoverage(cells, { toleranceM: 1e-4 });
      // Measured around another middle: a few hundred-thousandths.
      expect(measureUnits(coverage).areaM2.reduce((sum, each) => sum + each, 0) / total).toBeCloseTo(1, 4);
      expect(findFaults(coverage).overlaps).toEqual([]);
      // The yard is the only gap.
      expect(findFaults(coverage).gaps.map((gap) => Math.round(2 * gap.areaM2))).toEqual([77]);
      for (const spot of spots) expect(owners(cells, spot)).toHaveLength(holds(community, spot) ? 1 : 0);
      // Every side is another cell's as well, corner by corner, or lies on the outline.
      const sides = cells.flatMap((cell) => cell.coordinates.flat().flatMap((ring) => ring.slice(1).map((to, i) => [ring[i]!, to] as const)));
      const known = new Set(sides.map(([from, to]) => `${from}>${to}`));
      for (const [from, to] of sides) if (!known.has(`${to}>${from}`)) expect(distanceToOutline(community, [projection.x((from[0] + to[0]) / 2), projection.y((from[1] + to[1]) / 2)])).toBeLessThan(1e-3);
      units.forEach(({ middle, corners, isPoint }, unit) => {
        const inside: XY[] = isPoint ? [middle] : corners.map(([x, y]): XY => [middle[0] + 0.99 * (x - middle[0]), middle[1] + 0.99 * (y - middle[1])]);
        for (const at of inside) if (holds(community, at)) expect(owners(cells, at)).toEqual([unit]);
      });
    }), { numRuns: 60 });
  });

  test('lies on one side of a barrier, where somebody stands on both', () => {
    fc.assert(fc.property(arbitraryPlace, arbitrarySpots, fc.double({ min: 25, max: 85, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true }), ({ community, units, shapes }, spots, x, lean) => {
      // A river from south to north, west of the notch, so that each side is one piece of land.
      const bed: XY[] = [[x, -1], [x + lean / 2, 120], [x + lean, 241]];
      const river = (y: number) => x + (lean * (y + 1)) / 242;
      const west = ([px, py]: XY) => px < river(py);
      fc.pre(Math.abs(bed[1]![0] - river(120)) < 1);
      const sides = units.map(({ middle, corners, isPoint }) => [...new Set((isPoint ? [middle] : corners).map(west))]);
      fc.pre(sides.some((side) => side.length === 1 && side[0]) && sides.some((side) => side.length === 1 && !side[0]));
      const cells = tessellate(community, shapes, [bed.map(place)]);
      expect(Math.abs(cells.reduce((sum, cell) => sum + areaM2(cell), 0) - areaM2(community))).toBeLessThan(0.5);
      for (const spot of spots) {
        if (!holds(community, spot) || Math.abs(spot[0] - river(spot[1])) < 1) continue;
        const [owner] = owners(cells, spot);
        if (sides[owner!]!.length === 1) expect(west(spot)).toBe(sides[owner!]![0]);
      }
    }), { numRuns: 60 });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CELL } from '../../../geodata/density/crossFilter.ts';
import { hexCells, hexGridOver, hexagonsIn, hexNeighbours, hexRings } from '../../../geodata/density/hexagons.ts';
import { mercatorX, mercatorY } from '../../../geodata/density/mercator.ts';
import { project } from '../../../geodata/density/raster.ts';
import type { Position } from '../../../geodata/district.ts';

const box = [120.6, 37.4, 120.8, 37.5] as const;
const place = fc.tuple(fc.integer({ min: 120_600_000, max: 120_800_000 }), fc.integer({ min: 37_400_000, max: 37_500_000 }));
const placesOf = (points: readonly (readonly [number, number])[]) => project(Int32Array.from(points, (p) => p[0]), Int32Array.from(points, (p) => p[1]));

describe('hexagons', () => {
  it('hold every point of their box, so that their counts add up to the whole', () => {
    fc.assert(fc.property(fc.array(place, { minLength: 1, maxLength: 200 }), fc.integer({ min: 50, max: 3000 }), (points, width) => {
      const grid = hexGridOver(box, width, 37.45);
      const counts = new Uint32Array(grid.columns * grid.rows);
      for (const cell of hexCells(grid, placesOf(points))) { expect(cell).not.toBe(NO_CELL); counts[cell]!++; }
      expect(counts.reduce((a, b) => a + b, 0)).toBe(points.length);
    }));
  });

  it('hold the points that are nearer to their middle than to any other', () => {
    fc.assert(fc.property(place, fc.integer({ min: 200, max: 3000 }), (point, width) => {
      const grid = hexGridOver(box, width, 37.45);
      const { x, y } = placesOf([point]);
      const centre = (cell: number) => { const row = Math.floor(cell / grid.columns); return [grid.x0 + (cell % grid.columns + (row % 2) / 2) * grid.dx, grid.y0 + row * grid.dy] as const; };
      const distance = (cell: number) => Math.hypot(centre(cell)[0] - x[0]!, centre(cell)[1] - y[0]!);
      const [cell] = hexCells(grid, { x, y });
      let nearest = Infinity;
      for (let other = 0; other < grid.columns * grid.rows; other++) nearest = Math.min(nearest, distance(other));
      expect(distance(cell!)).toBeCloseTo(nearest, 12);
    }), { numRuns: 60 });
  });

  it('stay where they are whatever box is looked at', () => {
    fc.assert(fc.property(place, fc.integer({ min: 100, max: 2000 }), fc.double({ min: 0.001, max: 0.2, noNaN: true }), (point, width, margin) => {
      const corners = [hexGridOver(box, width, 37.45), hexGridOver([box[0] - margin, box[1] - margin / 3, box[2] + margin / 2, box[3] + margin / 7], width, 37.45)]
        .map((grid) => hexRings(grid, hexCells(grid, placesOf([point]))));
      corners[0]!.forEach((degrees, i) => expect(degrees).toBeCloseTo(corners[1]![i]!, 9));
    }));
  });

  it('are as wide and as large as they say, on the ground', () => {
    const grid = hexGridOver(box, 500, 37.45);
    const k = (6_378_137 * Math.PI) / 180, shrink = Math.cos((37.45 * Math.PI) / 180);
    const [ring] = [hexRings(grid, [Math.floor(grid.rows / 2) * grid.columns + 5])];
    const corners = Array.from({ length: 6 }, (_, i) => [ring[2 * i]! * k * shrink, ring[2 * i + 1]! * k] as const);
    expect(Math.max(...corners.map((c) => c[0])) - Math.min(...corners.map((c) => c[0]))).toBeCloseTo(500, 0);
    const area = corners.reduce((sum, [x1, y1], i) => { const [x2, y2] = corners[(i + 1) % 6]!; return sum + x1 * y2 - x2 * y1; }, 0) / 2;
    expect(area / 1e6 / grid.areaKm2).toBeCloseTo(1, 2);
  });

  it('are listed where their middle is inside a shape, its holes left out', () => {
    const rectangle = (west: number, south: number, east: number, north: number): Position[] => [[west, south], [east, south], [east, north], [west, north], [west, south]];
    const shape = [[rectangle(120.62, 37.41, 120.78, 37.49), rectangle(120.68, 37.43, 120.72, 37.47)]];
    const grid = hexGridOver(box, 700, 37.45);
    const listed = new Set(hexagonsIn(grid, shape));
    for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
      const row = Math.floor(cell / grid.columns);
      const x = grid.x0 + (cell % grid.columns + (row % 2) / 2) * grid.dx, y = grid.y0 + row * grid.dy;
      const inside = (west: number, south: number, east: number, north: number) => x > mercatorX(west) && x < mercatorX(east) && y < mercatorY(south) && y > mercatorY(north);
      expect(listed.has(cell)).toBe(inside(120.62, 37.41, 120.78, 37.49) && !inside(120.68, 37.43, 120.72, 37.47));
    }
  });

  it('have the six around them for neighbours, all equally far', () => {
    const grid = hexGridOver(box, 900, 37.45);
    for (const row of [3, 4]) {
      const cell = row * grid.columns + 7;
      const at = (id: number) => [(id % grid.columns + (Math.floor(id / grid.columns) % 2) / 2) * grid.dx, Math.floor(id / grid.columns) * grid.dy] as const;
      const distances = hexNeighbours(grid, cell).map((id) => Math.hypot(at(id)[0] - at(cell)[0], at(id)[1] - at(cell)[1]) / grid.dx);
      expect(distances).toHaveLength(6);
      for (const distance of distances) expect(distance).toBeCloseTo(1, 9);
    }
    expect(hexNeighbours(grid, 0)).toHaveLength(2);
  });
});

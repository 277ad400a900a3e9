import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxWidths, gaussianBlur } from '../../../geodata/density/blur.ts';
import { mercatorLat, mercatorLon, mercatorX, mercatorY } from '../../../geodata/density/mercator.ts';
import { classOf, paintSurface } from '../../../geodata/density/paint.ts';
import { coverCells, project, rasterCells } from '../../../geodata/density/raster.ts';
import { densityAt, openSurface, rowCellAreaM2, type DensitySurface, type SurfaceOptions } from '../../../geodata/density/surface.ts';
import { NO_CELL } from '../../../geodata/density/crossFilter.ts';
import type { Position } from '../../../geodata/district.ts';

const bbox = [120.6, 37.4, 120.9, 37.6] as const;
const e6 = (values: number[]) => Int32Array.from(values, (v) => Math.round(v * 1e6));

/** The surface of points in degrees. */
function surfaceOf(points: readonly (readonly [number, number])[], options: SurfaceOptions): DensitySurface {
  const { raster, draw } = openSurface(options);
  const counts = new Uint32Array(raster.columns * raster.rows);
  for (const cell of rasterCells(raster, project(e6(points.map((p) => p[0])), e6(points.map((p) => p[1]))))) if (cell !== NO_CELL) counts[cell]!++;
  return draw(counts);
}

/** Points on the surface: Σ value × area of its cell. */
function mass(surface: DensitySurface): number {
  let sum = 0;
  for (let row = 0; row < surface.rows; row++) {
    const km2 = rowCellAreaM2(surface, row) / 1e6;
    for (let x = 0; x < surface.columns; x++) sum += surface.values[row * surface.columns + x]! * km2;
  }
  return sum;
}

/** Metres between two positions; flat, good to 0.1 % over a few kilometres. */
function metres(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const k = (6378137 * Math.PI) / 180;
  return Math.hypot((lon2 - lon1) * k * Math.cos((((lat1 + lat2) / 2) * Math.PI) / 180), (lat2 - lat1) * k);
}

describe('Web Mercator', () => {
  it('goes there and back', () => {
    fc.assert(fc.property(fc.double({ min: -179, max: 179, noNaN: true }), fc.double({ min: -84, max: 84, noNaN: true }), (lon, lat) => {
      expect(mercatorLon(mercatorX(lon))).toBeCloseTo(lon, 9);
      expect(mercatorLat(mercatorY(lat))).toBeCloseTo(lat, 9);
    }));
  });
});

describe('the blur', () => {
  it('has the variance of the Gaussian it stands for', () => {
    for (const sigma of [1.5, 3, 7.2, 20]) {
      const variance = boxWidths(sigma).reduce((sum, w) => sum + (w * w - 1) / 12, 0);
      expect(Math.sqrt(variance)).toBeGreaterThan(sigma * 0.88);
      expect(Math.sqrt(variance)).toBeLessThan(sigma * 1.12);
    }
  });

  it('keeps the mass and spreads it evenly in both directions', () => {
    const cells = new Float32Array(61 * 61);
    cells[30 * 61 + 30] = 1;
    gaussianBlur(cells, 61, 61, 4);
    expect(cells.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
    for (const d of [1, 4, 9]) {
      expect(cells[30 * 61 + 30 + d]).toBeCloseTo(cells[(30 + d) * 61 + 30]!, 6);
      expect(cells[30 * 61 + 30 - d]).toBeCloseTo(cells[(30 - d) * 61 + 30]!, 6);
    }
  });
});

describe('the density surface', () => {
  it('adds up to the points it was made of, wherever they lie in the box', () => {
    const position = fc.tuple(fc.double({ min: bbox[0], max: bbox[2], noNaN: true }), fc.double({ min: bbox[1], max: bbox[3], noNaN: true }));
    fc.assert(fc.property(fc.array(position, { minLength: 1, maxLength: 60 }), fc.integer({ min: 200, max: 900 }), (points, bandwidthM) => {
      const surface = surfaceOf(points, { bbox, bandwidthM, size: 192, shape: null });
      expect(Math.abs(mass(surface) / points.length - 1)).toBeLessThan(0.02);
    }), { numRuns: 40 });
  });

  it('agrees with the kernel summed point by point', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const points = Array.from({ length: 400 }, () => [120.7 + random() * 0.06, 37.48 + random() * 0.05] as const);
    const bandwidthM = 400;
    const surface = surfaceOf(points, { bbox, bandwidthM, size: 640, shape: null });
    for (let i = 0; i < 30; i++) {
      const [lon, lat] = [120.705 + random() * 0.05, 37.485 + random() * 0.04];
      const s2 = bandwidthM ** 2;
      const exact = points.reduce((sum, p) => sum + Math.exp(-(metres(lon, lat, p[0], p[1]) ** 2) / (2 * s2)), 0) / (2 * Math.PI * s2) * 1e6;
      expect(densityAt(surface, lon, lat) / exact).toBeGreaterThan(0.9);
      expect(densityAt(surface, lon, lat) / exact).toBeLessThan(1.1);
    }
  });

  it('leaves out points far away', () => {
    expect(mass(surfaceOf([[120.7, 37.5], [130, 37.5]], { bbox, bandwidthM: 300, size: 64, shape: null }))).toBeCloseTo(1, 1);
  });

  it('stays inside a shape and adds up to its points all the same, also at its edge', () => {
    const shape: Position[][][] = [[[[120.7, 37.45], [120.8, 37.44], [120.83, 37.55], [120.74, 37.5], [120.71, 37.56], [120.7, 37.45]]]];
    const within: fc.Arbitrary<[number, number]> = fc.tuple(fc.double({ min: 120.7, max: 120.83, noNaN: true }), fc.double({ min: 37.44, max: 37.56, noNaN: true })).filter(([lon, lat]) => isInside(lon, lat, shape[0]![0]!));
    fc.assert(fc.property(fc.array(within, { minLength: 1, maxLength: 30 }), fc.integer({ min: 200, max: 1500 }), (points, bandwidthM) => {
      const surface = surfaceOf(points, { bbox: [120.7, 37.44, 120.83, 37.56], bandwidthM, size: 160, shape });
      expect(Math.abs(mass(surface) / points.length - 1)).toBeLessThan(0.02);
      for (const [lon, lat] of [[120.69, 37.5], [120.76, 37.55], [120.84, 37.5]] as const) expect(densityAt(surface, lon, lat)).toBe(0);
    }), { numRuns: 30 });
  });

  it('covers every cell that a point of the shape is in', () => {
    const shape: Position[][][] = [[[[120.7, 37.45], [120.8, 37.44], [120.83, 37.55], [120.74, 37.5], [120.71, 37.56], [120.7, 37.45]]]];
    const { raster } = openSurface({ bbox: [120.7, 37.44, 120.83, 37.56], bandwidthM: 300, size: 48, shape: null });
    const mask = coverCells(raster, shape);
    fc.assert(fc.property(fc.double({ min: 120.7, max: 120.83, noNaN: true }), fc.double({ min: 37.44, max: 37.56, noNaN: true }), (lon, lat) => {
      fc.pre(isInside(lon, lat, shape[0]![0]!));
      expect(mask[rasterCells(raster, { x: Float64Array.of(mercatorX(lon)), y: Float64Array.of(mercatorY(lat)) })[0]!]).toBe(1);
    }));
    expect(mask.filter((each) => each === 0).length).toBeGreaterThan(mask.length / 2);
  });

  it('refuses an empty box and a bandwidth of nothing', () => {
    expect(() => openSurface({ bbox: [1, 1, 1, 2], bandwidthM: 300, size: 64, shape: null })).toThrow(/empty box/);
    expect(() => openSurface({ bbox, bandwidthM: 0, size: 64, shape: null })).toThrow(/bandwidth/);
  });
});

/** By the crossings of a ray with the ring, in Mercator as the map draws its edges. */
function isInside(lon: number, lat: number, ring: Position[]): boolean {
  const y = mercatorY(lat);
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[x1, lat1], [x2, lat2]] = [ring[i - 1]!, ring[i]!];
    const [y1, y2] = [mercatorY(lat1), mercatorY(lat2)];
    if (y1 > y !== y2 > y && lon < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

describe('the colours', () => {
  const breaks = [20, 50, 100];
  const ramp = ['#000010', '#000020', '#000030', '#000040'];
  const row = (values: number[]): DensitySurface => ({ columns: values.length, rows: 1, values: Float32Array.from(values), bounds: [0, 0, 1, 1] });

  it('put a value on a break into the class above it', () => {
    expect([0, 19.9, 20, 49, 50, 99, 100, 1e6].map((v) => classOf(v, breaks))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('give a value the same colour whatever else is on the surface', () => {
    const value = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(fc.property(value, fc.array(value, { maxLength: 20 }), (v, others) => {
      const alone = paintSurface(row([v]), breaks, ramp);
      const among = paintSurface(row([v, ...others]), breaks, ramp);
      expect(among.slice(0, 4)).toEqual(alone);
    }));
  });

  it('fade out below the first break and are solid from it on', () => {
    const pixels = paintSurface(row([0, 5, 12.5, 20, 70]), breaks, ramp);
    expect([3, 7, 11, 15, 19].map((i) => pixels[i])).toEqual([0, 0, 128, 255, 255]);
    expect([pixels[14], pixels[18]]).toEqual([0x20, 0x30]);
  });

  it('need one colour more than breaks', () => {
    expect(() => paintSurface(row([1]), breaks, ramp.slice(1))).toThrow(/4 colours/);
  });
});

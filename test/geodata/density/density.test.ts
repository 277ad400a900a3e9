import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxWidths, gaussianBlur } from '../../../geodata/density/blur.ts';
import { mercatorLat, mercatorLon, mercatorX, mercatorY } from '../../../geodata/density/mercator.ts';
import { classOf, paintSurface } from '../../../geodata/density/paint.ts';
import { densityAt, densitySurface, rowCellAreaM2 } from '../../../geodata/density/surface.ts';
import type { DensitySurface } from '../../../geodata/density/surface.ts';

const bbox = [120.6, 37.4, 120.9, 37.6] as const;
const e6 = (values: number[]) => Int32Array.from(values, (v) => Math.round(v * 1e6));

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
      const surface = densitySurface(e6(points.map((p) => p[0])), e6(points.map((p) => p[1])), { bbox, bandwidthM, size: 192 });
      expect(surface.counted).toBe(points.length);
      expect(Math.abs(mass(surface) / points.length - 1)).toBeLessThan(0.02);
    }), { numRuns: 40 });
  });

  it('agrees with the kernel summed point by point', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const points = Array.from({ length: 400 }, () => [120.7 + random() * 0.06, 37.48 + random() * 0.05] as const);
    const bandwidthM = 400;
    const surface = densitySurface(e6(points.map((p) => p[0])), e6(points.map((p) => p[1])), { bbox, bandwidthM, size: 640 });
    for (let i = 0; i < 30; i++) {
      const [lon, lat] = [120.705 + random() * 0.05, 37.485 + random() * 0.04];
      const s2 = bandwidthM ** 2;
      const exact = points.reduce((sum, p) => sum + Math.exp(-(metres(lon, lat, p[0], p[1]) ** 2) / (2 * s2)), 0) / (2 * Math.PI * s2) * 1e6;
      expect(densityAt(surface, lon, lat) / exact).toBeGreaterThan(0.9);
      expect(densityAt(surface, lon, lat) / exact).toBeLessThan(1.1);
    }
  });

  it('counts only the points asked for and leaves out those far away', () => {
    const lon = e6([120.7, 120.75, 130]);
    const lat = e6([37.5, 37.5, 37.5]);
    expect(densitySurface(lon, lat, { bbox, bandwidthM: 300, size: 64 }).counted).toBe(2);
    expect(densitySurface(lon, lat, { bbox, bandwidthM: 300, size: 64 }, (i) => i === 0).counted).toBe(1);
  });

  it('refuses an empty box and a bandwidth of nothing', () => {
    expect(() => densitySurface([], [], { bbox: [1, 1, 1, 2], bandwidthM: 300 })).toThrow(/empty box/);
    expect(() => densitySurface([], [], { bbox, bandwidthM: 0 })).toThrow(/bandwidth/);
  });
});

describe('the colours', () => {
  const breaks = [20, 50, 100];
  const ramp = ['#000010', '#000020', '#000030', '#000040'];
  const surfaceOf = (values: number[]): DensitySurface => ({ columns: values.length, rows: 1, values: Float32Array.from(values), bounds: [0, 0, 1, 1], cellM: 1, counted: 0 });

  it('put a value on a break into the class above it', () => {
    expect([0, 19.9, 20, 49, 50, 99, 100, 1e6].map((v) => classOf(v, breaks))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('give a value the same colour whatever else is on the surface', () => {
    const value = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(fc.property(value, fc.array(value, { maxLength: 20 }), (v, others) => {
      const alone = paintSurface(surfaceOf([v]), breaks, ramp);
      const among = paintSurface(surfaceOf([v, ...others]), breaks, ramp);
      expect(among.slice(0, 4)).toEqual(alone);
    }));
  });

  it('fade out below the first break and are solid from it on', () => {
    const pixels = paintSurface(surfaceOf([0, 5, 12.5, 20, 70]), breaks, ramp);
    expect([3, 7, 11, 15, 19].map((i) => pixels[i])).toEqual([0, 0, 128, 255, 255]);
    expect([pixels[14], pixels[18]]).toEqual([0x20, 0x30]);
  });

  it('need one colour more than breaks', () => {
    expect(() => paintSurface(surfaceOf([1]), breaks, ramp.slice(1))).toThrow(/4 colours/);
  });
});

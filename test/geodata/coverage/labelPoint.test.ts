import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelPoint } from '../../../geodata/coverage/labelPoint.ts';

const box = (w: number, s: number, e: number, n: number): [number, number][] => [[w, s], [e, s], [e, n], [w, n]];
const hole = (w: number, s: number, e: number, n: number) => box(w, s, e, n).reverse();

describe('the point where a name stands', () => {
  test('is the middle of a square', () => {
    const [x, y] = labelPoint([box(100, 200, 140, 240)]);
    expect(Math.hypot(x - 120, y - 220)).toBeLessThan(0.5);
  });
  test('is in the broad part, not in the middle of everything', () => {
    // A square of 40 m with a corridor 200 m long.
    const [x, y] = labelPoint([[[0, 0], [40, 0], [40, 18], [240, 18], [240, 22], [40, 22], [40, 40], [0, 40]]]);
    expect(Math.hypot(x - 20, y - 20)).toBeLessThan(3);
  });
  test('keeps clear of a hole', () => {
    const [x, y] = labelPoint([box(0, 0, 100, 40), hole(5, 5, 60, 35)]);
    expect(Math.hypot(x - 80, y - 20)).toBeLessThan(1);
  });
  test('is inside a strip narrower than the lattice, at any angle', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: Math.PI, noNaN: true }), (angle) => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const [x, y] = labelPoint([box(-500, -2, 500, 2).map(([a, b]): [number, number] => [a * c - b * s, a * s + b * c])]);
      expect(Math.abs(y * c - x * s)).toBeLessThan(2);
      expect(Math.abs(x * c + y * s)).toBeLessThan(500);
    }));
  });
});

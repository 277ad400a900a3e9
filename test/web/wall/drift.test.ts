import { describe, expect, it } from 'vitest';
import { driftAt } from '../../../web/wall/drift.ts';

describe('the drift against burn-in', () => {
  it('stays within 8 units, comes round in 3 minutes and rests on whole pixels of the screen', () => {
    const path = Array.from({ length: 1800 }, (_, i) => driftAt(i * 100, 2, 1.5));
    for (const { x, y } of path) expect([Math.hypot(x, y) < 17, Number.isInteger(Math.round(x * 1.5 * 1e6) / 1e6), Number.isInteger(Math.round(y * 1.5 * 1e6) / 1e6)]).toEqual([true, true, true]);
    expect(driftAt(180_000, 2, 1.5)).toEqual(path[0]);
    expect(Math.max(...path.map(({ x }) => x))).toBe(16);
    expect(Math.min(...path.map(({ x }) => x))).toBe(-16);
  });

  it('never jumps: from one second to the next a pixel at most', () => {
    for (let s = 0; s < 180; s++) {
      const [a, b] = [driftAt(s * 1000, 1, 1), driftAt((s + 1) * 1000, 1, 1)];
      expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeLessThanOrEqual(1);
    }
  });
});

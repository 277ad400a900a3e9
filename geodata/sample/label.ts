/** Where a name stands: the point of a polygon farthest from its border, nearly. */
import type { Point } from '../district.ts';
import type { Outline } from './outline.ts';
import { inRing, signedArea, toPosition } from './plane.ts';
import type { XY } from './plane.ts';

function clearance(rings: readonly XY[][], x: number, y: number): number {
  let best = Infinity, inside = false;
  rings.forEach((ring, k) => {
    if (inRing(ring, x, y)) inside = k === 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[j]!, b = ring[i]!, dx = b[0] - a[0], dy = b[1] - a[1];
      const t = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, (a[0] + t * dx - x) ** 2 + (a[1] + t * dy - y) ** 2);
    }
  });
  return inside ? Math.sqrt(best) : -Math.sqrt(best);
}

/** The label point of a polygon's rings, in metres. Looks on a coarse lattice, then closer around the best places. */
export function labelPoint(rings: readonly XY[][]): XY {
  const outer = rings[0]!;
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of outer) { w = Math.min(w, x); s = Math.min(s, y); e = Math.max(e, x); n = Math.max(n, y); }
  let best: { x: number; y: number; d: number } = { x: outer[0]![0], y: outer[0]![1], d: -Infinity };
  let step = Math.max(e - w, n - s) / 9;
  for (let y = s + step / 2; y < n; y += step) {
    for (let x = w + step / 2; x < e; x += step) {
      const d = clearance(rings, x, y);
      if (d > best.d) best = { x, y, d };
    }
  }
  // A thin shape may slip between the samples: look beside its border.
  if (best.d <= 0) {
    for (let i = 0; i < outer.length; i++) {
      const a = outer[i]!, b = outer[(i + 1) % outer.length]!, l = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      const x = (a[0] + b[0]) / 2 - (b[1] - a[1]) / l, y = (a[1] + b[1]) / 2 + (b[0] - a[0]) / l, d = clearance(rings, x, y);
      if (d > best.d) best = { x, y, d };
    }
  }
  for (let round = 0; round < 6; round++) {
    step /= 2;
    for (const [dx, dy] of [[-1, 0], [1, 0], [0, -1], [0, 1], [1, 1], [-1, -1], [1, -1], [-1, 1]] as const) {
      const x = best.x + dx * step, y = best.y + dy * step, d = clearance(rings, x, y);
      if (d > best.d) best = { x, y, d };
    }
  }
  return [best.x, best.y];
}

/** The label of an outline: in its largest part. */
export function labelOf(outline: Outline): Point {
  const part = outline.rings.reduce((a, b) => (signedArea(b[0]!) > signedArea(a[0]!) ? b : a));
  return { type: 'Point', coordinates: toPosition(...labelPoint(part)) };
}

/** Small tools for polylines of the plane. */
import { noise } from './noise.ts';
import type { XY } from './plane.ts';

/** Catmull–Rom curve through the points, a vertex about every `step` metres. */
export function curve(points: readonly XY[], step: number, closed = false): XY[] {
  const out: XY[] = [], n = points.length;
  const at = (i: number) => (closed ? points[(i + n) % n]! : points[Math.min(n - 1, Math.max(0, i))]!);
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const count = Math.max(1, Math.round(Math.hypot(p2[0] - p1[0], p2[1] - p1[1]) / step));
    for (let k = 0; k < count; k++) {
      const t = k / count, t2 = t * t, t3 = t2 * t;
      const mix = (a: number, b: number, c: number, d: number) =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3);
      out.push([mix(p0[0], p1[0], p2[0], p3[0]), mix(p0[1], p1[1], p2[1], p3[1])]);
    }
  }
  if (!closed) out.push(points[n - 1]!);
  return out;
}

/** The line pushed about by smooth noise: `amount` metres, waves of `length` metres. */
export const wander = (line: readonly XY[], amount: number, length: number, seed: number): XY[] =>
  line.map(([x, y]) => [x + amount * noise(x / length, y / length, seed), y + amount * noise(x / length, y / length, seed + 77)]);

/** Distance from a point to a line, and the way along it (0 to 1) of the nearest point. */
export function nearestOnLine(line: readonly XY[], x: number, y: number): { distance: number; along: number } {
  let best = Infinity, along = 0;
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1]!, [bx, by] = line[i]!;
    const dx = bx - ax, dy = by - ay, t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    const d = (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2;
    if (d < best) { best = d; along = (i - 1 + t) / (line.length - 1); }
  }
  return { distance: Math.sqrt(best), along };
}

/** The line `offset(t)` metres to its left, t from 0 to 1. */
export function offsetLine(line: readonly XY[], offset: (t: number) => number): XY[] {
  return line.map(([x, y], i) => {
    const a = line[Math.max(0, i - 1)]!, b = line[Math.min(line.length - 1, i + 1)]!;
    const dx = b[0] - a[0], dy = b[1] - a[1], length = Math.hypot(dx, dy) || 1, o = offset(i / (line.length - 1));
    return [x - (dy / length) * o, y + (dx / length) * o];
  });
}

/** Douglas–Peucker; keeps both ends. */
export function simplify(line: readonly XY[], tolerance: number): XY[] {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const stack: [number, number][] = [[0, line.length - 1]];
  while (stack.length) {
    const [first, last] = stack.pop()!, [ax, ay] = line[first]!, [bx, by] = line[last]!;
    const length = Math.hypot(bx - ax, by - ay);
    let worst = tolerance, at = -1;
    for (let i = first + 1; i < last; i++) {
      const [x, y] = line[i]!;
      const d = length < 1e-6 ? Math.hypot(x - ax, y - ay) : Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
      if (d > worst) { worst = d; at = i; }
    }
    if (at > 0) { keep[at] = 1; stack.push([first, at], [at, last]); }
  }
  return line.filter((_, i) => keep[i]);
}

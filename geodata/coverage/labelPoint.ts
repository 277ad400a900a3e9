import type { MultiPolygon, Point } from '../district.ts';
import { localProjection } from './projection.ts';

type XY = readonly [x: number, y: number];

/** How far the point is inside the rings; negative outside. */
function clearance(rings: readonly (readonly XY[])[], x: number, y: number): number {
  let best = Infinity, inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]!, b = ring[j]!, dx = a[0] - b[0], dy = a[1] - b[1];
      if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
      const t = Math.min(1, Math.max(0, ((x - b[0]) * dx + (y - b[1]) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, (b[0] + t * dx - x) ** 2 + (b[1] + t * dy - y) ** 2);
    }
  }
  return inside ? Math.sqrt(best) : -Math.sqrt(best);
}

/**
 * Where a name stands: the point of a polygon farthest from its border, nearly. Takes and gives metres; outer ring first
 * and counter-clockwise, then holes, closing vertex left out. Looks on a coarse lattice, then closer around the best places.
 */
export function labelPoint(rings: readonly (readonly XY[])[]): XY {
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

/** A point well inside the largest part, the first one, of a shape in degrees. */
export function labelIn({ coordinates }: MultiPolygon): Point {
  const [lon0, lat0] = coordinates[0]![0]![0]!;
  const projection = localProjection(lon0, lat0);
  const [x, y] = labelPoint(coordinates[0]!.map((ring) => ring.slice(1).map(([lon, lat]): XY => [projection.x(lon), projection.y(lat)])));
  return { type: 'Point', coordinates: [projection.lon(x), projection.lat(y)] };
}

/** Lines of equal value of a function, as polygons of where it is above: marching squares on a lattice. */
import type { MultiPolygon } from '../district.ts';
import { inRing, signedArea, toPosition } from './plane.ts';
import type { XY } from './plane.ts';
import { simplify } from './lines.ts';

export interface Lattice { west: number; south: number; columns: number; rows: number; step: number; values: Float32Array }

export function sampleLattice(halfWidth: number, halfHeight: number, step: number, f: (x: number, y: number) => number): Lattice {
  const columns = Math.floor((2 * halfWidth) / step) + 1, rows = Math.floor((2 * halfHeight) / step) + 1, values = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) values[r * columns + c] = f(c * step - halfWidth, r * step - halfHeight);
  return { west: -halfWidth, south: -halfHeight, columns, rows, step, values };
}

/** By which corners are high (sw 1, se 2, ne 4, nw 8): the steps from side to side, south 0, east 1, north 2, west 3. */
const STEPS: [from: number, to: number][][] = [
  [], [[0, 3]], [[1, 0]], [[1, 3]], [[2, 1]], [[0, 3], [2, 1]], [[2, 0]], [[2, 3]],
  [[3, 2]], [[0, 2]], [[1, 0], [3, 2]], [[1, 2]], [[3, 1]], [[0, 1]], [[3, 0]], [],
];

/** Polygons of where the lattice is above `level`; parts under `leastArea` m² are left out. Everything past the rim counts as below. */
export function areasAbove(lattice: Lattice, level: number, leastArea: number): MultiPolygon {
  const { columns, rows, step, west, south, values } = lattice;
  const at = (r: number, c: number) => (r < 0 || c < 0 || r >= rows || c >= columns ? -1e-3 : values[r * columns + c]! - level || 1e-6);
  // Crossing points are named by lattice edge; the higher ground lies on the left of every step.
  const next = new Map<number, number[]>(), wide = columns + 2, key = (r: number, c: number, vertical: number) => ((r + 1) * wide + c + 1) * 2 + vertical;
  const point = (k: number): XY => {
    const vertical = k % 2, cell = (k - vertical) / 2, r = Math.floor(cell / wide) - 1, c = (cell % wide) - 1;
    const a = at(r, c), b = vertical ? at(r + 1, c) : at(r, c + 1), t = a / (a - b);
    return vertical ? [west + c * step, south + (r + t) * step] : [west + (c + t) * step, south + r * step];
  };
  const join = (a: number, b: number) => next.set(a, [...(next.get(a) ?? []), b]);
  for (let r = -1; r < rows; r++) {
    for (let c = -1; c < columns; c++) {
      const sw = at(r, c) > 0, se = at(r, c + 1) > 0, ne = at(r + 1, c + 1) > 0, nw = at(r + 1, c) > 0;
      const code = +sw | (+se << 1) | (+ne << 2) | (+nw << 3);
      if (code === 0 || code === 15) continue;
      const sides = [key(r, c, 0), key(r, c + 1, 1), key(r + 1, c, 0), key(r, c, 1)];
      for (const [a, b] of STEPS[code]!) join(sides[a]!, sides[b]!);
    }
  }
  const loops: XY[][] = [];
  for (const start of next.keys()) {
    if (!next.get(start)?.length) continue;
    const loop: XY[] = [];
    for (let k = start; next.get(k)?.length;) {
      loop.push(point(k));
      k = next.get(k)!.pop()!;
    }
    if (loop.length > 3 && Math.abs(signedArea(loop)) >= leastArea) loops.push(rounded(loop, step));
  }
  const outers = loops.filter((l) => signedArea(l) > 0).sort((a, b) => signedArea(b) - signedArea(a)), parts = outers.map((o) => [o]);
  for (const hole of loops.filter((l) => signedArea(l) < 0)) {
    for (let i = parts.length - 1; i >= 0; i--) if (inRing(parts[i]![0]!, ...hole[0]!)) { parts[i]!.push(hole); break; }
  }
  return { type: 'MultiPolygon', coordinates: parts.map((part) => part.map((ring) => [...ring, ring[0]!].map(([x, y]) => toPosition(x, y)))) };
}

/** Two rounds of averaging take the lattice out of the line. */
function rounded(loop: XY[], step: number): XY[] {
  let line = loop;
  for (let i = 0; i < 2; i++) line = line.map((p, k) => {
    const a = line[(k + line.length - 1) % line.length]!, b = line[(k + 1) % line.length]!;
    return [p[0] / 2 + (a[0] + b[0]) / 4, p[1] / 2 + (a[1] + b[1]) / 4];
  });
  const half = Math.floor(line.length / 2);
  return [...simplify(line.slice(0, half + 1), step * 0.06), ...simplify([...line.slice(half), line[0]!], step * 0.06).slice(1, -1)];
}

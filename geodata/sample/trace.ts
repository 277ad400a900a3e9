/** From a raster of labels to a mesh: every border between two kinds is one arc, smoothed once, shared by both sides. */
import { GROUND } from './ground.ts';
import type { Ground } from './ground.ts';
import { simplify } from './lines.ts';
import { Mesh } from './mesh.ts';
import type { XY } from './plane.ts';

/** East, north, west, south as steps of the lattice (row, column), in counter-clockwise order. */
const STEPS = [[0, 1], [-1, 0], [0, -1], [1, 0]] as const;

/**
 * The mesh of a ground raster; its faces carry the labels as `kind`, the outside of the frame is −1.
 * `inland` (metres inland of the shore) draws the coast finer than the cells.
 */
export function traceGround(ground: Ground, inland: (x: number, y: number) => number): Mesh {
  const { columns, rows, cell, west, north, labels } = ground, width = columns + 1;
  const label = (r: number, c: number): number => (r < 0 || c < 0 || r >= rows || c >= columns ? GROUND.nothing : labels[r * columns + c]!);
  // The label left of the lattice edge that leaves vertex (r, c) in a direction, and the one right of it.
  const leftOf = (r: number, c: number, d: number) => (d === 0 ? label(r - 1, c) : d === 1 ? label(r - 1, c - 1) : d === 2 ? label(r, c - 1) : label(r, c));
  const rightOf = (r: number, c: number, d: number) => leftOf(r, c, (d + 3) % 4);
  const isBorder = (r: number, c: number, d: number) => leftOf(r, c, d) !== rightOf(r, c, d);
  const degree = (r: number, c: number) => {
    let n = 0;
    for (let d = 0; d < 4; d++) if (isBorder(r, c, d)) n++;
    return n;
  };
  const done = new Uint8Array(width * (rows + 1));
  const point = (r: number, c: number): XY => [west + c * cell, north - r * cell];
  const mesh = new Mesh(), left: number[] = [];

  const follow = (r0: number, c0: number, d0: number) => {
    const l = leftOf(r0, c0, d0), right = rightOf(r0, c0, d0), path: XY[] = [point(r0, c0)];
    let r = r0, c = c0, d = d0;
    for (;;) {
      done[r * width + c]! |= 1 << d;
      r += STEPS[d]![0];
      c += STEPS[d]![1];
      done[r * width + c]! |= 1 << ((d + 2) % 4);
      path.push(point(r, c));
      if (degree(r, c) !== 2 || (r === r0 && c === c0)) break;
      for (let k = 0; k < 4; k++) if (k !== (d + 2) % 4 && isBorder(r, c, k)) { d = k; break; }
    }
    const frame = l < 0 || right < 0, closed = r === r0 && c === c0 && degree(r, c) === 2;
    const shore = l === GROUND.sea || right === GROUND.sea;
    const line = frame ? simplify(path, 0.01) : smooth(path, closed, cell, shore ? inland : null);
    let from = mesh.vertex(...line[0]!);
    for (const to of line.slice(1).map((p) => mesh.vertex(...p))) {
      if (to === from) continue;
      mesh.edge(from, to, -1);
      left.push(l, right);
      from = to;
    }
  };
  for (const loops of [false, true]) {
    for (let r = 0; r <= rows; r++) {
      for (let c = 0; c <= columns; c++) {
        const n = degree(r, c);
        if (n === 0 || (!loops && n === 2)) continue;
        for (let d = 0; d < 4; d++) if (isBorder(r, c, d) && !(done[r * width + c]! & (1 << d))) follow(r, c, d);
      }
    }
  }
  mesh.closeFaces((h) => left[h]!);
  return mesh;
}

/** Staircase to line: middles of the steps, three gentle averages, a shore drawn to the water's edge, then what carries no shape goes. Ends stay. */
function smooth(path: XY[], closed: boolean, cell: number, inland: ((x: number, y: number) => number) | null): XY[] {
  const middles = path.slice(1).map((p, i): XY => [(p[0] + path[i]![0]) / 2, (p[1] + path[i]![1]) / 2]);
  let line: XY[] = closed ? middles : [path[0]!, ...middles, path[path.length - 1]!];
  const n = line.length;
  for (let pass = 0; pass < 3; pass++) {
    line = line.map((p, i) => {
      if (!closed && (i === 0 || i === n - 1)) return p;
      const a = line[(i + n - 1) % n]!, b = line[(i + 1) % n]!;
      return [p[0] / 2 + (a[0] + b[0]) / 4, p[1] / 2 + (a[1] + b[1]) / 4];
    });
  }
  if (inland) line = line.map((p, i) => (!closed && (i === 0 || i === n - 1) ? p : toShore(p, inland, cell)));
  if (!closed) return simplify(line, cell * 0.1);
  const half = Math.floor(n / 2);
  return [...simplify(line.slice(0, half + 1), cell * 0.1), ...simplify([...line.slice(half), line[0]!], cell * 0.1).slice(1)];
}

/** The point moved to where the land ends, two fifths of a cell at most: so neighbouring lines stay apart. */
function toShore([x, y]: XY, inland: (x: number, y: number) => number, cell: number): XY {
  const d = cell / 5, s = inland(x, y), gx = (inland(x + d, y) - inland(x - d, y)) / (2 * d), gy = (inland(x, y + d) - inland(x, y - d)) / (2 * d);
  const steep = Math.max(0.25, gx * gx + gy * gy), mx = (-s * gx) / steep, my = (-s * gy) / steep, far = Math.hypot(mx, my), most = cell * 0.4;
  return far > most ? [x + (mx / far) * most, y + (my / far) * most] : [x + mx, y + my];
}

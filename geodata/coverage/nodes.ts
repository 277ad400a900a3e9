import { cellIndex } from './cellIndex.ts';
import type { Rings } from './rings.ts';

/** Vertices drawn together to nodes. No two nodes lie within the tolerance of each other. */
export interface Nodes {
  count: number;
  lon: Float64Array;
  lat: Float64Array;
  x: Float64Array;
  y: Float64Array;
  /** Node of each vertex of the rings. */
  of: Int32Array;
}

/** Marks vertices beside their node: a nearer one may still come. */
const AGAIN = -2;

/**
 * Makes a node of every vertex that has none within `toleranceM` yet, then gives each vertex its nearest: equal vertices get
 * equal nodes, whatever stands between them in order. Nodes keep original coordinates.
 */
export function snapVertices(rings: Rings, toleranceM: number): Nodes {
  const total = rings.x.length;
  const vertexOf = new Int32Array(total);
  const x = new Float64Array(total), y = new Float64Array(total);
  const of = new Int32Array(total);
  // Cells a few tolerances wide: most lookups then touch a single one.
  const index = cellIndex(x, y, total, Math.max(toleranceM * 8, 0.01));
  const toleranceSquared = toleranceM * toleranceM;
  let count = 0, nearest = -1, nearestSquared = 0, px = 0, py = 0;
  const compare = (node: number) => {
    const dx = x[node]! - px, dy = y[node]! - py, squared = dx * dx + dy * dy;
    if (squared < nearestSquared || (squared === nearestSquared && (nearest < 0 || node < nearest))) {
      nearest = node;
      nearestSquared = squared;
    }
  };
  const findNearest = (vertex: number) => {
    px = rings.x[vertex]!;
    py = rings.y[vertex]!;
    nearest = -1;
    nearestSquared = toleranceSquared;
    index.visit(px - toleranceM, py - toleranceM, px + toleranceM, py + toleranceM, compare);
    return nearest;
  };
  for (let vertex = 0; vertex < total; vertex++) {
    of[vertex] = findNearest(vertex);
    if (of[vertex]! < 0) {
      of[vertex] = count;
      x[count] = px;
      y[count] = py;
      vertexOf[count] = vertex;
      index.add(count++);
    } else if (nearestSquared > 0) of[vertex] = AGAIN;
  }
  for (let vertex = 0; vertex < total; vertex++) if (of[vertex] === AGAIN) of[vertex] = findNearest(vertex);
  return {
    count, of, x: x.slice(0, count), y: y.slice(0, count),
    lon: Float64Array.from({ length: count }, (_, node) => rings.lon[vertexOf[node]!]!),
    lat: Float64Array.from({ length: count }, (_, node) => rings.lat[vertexOf[node]!]!),
  };
}

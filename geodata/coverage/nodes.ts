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

/** Gives every vertex the nearest earlier node within `toleranceM`, or makes it a node. Nodes keep original coordinates. */
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
  for (let vertex = 0; vertex < total; vertex++) {
    px = rings.x[vertex]!;
    py = rings.y[vertex]!;
    nearest = -1;
    nearestSquared = toleranceSquared;
    index.visit(px - toleranceM, py - toleranceM, px + toleranceM, py + toleranceM, compare);
    if (nearest < 0) {
      nearest = count++;
      x[nearest] = px;
      y[nearest] = py;
      vertexOf[nearest] = vertex;
      index.add(nearest);
    }
    of[vertex] = nearest;
  }
  return {
    count, of, x: x.slice(0, count), y: y.slice(0, count),
    lon: Float64Array.from({ length: count }, (_, node) => rings.lon[vertexOf[node]!]!),
    lat: Float64Array.from({ length: count }, (_, node) => rings.lat[vertexOf[node]!]!),
  };
}

import type { MultiPolygon, Polygon } from '../district.ts';
import { edgeTable } from './edgeTable.ts';
import { snapVertices, type Nodes } from './nodes.ts';
import { flattenRings, type Rings } from './rings.ts';
import { edgeSplitter } from './splitEdges.ts';

/** Polygons that claim to cover a piece of land, as directed edges between shared nodes; the unit lies left of its edges. */
export interface Coverage {
  units: number;
  nodes: Omit<Nodes, 'of'>;
  edges: number;
  from: Int32Array;
  to: Int32Array;
  /** Unit of each edge; the edges of unit u are start[u] … start[u + 1] − 1. */
  unit: Int32Array;
  start: Int32Array;
  /** The edge of the neighbour that runs the other way, −1 on the outside. */
  twin: Int32Array;
  lengthM: Float64Array;
  snapped: Snapped;
}

/** What was moved, never by more than the tolerance, to make neighbours meet: the slivers that are gone. */
export interface Snapped {
  /** Vertices drawn to a node elsewhere, and the farthest way that one went. */
  vertices: number;
  farthestM: number;
  /** Times that a border took in a corner of another unit: T-junctions. */
  corners: number;
}

/** Edges match where they run within this many metres of each other. */
export const DEFAULT_TOLERANCE_M = 0.2;

/**
 * Finds the shared edges of `polygons` (unit i is polygon i; WGS 84 degrees): vertices within `toleranceM` become one
 * node, edges are split where another unit's corner lies on them, and equal edges in opposite directions are twins.
 * Details smaller than the tolerance vanish. About linear in the number of vertices.
 */
export function buildCoverage(polygons: readonly (Polygon | MultiPolygon)[], { toleranceM = DEFAULT_TOLERANCE_M } = {}): Coverage {
  const rings = flattenRings(polygons);
  const nodes = snapVertices(rings, toleranceM);
  const traced = traceEdges(rings, nodes, toleranceM);
  const snapped = { ...movedVertices(rings, nodes), corners: traced.corners };
  return { units: polygons.length, nodes, ...pairEdges(polygons.length, nodes, traced), snapped };
}

function movedVertices({ x, y }: Rings, nodes: Nodes): Pick<Snapped, 'vertices' | 'farthestM'> {
  let vertices = 0, farthestM = 0;
  nodes.of.forEach((node, vertex) => {
    const metres = Math.hypot(nodes.x[node]! - x[vertex]!, nodes.y[node]! - y[vertex]!);
    if (metres > 0) vertices++;
    farthestM = Math.max(farthestM, metres);
  });
  return { vertices, farthestM };
}

interface Traced { from: Int32Array; to: Int32Array; unit: Int32Array; count: number }

/** The rings as split edges, interior to the left whichever way they were wound. */
function traceEdges(rings: Rings, nodes: Nodes, toleranceM: number): Traced & { corners: number } {
  const split = edgeSplitter(nodes, toleranceM, meanLength(rings));
  let capacity = rings.x.length * 2 + 16, count = 0, corners = 0;
  let from = new Int32Array(capacity), to = new Int32Array(capacity), unit = new Int32Array(capacity);
  const path: number[] = [];
  for (let ring = 0; ring < rings.unit.length; ring++) {
    const first = rings.start[ring]!, last = rings.start[ring + 1]! - 1;
    path.length = 0;
    for (let vertex = first; vertex <= last; vertex++) {
      const a = nodes.of[vertex]!, b = nodes.of[vertex === last ? first : vertex + 1]!;
      if (a === b) continue;
      path.push(a);
      const before = path.length;
      split(a, b, path);
      corners += path.length - before;
    }
    if (path.length < 3) continue;
    if (signedArea(path, nodes) > 0 === (rings.hole[ring] === 1)) path.reverse();
    if (count + path.length > capacity) {
      capacity = (count + path.length) * 2;
      [from, to, unit] = [grow(from, capacity), grow(to, capacity), grow(unit, capacity)];
    }
    for (let i = 0; i < path.length; i++, count++) {
      from[count] = path[i]!;
      to[count] = path[(i + 1) % path.length]!;
      unit[count] = rings.unit[ring]!;
    }
  }
  return { from, to, unit, count, corners };
}

function pairEdges(units: number, nodes: Nodes, traced: Traced): Omit<Coverage, 'units' | 'nodes' | 'snapped'> {
  const kept = withoutSpikes(traced);
  const { from, to, unit, count } = kept;
  const table = edgeTable(from, to, count);
  const twin = new Int32Array(count).fill(-1);
  for (let edge = 0; edge < count; edge++) {
    const other = table.find(to[edge]!, from[edge]!, (found) => twin[found] === -1 && unit[found] !== unit[edge]);
    if (other >= 0) {
      twin[edge] = other;
      twin[other] = edge;
    }
    table.add(edge);
  }
  const start = new Int32Array(units + 1);
  for (let edge = 0; edge < count; edge++) start[unit[edge]! + 1]!++;
  for (let index = 0; index < units; index++) start[index + 1]! += start[index]!;
  const lengthM = Float64Array.from(from, (a, edge) => Math.hypot(nodes.x[to[edge]!]! - nodes.x[a]!, nodes.y[to[edge]!]! - nodes.y[a]!));
  return { edges: count, from, to, unit, start, twin, lengthM };
}

/** Drops edges that one unit walks in both directions: spikes, and slits narrower than the tolerance. */
function withoutSpikes({ from, to, unit, count }: Traced): Traced {
  const table = edgeTable(from, to, count);
  const dropped = new Uint8Array(count);
  for (let edge = 0; edge < count; edge++) {
    const back = table.find(to[edge]!, from[edge]!, (found) => !dropped[found] && unit[found] === unit[edge]);
    if (back >= 0) dropped[edge] = dropped[back] = 1;
    else table.add(edge);
  }
  const keep = (column: Int32Array) => column.subarray(0, count).filter((_, edge) => !dropped[edge]);
  const result = { from: keep(from), to: keep(to), unit: keep(unit) };
  return { ...result, count: result.from.length };
}

function meanLength({ x, y, start }: Rings): number {
  let total = 0;
  for (let ring = 0; ring + 1 < start.length; ring++)
    for (let i = start[ring]! + 1; i < start[ring + 1]!; i++) total += Math.hypot(x[i]! - x[i - 1]!, y[i]! - y[i - 1]!);
  return total / Math.max(1, x.length);
}

function signedArea(path: number[], { x, y }: Nodes): number {
  let twice = 0;
  for (let i = 0; i < path.length; i++) {
    const a = path[i]!, b = path[(i + 1) % path.length]!;
    twice += x[a]! * y[b]! - x[b]! * y[a]!;
  }
  return twice / 2;
}

function grow(column: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(column);
  return larger;
}

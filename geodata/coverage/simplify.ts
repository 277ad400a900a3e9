import { boxIndex } from './boxIndex.ts';
import { cellIndex } from './cellIndex.ts';
import type { Coverage } from './coverage.ts';
import { minHeap } from './minHeap.ts';
import type { XY } from './plane.ts';

export interface SimplifyOptions {
  /** A corner goes when the triangle that it cuts off is smaller than this. */
  areaM2: number;
  /** Places that no border may be drawn across. */
  obstacles: readonly XY[];
  /** Whether an edge has to stay where it is: of its corners only those on a straight line go. */
  isPinned: (edge: number) => boolean;
}

/** A corner of a pinned edge goes when it is this near the straight line, in metres. */
const STRAIGHT_M = 1e-4;

/**
 * The nodes of a coverage that the borders between groups can do without: 1 where a node goes, in every outline alike, so
 * that neighbours stay the same corner by corner. Where three borders meet, and the outer outline but for straight lines,
 * all stays. Corners go by the area that each cuts off, least first (Visvalingam and Whyatt), unless another corner or an
 * obstacle lies in it: borders never cross.
 */
export function simplifyBorders({ from, to, twin, unit, edges, nodes }: Coverage, assignment: ArrayLike<number>, { areaM2, obstacles, isPinned }: SimplifyOptions): Uint8Array {
  const { x, y, count } = nodes;
  const dropped = new Uint8Array(count), degree = new Int32Array(count), pinned = new Uint8Array(count);
  const beside = [new Int32Array(count).fill(-1), new Int32Array(count).fill(-1)] as const;
  const joined = new Set<number>();
  const key = (a: number, b: number) => Math.min(a, b) * count + Math.max(a, b);
  const isBorder = (edge: number) => twin[edge]! < 0 || assignment[unit[edge]!] !== assignment[unit[twin[edge]!]!];
  for (let edge = 0; edge < edges; edge++) {
    if (!isBorder(edge) || twin[edge]! > edge) continue;
    const a = from[edge]!, b = to[edge]!, isFixed = twin[edge]! < 0 || isPinned(edge);
    joined.add(key(a, b));
    for (const [node, other] of [[a, b], [b, a]] as const) {
      if (degree[node]! < 2) beside[degree[node]!]![node] = other;
      degree[node]!++;
      if (isFixed) pinned[node] = 1;
    }
  }
  const nodeIndex = cellIndex(x, y, count, 10), findObstacles = boxIndex(obstacles.map((at) => [at]));
  for (let node = 0; node < count; node++) if (degree[node]! > 0) nodeIndex.add(node);

  const twice = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) => (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  /** Area that a node cuts off; Infinity where it has to stay. */
  function weight(node: number): number {
    if (degree[node] !== 2) return Infinity;
    const a = beside[0][node]!, c = beside[1][node]!;
    const area = Math.abs(twice(x[a]!, y[a]!, x[node]!, y[node]!, x[c]!, y[c]!)) / 2;
    if (pinned[node] && area > (STRAIGHT_M * Math.hypot(x[c]! - x[a]!, y[c]! - y[a]!)) / 2) return Infinity;
    return area;
  }
  function isFree(node: number): boolean {
    const a = beside[0][node]!, c = beside[1][node]!;
    if (a === c || joined.has(key(a, c))) return false;
    const west = Math.min(x[a]!, x[node]!, x[c]!), east = Math.max(x[a]!, x[node]!, x[c]!), south = Math.min(y[a]!, y[node]!, y[c]!), north = Math.max(y[a]!, y[node]!, y[c]!);
    const holds = (px: number, py: number) => {
      if (px < west || px > east || py < south || py > north) return false;
      const one = twice(x[a]!, y[a]!, x[node]!, y[node]!, px, py), two = twice(x[node]!, y[node]!, x[c]!, y[c]!, px, py), three = twice(x[c]!, y[c]!, x[a]!, y[a]!, px, py);
      return (one >= 0 && two >= 0 && three >= 0) || (one <= 0 && two <= 0 && three <= 0);
    };
    let free = true;
    nodeIndex.visit(west, south, east, north, (other) => {
      if (free && other !== a && other !== c && other !== node && !dropped[other] && holds(x[other]!, y[other]!)) free = false;
    });
    return free && !findObstacles(west, south, east, north).some((at) => {
      const [px, py] = obstacles[at]!;
      // A corner of the border that is an obstacle itself may stay or be where the new line begins.
      return holds(px, py) && Math.hypot(px - x[a]!, py - y[a]!) > STRAIGHT_M && Math.hypot(px - x[c]!, py - y[c]!) > STRAIGHT_M;
    });
  }

  const heap = minHeap(count);
  for (let node = 0; node < count; node++) {
    const area = weight(node);
    if (area <= areaM2) heap.push(node, area);
  }
  for (let node = heap.pop(); node >= 0; node = heap.pop()) {
    if (dropped[node] || weight(node) > areaM2 || !isFree(node)) continue;
    const a = beside[0][node]!, c = beside[1][node]!;
    dropped[node] = 1;
    joined.delete(key(a, node));
    joined.delete(key(node, c));
    joined.add(key(a, c));
    for (const [end, other] of [[a, c], [c, a]] as const) {
      if (degree[end] !== 2) continue;
      beside[beside[0][end] === node ? 0 : 1]![end] = other;
      const area = weight(end);
      if (area <= areaM2) heap.push(end, area);
    }
  }
  return dropped;
}

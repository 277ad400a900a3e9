import type { MultiPolygon, Position } from '../district.ts';
import type { Coverage } from './coverage.ts';
import { pointInRing, ringArea } from './ringGeometry.ts';

/** A traced outline: loops of nodes, outer ones counter-clockwise, holes clockwise. */
type Loop = number[];

/**
 * The polygon of every group of units: `assignment[unit]` is the group, −1 for none; entry g of the result is group g.
 * Neighbouring groups share their nodes exactly, at T-junctions too, so the polygons neither gap nor overlap; nodes marked
 * in `dropped` (`simplifyBorders`) are left out of every outline alike. Linear in the number of edges.
 */
export function dissolve(coverage: Coverage, assignment: ArrayLike<number>, dropped?: Uint8Array): MultiPolygon[] {
  const outline = outliner(coverage, assignment, dropped);
  return unitsByGroup(assignment).map((units) => outline(units));
}

/** Units of each group in ascending order. */
export function unitsByGroup(assignment: ArrayLike<number>): number[][] {
  const groups: number[][] = [];
  for (let unit = 0; unit < assignment.length; unit++) {
    const group = assignment[unit]!;
    if (group < 0) continue;
    while (groups.length <= group) groups.push([]);
    groups[group]!.push(unit);
  }
  return groups;
}

/**
 * Prepares outlines under an assignment, which may change between calls: the polygon of one group, given its units in
 * ascending order, is what `dissolve` gives now. A call costs as much as those units have edges, so after an edit only
 * the groups that it touched need a new outline; those beside them keep theirs, vertex for vertex.
 */
export function outliner(coverage: Coverage, assignment: ArrayLike<number>, dropped?: Uint8Array): (units: Iterable<number>) => MultiPolygon {
  const { from, to, unit, start, twin, nodes } = coverage;
  const firstOut = new Int32Array(nodes.x.length).fill(-1), nextOut = new Int32Array(coverage.edges).fill(-1);
  const used = new Uint8Array(coverage.edges);
  const depth = new Int32Array(nodes.x.length).fill(-1);

  /** The unused edge out of `at` that comes first clockwise from the way back to `before`: it bounds the same piece of land. */
  function follow(before: number, at: number): number {
    let best = -1, bestTurn = Infinity;
    const back = Math.atan2(nodes.y[before]! - nodes.y[at]!, nodes.x[before]! - nodes.x[at]!);
    for (let edge = firstOut[at]!; edge >= 0; edge = nextOut[edge]!) {
      if (used[edge]) continue;
      if (best < 0 && nextOut[edge]! < 0) return edge;
      const away = Math.atan2(nodes.y[to[edge]!]! - nodes.y[at]!, nodes.x[to[edge]!]! - nodes.x[at]!);
      let turn = back - away;
      if (turn <= 1e-12) turn += 2 * Math.PI;
      if (turn < bestTurn) [best, bestTurn] = [edge, turn];
    }
    return best;
  }

  /** Walks from an edge until its start, cutting off a loop whenever a node comes up again: rings must not touch themselves. */
  function walk(first: number, loops: Loop[]): void {
    const stack: number[] = [];
    let edge = first;
    while (edge >= 0) {
      used[edge] = 1;
      const at = from[edge]!;
      if (depth[at]! >= 0) cutLoop(stack, depth[at]!, loops);
      depth[at] = stack.length;
      stack.push(at);
      edge = follow(at, to[edge]!);
    }
    // No way on: the walk is back where it began.
    cutLoop(stack, 0, loops);
  }

  function cutLoop(stack: number[], at: number, loops: Loop[]): void {
    const loop = stack.splice(at);
    for (const node of loop) depth[node] = -1;
    const kept = dropped ? loop.filter((node) => !dropped[node]) : loop;
    if (kept.length >= 3) loops.push(kept);
  }

  return (units) => {
    const boundary: number[] = [];
    for (const member of units) {
      for (let edge = start[member]!; edge < start[member + 1]!; edge++) {
        if (twin[edge]! >= 0 && assignment[unit[twin[edge]!]!] === assignment[member]) continue;
        boundary.push(edge);
        nextOut[edge] = firstOut[from[edge]!]!;
        firstOut[from[edge]!] = edge;
      }
    }
    const loops: Loop[] = [];
    for (const edge of boundary) if (!used[edge]) walk(edge, loops);
    for (const edge of boundary) {
      used[edge] = 0;
      firstOut[from[edge]!] = -1;
    }
    return assemble(loops, coverage);
  };
}

/** Outer loops with the holes that lie in them. */
function assemble(loops: Loop[], { nodes }: Coverage): MultiPolygon {
  const { x, y } = nodes;
  const outers: { loop: Loop; area: number; holes: Loop[] }[] = [], holes: Loop[] = [];
  for (const loop of loops) {
    const area = ringArea(loop, x, y);
    if (area > 0) outers.push({ loop, area, holes: [] });
    else if (area < 0) holes.push(loop);
  }
  outers.sort((a, b) => b.area - a.area || a.loop[0]! - b.loop[0]!);
  for (const hole of holes) {
    // The middle of an edge lies on no other loop, a corner may.
    const mx = (x[hole[0]!]! + x[hole[1]!]!) / 2, my = (y[hole[0]!]! + y[hole[1]!]!) / 2;
    const home = outers.length === 1 ? outers[0] : outers.findLast((outer) => pointInRing(mx, my, outer.loop, x, y));
    home?.holes.push(hole);
  }
  const close = (loop: Loop): Position[] => [...loop, loop[0]!].map((node) => [nodes.lon[node]!, nodes.lat[node]!]);
  return { type: 'MultiPolygon', coordinates: outers.map(({ loop, holes: inner }) => [loop, ...inner].map(close)) };
}

import type { Position } from '../district.ts';
import type { Coverage } from './coverage.ts';
import { dissolve } from './dissolve.ts';
import { edgeTable } from './edgeTable.ts';
import { localProjection } from './projection.ts';

/** Where polygons fail to cover: found, named, left as they are. */
export interface CoverageFaults {
  /** Holes in the whole, which may be meant (a lake) or not (a sliver: narrow for its area); largest first. The width is a mean: what a strip of this area and outline has. */
  gaps: { areaM2: number; widthM: number; at: Position }[];
  /** Pairs of units that cover the same land: borders that cross, or that two units hold on the same side. */
  overlaps: { units: [number, number]; at: Position }[];
}

/**
 * The gaps and overlaps of a coverage, wider than its tolerance. A gap that opens to the outside is not seen, nor a
 * unit that lies wholly inside another without touching its border.
 */
export function findFaults(coverage: Coverage): CoverageFaults {
  const whole = dissolve(coverage, new Int32Array(coverage.units));
  const gaps = whole.flatMap((outline) => outline.coordinates.flatMap((rings) => rings.slice(1))).map((ring) => ({ ...measureRing(ring), at: ring[0]! }));
  return { gaps: gaps.sort((a, b) => b.areaM2 - a.areaM2), overlaps: findOverlaps(coverage) };
}

function measureRing(ring: Position[]): { areaM2: number; widthM: number } {
  const projection = localProjection(ring[0]![0], ring[0]![1]);
  let twice = 0, outlineM = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [projection.x(ring[i - 1]![0]), projection.y(ring[i - 1]![1]), projection.x(ring[i]![0]), projection.y(ring[i]![1])];
    twice += ax * by - bx * ay;
    outlineM += Math.hypot(bx - ax, by - ay);
  }
  const areaM2 = Math.abs(twice) / 2, half = outlineM / 2;
  // The short side of a rectangle with this area and outline; a rounder gap counts as a square.
  return { areaM2, widthM: (half - Math.sqrt(Math.max(0, half * half - 4 * areaM2))) / 2 };
}

function findOverlaps(coverage: Coverage): CoverageFaults['overlaps'] {
  const { from, to, unit, twin, edges, nodes } = coverage;
  const found = new Map<string, CoverageFaults['overlaps'][number]>();
  const report = (a: number, b: number, node: number) => {
    const [low, high] = unit[a]! < unit[b]! ? [unit[a]!, unit[b]!] : [unit[b]!, unit[a]!];
    const key = `${low} ${high}`;
    if (!found.has(key)) found.set(key, { units: [low, high], at: [nodes.lon[node]!, nodes.lat[node]!] });
  };
  const table = edgeTable(from, to, edges);
  const lonely: number[] = [];
  for (let edge = 0; edge < edges; edge++) {
    const double = table.find(from[edge]!, to[edge]!, (other) => unit[other] !== unit[edge]);
    if (double >= 0) report(edge, double, from[edge]!);
    table.add(edge);
    if (twin[edge]! < 0) lonely.push(edge);
  }
  sweepCrossings(coverage, lonely, report);
  return [...found.values()].sort((a, b) => a.units[0] - b.units[0] || a.units[1] - b.units[1]);
}

/** Edges that cross have no twins, so only those are compared: sorted by west end, each with those that begin before it ends. */
function sweepCrossings({ from, to, unit, nodes: { x, y } }: Coverage, lonely: number[], report: (a: number, b: number, node: number) => void): void {
  const west = (edge: number) => Math.min(x[from[edge]!]!, x[to[edge]!]!), east = (edge: number) => Math.max(x[from[edge]!]!, x[to[edge]!]!);
  const side = (a: number, b: number, c: number) => Math.sign((x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!));
  lonely.sort((a, b) => west(a) - west(b) || a - b);
  let open: number[] = [];
  for (const edge of lonely) {
    const begin = west(edge);
    open = open.filter((other) => east(other) >= begin);
    for (const other of open) {
      if (unit[other] === unit[edge]) continue;
      const [a, b, c, d] = [from[edge]!, to[edge]!, from[other]!, to[other]!];
      if (Math.max(y[c]!, y[d]!) < Math.min(y[a]!, y[b]!) || Math.max(y[a]!, y[b]!) < Math.min(y[c]!, y[d]!)) continue;
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) report(edge, other, a);
    }
    open.push(edge);
  }
}

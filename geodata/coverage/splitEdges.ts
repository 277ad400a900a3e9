import { cellIndex } from './cellIndex.ts';
import type { Nodes } from './nodes.ts';

/**
 * T-junctions: the nodes that an edge from node `a` to node `b` passes within the tolerance, in order from `a` to `b`,
 * appended to `out`. The same nodes come back, reversed, for the edge from `b` to `a`.
 */
export type SplitEdge = (a: number, b: number, out: number[]) => void;

// A split bends the edge by up to the tolerance, which may bring it near another node; a second bend of a bend is enough.
const ROUNDS = 3;

/** Prepares the splitting of edges between `nodes`. `typicalM` is about the length of an edge; it only sets the speed. */
export function edgeSplitter(nodes: Nodes, toleranceM: number, typicalM: number): SplitEdge {
  const { x, y } = nodes;
  const index = cellIndex(x, y, nodes.count, Math.max(typicalM, toleranceM * 2, 0.01));
  for (let node = 0; node < nodes.count; node++) index.add(node);
  const seen = new Int32Array(nodes.count).fill(-1);
  let call = 0;
  let from = 0, to = 0, dx = 0, dy = 0, lengthSquared = 0;
  let hits: { node: number; t: number }[] = [];

  const consider = (node: number) => {
    if (node === from || node === to || seen[node] === call) return;
    const px = x[node]! - x[from]!, py = y[node]! - y[from]!;
    const t = (px * dx + py * dy) / lengthSquared;
    if (t <= 0 || t >= 1) return;
    const away = px * dy - py * dx;
    if (away * away > toleranceM * toleranceM * lengthSquared) return;
    seen[node] = call;
    hits.push({ node, t });
  };

  /** Nodes near the straight edge, walking the rows of cells it runs through. */
  function nearNodes(a: number, b: number): { node: number; t: number }[] {
    from = Math.min(a, b);
    to = Math.max(a, b);
    dx = x[to]! - x[from]!;
    dy = y[to]! - y[from]!;
    lengthSquared = dx * dx + dy * dy;
    hits = [];
    call++;
    const bottom = Math.min(y[a]!, y[b]!), top = Math.max(y[a]!, y[b]!);
    const left = Math.min(x[a]!, x[b]!) - toleranceM, right = Math.max(x[a]!, x[b]!) + toleranceM;
    const lastRow = Math.floor((top + toleranceM) / index.cell);
    for (let row = Math.floor((bottom - toleranceM) / index.cell); row <= lastRow; row++) {
      const low = row * index.cell, high = low + index.cell;
      let rowLeft = left, rowRight = right;
      if (dy !== 0) {
        // Where the edge is while inside this row, a tolerance wider on every side.
        const reach = toleranceM * (1 + Math.abs(dx / dy));
        const x1 = x[from]! + ((low - y[from]!) * dx) / dy, x2 = x[from]! + ((high - y[from]!) * dx) / dy;
        rowLeft = Math.max(left, Math.min(x1, x2) - reach);
        rowRight = Math.min(right, Math.max(x1, x2) + reach);
      }
      const middle = (low + high) / 2;
      if (rowLeft <= rowRight) index.visit(rowLeft, middle, rowRight, middle, consider);
    }
    hits.sort((one, other) => one.t - other.t || one.node - other.node);
    return from === a ? hits : hits.reverse();
  }

  function split(a: number, b: number, out: number[], round: number): void {
    const found = nearNodes(a, b);
    let previous = a;
    for (const { node } of found) {
      if (round < ROUNDS) split(previous, node, out, round + 1);
      out.push(node);
      previous = node;
    }
    if (found.length && round < ROUNDS) split(previous, b, out, round + 1);
  }
  return (a, b, out) => split(a, b, out, 1);
}

import { groupingOf, connectedParts, type Grouping } from './grouping.ts';
import type { Piece } from './pieces.ts';
import type { Random } from './random.ts';
import type { TreeDrawer } from './spanningTree.ts';
import type { TreePartition } from './treePartition.ts';

/** Units that one tree is cut with at once; the cost of a cut grows faster than its size. */
const CHUNK = 150;

/** A first valid grouping: a random spanning tree, taken apart into chunks, each cut exactly. */
export function constructGrouping(piece: Piece, drawer: TreeDrawer, partition: TreePartition, random: Random): Grouping {
  const n = piece.units.length;
  const whole = drawer.draw(random.below(n), new Int32Array(n), 0);
  const chunk = new Int32Array(n), size = new Int32Array(n).fill(1);
  let chunks = 1;
  const isHead = new Uint8Array(n);
  for (let i = whole.size - 1; i > 0; i--) {
    const unit = whole.order[i]!;
    if (size[unit]! >= CHUNK) isHead[unit] = 1;
    else size[whole.parent[unit]!]! += size[unit]!;
  }
  for (let i = 1; i < whole.size; i++) {
    const unit = whole.order[i]!;
    chunk[unit] = isHead[unit] ? chunks++ : chunk[whole.parent[unit]!]!;
  }
  const first = new Int32Array(chunks).fill(-1);
  for (let i = whole.size - 1; i >= 0; i--) first[chunk[whole.order[i]!]!] = whole.order[i]!;
  const grid = new Int32Array(n), part = new Int32Array(n);
  let grids = 0;
  for (let index = 0; index < chunks; index++) {
    const tree = drawer.draw(first[index]!, chunk, index);
    const parts = partition.cut(tree, Infinity, part);
    for (let i = 0; i < tree.size; i++) grid[tree.order[i]!] = grids + part[tree.order[i]!]!;
    grids += parts;
  }
  return groupingOf(piece, grid);
}

/** The edition in force as a first grouping, locked units in the grid they are locked to, its grids split where they are not connected; units without a grid that touch make one. Null without an edition. */
export function currentGrouping(piece: Piece): Grouping | null {
  if (piece.current.every((grid) => grid < 0)) return null;
  return groupingOf(piece, connectedParts(piece, (unit) => (piece.lock[unit]! >= 0 ? piece.lock[unit]! : piece.current[unit]!)));
}

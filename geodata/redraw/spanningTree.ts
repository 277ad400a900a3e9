import type { Piece } from './pieces.ts';
import type { Random } from './random.ts';

/** A tree over some units of a piece: `order` lists them parents first, `parent` names each one's parent, −1 at the root. */
export interface Tree { order: Int32Array; parent: Int32Array; size: number }

/** Scratch space for trees of a piece; `tree` is overwritten by every draw. */
export interface TreeDrawer {
  /** A random spanning tree of the units where `inside[unit]` is `mark`, which must be connected; `root` is one of them. */
  draw(root: number, inside: Int32Array, mark: number): Tree;
}

/** Any border inside a grid of the edition in force goes before any other. */
const KEEPS = 2 ** 40;

/**
 * Random trees by Prim's order over a random frontier. Of two random frontier edges the better one is taken: inside a grid
 * of the edition in force first, then the longer border without a barrier, so that cutting the tree tends to keep grids and cut short borders.
 */
export function treeDrawer(piece: Piece, random: Random): TreeDrawer {
  const { offset, neighbour, cutM, current } = piece;
  const n = piece.units.length;
  const order = new Int32Array(n), parent = new Int32Array(n);
  const tree: Tree = { order, parent, size: 0 };
  const reached = new Int32Array(n).fill(-1);
  const worth = cutM.slice();
  for (let unit = 0; unit < n; unit++) {
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (current[unit]! >= 0 && current[unit] === current[neighbour[e]!]) worth[e]! += KEEPS;
  }
  const source = new Int32Array(neighbour.length);
  for (let unit = 0; unit < n; unit++) source.fill(unit, offset[unit]!, offset[unit + 1]!);
  const frontier = new Int32Array(neighbour.length + 1);
  let draws = 0;
  return {
    draw(root, inside, mark) {
      const draw = draws++;
      let front = 0, size = 1;
      order[0] = root;
      parent[root] = -1;
      reached[root] = draw;
      for (let unit = root; ;) {
        for (let e = offset[unit]!, end = offset[unit + 1]!; e < end; e++) {
          const other = neighbour[e]!;
          if (inside[other] === mark && reached[other] !== draw) frontier[front++] = e;
        }
        let taken = -1;
        while (front > 0 && taken < 0) {
          // Both picks from one number: the halves of 32 bits are random enough.
          const bits = random.bits();
          const a = ((bits & 0xffff) * front / 65536) | 0, b = ((bits >>> 16) * front / 65536) | 0;
          const at = worth[frontier[a]!]! > worth[frontier[b]!]! ? a : b, edge = frontier[at]!;
          frontier[at] = frontier[--front]!;
          if (reached[neighbour[edge]!] !== draw) taken = edge;
        }
        if (taken < 0) break;
        unit = neighbour[taken]!;
        parent[unit] = source[taken]!;
        reached[unit] = draw;
        order[size++] = unit;
      }
      tree.size = size;
      return tree;
    },
  };
}

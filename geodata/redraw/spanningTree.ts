import type { Piece } from './pieces.ts';
import type { Random } from './random.ts';

/** A tree over some units of a piece: `order` lists them parents first, `parent` names each one's parent, −1 at the root. */
export interface Tree { order: Int32Array; parent: Int32Array; size: number }

/** Scratch space for trees of a piece; `tree` is overwritten by every draw. */
export interface TreeDrawer {
  /** A random spanning tree of the units where `inside[unit]` is `mark`, which must be connected; `root` is one of them. */
  draw(root: number, inside: Int32Array, mark: number): Tree;
}

/**
 * Random trees by Prim's order over a random frontier. Of two random frontier edges the better one is taken: inside a grid
 * of the edition in force first, then the longer border without a barrier, so that cutting the tree tends to keep grids and cut short borders.
 */
export function treeDrawer(piece: Piece, random: Random): TreeDrawer {
  const { offset, neighbour, cutM, current } = piece;
  const n = piece.units.length;
  const tree: Tree = { order: new Int32Array(n), parent: new Int32Array(n), size: 0 };
  const reached = new Int32Array(n).fill(-1);
  const frontFrom = new Int32Array(neighbour.length + 1), frontEdge = new Int32Array(neighbour.length + 1);
  let draws = 0;
  const better = (a: number, b: number): boolean => {
    const keepsA = current[frontFrom[a]!]! >= 0 && current[frontFrom[a]!] === current[neighbour[frontEdge[a]!]!];
    const keepsB = current[frontFrom[b]!]! >= 0 && current[frontFrom[b]!] === current[neighbour[frontEdge[b]!]!];
    return keepsA === keepsB ? cutM[frontEdge[a]!]! > cutM[frontEdge[b]!]! : keepsA;
  };
  return {
    draw(root, inside, mark) {
      const draw = draws++;
      let front = 0;
      tree.size = 0;
      const reach = (unit: number, parent: number) => {
        reached[unit] = draw;
        tree.parent[unit] = parent;
        tree.order[tree.size++] = unit;
        for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
          const other = neighbour[e]!;
          if (inside[other] !== mark || reached[other] === draw) continue;
          frontFrom[front] = unit;
          frontEdge[front++] = e;
        }
      };
      reach(root, -1);
      while (front > 0) {
        const a = random.below(front), b = random.below(front);
        const at = better(a, b) ? a : b;
        const from = frontFrom[at]!, other = neighbour[frontEdge[at]!]!;
        front--;
        frontFrom[at] = frontFrom[front]!;
        frontEdge[at] = frontEdge[front]!;
        if (reached[other] !== draw) reach(other, from);
      }
      return tree;
    },
  };
}

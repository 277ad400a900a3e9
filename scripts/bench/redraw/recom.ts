/**
 * The baseline: recombination as GerryChain does it (DeFord, Duchin, Solomon 2021), straightforwardly. The number of grids is fixed;
 * a random spanning tree by Kruskal over random weights; one of its edges that balances both sides, at random; trees are drawn
 * anew until there is one, and given up after so many.
 */
import type { Piece } from '../../../geodata/redraw/pieces.ts';
import type { Random } from '../../../geodata/redraw/random.ts';

export interface Chain {
  grid: Int32Array;
  /** One step: two grids next to each other get a random balanced cut, of `trees` trees at the most. `accept` hears the metres of border it adds. False when nothing changed. */
  step(trees: number, accept: (addedM: number) => boolean): boolean;
}

interface Bisection { below: Set<number>; off: number }

const FIRST_TREES = 100;

/** Grids cut off one after the other, each as near to the mean as a tree allows, then the chain over them. */
export function recomChain(piece: Piece, grids: number, random: Random): Chain {
  const { units, offset, neighbour, cutM, households, min, max } = piece;
  const grid = new Int32Array(units.length);
  const neighboursOf = (unit: number) => Array.from(neighbour.subarray(offset[unit], offset[unit + 1]));
  let left = new Set(units.keys());
  for (let next = 1; next < grids; next++) {
    const many = grids - next;
    const cut = bisect(left, FIRST_TREES, (h, rest) => miss(h, min, max) + miss(rest, many * min, many * max));
    for (const unit of cut.below) grid[unit] = next;
    left = new Set([...left].filter((unit) => !cut.below.has(unit)));
  }
  const crossing: [number, number][] = [];
  units.forEach((_, unit) => { for (const other of neighboursOf(unit)) if (other > unit) crossing.push([unit, other]); });

  return {
    grid,
    step(trees, accept) {
      let pair: [number, number];
      do pair = crossing[random.below(crossing.length)]!; while (grid[pair[0]] === grid[pair[1]]);
      const [a, b] = [grid[pair[0]]!, grid[pair[1]]!], both = new Set<number>();
      grid.forEach((each, unit) => { if (each === a || each === b) both.add(unit); });
      const cut = bisect(both, trees, (h, rest) => miss(h, min, max) + miss(rest, min, max));
      if (cut.off > 0) return false;
      const border = (numberOf: (unit: number) => number) => {
        let metres = 0;
        for (const unit of both) for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
          if (both.has(neighbour[e]!) && numberOf(unit) !== numberOf(neighbour[e]!)) metres += cutM[e]! / 2;
        }
        return metres;
      };
      if (!accept(border((unit) => Number(cut.below.has(unit))) - border((unit) => grid[unit]!))) return false;
      for (const unit of both) grid[unit] = cut.below.has(unit) ? a : b;
      return true;
    },
  };

  /** A random cut of the first tree that has one with nothing off, or the least off of all. */
  function bisect(inside: Set<number>, trees: number, off: (below: number, rest: number) => number): Bisection {
    let best: Bisection = { below: new Set(), off: Infinity };
    for (let tree = 0; tree < trees && best.off > 0; tree++) {
      const { order, parent } = spanningTree(inside);
      const sum = new Map(order.map((unit) => [unit, households[unit]!]));
      for (const unit of order.toReversed()) if (parent.has(unit)) sum.set(parent.get(unit)!, sum.get(parent.get(unit)!)! + sum.get(unit)!);
      const total = sum.get(order[0]!)!, cuts = order.slice(1).map((unit) => ({ unit, off: off(sum.get(unit)!, total - sum.get(unit)!) }));
      const least = cuts.reduce((min, cut) => Math.min(min, cut.off), Infinity), balanced = cuts.filter((cut) => cut.off === least);
      if (least >= best.off) continue;
      const below = new Set([balanced[random.below(balanced.length)]!.unit]);
      for (const unit of order) if (parent.has(unit) && below.has(parent.get(unit)!)) below.add(unit);
      best = { below, off: least };
    }
    return best;
  }

  function spanningTree(inside: Set<number>): { order: number[]; parent: Map<number, number> } {
    const edges: { a: number; b: number; weight: number }[] = [];
    for (const a of inside) for (const b of neighboursOf(a)) if (b > a && inside.has(b)) edges.push({ a, b, weight: random.next() });
    edges.sort((x, y) => x.weight - y.weight);
    const head = new Map([...inside].map((unit) => [unit, unit])), near = new Map([...inside].map((unit) => [unit, [] as number[]]));
    const find = (unit: number): number => {
      while (head.get(unit) !== unit) {
        head.set(unit, head.get(head.get(unit)!)!);
        unit = head.get(unit)!;
      }
      return unit;
    };
    for (const { a, b } of edges) {
      if (find(a) === find(b)) continue;
      head.set(find(a), find(b));
      near.get(a)!.push(b);
      near.get(b)!.push(a);
    }
    const order = [inside.values().next().value!], parent = new Map<number, number>();
    for (const unit of order) for (const other of near.get(unit)!) {
      if (parent.get(unit) === other) continue;
      parent.set(other, unit);
      order.push(other);
    }
    return { order, parent };
  }
}

const miss = (households: number, min: number, max: number): number => Math.max(0, min - households, households - max);

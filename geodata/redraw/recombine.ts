import { deviationIn, windowCost } from './cost.ts';
import type { Grouping } from './grouping.ts';
import { LOCK_WEIGHT, matchBest } from './matching.ts';
import type { Random } from './random.ts';
import type { TreeDrawer } from './spanningTree.ts';
import type { TreePartition } from './treePartition.ts';

export interface Reach {
  /** Grids taken together at the most. */
  most: number;
  /** Random trees tried, of which the best counts. */
  draws: number;
  /** Take a worse shape at the same cost as well. */
  lenient: boolean;
}

export interface Recombiner {
  /**
   * Takes a grid and some of its neighbours, draws random trees over their units and cuts them anew. Kept when the cost
   * falls, or stays and the shape gets better. True when something changed.
   */
  step(grouping: Grouping, grid: number, reach: Reach): boolean;
}

interface Cut { part: number[]; sums: number[]; cost: number; worth: number }

/** Recombination in the manner of ReCom (DeFord, Duchin, Solomon 2021), with a free number of grids and an exact cut. */
export function recombiner(grouping: Grouping, drawer: TreeDrawer, partition: TreePartition, random: Random): Recombiner {
  const { piece, grid: gridOf } = grouping;
  const n = piece.units.length;
  const inside = new Int32Array(n), part = new Int32Array(n);
  let mark = 0;

  function gather({ members, sum }: Grouping, first: number, most: number): { grids: number[]; units: number[]; cost: number } {
    const grids = [first], units = [...members[first]!];
    mark++;
    for (const unit of units) inside[unit] = mark;
    while (grids.length < most) {
      const next = neighbourGrid(units);
      if (next < 0) break;
      grids.push(next);
      for (const unit of members[next]!) {
        inside[unit] = mark;
        units.push(unit);
      }
    }
    return { grids, units, cost: grids.reduce((total, each) => total + windowCost(sum[each]!, piece.min, piece.max), 0) };
  }

  /** A grid next to the gathered units, picked evenly over the borders. */
  function neighbourGrid(units: number[]): number {
    let picked = -1, count = 0;
    for (const unit of units) {
      for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
        const other = piece.neighbour[e]!;
        if (inside[other] !== mark && random.below(++count) === 0) picked = gridOf[other]!;
      }
    }
    return picked;
  }

  /** What borders and moved households among the gathered units weigh under a numbering. */
  function shape(units: number[], number: (unit: number) => number, count: number): number {
    let metres = 0, known = 0;
    const overlap: [number, number, number][] = [], forced: [number, number, number][] = [];
    const oldIndex = new Map<number, number>();
    for (const unit of units) {
      for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
        const other = piece.neighbour[e]!;
        if (inside[other] === mark && other > unit && number(other) !== number(unit)) metres += piece.cutM[e]!;
      }
      const old = piece.current[unit]!, locked = piece.lock[unit]! >= 0;
      if (old < 0 || (piece.households[unit] === 0 && !locked)) continue;
      known += piece.households[unit]!;
      if (!oldIndex.has(old)) oldIndex.set(old, oldIndex.size);
      overlap.push([number(unit), oldIndex.get(old)!, piece.households[unit]!]);
      if (locked) forced.push([number(unit), oldIndex.get(old)!, LOCK_WEIGHT]);
    }
    if (known === 0) return metres;
    const match = matchBest(count, oldIndex.size, forced.length ? [...overlap, ...forced] : overlap);
    for (const [row, column, weight] of overlap) if (match[row] === column) known -= weight;
    return metres + known * piece.movedM;
  }

  /** The best of several random cuts of the gathered units: least cost, then best shape. Null when none costs as little as `mostCost`. */
  function bestCut(units: number[], mostCost: number, draws: number): Cut | null {
    let best: Cut | null = null;
    for (let draw = 0; draw < draws; draw++) {
      const tree = drawer.draw(units[random.below(units.length)]!, inside, mark);
      const parts = partition.cut(tree, deviationIn(best?.cost ?? mostCost), part);
      if (parts === 0) continue;
      const sums = Array.from({ length: parts }, () => 0);
      for (const unit of units) sums[part[unit]!]! += piece.households[unit]!;
      const cost = sums.reduce((total, each) => total + windowCost(each, piece.min, piece.max), 0);
      if (cost > (best?.cost ?? mostCost)) continue;
      const worth = shape(units, (unit) => part[unit]!, parts);
      if (!best || cost < best.cost || worth < best.worth) best = { sums, cost, worth, part: units.map((unit) => part[unit]!) };
    }
    return best;
  }

  return {
    step(state, target, { most, draws, lenient }) {
      const { grids, units, cost } = gather(state, target, most);
      const cut = bestCut(units, cost, draws);
      if (!cut) return false;
      if (cut.cost === cost && !lenient) {
        const index = new Map(grids.map((each, i) => [each, i]));
        if (cut.worth >= shape(units, (unit) => index.get(gridOf[unit]!)!, grids.length)) return false;
      }
      const { members, sum, free } = state;
      for (const each of grids) {
        members[each] = [];
        sum[each] = 0;
        free.push(each);
      }
      const names = cut.sums.map((total) => {
        const name = free.pop() ?? members.length;
        members[name] = [];
        sum[name] = total;
        return name;
      });
      units.forEach((unit, i) => {
        const name = names[cut.part[i]!]!;
        gridOf[unit] = name;
        members[name]!.push(unit);
      });
      state.cost += cut.cost - cost;
      return true;
    },
  };
}

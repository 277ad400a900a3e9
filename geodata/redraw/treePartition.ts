import type { Piece } from './pieces.ts';
import type { Tree } from './spanningTree.ts';

/** Weights of one household of deviation and one grid outside, against metres of cut border: never traded at these sizes. */
const HOUSEHOLD = 2 ** 34, OUTSIDE = 2 ** 24;
/** Cutting inside a grid of the edition in force weighs as much as two households moved, but not more than this many metres. */
const SPLIT_CURRENT_M = 2000;
/** One edge cut costs or gains this much at the most: together far less than one grid outside. */
const MOST_EDGE_M = 10_000;
/** States kept for one unit; beyond that only every second one, so that a wide window stays affordable. */
const MOST_STATES = 1024;

export interface TreePartition {
  /**
   * Cuts the tree into parts of least deviation, then fewest parts outside the window, then least weight of cut tree
   * edges. Writes part numbers from 0 into `part[unit]` and returns how many, or 0 when every cut costs more than
   * `mostDeviation` households.
   */
  cut(tree: Tree, mostDeviation: number, part: Int32Array): number;
}

/**
 * Partition of a tree into windows, exactly (Ito, Nishizeki, Schröder, Uno, Zhou: "Partitioning a weighted tree into
 * subtrees with weights in a given range", Algorithmica 62, 2012), with costs in place of feasibility. A state of a unit is
 * the household sum of the open part it lies in, whether that part holds a locked unit, and the least cost of everything
 * closed below it; sums above the maximum share one state, because from there every further household costs one. Two locked
 * units never come into one part.
 */
export function treePartition(piece: Piece): TreePartition {
  const { households, min, max, current, lock } = piece;
  const n = piece.units.length;
  const over = max + 1, slots = max + 2;
  // States of all merges, one after the other: slot, cost, and the two states each came from (second −1: edge cut).
  let capacity = 4096;
  let slotIn = new Int32Array(capacity), costs = new Float64Array(capacity), own = new Int32Array(capacity), below = new Int32Array(capacity);
  let used = 0;
  // Merges of a unit: a chain of state ranges, the last one first.
  const rangeStart = new Int32Array(2 * n + 2), rangeEnd = new Int32Array(2 * n + 2), rangeChild = new Int32Array(2 * n + 2), rangeBefore = new Int32Array(2 * n + 2);
  let ranges = 0;
  const last = new Int32Array(n), closedState = new Int32Array(n);
  // One slot per sum while merging, and again for the sums of parts with a locked unit.
  const slotCost = new Float64Array(2 * slots).fill(Infinity), slotOwn = new Int32Array(2 * slots), slotBelow = new Int32Array(2 * slots);
  const touched = new Int32Array(2 * slots);
  let touchedCount = 0, limit = Infinity;

  const sumOf = (slot: number): number => (slot >= slots ? slot - slots : slot);

  const put = (slot: number, cost: number, a: number, b: number) => {
    if (cost >= slotCost[slot]! || cost > limit) return;
    if (slotCost[slot] === Infinity) touched[touchedCount++] = slot;
    slotCost[slot] = cost;
    slotOwn[slot] = a;
    slotBelow[slot] = b;
  };

  const closeCost = (state: number): number => {
    const sum = sumOf(slotIn[state]!);
    return costs[state]! + (sum < min ? (min - sum) * HOUSEHOLD + OUTSIDE : 0);
  };

  function flush(unit: number, child: number, before: number): void {
    const order = touched.subarray(0, touchedCount), step = Math.ceil(touchedCount / MOST_STATES);
    if (step > 1) order.sort();
    while (used + touchedCount > capacity) growPool();
    rangeStart[ranges] = used;
    for (let i = 0; i < touchedCount; i++) {
      const slot = order[i]!;
      if (i % step === 0) {
        slotIn[used] = slot;
        costs[used] = slotCost[slot]!;
        own[used] = slotOwn[slot]!;
        below[used++] = slotBelow[slot]!;
      }
      slotCost[slot] = Infinity;
    }
    touchedCount = 0;
    rangeEnd[ranges] = used;
    rangeChild[ranges] = child;
    rangeBefore[ranges] = before;
    last[unit] = ranges++;
  }

  function begin(unit: number): void {
    const h = households[unit]!, locked = lock[unit]! >= 0 ? slots : 0;
    if (h > max) put(locked + over, (h - max) * HOUSEHOLD + OUTSIDE, -1, -1);
    else put(locked + h, 0, -1, -1);
    flush(unit, -1, -1);
  }

  function merge(unit: number, child: number, cutWeight: number): boolean {
    const before = last[unit]!, other = last[child]!;
    let closed = -1, closedCost = Infinity;
    for (let b = rangeStart[other]!; b < rangeEnd[other]!; b++) {
      const cost = closeCost(b);
      if (cost < closedCost) [closed, closedCost] = [b, cost];
    }
    closedState[child] = closed;
    for (let a = rangeStart[before]!; a < rangeEnd[before]!; a++) {
      const slotA = slotIn[a]!, sumA = sumOf(slotA), costA = costs[a]!;
      if (closed >= 0) put(slotA, costA + closedCost + cutWeight, a, -1);
      for (let b = rangeStart[other]!; b < rangeEnd[other]!; b++) {
        const sumB = sumOf(slotIn[b]!), cost = costA + costs[b]!;
        const locked = slotA - sumA + slotIn[b]! - sumB;
        if (locked > slots) continue;
        if (sumA === over) {
          if (sumB === over) put(locked + over, cost + max * HOUSEHOLD - OUTSIDE, a, b);
          else put(locked + over, cost + sumB * HOUSEHOLD, a, b);
        } else if (sumB === over) put(locked + over, cost + sumA * HOUSEHOLD, a, b);
        else if (sumA + sumB > max) put(locked + over, cost + (sumA + sumB - max) * HOUSEHOLD + OUTSIDE, a, b);
        else put(locked + sumA + sumB, cost, a, b);
      }
    }
    flush(unit, child, before);
    return rangeEnd[last[unit]!]! > rangeStart[last[unit]!]!;
  }

  function growPool(): void {
    capacity *= 2;
    const grow = <T extends Int32Array | Float64Array>(column: T, larger: T): T => { larger.set(column); return larger; };
    slotIn = grow(slotIn, new Int32Array(capacity));
    costs = grow(costs, new Float64Array(capacity));
    own = grow(own, new Int32Array(capacity));
    below = grow(below, new Int32Array(capacity));
  }

  /** Walks the chosen states back down and numbers the parts. */
  function trace(root: number, rootState: number, part: Int32Array): number {
    let parts = 1;
    const stack = [root, rootState, 0];
    while (stack.length) {
      const number = stack.pop()!;
      let state = stack.pop()!;
      const unit = stack.pop()!;
      part[unit] = number;
      for (let range = last[unit]!; rangeChild[range]! >= 0; range = rangeBefore[range]!) {
        const child = rangeChild[range]!;
        if (below[state]! >= 0) stack.push(child, below[state]!, number);
        else stack.push(child, closedState[child]!, parts++);
        state = own[state]!;
      }
    }
    return parts;
  }

  return {
    cut(tree, mostDeviation, part) {
      used = ranges = 0;
      limit = (mostDeviation + 1) * HOUSEHOLD;
      for (let i = 0; i < tree.size; i++) begin(tree.order[i]!);
      for (let i = tree.size - 1; i > 0; i--) {
        const child = tree.order[i]!, unit = tree.parent[child]!;
        if (!merge(unit, child, cutWeight(piece, current, unit, child))) return 0;
      }
      const root = tree.order[0]!;
      let best = -1, bestCost = limit;
      for (let state = rangeStart[last[root]!]!; state < rangeEnd[last[root]!]!; state++) {
        const cost = closeCost(state);
        if (cost < bestCost) [best, bestCost] = [state, cost];
      }
      return best < 0 ? 0 : trace(root, best, part);
    },
  };
}

function cutWeight({ offset, neighbour, cutM, movedM }: Piece, current: Int32Array, a: number, b: number): number {
  let weight = current[a]! >= 0 && current[a] === current[b] ? Math.min(SPLIT_CURRENT_M, 2 * movedM) : 0;
  for (let e = offset[a]!; e < offset[a + 1]!; e++) if (neighbour[e] === b) weight += Math.max(-MOST_EDGE_M, Math.min(MOST_EDGE_M, Math.round(cutM[e]!)));
  return weight;
}

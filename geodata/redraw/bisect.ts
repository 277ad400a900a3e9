import { windowCost } from './cost.ts';
import type { Grouping } from './grouping.ts';
import type { Random } from './random.ts';
import type { TreeDrawer } from './spanningTree.ts';

export interface Bisector {
  /**
   * Takes a grid and one of its neighbours and parts their units anew. Kept when the cost falls, or stays and the shape gets better; a
   * shape worse by about `heatM` metres of border is kept now and then. True when something changed.
   */
  step(state: Grouping, grid: number, heatM: number): boolean;
}

/**
 * Recombination of two grids, the step of ReCom (DeFord, Duchin, Solomon 2021), with the best of all cuts of its tree in place of a
 * random one: sums below every unit say which cuts keep the window, preorder says what lies on either side. Linear in the units
 * but for the borders of the few cuts that keep it. Writes to the grid numbers of the grouping it is made for. `home` names the grid of the
 * edition in force that each grid continues.
 */
export function bisector({ piece, grid }: Grouping, home: Int32Array, drawer: TreeDrawer, random: Random): Bisector {
  const { offset, neighbour, cutM, households, current, lock, min, max, movedM } = piece;
  const n = grid.length;
  const inside = new Int32Array(n).fill(-1);
  let mark = 0;
  const hasEdition = home.some((old) => old >= 0), hasLocks = lock.some((each) => each >= 0);
  // Along the tree: units and households below each, and how much worse it is to have those in the first grid than in the second.
  const size = new Int32Array(n), below = new Float64Array(n), worse = new Float64Array(n);
  // Preorder: what is below a unit is listed from its place on.
  const place = new Int32Array(n), next = new Int32Array(n), listed = new Int32Array(n);

  /** A grid next to one, from a random unit on. */
  function neighbourOf(members: readonly number[], own: number): number {
    for (let i = 0, at = random.below(members.length); i < members.length; i++, at = (at + 1) % members.length) {
      const unit = members[at]!, from = offset[unit]!, degree = offset[unit + 1]! - from, turn = random.below(degree);
      for (let j = 0; j < degree; j++) {
        const other = grid[neighbour[from + ((turn + j) % degree)]!]!;
        if (other !== own) return other;
      }
    }
    return -1;
  }

  function listPreorder(order: Int32Array, parent: Int32Array, count: number): void {
    place[order[0]!] = 0;
    listed[0] = order[0]!;
    next[order[0]!] = 1;
    for (let i = 1; i < count; i++) {
      const unit = order[i]!, up = parent[unit]!, at = next[up]!;
      place[unit] = at;
      listed[at] = unit;
      next[up] = at + size[unit]!;
      next[unit] = at + 1;
    }
  }

  /** Adds up what more is moved below each unit; returns what is moved now and what is when all are in the second grid. */
  function weighMoves(order: Int32Array, parent: Int32Array, count: number, first: number, second: number): { now: number; inSecond: number } {
    let now = 0, inSecond = 0;
    for (let i = 0; i < count; i++) {
      const unit = order[i]!, old = current[unit]!, weight = old < 0 ? 0 : households[unit]! * movedM;
      const asFirst = home[first] === old ? 0 : weight, asSecond = home[second] === old ? 0 : weight;
      worse[unit] = asFirst - asSecond;
      inSecond += asSecond;
      now += grid[unit] === first ? asFirst : asSecond;
    }
    for (let i = count - 1; i > 0; i--) worse[parent[order[i]!]!]! += worse[order[i]!]!;
    return { now, inSecond };
  }

  /** Border metres between the units listed in [from, to) and the rest, counted along the fewer of both. */
  function borderOf(from: number, to: number, count: number): number {
    let metres = 0;
    const isFew = (to - from) * 2 <= count;
    for (let i = isFew ? from : 0; i < (isFew ? to : count); i++) {
      if (!isFew && i === from) i = to;
      if (i === count) break;
      const unit = listed[i]!;
      for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
        const other = neighbour[e]!;
        if (inside[other] === mark && (place[other]! >= from && place[other]! < to) !== isFew) metres += cutM[e]!;
      }
    }
    return metres;
  }

  return {
    step(state, first, heatM) {
      const { members, sum } = state, a = members[first]!, second = neighbourOf(a, first);
      if (second < 0) return false;
      const b = members[second]!, total = sum[first]! + sum[second]!;
      const cost = windowCost(sum[first]!, min, max) + windowCost(sum[second]!, min, max);
      const least = cost > 0 ? 0 : Math.max(min, total - max), most = cost > 0 ? total : Math.min(max, total - min);
      mark++;
      let borderNow = 0, lockA = -1, lockB = -1;
      for (const unit of b) inside[unit] = mark;
      for (const unit of a) {
        inside[unit] = mark;
        for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (grid[neighbour[e]!] === second) borderNow += cutM[e]!;
      }
      const { order, parent, size: count } = drawer.draw(a[random.below(a.length)]!, inside, mark);
      for (let i = 0; i < count; i++) {
        size[order[i]!] = 1;
        below[order[i]!] = households[order[i]!]!;
      }
      let possible = 0;
      for (let i = count - 1; i > 0; i--) {
        const unit = order[i]!, up = parent[unit]!, h = below[unit]!;
        size[up]! += size[unit]!;
        below[up]! += h;
        if (h >= least && h <= most) possible++;
      }
      if (possible === 0) return false;
      listPreorder(order, parent, count);
      const moves = hasEdition ? weighMoves(order, parent, count, first, second) : { now: 0, inSecond: 0 };
      if (hasLocks) {
        lockA = a.find((unit) => lock[unit]! >= 0) ?? -1;
        lockB = b.find((unit) => lock[unit]! >= 0) ?? -1;
      }
      let best = -1, bestCost = cost, bestWorth = Infinity, bestIsFirst = false;
      for (let i = 1; i < count; i++) {
        const unit = order[i]!, h = below[unit]!;
        if (h < least || h > most) continue;
        const each = cost === 0 ? 0 : windowCost(h, min, max) + windowCost(total - h, min, max);
        if (each > bestCost) continue;
        const from = place[unit]!, to = from + size[unit]!;
        const isBelow = (locked: number) => place[locked]! >= from && place[locked]! < to;
        // What is below may become the first grid or the second; locked units stay where they are.
        const mayFirst = (lockA < 0 || isBelow(lockA)) && (lockB < 0 || !isBelow(lockB)), maySecond = (lockA < 0 || !isBelow(lockA)) && (lockB < 0 || isBelow(lockB));
        if (!mayFirst && !maySecond) continue;
        const asFirst = hasEdition ? moves.inSecond + worse[unit]! : 0, asSecond = hasEdition ? moves.inSecond + worse[order[0]!]! - worse[unit]! : 0;
        const isFirst = mayFirst && (!maySecond || asFirst <= asSecond);
        const worth = (isFirst ? asFirst : asSecond) + borderOf(from, to, count);
        if (each === bestCost && worth >= bestWorth) continue;
        best = unit;
        bestCost = each;
        bestWorth = worth;
        bestIsFirst = isFirst;
      }
      if (best < 0) return false;
      const change = bestWorth - borderNow - moves.now;
      if (bestCost === cost && change > 0 && random.next() >= Math.exp(-change / heatM)) return false;
      const from = place[best]!, to = from + size[best]!;
      a.length = b.length = 0;
      for (let i = 0; i < count; i++) {
        const goesFirst = (i >= from && i < to) === bestIsFirst;
        grid[listed[i]!] = goesFirst ? first : second;
        (goesFirst ? a : b).push(listed[i]!);
      }
      sum[first] = bestIsFirst ? below[best]! : total - below[best]!;
      sum[second] = total - sum[first]!;
      state.cost += bestCost - cost;
      return true;
    },
  };
}

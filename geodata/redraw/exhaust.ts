import { connectedParts, eachUnit, lowestUnit, neighbourSets, wholeSet } from './bitSets.ts';
import { boundOfCapped, DEVIATION_WEIGHT, windowCost } from './cost.ts';
import type { Piece } from './pieces.ts';

/** `exhausted`: nothing below the given cost exists (grids null) or `grids` is the best there is, of `cost`; else the work ran out. */
export interface Exhausted { exhausted: boolean; grids: Int32Array | null; cost: number }

interface Memo { cost: number; failed: number; lo: number; hi: number }

/**
 * Looks through every connected grouping of a piece of at most 64 units that costs less than `below`: takes the first
 * unit left, tries each connected set around it, and solves the pieces that remain, each on its own and only once. Cut short by
 * the bound of what remains. `work` counts the sets looked at; `shouldStop` ends it early.
 * Units locked to one grid are in one set, those locked to different grids in different ones.
 * A set with a unit where `open` is 1 may go on outside the piece: it costs only what it is above the maximum.
 */
export function exhaust(piece: Piece, below: number, work: number, shouldStop: () => boolean, open: Uint8Array = new Uint8Array(piece.units.length)): Exhausted {
  const order = sweepOrder(piece);
  const n = order.length;
  const households = Int32Array.from(order, (unit) => piece.households[unit]!);
  const { min, max } = piece;
  const { nearLo, nearHi } = neighbourSets(piece, order);
  let openLo = 0, openHi = 0;
  order.forEach((unit, i) => {
    if (!open[unit]) return;
    if (i < 32) openLo |= 1 << i;
    else openHi |= 1 << (i - 32);
  });
  // The units locked to the same grid as each locked one.
  const lock = Int32Array.from(order, (unit) => piece.lock[unit]!), hasLocks = lock.some((grid) => grid >= 0);
  const sameLo = new Int32Array(n), sameHi = new Int32Array(n);
  for (let i = 0; hasLocks && i < n; i++) {
    for (let j = 0; lock[i]! >= 0 && j < n; j++) {
      if (lock[j] !== lock[i]) continue;
      if (j < 32) sameLo[i]! |= 1 << j;
      else sameHi[i]! |= 1 << (j - 32);
    }
  }
  const memo = new Map<number, Map<number, Memo>>();
  let workLeft = work, stopped = false;

  const boundOf = (lo: number, hi: number): number => {
    let capped = 0, excess = 0, large = 0;
    for (let word = 0; word < 2; word++) {
      for (let rest = word ? hi : lo; rest; rest &= rest - 1) {
        const h = households[32 * word + 31 - Math.clz32(rest & -rest)]!;
        capped += Math.min(h, max);
        if (h <= max) continue;
        excess += h - max;
        large++;
      }
    }
    return boundOfCapped(capped, excess, large, isOpen(lo, hi) ? 0 : min, max);
  };
  const isOpen = (lo: number, hi: number) => ((lo & openLo) | (hi & openHi)) !== 0;

  /** Least cost of a connected set if at most `budget`, else Infinity. */
  function best(lo: number, hi: number, budget: number): number {
    let column = memo.get(hi);
    if (!column) memo.set(hi, column = new Map());
    const known = column.get(lo);
    if (known) {
      if (known.cost < Infinity) return known.cost <= budget ? known.cost : Infinity;
      if (budget <= known.failed) return Infinity;
    }
    const bound = boundOf(lo, hi);
    if (bound > budget) return Infinity;
    const entry: Memo = known ?? { cost: Infinity, failed: -1, lo: 0, hi: 0 };
    let most = budget, found = Infinity;

    const take = (setLo: number, setHi: number, sum: number): void => {
      let cost = windowCost(sum, isOpen(setLo, setHi) ? 0 : min, max);
      if (cost > most) return;
      const restLo = lo & ~setLo, restHi = hi & ~setHi;
      if (restLo | restHi) {
        const parts = connectedParts(restLo, restHi, nearLo, nearHi);
        const bounds: number[] = [];
        for (let i = 0; i < parts.length; i += 2) bounds.push(boundOf(parts[i]!, parts[i + 1]!));
        let outstanding = bounds.reduce((total, each) => total + each, 0);
        for (let i = 0; i < bounds.length; i++) {
          if (cost + outstanding > most) return;
          outstanding -= bounds[i]!;
          cost += best(parts[2 * i]!, parts[2 * i + 1]!, most - cost - outstanding);
        }
      }
      if (cost > most) return;
      found = cost;
      entry.lo = setLo;
      entry.hi = setHi;
      most = cost - 1;
    };

    /** Every connected set that holds this one and none of the excluded, once. */
    const extend = (setLo: number, setHi: number, frontLo: number, frontHi: number, outLo: number, outHi: number, sum: number, locked: number): void => {
      if (stopped || found === bound) return;
      if (--workLeft < 0 || ((workLeft & 4095) === 0 && shouldStop())) {
        stopped = true;
        return;
      }
      if (sum > max && (sum - max) * DEVIATION_WEIGHT > most) return;
      if (locked < 0 || ((sameLo[locked]! & ~setLo) | (sameHi[locked]! & ~setHi)) === 0) take(setLo, setHi, sum);
      while (frontLo | frontHi) {
        const unit = lowestUnit(frontLo, frontHi);
        const bitLo = unit < 32 ? 1 << unit : 0, bitHi = unit < 32 ? 0 : 1 << (unit - 32);
        frontLo &= ~bitLo;
        frontHi &= ~bitHi;
        const grownLo = frontLo | (nearLo[unit]! & lo & ~setLo & ~outLo & ~bitLo), grownHi = frontHi | (nearHi[unit]! & hi & ~setHi & ~outHi & ~bitHi);
        const free = lock[unit]! < 0;
        if (free || locked < 0 || lock[locked] === lock[unit]) extend(setLo | bitLo, setHi | bitHi, grownLo, grownHi, outLo, outHi, sum + households[unit]!, free ? locked : unit);
        outLo |= bitLo;
        outHi |= bitHi;
      }
    };
    const pivot = lowestUnit(lo, hi);
    const bitLo = pivot < 32 ? 1 << pivot : 0, bitHi = pivot < 32 ? 0 : 1 << (pivot - 32);
    extend(bitLo, bitHi, nearLo[pivot]! & lo, nearHi[pivot]! & hi, bitLo, bitHi, households[pivot]!, lock[pivot]! < 0 ? -1 : pivot);
    if (stopped) return Infinity;
    if (found < Infinity) entry.cost = found;
    else entry.failed = budget;
    column.set(lo, entry);
    return found;
  }

  const [allLo, allHi] = wholeSet(n);
  const cost = best(allLo, allHi, below - 1);
  if (stopped) return { exhausted: false, grids: null, cost: Infinity };
  if (cost === Infinity) return { exhausted: true, grids: null, cost };
  const grids = new Int32Array(n);
  let grid = 0;
  for (const left = [allLo, allHi]; left.length;) {
    const hi = left.pop()!, lo = left.pop()!;
    const entry = memo.get(hi)!.get(lo)!;
    eachUnit(entry.lo, entry.hi, (unit) => { grids[order[unit]!] = grid; });
    grid++;
    left.push(...connectedParts(lo & ~entry.lo, hi & ~entry.hi, nearLo, nearHi));
  }
  return { exhausted: true, grids, cost };
}

/** Units breadth first from a far end of the piece: what remains then keeps a short edge, and the same remainders come up again. */
export function sweepOrder(piece: Piece): number[] {
  const sweep = (start: number): number[] => {
    const seen = new Uint8Array(piece.units.length), order = [start];
    seen[start] = 1;
    for (let i = 0; i < order.length; i++) {
      for (let e = piece.offset[order[i]!]!; e < piece.offset[order[i]! + 1]!; e++) {
        const other = piece.neighbour[e]!;
        if (!seen[other]) {
          seen[other] = 1;
          order.push(other);
        }
      }
    }
    return order;
  };
  return sweep(sweep(0).at(-1)!);
}

import { connectedParts, eachUnit, lowestUnit, MOST_IN_SET, neighbourSets, wholeSet } from './bitSets.ts';
import { deviationIn, outsideIn, shortfall, windowCost } from './cost.ts';
import { sweepOrder } from './exhaust.ts';
import type { Piece } from './pieces.ts';

/** Most grids of the edition that a piece may have: one bit each beside a word of units makes a key. */
const MOST_LABELS = 20;
/** What looking at the rest of a set counts, in sets. */
const TAKE_WORK = 8;

/** `exhausted`: no grouping within the cost moves fewer households than `moved`, and `grids` is one that does; null where none is below what was asked. */
export interface LeastMoved { exhausted: boolean; grids: Int32Array | null; moved: number }

interface Memo { value: number; failed: number; lo: number; hi: number; label: number }

/**
 * Looks through every connected grouping of a piece of at most 64 units that costs at most `cost` for the one that moves the
 * fewest households, fewer than `below`. As in `exhaust`, the first unit left takes every connected set around it, and what remains is
 * solved once; here a set also takes a grid of the edition that no other has, or none, and what remains knows which
 * are taken. A set is given up as soon as what it moves, and leaves of its grid, is too much. `work` counts the sets looked at, more for those that may do.
 */
export function exhaustMoved(piece: Piece, cost: number, below: number, work: number, shouldStop: () => boolean): LeastMoved {
  const order = sweepOrder(piece), n = order.length;
  const { min, max } = piece;
  const households = Int32Array.from(order, (unit) => piece.households[unit]!);
  const labels = [...new Set([...piece.current, ...piece.lock])].filter((grid) => grid >= 0);
  if (n > MOST_IN_SET || labels.length > MOST_LABELS) return { exhausted: false, grids: null, moved: Infinity };
  const label = Int32Array.from(order, (unit) => labels.indexOf(piece.current[unit]!)), lock = Int32Array.from(order, (unit) => labels.indexOf(piece.lock[unit]!));
  const { nearLo, nearHi } = neighbourSets(piece, order);
  const lockLo = new Int32Array(labels.length), lockHi = new Int32Array(labels.length);
  order.forEach((_, i) => {
    if (lock[i]! < 0) return;
    if (i < 32) lockLo[lock[i]!]! |= 1 << i;
    else lockHi[lock[i]!]! |= 1 << (i - 32);
  });
  // Cost before households moved in one whole number: below 2⁵³ for a million households.
  const ONE = households.reduce((sum, each) => sum + each, 1), OFF = ONE * 128;
  const valueOf = (windowed: number) => deviationIn(windowed) * OFF + outsideIn(windowed) * ONE;

  const memo = new Map<number, Map<number, Memo>>();
  let workLeft = work, looks = 0, stopped = false;

  /** A bound of the value of what remains, the grids of the edition in it, and what of it moves for certain because its grid is taken. */
  function look(lo: number, hi: number, used: number): { bound: number; least: number; present: number; forced: number; excess: Int32Array } {
    let capped = 0, over = 0, large = 0, forced = 0, present = 0, unknown = 0;
    const held = new Int32Array(labels.length);
    for (let left = lo, side = 0; side < 2; left = hi, side++) for (; left; left &= left - 1) {
      const unit = 32 * side + 31 - Math.clz32(left & -left), each = households[unit]!, own = label[unit]!;
      if (lock[unit]! >= 0) present |= 1 << lock[unit]!;
      if (each === 0) continue;
      const most = Math.min(each, max);
      capped += most;
      if (each > max) {
        over += each - max;
        large++;
      }
      if (own < 0) unknown += each;
      else if (used & (1 << own)) forced += each;
      else {
        present |= 1 << own;
        held[own]! += most;
      }
    }
    const rest = shortfall(capped, min, max);
    const least = (over + rest) * OFF + Math.max(large, rest > 0 ? 1 : 0) * ONE;
    let away = forced, free = 0;
    for (let own = 0; own < held.length; own++) {
      if (present & (1 << own)) free++;
      away += held[own] = rest === 0 ? Math.max(0, held[own]! - max) : 0;
    }
    const fresh = rest === 0 ? (Math.ceil(capped / max) - free) * min - unknown : 0;
    return { bound: least + Math.max(away, fresh), least, present, forced, excess: held };
  }

  /** Connected parts of a set, as pairs of words, those with a grid of the edition in common together. */
  function split(lo: number, hi: number, used: number): number[] {
    const found = connectedParts(lo, hi, nearLo, nearHi), parts: number[] = [], shares: number[] = [];
    for (let at = 0; at < found.length; at += 2) {
      let partLo = found[at]!, partHi = found[at + 1]!;
      let share = 0;
      eachUnit(partLo, partHi, (unit) => {
        if (label[unit]! >= 0 && households[unit]! > 0) share |= 1 << label[unit]!;
        if (lock[unit]! >= 0) share |= 1 << lock[unit]!;
      });
      share &= ~used;
      for (let i = shares.length - 1; i >= 0; i--) {
        if (!(shares[i]! & share)) continue;
        partLo |= parts[2 * i]!;
        partHi |= parts[2 * i + 1]!;
        share |= shares[i]!;
        parts.splice(2 * i, 2);
        shares.splice(i, 1);
      }
      parts.push(partLo, partHi);
      shares.push(share);
    }
    return parts;
  }

  /** Least value of a set of units if at most `budget`, else Infinity. */
  function best(lo: number, hi: number, taken: number, budget: number): number {
    const { bound, least, present, forced, excess } = look(lo, hi, taken);
    if (bound > budget) return Infinity;
    const used = taken & ownedIn(lo, hi), column = (hi >>> 0) + used * 2 ** 32;
    let known = memo.get(column);
    if (!known) memo.set(column, known = new Map());
    const entry: Memo = known.get(lo) ?? { value: Infinity, failed: -1, lo: 0, hi: 0, label: -1 };
    if (entry.value < Infinity) return entry.value <= budget ? entry.value : Infinity;
    if (budget <= entry.failed) return Infinity;
    known.set(lo, entry);
    let most = budget, found = Infinity;
    const base = forced + excess.reduce((sum, each) => sum + each, 0);

    const take = (setLo: number, setHi: number, sum: number, own: number, moves: number): void => {
      const restLo = lo & ~setLo, restHi = hi & ~setHi, nowUsed = own < 0 ? used : used | (1 << own);
      let value = valueOf(windowCost(sum, min, max)) + moves;
      if (value > most) return;
      if (restLo | restHi) {
        workLeft -= TAKE_WORK;
        const parts = split(restLo, restHi, nowUsed), bounds: number[] = [];
        for (let i = 0; i < parts.length; i += 2) bounds.push(look(parts[i]!, parts[i + 1]!, nowUsed).bound);
        let outstanding = bounds.reduce((total, each) => total + each, 0);
        for (let i = 0; i < bounds.length; i++) {
          if (value + outstanding > most) return;
          outstanding -= bounds[i]!;
          value += best(parts[2 * i]!, parts[2 * i + 1]!, nowUsed, most - value - outstanding);
        }
      }
      if (value > most) return;
      found = value;
      Object.assign(entry, { lo: setLo, hi: setHi, label: own });
      most = value - 1;
    };

    /** Every connected set that holds this one and none of those left out, once, as grid `own` of the edition, −1 for a new one. `away`: what moves for certain. */
    const extend = (setLo: number, setHi: number, frontLo: number, frontHi: number, outLo: number, outHi: number, sum: number, own: number, moves: number, kept: boolean, away: number, lost: number, gone: Int32Array): void => {
      if (stopped || found === bound) return;
      if (--workLeft < 0 || ((++looks & 4095) === 0 && shouldStop())) {
        stopped = true;
        return;
      }
      if (sum > max && (sum - max) * OFF + away > most) return;
      const mine = own < 0 ? true : ((lockLo[own]! & ~setLo) | (lockHi[own]! & ~setHi)) === 0;
      if (mine && (own < 0 || kept)) take(setLo, setHi, sum, own, moves);
      while (frontLo | frontHi) {
        const unit = lowestUnit(frontLo, frontHi), each = households[unit]!, from = label[unit]!;
        const bitLo = unit < 32 ? 1 << unit : 0, bitHi = unit < 32 ? 0 : 1 << (unit - 32);
        frontLo &= ~bitLo;
        frontHi &= ~bitHi;
        const belongs = from === own && from >= 0, locked = lock[unit]!;
        if (locked < 0 || locked === own) {
          const grownLo = frontLo | (nearLo[unit]! & lo & ~setLo & ~outLo & ~bitLo), grownHi = frontHi | (nearHi[unit]! & hi & ~setHi & ~outHi & ~bitHi);
          let more = 0;
          if (!belongs && from >= 0 && !(used & (1 << from))) {
            more = Math.max(0, gone[from]! + each - excess[from]!) - Math.max(0, gone[from]! - excess[from]!);
            gone[from]! += each;
          }
          if (least + away + more <= most) {
            extend(setLo | bitLo, setHi | bitHi, grownLo, grownHi, outLo, outHi, sum + each, own, moves + (belongs || from < 0 ? 0 : each), kept || (belongs && each > 0) || locked >= 0, away + more, lost, gone);
          }
          if (!belongs && from >= 0 && !(used & (1 << from))) gone[from]! -= each;
        }
        outLo |= bitLo;
        outHi |= bitHi;
        if (belongs) {
          away += Math.max(0, lost + each - excess[own]!) - Math.max(0, lost - excess[own]!);
          lost += each;
          if (least + away > most) return;
        }
      }
    };
    const pivot = lowestUnit(lo, hi), bitLo = pivot < 32 ? 1 << pivot : 0, bitHi = pivot < 32 ? 0 : 1 << (pivot - 32);
    const each = households[pivot]!, from = label[pivot]!, gone = new Int32Array(labels.length);
    const start = (own: number): void => {
      if (lock[pivot]! >= 0 && lock[pivot] !== own) return;
      const belongs = from === own && from >= 0, other = !belongs && from >= 0 && !(used & (1 << from));
      gone.fill(0);
      if (other) gone[from] = each;
      const away = base + (other ? Math.max(0, each - excess[from]!) : 0);
      if (least + away > most) return;
      extend(bitLo, bitHi, nearLo[pivot]! & lo, nearHi[pivot]! & hi, bitLo, bitHi, each, own, belongs || from < 0 ? 0 : each, (belongs && each > 0) || lock[pivot]! >= 0, away, 0, gone);
    };
    // Its own grid first: it most often stays.
    if (from >= 0 && present & ~used & (1 << from)) start(from);
    for (let own = 0; own < labels.length; own++) if (own !== from && present & ~used & (1 << own)) start(own);
    start(-1);
    if (stopped) return Infinity;
    if (found < Infinity) entry.value = found;
    else entry.failed = budget;
    return found;
  }

  function ownedIn(lo: number, hi: number): number {
    let owned = 0;
    eachUnit(lo, hi, (unit) => {
      if (label[unit]! >= 0) owned |= 1 << label[unit]!;
      if (lock[unit]! >= 0) owned |= 1 << lock[unit]!;
    });
    return owned;
  }

  const [allLo, allHi] = wholeSet(n);
  const value = best(allLo, allHi, 0, valueOf(cost) + below - 1);
  if (stopped) return { exhausted: false, grids: null, moved: Infinity };
  if (value === Infinity) return { exhausted: true, grids: null, moved: below };
  const grids = new Int32Array(n);
  let grid = 0;
  for (const left = [allLo, allHi, 0]; left.length;) {
    const taken = left.pop()!, hi = left.pop()!, lo = left.pop()!;
    const entry = memo.get((hi >>> 0) + (taken & ownedIn(lo, hi)) * 2 ** 32)!.get(lo)!;
    eachUnit(entry.lo, entry.hi, (unit) => { grids[order[unit]!] = grid; });
    grid++;
    const nowUsed = entry.label < 0 ? taken : taken | (1 << entry.label), parts = split(lo & ~entry.lo, hi & ~entry.hi, nowUsed);
    for (let i = 0; i < parts.length; i += 2) left.push(parts[i]!, parts[i + 1]!, nowUsed);
  }
  return { exhausted: true, grids, moved: value % ONE };
}

import type { Coverage } from './coverage.ts';

/**
 * Gives every fragment of a coverage to an owner: to the `nearest` where it hangs together with a `fixed` fragment of that
 * owner on this side of the barriers, else to a neighbour on this side. A pocket without owners of its own goes as one
 * across the barrier, to whom it borders most; what borders nobody goes to the nearest. −1 in `fixed` is not fixed.
 */
export function growCells(coverage: Coverage, fixed: Int32Array, nearest: Int32Array, isBarrier: (edge: number) => boolean): Int32Array {
  const { units: fragments, start, twin, unit, lengthM } = coverage;
  const owner = fixed.slice();

  /** Floods from what is owned, over edges without barrier, to whatever `accept` takes. */
  function flood(accept: (owner: number, fragment: number) => boolean): void {
    const queue = [...owner.keys()].filter((fragment) => owner[fragment]! >= 0);
    for (let i = 0; i < queue.length; i++) {
      const at = queue[i]!;
      for (let edge = start[at]!; edge < start[at + 1]!; edge++) {
        if (twin[edge]! < 0 || isBarrier(edge)) continue;
        const other = unit[twin[edge]!]!;
        if (owner[other]! >= 0 || !accept(owner[at]!, other)) continue;
        owner[other] = owner[at]!;
        queue.push(other);
      }
    }
  }

  /** The owner that a pocket has its longest border with, −1 for none. */
  function longestBorder(pocket: number[]): number {
    const shared = new Map<number, number>();
    for (const fragment of pocket) for (let edge = start[fragment]!; edge < start[fragment + 1]!; edge++) {
      const to = twin[edge]! < 0 ? -1 : owner[unit[twin[edge]!]!]!;
      if (to >= 0) shared.set(to, (shared.get(to) ?? 0) + lengthM[edge]!);
    }
    let best = -1;
    for (const [to, metres] of shared) if (best < 0 || metres > shared.get(best)!) best = to;
    return best;
  }

  /** Fragments without an owner that hang together on one side of the barriers. */
  function pockets(): number[][] {
    const seen = new Uint8Array(fragments), found: number[][] = [];
    for (let first = 0; first < fragments; first++) {
      if (owner[first]! >= 0 || seen[first]) continue;
      const pocket = [first];
      seen[first] = 1;
      for (let i = 0; i < pocket.length; i++) for (let edge = start[pocket[i]!]!; edge < start[pocket[i]! + 1]!; edge++) {
        if (twin[edge]! < 0 || isBarrier(edge)) continue;
        const other = unit[twin[edge]!]!;
        if (owner[other]! >= 0 || seen[other]) continue;
        seen[other] = 1;
        pocket.push(other);
      }
      found.push(pocket);
    }
    return found;
  }

  flood((own, fragment) => nearest[fragment] === own);
  flood(() => true);
  // Pockets beside owned land go first, then those behind them.
  for (let left = pockets(), before = Infinity; left.length < before;) {
    before = left.length;
    const crossings = left.map((pocket) => ({ pocket, to: longestBorder(pocket) }));
    for (const { pocket, to } of crossings) if (to >= 0) for (const fragment of pocket) owner[fragment] = to;
    left = crossings.filter(({ to }) => to < 0).map(({ pocket }) => pocket);
  }
  return owner.map((own, fragment) => (own >= 0 ? own : nearest[fragment]!));
}

/** What plans of pieces are worth, whoever made them; shares no code with the engine but the definition of deviation. */
import { deviationOf } from '../../../geodata/redraw/problem.ts';
import type { Piece } from '../../../geodata/redraw/pieces.ts';

/** Grid of each unit of a piece; numbers may have holes. */
export type Plan = ArrayLike<number>;

/** Metres of border between grids. */
export function borderOf({ units, offset, neighbour, cutM }: Piece, plan: Plan): number {
  let metres = 0;
  for (let unit = 0; unit < units.length; unit++) {
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) if (neighbour[e]! > unit && plan[neighbour[e]!] !== plan[unit]) metres += cutM[e]!;
  }
  return metres;
}

/** Sums over many pieces. */
export interface Worth { grids: number; inWindow: number; deviation: number; borderM: number; seconds: number }

export const nothing = (): Worth => ({ grids: 0, inWindow: 0, deviation: 0, borderM: 0, seconds: 0 });

/** Adds a plan of one more piece, made in so many seconds of processor time. A grid that lies in several parts counts as so many grids. */
export function add(worth: Worth, piece: Piece, plan: Plan, seconds: number): void {
  for (const households of partSums(piece, plan)) {
    const off = deviationOf(households, piece.min, piece.max);
    worth.grids++;
    worth.inWindow += Number(off === 0);
    worth.deviation += off;
  }
  worth.borderM += borderOf(piece, plan);
  worth.seconds += seconds;
}

/** Households of every connected part. */
function partSums({ units, offset, neighbour, households }: Piece, plan: Plan): number[] {
  const seen = new Uint8Array(units.length), sums: number[] = [];
  for (let first = 0; first < units.length; first++) {
    if (seen[first]) continue;
    let sum = 0;
    seen[first] = 1;
    for (const stack = [first]; stack.length;) {
      const unit = stack.pop()!;
      sum += households[unit]!;
      for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
        const other = neighbour[e]!;
        if (seen[other] || plan[other] !== plan[first]) continue;
        seen[other] = 1;
        stack.push(other);
      }
    }
    sums.push(sum);
  }
  return sums;
}

/** Runs `work` and says how many seconds of processor time it took. */
export function cpuSeconds<T>(work: () => T): { result: T; seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

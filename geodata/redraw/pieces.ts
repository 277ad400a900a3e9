import { isFixed, type Problem } from './problem.ts';
import { DEFAULT_WEIGHTS } from './weights.ts';

/** A connected part of one community, numbered on its own: grids of different pieces never touch, so each is solved alone. */
export interface Piece {
  community: number;
  /** Unit of the problem that each unit of the piece is, ascending. */
  units: Int32Array;
  households: Int32Array;
  /** Neighbours within the piece. */
  offset: Int32Array;
  neighbour: Int32Array;
  /** What a border costs where grids part along it: its weighted metres, less those of a barrier on it, which then is in no grid. */
  cutM: Float64Array;
  /** What one household moved off its grid of the edition in force costs, like `cutM`. */
  movedM: number;
  min: number;
  max: number;
  target: number;
  /** Grid of the edition in force, −1 without one. */
  current: Int32Array;
  /** Grid that the unit has to be in, −1 where it is free. */
  lock: Int32Array;
}

/** The connected pieces of every community, dedicated and frozen grids left out, in order of their first unit. Linear. */
export function splitPieces(problem: Problem): Piece[] {
  const { community, borders } = problem;
  const lock = problem.lock ?? new Int32Array(community.length).fill(-1);
  const { barrier, moved, border } = problem.weights ?? DEFAULT_WEIGHTS;
  const cutM = borders.lengthM.map((metres, e) => border * metres - barrier * (problem.barrierM?.[e] ?? 0));
  const whole: Piece = { ...borders, cutM, movedM: moved, community: -1, units: Int32Array.from(community.keys()), households: problem.households, current: problem.current, lock, min: 0, max: 0, target: 0 };
  const seen = new Uint8Array(community.length);
  const pieces: Piece[] = [];
  for (let first = 0; first < community.length; first++) {
    if (seen[first] || isFixed(problem, first)) continue;
    const members = [first];
    seen[first] = 1;
    for (let i = 0; i < members.length; i++) {
      const unit = members[i]!;
      for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) {
        const other = borders.neighbour[e]!;
        if (seen[other] || isFixed(problem, other) || community[other] !== community[first]) continue;
        seen[other] = 1;
        members.push(other);
      }
    }
    const home = community[first]!;
    const min = problem.windowMin[home]!, max = problem.windowMax[home]!;
    pieces.push({ ...partOf(whole, Int32Array.from(members).sort()), community: home, min, max, target: problem.target?.[home] ?? (min + max) / 2 });
  }
  return pieces;
}

/** Some units of a piece as a piece of its own, connected or not; `units` (ascending) number them in `piece`. */
export function partOf(piece: Piece, units: Int32Array): Piece {
  const local = new Map<number, number>();
  units.forEach((unit, index) => local.set(unit, index));
  const offset = new Int32Array(units.length + 1);
  const neighbour: number[] = [], cutM: number[] = [];
  units.forEach((unit, index) => {
    for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
      const other = local.get(piece.neighbour[e]!);
      if (other === undefined) continue;
      neighbour.push(other);
      cutM.push(piece.cutM[e]!);
    }
    offset[index + 1] = neighbour.length;
  });
  const take = (column: Int32Array) => units.map((unit) => column[unit]!);
  return { ...piece, units: take(piece.units), households: take(piece.households), current: take(piece.current), lock: take(piece.lock), offset, neighbour: Int32Array.from(neighbour), cutM: Float64Array.from(cutM) };
}

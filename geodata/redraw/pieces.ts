import type { Problem } from './problem.ts';

/** A connected part of one community, numbered on its own: grids of different pieces never touch, so each is solved alone. */
export interface Piece {
  community: number;
  /** Unit of the problem that each unit of the piece is, ascending. */
  units: Int32Array;
  households: Int32Array;
  /** Neighbours within the piece. */
  offset: Int32Array;
  neighbour: Int32Array;
  lengthM: Float64Array;
  min: number;
  max: number;
  /** Grid of the edition in force, −1 without one. */
  current: Int32Array;
}

/** The connected pieces of every community, dedicated units left out, in order of their first unit. Linear. */
export function splitPieces(problem: Problem): Piece[] {
  const { community, dedicated, borders } = problem;
  const local = new Int32Array(community.length).fill(-1);
  const pieces: Piece[] = [];
  for (let first = 0; first < community.length; first++) {
    if (local[first]! >= 0 || dedicated[first]) continue;
    const members = [first];
    local[first] = 0;
    for (let i = 0; i < members.length; i++) {
      const unit = members[i]!;
      for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) {
        const other = borders.neighbour[e]!;
        if (local[other]! >= 0 || dedicated[other] || community[other] !== community[first]) continue;
        local[other] = 0;
        members.push(other);
      }
    }
    const units = Int32Array.from(members).sort();
    units.forEach((unit, index) => { local[unit] = index; });
    pieces.push(takePiece(problem, units, local));
  }
  return pieces;
}

function takePiece({ households, borders, community, dedicated, windowMin, windowMax, current }: Problem, units: Int32Array, local: Int32Array): Piece {
  const home = community[units[0]!]!;
  const offset = new Int32Array(units.length + 1);
  const neighbour: number[] = [], lengthM: number[] = [];
  units.forEach((unit, index) => {
    for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) {
      const other = borders.neighbour[e]!;
      if (community[other] !== home || dedicated[other]) continue;
      neighbour.push(local[other]!);
      lengthM.push(borders.lengthM[e]!);
    }
    offset[index + 1] = neighbour.length;
  });
  return {
    community: home, units, offset, neighbour: Int32Array.from(neighbour), lengthM: Float64Array.from(lengthM),
    households: units.map((unit) => households[unit]!), current: units.map((unit) => current[unit]!),
    min: windowMin[home]!, max: windowMax[home]!,
  };
}

/** Some units of a piece as a piece of its own, connected or not; `units` (ascending) number them in `piece`. */
export function partOf(piece: Piece, units: Int32Array): Piece {
  const local = new Map<number, number>();
  units.forEach((unit, index) => local.set(unit, index));
  const offset = new Int32Array(units.length + 1);
  const neighbour: number[] = [], lengthM: number[] = [];
  units.forEach((unit, index) => {
    for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
      const other = local.get(piece.neighbour[e]!);
      if (other === undefined) continue;
      neighbour.push(other);
      lengthM.push(piece.lengthM[e]!);
    }
    offset[index + 1] = neighbour.length;
  });
  const take = (column: Int32Array) => units.map((unit) => column[unit]!);
  return { ...piece, units: take(piece.units), households: take(piece.households), current: take(piece.current), offset, neighbour: Int32Array.from(neighbour), lengthM: Float64Array.from(lengthM) };
}

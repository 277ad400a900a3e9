import type { Piece } from './pieces.ts';

/** A piece in which the units locked to one grid, and those that link them, are one unit. */
export interface Contracted {
  piece: Piece;
  /** Unit of the contracted piece that each unit is part of. */
  node: Int32Array;
  /** Whether free units were chosen to link locked ones: a bound of the contracted piece is none of the piece then. */
  chosen: boolean;
}

/**
 * Labels locked units, and free units that link those locked to one grid where they do not touch, with their grid; −1
 * elsewhere. Links are shortest in units, through the grid's own units of the edition in force where those suffice, and only
 * through units where `mayLink` holds. `apart`: pairs locked to one grid without a link between them.
 */
export function regroupLocks(piece: Piece, mayLink: (unit: number, grid: number) => boolean = () => true): { label: Int32Array; chosen: boolean; apart: [number, number][] } {
  const grids = [...new Set(piece.lock)].filter((grid) => grid >= 0).sort((a, b) => a - b);
  // A grid that finds no link goes first in another round: others may leave it a way.
  for (let round = 0; ; round++) {
    const label = piece.lock.slice(), apart: [number, number][] = [];
    let chosen = false;
    for (const grid of grids.slice()) {
      const first = piece.lock.indexOf(grid);
      for (let missing = unlinked(piece, label, first); missing >= 0; missing = unlinked(piece, label, first)) {
        const path = linkPath(piece, label, first, (unit) => piece.current[unit] === grid && mayLink(unit, grid)) ?? linkPath(piece, label, first, (unit) => mayLink(unit, grid));
        if (!path) {
          apart.push([first, missing]);
          grids.splice(grids.indexOf(grid), 1);
          grids.unshift(grid);
          break;
        }
        for (const unit of path) label[unit] = grid;
        chosen = true;
      }
    }
    if (apart.length === 0 || round === grids.length) return { label, chosen, apart };
  }
}

/** Merges what carries one label. */
export function contract(piece: Piece, label: Int32Array, chosen: boolean): Contracted {
  const nodeOfGrid = new Map<number, number>(), node = new Int32Array(piece.units.length), members: number[][] = [];
  label.forEach((grid, unit) => {
    const known = grid < 0 ? undefined : nodeOfGrid.get(grid);
    node[unit] = known ?? members.length;
    if (known !== undefined) return void members[known]!.push(unit);
    if (grid >= 0) nodeOfGrid.set(grid, members.length);
    members.push([unit]);
  });
  const offset = new Int32Array(members.length + 1), neighbour: number[] = [], cutM: number[] = [];
  members.forEach((units, own) => {
    const border = new Map<number, number>();
    for (const unit of units) for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
      const other = node[piece.neighbour[e]!]!;
      if (other !== own) border.set(other, (border.get(other) ?? 0) + piece.cutM[e]!);
    }
    for (const other of [...border.keys()].sort((a, b) => a - b)) {
      neighbour.push(other);
      cutM.push(border.get(other)!);
    }
    offset[own + 1] = neighbour.length;
  });
  const of = (value: (units: number[]) => number) => Int32Array.from(members, value);
  const lockOf = (units: number[]) => label[units[0]!]!;
  return {
    node, chosen,
    piece: {
      ...piece, units: of((units) => piece.units[units[0]!]!), households: of((units) => units.reduce((sum, unit) => sum + piece.households[unit]!, 0)),
      offset, neighbour: Int32Array.from(neighbour), cutM: Float64Array.from(cutM),
      current: of((units) => (lockOf(units) >= 0 ? lockOf(units) : piece.current[units[0]!]!)), lock: of(lockOf),
    },
  };
}

/** Units reached from `start` over units where `may` holds; `via` names the one each was reached from. */
function flood(piece: Piece, start: readonly number[], may: (unit: number) => boolean): { order: number[]; via: Int32Array } {
  const via = new Int32Array(piece.units.length).fill(-1), order = [...start];
  for (const unit of start) via[unit] = unit;
  for (const unit of order) {
    for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]!; e++) {
      const other = piece.neighbour[e]!;
      if (via[other]! >= 0 || !may(other)) continue;
      via[other] = unit;
      order.push(other);
    }
  }
  return { order, via };
}

/** A unit with the label of `first` that is not connected to it, −1 when there is none. */
function unlinked(piece: Piece, label: Int32Array, first: number): number {
  const { via } = flood(piece, [first], (unit) => label[unit] === label[first]);
  return label.findIndex((grid, unit) => grid === label[first] && via[unit]! < 0);
}

/** The free units between the connected part of `first` and the nearest other unit with its label; null without a way. */
function linkPath(piece: Piece, label: Int32Array, first: number, may: (unit: number) => boolean): number[] | null {
  const grid = label[first]!;
  const { order: part, via: own } = flood(piece, [first], (unit) => label[unit] === grid);
  const { order, via } = flood(piece, part, (unit) => label[unit] === grid || (label[unit]! < 0 && may(unit)));
  const end = order.find((unit) => label[unit] === grid && own[unit]! < 0);
  if (end === undefined) return null;
  const path: number[] = [];
  for (let unit = via[end]!; own[unit]! < 0; unit = via[unit]!) path.push(unit);
  return path;
}

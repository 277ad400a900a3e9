import type { Borders } from '../../geodata/coverage/borders.ts';

/** The connected pieces of a set of units. */
export function piecesOf(units: readonly number[], { offset, neighbour }: Borders): number[][] {
  const left = new Set(units), pieces: number[][] = [];
  for (const unit of units) {
    if (!left.delete(unit)) continue;
    const piece = [unit];
    for (const at of piece) for (let e = offset[at]!; e < offset[at + 1]!; e++) if (left.delete(neighbour[e]!)) piece.push(neighbour[e]!);
    pieces.push(piece);
  }
  return pieces;
}

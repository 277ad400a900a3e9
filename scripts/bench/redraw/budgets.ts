/** Large files: 11,449 units of 1.1 million households, the first valid plan and the finished one, beside METIS at its quickest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { solvePiece } from '../../../geodata/redraw/solvePiece.ts';
import { findMetis } from '../../machine.ts';
import type { Row } from '../row.ts';
import { jitteredLattice } from './graphs.ts';
import { metis } from './metis.ts';
import { add, cpuSeconds, nothing } from './plan.ts';

export function budgetsBench(): Row[] {
  return [...budgetRows('one community', 107), ...budgetRows('49 communities', 16), ...budgetRows('324 communities', 6)];
}

/** Units of 95 households on average, one in a hundred above the window. */
function budgetRows(town: string, block: number): Row[] {
  const pieces = splitPieces(jitteredLattice({ side: 107, block, mean: 95, window: [300, 500], above: 0.01 }).problem);
  const units = pieces.reduce((sum, piece) => sum + piece.units.length, 0);
  const first = nothing(), whole = nothing(), theirs = nothing();
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-metis-'));
  const withMetis = findMetis();
  for (const piece of pieces) {
    solveInto(first, piece, () => true);
    const grids = solveInto(whole, piece, () => false);
    if (!withMetis) continue;
    const { plan, seconds } = metis(piece, { grids, seeds: 1, folder });
    add(theirs, piece, plan, seconds);
  }
  rmSync(folder, { recursive: true });
  const outside = ({ grids, inWindow }: typeof whole) => grids - inWindow, name = 'METIS -contig, one seed';
  const row = (claim: string, unit: string, ours: number, value: number): Row => ({ claim: `${units.toLocaleString('en')} units, ${town}: ${claim}`, unit, ours, baseline: withMetis ? { name, value } : null });
  return [
    row('first valid plan', 's', first.seconds, theirs.seconds), row('finished plan', 's', whole.seconds, theirs.seconds),
    row('grids outside the window', 'number', outside(whole), outside(theirs)), row('border between grids', 'km', whole.borderM / 1000, theirs.borderM / 1000),
  ];
}

function solveInto(worth: ReturnType<typeof nothing>, piece: Piece, shouldStop: () => boolean): number {
  const { result, seconds } = cpuSeconds(() => solvePiece(piece, 1, shouldStop));
  add(worth, piece, result.grid, seconds);
  return new Set(result.grid).size;
}

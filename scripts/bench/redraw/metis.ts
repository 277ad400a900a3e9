/** METIS (Karypis & Kumar 1998) as Debian packs it, on a piece: units weigh their households, borders their length. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Piece } from '../../../geodata/redraw/pieces.ts';
import { borderOf, type Plan } from './plan.ts';

export interface MetisOptions {
  grids: number;
  seeds: number;
  /** How far above the mean a grid may be, in thousandths; absent for METIS' own 30. */
  tolerance?: number;
  folder: string;
}

/** The plan of shortest border of all seeds, inside the window or not, and the seconds of all of them as METIS counts them, without reading and writing. */
export function metis(piece: Piece, { grids, seeds, tolerance, folder }: MetisOptions): { plan: Plan; seconds: number } {
  if (grids === 1) return { plan: new Int32Array(piece.units.length), seconds: 0 };
  writeFileSync(join(folder, 'graph'), graphText(piece));
  // One shell for all seeds: starting a process from Node costs more than METIS itself.
  const script = `for s in $(seq ${seeds}); do gpmetis -contig -seed=$s ${tolerance === undefined ? '' : `-ufactor=${tolerance}`} graph ${grids} > log.$s && mv graph.part.${grids} plan.$s || exit 1; done`;
  const { status, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`gpmetis ended with ${status}: ${stderr}`);
  const outputs = (name: string) => Array.from({ length: seeds }, (_, seed) => readFileSync(join(folder, `${name}.${seed + 1}`), 'utf8'));
  const plans = outputs('plan').map((text) => Int32Array.from(text.trim().split('\n'), Number));
  const borders = plans.map((plan) => borderOf(piece, plan));
  const seconds = outputs('log').reduce((sum, log) => sum + Number(/Partitioning:\s+([\d.]+) sec/.exec(log)![1]), 0);
  return { plan: plans[borders.indexOf(Math.min(...borders))]!, seconds };
}

function graphText({ units, offset, neighbour, cutM, households }: Piece): string {
  const lines = [`${units.length} ${neighbour.length / 2} 011`];
  for (let unit = 0; unit < units.length; unit++) {
    const words = [households[unit]!];
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) words.push(neighbour[e]! + 1, Math.max(1, Math.round(cutM[e]! * 10)));
    lines.push(words.join(' '));
  }
  return lines.join('\n') + '\n';
}

/** The engine beside METIS and a recombination in JavaScript: the same communities, no edition to keep to, and as many grids for each as the engine makes of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { random } from '../../../geodata/redraw/random.ts';
import { solvePiece } from '../../../geodata/redraw/solvePiece.ts';
import { findMetis, METIS_ADVICE } from '../../machine.ts';
import type { Row } from '../row.ts';
import { jitteredLattice, withoutEdition, type Town } from './graphs.ts';
import { metis } from './metis.ts';
import { add, cpuSeconds, nothing, type Plan, type Worth } from './plan.ts';
import { recomChain } from './recom.ts';

const SEEDS = 50;
/** Recombination in JavaScript gets so many times the engine's processor time. */
const PATIENCE = 5;
const TREES = 10;

type Peer = (piece: Piece, grids: number, seconds: number) => { plan: Plan; seconds: number };

export function peersBench(sample: Town, onProgress: (done: number, total: number) => void): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-metis-'));
  try {
    const peers: Record<string, Peer> = { 'ReCom in JavaScript': recomPeer };
    if (findMetis()) {
      peers[`METIS -contig, best of ${SEEDS}`] = (piece, grids) => metis(piece, { grids, seeds: SEEDS, folder });
      peers[`METIS, as uneven as the window, best of ${SEEDS}`] = (piece, grids) => metis(piece, { grids, seeds: SEEDS, folder, tolerance: Math.round((piece.max / piece.target - 1) * 1000) });
    } else console.log(METIS_ADVICE);
    const towns = Object.entries({
      'Sample, every fourth community': splitPieces(withoutEdition(sample.problem)).filter((_, index) => index % 4 === 0),
      'Lattice, 9,025 units, 300–500': splitPieces(jitteredLattice({ side: 95, mean: 22, window: [300, 500] }).problem),
      'Lattice, 16 communities, 30–60': splitPieces(jitteredLattice({ side: 68, block: 17, mean: 6, window: [30, 60] }).problem),
    });
    return towns.flatMap(([town, pieces], done) => {
      onProgress(done, towns.length);
      return besidePeers(town, pieces, peers);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function besidePeers(town: string, pieces: Piece[], peers: Record<string, Peer>): Row[] {
  const ours = nothing(), theirs = Object.entries(peers).map(([name, solve]) => ({ name, solve, worth: nothing() }));
  for (const piece of pieces) {
    const { result, seconds } = cpuSeconds(() => solvePiece(piece, 1, () => false));
    add(ours, piece, result.grid, seconds);
    const grids = result.grid.reduce((most, grid) => Math.max(most, grid), 0) + 1;
    for (const { solve, worth } of theirs) {
      const peer = solve(piece, grids, seconds);
      add(worth, piece, peer.plan, peer.seconds);
    }
  }
  return theirs.flatMap(({ name, worth }) => rowsOf(town, ours, name, worth));
}

function rowsOf(town: string, ours: Worth, name: string, theirs: Worth): Row[] {
  const row = (claim: string, unit: string, value: (worth: Worth) => number): Row => ({ claim: `${town}: ${claim}`, unit, ours: value(ours), baseline: { name, value: value(theirs) } });
  return [
    row('border between grids', 'km', (worth) => worth.borderM / 1000), row('grids', 'number', (worth) => worth.grids), row('grids in the window', '%', (worth) => (100 * worth.inWindow) / worth.grids),
    row('deviation', 'households', (worth) => worth.deviation), row('processor time', 's', (worth) => worth.seconds),
  ];
}

/** The chain from its first plan on, kept where borders get no longer, for its share of time. */
const recomPeer: Peer = (piece, grids, patience) => {
  if (grids === 1) return { plan: new Int32Array(piece.units.length), seconds: 0 };
  const deadline = performance.now() + PATIENCE * patience * 1000;
  const { result, seconds } = cpuSeconds(() => {
    const chain = recomChain(piece, grids, random(1));
    while (performance.now() < deadline) chain.step(TREES, (addedM) => addedM <= 0);
    return chain.grid;
  });
  return { plan: result, seconds };
};

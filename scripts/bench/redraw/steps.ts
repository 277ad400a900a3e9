/** Steps of recombination a second, every step one tree, kept whenever a cut of it balances: as chains are measured. */
import { bisector } from '../../../geodata/redraw/bisect.ts';
import { groupingOf } from '../../../geodata/redraw/grouping.ts';
import { splitPieces } from '../../../geodata/redraw/pieces.ts';
import { random } from '../../../geodata/redraw/random.ts';
import { solvePiece } from '../../../geodata/redraw/solvePiece.ts';
import { treeDrawer } from '../../../geodata/redraw/spanningTree.ts';
import type { Row } from '../row.ts';
import { jitteredLattice } from './graphs.ts';
import { cpuSeconds } from './plan.ts';
import { recomChain } from './recom.ts';

const SIDE = 95, MEAN = 100;

export function stepsBench(): Row[] {
  return [...stepRows(18, 0.01, 3000, 200), ...stepRows(600, 0.25, 200_000, 1000)];
}

function stepRows(grids: number, tolerance: number, steps: number, baselineSteps: number): Row[] {
  const { problem } = jitteredLattice({ side: SIDE, mean: MEAN, window: [1, 1] });
  const ideal = problem.households.reduce((sum, each) => sum + each, 0) / grids;
  const [piece] = splitPieces({ ...problem, windowMin: Int32Array.of(Math.ceil(ideal * (1 - tolerance))), windowMax: Int32Array.of(Math.floor(ideal * (1 + tolerance))) });
  const grouping = groupingOf(piece!, solvePiece(piece!, 1, () => false).grid), count = grouping.members.length;
  const ours = measure(steps, (chance) => {
    const { step } = bisector(grouping, new Int32Array(count).fill(-1), treeDrawer(piece!, chance), chance);
    return () => step(grouping, chance.below(count), Infinity);
  });
  const theirs = measure(baselineSteps, (chance) => {
    const { step } = recomChain(piece!, count, chance);
    return () => step(1, () => true);
  });
  const claim = `Recombination of ${count} grids ±${tolerance * 100} %, ${problem.households.length.toLocaleString('en')} units`, name = 'ReCom in JavaScript';
  return [
    { claim, unit: 'steps/s', ours: ours.steps, baseline: { name, value: theirs.steps } },
    { claim: `${claim}, new plans alone`, unit: 'steps/s', ours: ours.changes, baseline: { name, value: theirs.changes } },
  ];
}

function measure(steps: number, prepare: (chance: ReturnType<typeof random>) => () => boolean): { steps: number; changes: number } {
  const step = prepare(random(1));
  let changes = 0;
  for (let i = 0; i < steps / 10; i++) step();
  const { seconds } = cpuSeconds(() => { for (let i = 0; i < steps; i++) changes += Number(step()); });
  return { steps: steps / seconds, changes: changes / seconds };
}

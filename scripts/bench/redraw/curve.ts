/** Processor time of a whole run, borders to polygons, from a thousand units to half a million: each beside the smallest, a unit. */
import { measureUnits, sharedBorders } from '../../../geodata/coverage/borders.ts';
import { dissolve } from '../../../geodata/coverage/dissolve.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import type { Row } from '../row.ts';
import { jitteredLattice, type Town } from './graphs.ts';
import { cpuSeconds } from './plan.ts';

const SIDES = [34, 102, 238, 442, 714];
const town = (side: number): Town => jitteredLattice({ side, block: 17, mean: 6, window: [30, 60] });

export function curveBench(onProgress: (done: number, total: number) => void): Row[] {
  run(town(SIDES[0]!));
  const microseconds = SIDES.map((side, done) => {
    onProgress(done, SIDES.length);
    const { coverage, problem } = town(side), units = problem.households.length;
    return { units, each: (cpuSeconds(() => run({ coverage, problem })).seconds / units) * 1e6 };
  });
  const [smallest] = microseconds;
  return microseconds.slice(1).map(({ units, each }) => ({
    claim: `${units.toLocaleString('en')} units redrawn in communities of 289, each unit`, unit: 'µs', ours: each, baseline: { name: `of ${smallest!.units.toLocaleString('en')} units`, value: smallest!.each },
  }));
}

function run({ coverage, problem }: Town): void {
  const { assignment } = solve({ ...problem, borders: sharedBorders(coverage), ...measureUnits(coverage) });
  judge(problem, assignment);
  dissolve(coverage, assignment);
}

/** The redraw engine: beside its peers on the same communities, steps a second, small communities, large files, the whole sample, and how time grows. */
import { budgetsBench } from './redraw/budgets.ts';
import { curveBench } from './redraw/curve.ts';
import { fullSample, townOf } from './redraw/graphs.ts';
import { peersBench } from './redraw/peers.ts';
import { smallBench } from './redraw/small.ts';
import { stepsBench } from './redraw/steps.ts';
import { wholeRunBench } from './redraw/wholeRun.ts';
import type { Row } from './row.ts';

export async function redrawBench(report: (label: string, done: number, total: number) => void): Promise<Row[]> {
  report('Making the sample', 0, 1);
  const district = fullSample(), sample = townOf(district);
  const rows = peersBench(sample, (done, total) => report('Redraw beside its peers', done, total));
  report('Steps of recombination', 0, 1);
  rows.push(...stepsBench());
  report('Small communities', 0, 1);
  rows.push(...smallBench(sample));
  report('Large files', 0, 1);
  rows.push(...budgetsBench());
  report('The whole sample by npm run redraw', 0, 1);
  rows.push(...(await wholeRunBench(district)));
  return [...rows, ...curveBench((done, total) => report('Redraw from 1,000 units on', done, total))];
}

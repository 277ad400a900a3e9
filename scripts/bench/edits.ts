/** One unit moved by hand in a district of 60,000: judged and redrawn by the grids it touches, beside everything done afresh. */
import { dissolve, outliner } from '../../geodata/coverage/dissolve.ts';
import { startEdits } from '../../geodata/redraw/edits.ts';
import { judge } from '../../geodata/redraw/judge.ts';
import type { Problem } from '../../geodata/redraw/problem.ts';
import { fullSample, townOf } from './redraw/graphs.ts';
import { medianMs, type Row } from './row.ts';

const MOVES = 2000;

export async function editsBench(): Promise<Row[]> {
  const { coverage, problem } = townOf(fullSample());
  const edits = startEdits(problem, problem.current), outline = outliner(coverage, edits.assignment);
  const moves = borderMoves(problem);
  let judgeMs = 0, drawMs = 0;
  for (const [moved, grid] of moves) {
    const start = performance.now();
    const { changes } = edits.move(moved, grid);
    const judged = performance.now();
    for (const { after } of changes) outline(after.units);
    judgeMs += judged - start;
    drawMs += performance.now() - judged;
  }
  const units = problem.households.length.toLocaleString('en');
  return [
    {
      claim: `Judging a unit moved, of ${units}`, unit: 'ms', ours: judgeMs / moves.length,
      baseline: { name: 'the full judge', value: await medianMs(3, () => judge(problem, edits.assignment)) },
    },
    {
      claim: 'Drawing the grids it touched', unit: 'ms', ours: drawMs / moves.length,
      baseline: { name: 'the full dissolve', value: await medianMs(3, () => dissolve(coverage, edits.assignment)) },
    },
  ];
}

/** Units along borders, all over the district, each to a grid beside it. */
function borderMoves({ borders: { offset, neighbour }, community, current, dedicated }: Problem): [number[], number][] {
  const possible: [number[], number][] = [];
  community.forEach((home, unit) => {
    const beside = neighbour.subarray(offset[unit], offset[unit + 1]).find((other) => community[other] === home && current[other] !== current[unit] && !dedicated[other]);
    if (beside !== undefined && !dedicated[unit]) possible.push([[unit], current[beside]!]);
  });
  return possible.filter((_, i) => i % Math.ceil(possible.length / MOVES) === 0);
}

/** One unit moved by hand in a district of 60,000: judged and redrawn by the grids it touches, beside everything done afresh. */
import { measureUnits, sharedBorders } from '../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../geodata/coverage/coverage.ts';
import { dissolve, outliner } from '../../geodata/coverage/dissolve.ts';
import type { District } from '../../geodata/district.ts';
import { startEdits } from '../../geodata/redraw/edits.ts';
import { judge } from '../../geodata/redraw/judge.ts';
import type { Problem } from '../../geodata/redraw/problem.ts';
import { generateSample } from '../../geodata/sample/index.ts';
import { medianMs, type Row } from './row.ts';

const MOVES = 2000;

export async function editsBench(): Promise<Row[]> {
  const district = generateSample({ size: 'full', today: '2026-11-22', nowS: Date.parse('2026-11-22T12:00:00+08:00') / 1000 });
  const coverage = buildCoverage(district.units.map((unit) => unit.geometry));
  const problem: Problem = { ...problemOf(district), borders: sharedBorders(coverage), ...measureUnits(coverage) };
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
  const units = district.units.length.toLocaleString('en');
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

/** The district under the grids of its edition. */
function problemOf({ areas, units, grids }: District): Omit<Problem, 'borders' | 'areaM2' | 'outlineM'> {
  const communities = areas.filter((area) => area.level === 'community'), index = new Map(communities.map((area, at) => [area.code, at]));
  const gridOf = new Map(grids.flatMap((grid, at) => grid.unitCodes.map((code) => [code, at] as const)));
  const current = Int32Array.from(units, (unit) => gridOf.get(unit.code)!);
  return {
    households: Int32Array.from(units, (unit) => unit.households), community: Int32Array.from(units, (unit) => index.get(unit.communityCode)!),
    windowMin: Int32Array.from(communities, (area) => area.windowMin!), windowMax: Int32Array.from(communities, (area) => area.windowMax!),
    current, dedicated: Uint8Array.from(current, (grid) => Number(grids[grid]!.kind === 'dedicated')), seed: 1,
  };
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

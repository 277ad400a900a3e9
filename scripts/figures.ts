/** Draws the pictures of the engine's README: `node scripts/figures.ts`; with `--measure` the curve of its speed is measured first, about a minute on an idle machine. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureUnits, sharedBorders } from '../geodata/coverage/borders.ts';
import { buildCoverage } from '../geodata/coverage/coverage.ts';
import { dissolve } from '../geodata/coverage/dissolve.ts';
import { solve } from '../geodata/redraw/solve.ts';
import { generateSample } from '../geodata/sample/index.ts';
import { jitteredLattice } from './bench/redraw/graphs.ts';
import { cpuSeconds } from './bench/redraw/plan.ts';
import { main } from './command.ts';
import { barriers, beforeAfter, curve, disruption, land, treeCut, type Measured } from './figures/scenes.ts';

const FOLDER = new URL('../geodata/redraw/figures/', import.meta.url);
const SIDES = [34, 102, 238, 442, 714];
const HELP = 'node scripts/figures.ts [--measure]';

await main(HELP, () => {
  const { values } = parseArgs({ options: { measure: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  mkdirSync(FOLDER, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(new URL(name, FOLDER), text);
  // The first run compiles; it does not count.
  if (values.measure) measure(SIDES[0]!);
  if (values.measure) write('curve.json', JSON.stringify({ machine: cpus()[0]!.model.trim(), points: SIDES.map(measure) }, null, 1) + '\n');
  const { machine, points } = JSON.parse(readFileSync(new URL('curve.json', FOLDER), 'utf8')) as { machine: string; points: Measured[] };
  write('curve.svg', curve(points, machine));
  const district = generateSample({ size: 'small', today: '2026-11-22', nowS: Date.parse('2026-11-22T12:00:00+08:00') / 1000 });
  for (const [name, draw] of Object.entries({ beforeAfter, treeCut, barriers, disruption, land })) write(`${name}.svg`, draw(district));
});

function measure(side: number): Measured {
  const round = (seconds: number) => Math.round(seconds * 1000) / 1000;
  const town = jitteredLattice({ side, block: 17, mean: 6, window: [30, 60] }), { problem } = town;
  const polygons = dissolve(town.coverage, problem.households.map((_, unit) => unit));
  const borders = cpuSeconds(() => { const coverage = buildCoverage(polygons); return { coverage, borders: sharedBorders(coverage), ...measureUnits(coverage) }; });
  const { coverage, ...measured } = borders.result;
  const solved = cpuSeconds(() => solve({ ...problem, ...measured }));
  return { units: side * side, borders: round(borders.seconds), solve: round(solved.seconds), dissolve: round(cpuSeconds(() => dissolve(coverage, solved.result.assignment)).seconds) };
}

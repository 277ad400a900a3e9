/** `npm run redraw`: groups the units of a file into grids inside a household window. */
import { readFileSync } from 'node:fs';
import { measureUnits, MIN_BORDER_M, sharedBorders } from '../geodata/coverage/borders.ts';
import { buildCoverage, DEFAULT_TOLERANCE_M } from '../geodata/coverage/coverage.ts';
import { dissolve } from '../geodata/coverage/dissolve.ts';
import { findFaults } from '../geodata/coverage/faults.ts';
import { barrierMetres } from '../geodata/redraw/barriers.ts';
import { explain } from '../geodata/redraw/explain.ts';
import { judge } from '../geodata/redraw/judge.ts';
import { findLockFaults } from '../geodata/redraw/locks.ts';
import type { Polygon } from '../geodata/district.ts';
import type { Problem } from '../geodata/redraw/problem.ts';
import { OperatorError } from '../server/database/database.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';
import { openCheckpoint } from './redraw/checkpoint.ts';
import { nameGrids } from './redraw/nameGrids.ts';
import { HELP, readOptions } from './redraw/options.ts';
import { assignmentCsv, gridCollection } from './redraw/outputs.ts';
import { readBarriers } from './redraw/readBarriers.ts';
import { lockSentence, readGrids } from './redraw/readGrids.ts';
import { listFaults, readUnits } from './redraw/readUnits.ts';
import { fileReport, islandsOf } from './redraw/report.ts';
import { shareLand } from './redraw/shareLand.ts';
import { solveFile } from './redraw/solveFile.ts';
import { printSummary } from './redraw/summary.ts';
import { requireWritable, writeFiles } from './redraw/writeFiles.ts';

const COUNT = new Intl.NumberFormat('en-GB');

await main(HELP, async (stopping) => {
  const options = readOptions();
  if (!options) return console.log(HELP);
  const { path, window, target, weights, timeLimitS, seed, workers } = options;
  const named = (...paths: (string | null | undefined)[]) => paths.filter((each) => each != null);
  requireWritable(named(options.out, options.report, options.geojson), named(path, options.current, options.lock, options.barriers, options.communities));
  const clock = stopwatch();
  const file = readUnits(path, readText(path), options.community, options.communities ? 'footprints' : 'land');
  const edition = readGrids(file, options.current ? { file: options.current, text: readText(options.current) } : null, options.lock ? { file: options.lock, text: readText(options.lock) } : null);
  const barriers = options.barriers ? readBarriers(options.barriers, readText(options.barriers)) : [];
  const readMs = clock();
  const land = options.communities ? shareLand(file, options.communities, readText(options.communities), options.community, barriers.map(({ line }) => line)) : null;
  const coverage = buildCoverage(land?.polygons ?? file.shapes as Polygon[]);
  const borders = sharedBorders(coverage);
  const problem: Problem = {
    households: file.households, borders, ...measureUnits(coverage), community: file.community, seed,
    windowMin: new Int32Array(file.communities.length).fill(window.min), windowMax: new Int32Array(file.communities.length).fill(window.max),
    weights, ...(target !== null && { target: new Int32Array(file.communities.length).fill(target) }),
    current: edition.current, dedicated: new Uint8Array(coverage.units), ...(options.lock && { lock: edition.lock, frozen: edition.frozen }),
    ...(barriers.length && { barrierM: barrierMetres(coverage, borders, barriers) }),
  };
  const lockFaults = findLockFaults(problem);
  if (lockFaults.length) throw new OperatorError(listFaults(lockFaults.map((fault) => `${options.lock}: ${lockSentence(fault, file, edition)}`)));
  const faults = findFaults(coverage);
  const bordersMs = clock();
  const checkpoint = openCheckpoint(`${options.out}.progress`, problem);
  if (checkpoint.wasOther) console.log(`${checkpoint.path} is of other units or other rules: not used.`);
  if (checkpoint.finished.size) console.log(`${COUNT.format(checkpoint.finished.size)} pieces were finished by an earlier run: taken from ${checkpoint.path}.`);
  const progress = progressLine(process.stderr);
  const { solution, stopped } = await solveFile(problem, { workers, timeLimitS, stopping: stopping(), checkpoint, report: (done, total) => progress.report('Redrawing', done, total) });
  progress.clear();
  const solveMs = clock();
  const judgement = judge(problem, solution.assignment);
  if (judgement.breaches.length) throw new Error(`The plan breaks a hard rule: ${JSON.stringify(judgement.breaches[0])}`);
  const explanation = explain(problem, solution, judgement, () => stopped !== null);
  const names = nameGrids(coverage, solution.assignment, judgement, file.communities, edition.names);
  const result = fileReport(file, names, judgement, explanation, window, edition);
  const households = file.households.reduce((sum, each) => sum + each, 0);
  const idsOf = (units: readonly number[]) => units.map((unit) => file.ids[unit]!);
  const report = {
    input: {
      file: path, units: file.ids.length, households, uncounted: file.uncounted, communities: file.communities.length, pieces: solution.pieces.length,
      toleranceM: DEFAULT_TOLERANCE_M, minBorderM: MIN_BORDER_M,
      gaps: faults.gaps.map(({ areaM2, at }) => ({ areaM2: Math.round(areaM2), at })),
      overlaps: faults.overlaps.map(({ units, at }) => ({ units: idsOf(units), at })),
      islands: islandsOf(file, solution),
      mended: idsOf(file.mended),
      ...(land && { land: { communities: options.communities, barriers: barriers.length, together: land.together.map(idsOf), landless: idsOf(land.landless) } }),
    },
    window, target: target ?? (window.min + window.max) / 2, weights, seed, stopped, ...result,
    timingMs: { read: readMs, borders: bordersMs, solve: solveMs, judge: clock() },
  };
  writeFiles([
    { path: options.out, text: assignmentCsv(file, solution.assignment, names) },
    ...(options.report ? [{ path: options.report, text: JSON.stringify(report, null, 2) + '\n' }] : []),
    ...(options.geojson ? [{ path: options.geojson, text: gridCollection(file, solution.assignment, names, dissolve(coverage, solution.assignment), judgement) }] : []),
  ]);
  printSummary({ options, file, land, edition, result, households, gaps: faults.gaps.length, overlaps: faults.overlaps.length, islands: report.input.islands.length, solveMs });
  if (!stopped) return checkpoint.remove();
  console.log(`Stopped ${stopped === 'time' ? `after ${timeLimitS} s` : 'early'}: the best so far was written. The same command goes on from what is finished.`);
  if (stopped === 'signal') process.exit(130);
});

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new OperatorError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** Milliseconds since the last call. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now(), elapsed = now - last;
    last = now;
    return Math.round(elapsed);
  };
}

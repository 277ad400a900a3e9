/** `npm run redraw`: groups the units of a file into grids inside a household window. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { defaultWindow, type HouseholdWindow } from '../geodata/codes/codes.ts';
import { measureUnits, MIN_BORDER_M, sharedBorders } from '../geodata/coverage/borders.ts';
import { buildCoverage, DEFAULT_TOLERANCE_M } from '../geodata/coverage/coverage.ts';
import { dissolve } from '../geodata/coverage/dissolve.ts';
import { findFaults } from '../geodata/coverage/faults.ts';
import { barrierMetres } from '../geodata/redraw/barriers.ts';
import { explain } from '../geodata/redraw/explain.ts';
import { judge } from '../geodata/redraw/judge.ts';
import { findLockFaults } from '../geodata/redraw/locks.ts';
import type { Problem } from '../geodata/redraw/problem.ts';
import { OperatorError } from '../server/database/database.ts';
import { main, wholeNumber } from './command.ts';
import { progressLine } from './progress.ts';
import { nameGrids } from './redraw/nameGrids.ts';
import { assignmentCsv, gridCollection } from './redraw/outputs.ts';
import { readBarriers } from './redraw/readBarriers.ts';
import { lockSentence, readGrids } from './redraw/readGrids.ts';
import { listFaults, readUnits } from './redraw/readUnits.ts';
import { fileReport } from './redraw/report.ts';
import { solveFile } from './redraw/solveFile.ts';
import { requireFolders, writeFiles } from './redraw/writeFiles.ts';

const HELP = `npm run redraw -- UNITS.geojson --window 300-500 --out assignment.csv [options]

UNITS.geojson is a FeatureCollection of polygons with the properties unit_id, households and community.

  --window MIN-MAX        households of a grid, or
  --setting SETTING       urban (300-500) or rural (30-60)
  --target N              households a grid should best have (default: the middle of the window)
  --out FILE              where to write the assignment (CSV: unit_id,grid)
  --report FILE           where to write the report (JSON)
  --geojson FILE          where to write the grids as polygons
  --current FILE          the edition in force (CSV: unit_id,grid): grids that go on keep their names, few households move
  --lock FILE             units that must be in a grid (CSV: unit_id,grid); * as unit_id freezes a grid of --current
  --barriers FILE         lines that grids should not cross (GeoJSON; class: river, railway, expressway, primary or wall)
  --community PROPERTY    property that names the community (default community); grids never leave it
  --seed N                another seed, another plan of the same worth (default 1)
  --time-limit SECONDS    keep the best so far after this time, as Ctrl-C does (exit code 130)
  --workers N             threads (default: one for each core); the result is the same for any number`;

const COUNT = new Intl.NumberFormat('en-GB');

await main(HELP, async (stopping) => {
  const { values, positionals: [path, ...extra] } = parseArgs({
    allowPositionals: true,
    options: {
      window: { type: 'string' }, setting: { type: 'string' }, target: { type: 'string' }, 'time-limit': { type: 'string' }, out: { type: 'string' }, report: { type: 'string' }, geojson: { type: 'string' },
      current: { type: 'string' }, lock: { type: 'string' }, barriers: { type: 'string' },
      community: { type: 'string', default: 'community' }, seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(availableParallelism()) }, help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  if (!path || extra.length || (values.window === undefined) === (values.setting === undefined) || !values.out) throw new OperatorError(`One file of units, either --window or --setting, and --out are needed.\n\n${HELP}`);
  const window = values.window === undefined ? settingWindow(values.setting!) : parseWindow(values.window);
  const target = values.target === undefined ? null : wholeNumber('--target', values.target, window.min, window.max);
  const timeLimitS = values['time-limit'] === undefined ? Infinity : wholeNumber('--time-limit', values['time-limit'], 1, 86_400);
  const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1), workers = wholeNumber('--workers', values.workers, 1, 256);

  requireFolders([values.out, values.report, values.geojson]);
  const clock = stopwatch();
  const file = readUnits(path, readText(path), values.community);
  const edition = readGrids(file, values.current ? { file: values.current, text: readText(values.current) } : null, values.lock ? { file: values.lock, text: readText(values.lock) } : null);
  const barriers = values.barriers ? readBarriers(values.barriers, readText(values.barriers)) : [];
  const readMs = clock();
  const coverage = buildCoverage(file.polygons);
  const borders = sharedBorders(coverage);
  const problem: Problem = {
    households: file.households, borders, ...measureUnits(coverage), community: file.community, seed,
    windowMin: new Int32Array(file.communities.length).fill(window.min), windowMax: new Int32Array(file.communities.length).fill(window.max),
    ...(target !== null && { target: new Int32Array(file.communities.length).fill(target) }),
    current: edition.current, dedicated: new Uint8Array(coverage.units), ...(values.lock && { lock: edition.lock, frozen: edition.frozen }),
    ...(barriers.length && { barrierM: barrierMetres(coverage, borders, barriers) }),
  };
  const lockFaults = findLockFaults(problem);
  if (lockFaults.length) throw new OperatorError(listFaults(lockFaults.map((fault) => `${values.lock}: ${lockSentence(fault, file, edition)}`)));
  const faults = findFaults(coverage);
  const bordersMs = clock();
  const progress = progressLine(process.stderr);
  const { solution, stopped } = await solveFile(problem, { workers, timeLimitS, stopping: stopping(), report: (done, total) => progress.report('Redrawing', done, total) });
  progress.clear();
  const solveMs = clock();
  const judgement = judge(problem, solution.assignment);
  if (judgement.breaches.length) throw new Error(`The plan breaks a hard rule: ${JSON.stringify(judgement.breaches[0])}`);
  const explanation = explain(problem, solution, judgement, () => stopped !== null);
  const names = nameGrids(coverage, solution.assignment, judgement, file.communities, edition.names);
  const result = fileReport(file, names, judgement, explanation, window, edition);
  const households = file.households.reduce((sum, each) => sum + each, 0);
  const report = {
    input: {
      file: path, units: file.ids.length, households, uncounted: file.uncounted, communities: file.communities.length, pieces: solution.pieces.length,
      toleranceM: DEFAULT_TOLERANCE_M, minBorderM: MIN_BORDER_M,
      gaps: faults.gaps.map(({ areaM2, at }) => ({ areaM2: Math.round(areaM2), at })),
      overlaps: faults.overlaps.map(({ units, at }) => ({ units: units.map((unit) => file.ids[unit]!), at })),
    },
    window, target: target ?? (window.min + window.max) / 2, seed, stopped, ...result,
    timingMs: { read: readMs, borders: bordersMs, solve: solveMs, judge: clock() },
  };
  writeFiles([
    { path: values.out, text: assignmentCsv(file, solution.assignment, names) },
    ...(values.report ? [{ path: values.report, text: JSON.stringify(report, null, 2) + '\n' }] : []),
    ...(values.geojson ? [{ path: values.geojson, text: gridCollection(file, solution.assignment, names, dissolve(coverage, solution.assignment), judgement) }] : []),
  ]);
  const communities = explanation.communities.length;
  console.log(`${COUNT.format(file.ids.length)} units, ${COUNT.format(households)} households, ${communities} communities → ${COUNT.format(result.grids)} grids in ${COUNT.format(solveMs)} ms`);
  console.log(`In the window ${window.min}–${window.max}: ${COUNT.format(result.inWindow)} grids (${result.under} under, ${result.over} over); ${result.communitiesInWindow} of ${communities} communities wholly.`);
  console.log(`Deviation ${COUNT.format(result.deviation)} households; ${result.proved ? 'proved the least possible' : `at least ${COUNT.format(result.bound)} is unavoidable`}.`);
  if (values.current) console.log(`${COUNT.format(result.movedHouseholds!)} households change grids; ${result.edition!.keptGrids} grids keep their names, ${result.edition!.newGrids.length} are new, ${result.edition!.endedGrids.length} end.`);
  if (values.barriers) console.log(`${COUNT.format(result.barrierM)} weighted metres of barriers run through grids.`);
  if (result.lockCost) console.log(`${COUNT.format(result.lockCost)} households of the deviation come from locks.`);
  if (edition.gone) console.log(`${edition.gone} units of ${values.current} are not in ${path} any more.`);
  if (file.uncounted) console.log(`${file.uncounted} units without a count were taken as 0 households.`);
  if (faults.overlaps.length) console.log(`${faults.overlaps.length} pairs of units overlap; the report names them.`);
  if (stopped === 'time') console.log(`Stopped after ${timeLimitS} s: the best so far was written.`);
  if (stopped === 'signal') {
    console.log('Stopped early: the best so far was written.');
    process.exit(130);
  }
});

function settingWindow(setting: string): HouseholdWindow {
  if (setting !== 'urban' && setting !== 'rural') throw new OperatorError(`--setting is urban or rural, not "${setting}".`);
  return defaultWindow(setting === 'urban' ? '1' : '2');
}

function parseWindow(text: string): HouseholdWindow {
  const found = /^(\d+)-(\d+)$/.exec(text);
  if (!found) throw new OperatorError(`--window takes two whole numbers such as 300-500, not "${text}".`);
  const [min, max] = [Number(found[1]), Number(found[2])];
  if (min < 1 || max > 100_000) throw new OperatorError(`--window takes numbers from 1 to 100000, not "${text}".`);
  if (min > max) throw new OperatorError(`--window has its minimum ${min} above its maximum ${max}; write --window ${max}-${min}.`);
  return { min, max };
}

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

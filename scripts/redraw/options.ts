/** What `npm run redraw` takes. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { SETTING_WINDOWS, type HouseholdWindow } from '../../geodata/codes/codes.ts';
import { DEFAULT_WEIGHTS, MOST_WEIGHT, type Weights } from '../../geodata/redraw/weights.ts';
import { OperatorError } from '../../server/database/database.ts';
import { wholeNumber } from '../command.ts';

export const HELP = `npm run redraw -- UNITS.geojson --window 300-500 --out assignment.csv [options]

UNITS.geojson is a FeatureCollection with the properties unit_id, households and community: polygons that cover the communities
without gap or overlap, or with --communities buildings and points.

  --window MIN-MAX        households of a grid, or
  --setting SETTING       urban (300-500) or rural (30-60)
  --target N              households a grid should best have (default: the middle of the window)
  --out FILE              where to write the assignment (CSV: unit_id,grid)
  --report FILE           where to write the report (JSON)
  --geojson FILE          where to write the grids as polygons
  --current FILE          the edition in force (CSV: unit_id,grid): grids that go on keep their names, few households move
  --lock FILE             units that must be in a grid (CSV: unit_id,grid); * as unit_id freezes a grid of --current
  --weights LIST          what weighs how much below the deviation, which nothing is traded against; default barrier=${DEFAULT_WEIGHTS.barrier},moved=${DEFAULT_WEIGHTS.moved},border=${DEFAULT_WEIGHTS.border}:
                          a weighted metre of barrier inside a grid, a household moved, a metre of border between grids
  --barriers FILE         lines that grids should not cross (GeoJSON; class: river, railway, expressway, primary or wall)
  --communities FILE      polygons of the communities (GeoJSON): the units are buildings or points, and are given the land nearest to them,
                          parted along --barriers; the property that names the community is the same in both files
  --community PROPERTY    property that names the community (default community); grids never leave it
  --seed N                another seed, another plan of the same worth (default 1)
  --time-limit SECONDS    keep the best so far after this time, as Ctrl-C does (exit code 130)
  --workers N             threads (default: one for each core); the result is the same for any number

A run that is killed goes on where it was when it is started again: finished communities are kept in OUT.progress, beside
--out, until the run is complete. A file there of other units or other rules is not used.`;

export interface Options {
  path: string;
  window: HouseholdWindow;
  target: number | null;
  weights: Weights;
  /** Infinity without a limit. */
  timeLimitS: number;
  seed: number;
  workers: number;
  community: string;
  communities?: string;
  out: string;
  report?: string;
  geojson?: string;
  current?: string;
  lock?: string;
  barriers?: string;
}

/** The options of a run, or null where only the help is wanted. Throws an OperatorError for those that cannot be. */
export function readOptions(): Options | null {
  const { values, positionals: [path, ...extra] } = parseArgs({
    allowPositionals: true,
    options: {
      window: { type: 'string' }, setting: { type: 'string' }, target: { type: 'string' }, 'time-limit': { type: 'string' }, out: { type: 'string' }, report: { type: 'string' }, geojson: { type: 'string' },
      current: { type: 'string' }, communities: { type: 'string' }, lock: { type: 'string' }, barriers: { type: 'string' }, weights: { type: 'string' },
      community: { type: 'string', default: 'community' }, seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(availableParallelism()) }, help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const { out, report, geojson, current, lock, barriers, community, communities, setting } = values;
  if (!path || extra.length || (values.window === undefined) === (setting === undefined) || !out) throw new OperatorError(`One file of units, either --window or --setting, and --out are needed.\n\n${HELP}`);
  const window = values.window === undefined ? settingWindow(setting!) : parseWindow(values.window);
  return {
    path, window, out, report, geojson, current, lock, barriers, community, communities,
    target: values.target === undefined ? null : wholeNumber('--target', values.target, window.min, window.max),
    weights: values.weights === undefined ? { ...DEFAULT_WEIGHTS } : parseWeights(values.weights),
    timeLimitS: values['time-limit'] === undefined ? Infinity : wholeNumber('--time-limit', values['time-limit'], 1, 86_400),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1), workers: wholeNumber('--workers', values.workers, 1, 256),
  };
}

function settingWindow(setting: string): HouseholdWindow {
  if (setting !== 'urban' && setting !== 'rural') throw new OperatorError(`--setting is urban or rural, not "${setting}".`);
  return SETTING_WINDOWS[setting];
}

function parseWindow(text: string): HouseholdWindow {
  const found = /^(\d+)-(\d+)$/.exec(text);
  if (!found) throw new OperatorError(`--window takes two whole numbers such as 300-500, not "${text}".`);
  const [min, max] = [Number(found[1]), Number(found[2])];
  if (min < 1 || max > 100_000) throw new OperatorError(`--window takes numbers from 1 to 100000, not "${text}".`);
  if (min > max) throw new OperatorError(`--window has its minimum ${min} above its maximum ${max}; write --window ${max}-${min}.`);
  return { min, max };
}

function parseWeights(text: string): Weights {
  const weights: Weights = { ...DEFAULT_WEIGHTS };
  for (const part of text.split(',')) {
    const found = /^(barrier|moved|border)=(\d+(?:\.\d+)?)$/.exec(part.trim());
    if (!found || Number(found[2]) > MOST_WEIGHT) throw new OperatorError(`--weights takes barrier=N,moved=N,border=N with numbers from 0 to ${MOST_WEIGHT}, not "${part}".`);
    weights[found[1] as keyof Weights] = Number(found[2]);
  }
  if (weights.barrier + weights.moved + weights.border === 0) throw new OperatorError('--weights leaves nothing to go by: one of the three has to be above 0.');
  return weights;
}

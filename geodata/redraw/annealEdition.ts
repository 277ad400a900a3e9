import { connectionTest } from './connection.ts';
import { crossingsOf, type Crossings } from './crossings.ts';
import type { Grouping } from './grouping.ts';
import { deviationOf } from './problem.ts';
import { linksOf } from './links.ts';
import type { Random } from './random.ts';
import { continuedGrids } from './worth.ts';

/** Heat at the end, as a share of the window's maximum, in households moved. */
const COLD = 0.001;
/** What one household of deviation weighs against one moved, at the begin and the end. */
const SOFT = 1.5, STIFF = 6;
/** Units without households move with this share of the heat: they only ever make way. */
const EMPTY = 0.1;
/** Border metres against households: enough that units without households keep grids in shape. */
const HOUSEHOLD_PER_M = 0.001;
/** Of so many moves over a border one is of a whole grid. */
const WHOLE_EVERY = 128;

/** Losses that Metropolis' rule takes, in heats, drawn evenly: −ln u. */
const ALLOWANCE = Float64Array.from({ length: 4096 }, (_, i) => -Math.log((i + 0.5) / 4096));

export interface Reheat {
  /** Grids that start from single units of those above the window, beside the ones there are. */
  newGrids: number;
  /** 1 for the units that may move. */
  active: Uint8Array;
  proposals: number;
  /** Heat at the begin, as a share of the window's maximum, in households moved. */
  hot: number;
}

/**
 * Makes grids fit their windows by moving few households off their grids of the edition in force: simulated annealing over single
 * units, in which grids may leave their windows at a price that rises. Grids keep the names that `continuedGrids` gives them.
 * Returns the grid of each unit; grids are connected and locked units stay, but some grids may be left outside.
 */
export function annealEdition(from: Grouping, { newGrids, active, proposals, hot }: Reheat, chance: Random, shouldStop: () => boolean): Int32Array {
  const { piece, members } = from;
  const { offset, neighbour, cutM, households, min, max, current, lock } = piece;
  const grid = from.grid.slice(), staysConnected = connectionTest(piece, grid);
  const named = continuedGrids(from), ended = [...new Set(current)].filter((old) => old >= 0 && !named.includes(old));
  const first = members.length + newGrids, capacity = first + ended.length;
  const sum = new Int32Array(capacity), count = new Int32Array(capacity), home = new Int32Array(capacity).fill(-1);
  home.set(named);
  home.set(ended, first);
  members.forEach((units, label) => {
    sum[label] = from.sum[label]!;
    count[label] = units.length;
  });
  let crossings = null as Crossings | null;
  const put = (unit: number, to: number) => {
    const from = grid[unit]!;
    grid[unit] = to;
    sum[from]! -= households[unit]!;
    sum[to]! += households[unit]!;
    count[from]!--;
    count[to]!++;
    crossings?.moved(unit);
  };
  const crowded = [...grid.keys()].filter((unit) => lock[unit]! < 0 && from.sum[grid[unit]!]! > max);
  for (let next = members.length; next < first && crowded.length; next++) {
    const [unit] = crowded.splice(chance.below(crowded.length), 1) as [number];
    if (staysConnected(unit, grid[unit]!)) put(unit, next);
    else next--;
  }
  let heat = 0, stiffness = 0;
  const labelOf = new Map<number, number>();
  home.forEach((old, label) => { if (old >= 0) labelOf.set(old, label); });
  const seen = new Int32Array(grid.length);
  let stamp = 0;
  /** Units connected with the first inside its grid, only those of its grid of the edition when `ownOnly`. */
  const patch = (first: number, may: (unit: number) => boolean): number[] => {
    const found = [first];
    seen[first] = ++stamp;
    for (const unit of found) for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
      const other = neighbour[e]!;
      if (seen[other] === stamp || grid[other] !== grid[first] || !may(other)) continue;
      seen[other] = stamp;
      found.push(other);
    }
    return found;
  };
  const moveWhole = (first: number, from: number, to: number, ownOnly: boolean): void => {
    const units = patch(first, (unit) => !ownOnly || (current[unit] === current[first] && lock[unit]! < 0));
    if (units.some((unit) => lock[unit]! >= 0)) return;
    let own = 0, change = 0;
    for (const unit of units) {
      own += households[unit]!;
      if (current[unit]! >= 0) change += households[unit]! * (Number(home[from] === current[unit]) - Number(home[to] === current[unit]));
    }
    const after = (label: number, more: number, left: number) => (left === 0 ? 0 : deviationOf(sum[label]! + more, min, max));
    change += stiffness * (after(from, -own, count[from]! - units.length) + after(to, own, 1) - after(from, 0, 1) - after(to, 0, count[to]!));
    if (change > 0 && chance.next() >= Math.exp(-change / heat)) return;
    if (units.length < count[from]!) {
      const taken = stamp, rest = grid.findIndex((label, unit) => label === from && seen[unit] !== taken), inside = new Set(units);
      if (patch(rest, (unit) => !inside.has(unit)).length + units.length < count[from]!) return;
    }
    for (const unit of units) put(unit, to);
  };
  const { source } = linksOf(piece), open = crossingsOf(piece, grid, (unit) => active[unit] === 1 && lock[unit]! < 0);
  crossings = open;
  // Of proposals drawn among all borders, those inside grids would come to nothing: their time passes all the same.
  for (let step = 0, proposal = 0; proposal < proposals && open.count > 0; step++, proposal += open.all / open.count) {
    if ((step & 255) === 0) {
      if ((step & 2047) === 0 && shouldStop()) break;
      const done = proposal / proposals;
      heat = hot * max * (COLD / hot) ** done;
      stiffness = SOFT * (STIFF / SOFT) ** done;
    }
    const edge = open.list[chance.below(open.count)]!, unit = source[edge]!, from = grid[unit]!, to = grid[neighbour[edge]!]!;
    if (step % WHOLE_EVERY === WHOLE_EVERY - 1) {
      // Grids end, and go on again, as a whole: unit by unit the way there is too steep.
      const back = labelOf.get(current[unit]!) ?? -1, revives = back >= 0 && count[back] === 0;
      if (revives || sum[from]! < min) moveWhole(unit, from, revives ? back : to, revives);
      continue;
    }
    const h = households[unit]!, ends = count[from] === 1;
    let change = 0, metres = 0;
    if (h > 0 || ends) {
      const sumFrom = sum[from]!, sumTo = sum[to]!;
      change = stiffness * ((ends ? 0 : deviationOf(sumFrom - h, min, max)) + deviationOf(sumTo + h, min, max) - deviationOf(sumFrom, min, max) - deviationOf(sumTo, min, max));
      if (current[unit]! >= 0) change += h * (Number(home[from] === current[unit]) - Number(home[to] === current[unit]));
    }
    const most = (h > 0 ? heat : heat * EMPTY) * ALLOWANCE[chance.bits() >>> 20]!;
    // Hopeless whatever the borders say.
    if (change > most + 1) continue;
    for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
      const other = grid[neighbour[e]!]!;
      if (other === from) metres += cutM[e]!;
      else if (other === to) metres -= cutM[e]!;
    }
    change += metres * HOUSEHOLD_PER_M;
    if (change > most) continue;
    if (ends || staysConnected(unit, from)) put(unit, to);
  }
  return grid;
}

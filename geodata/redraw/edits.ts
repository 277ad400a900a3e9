import { unitsByGroup } from '../coverage/dissolve.ts';
import { gridReader, type GridState } from './gridState.ts';
import { isFixed, type Assignment, type Problem } from './problem.ts';

/** What the whole assignment is worth: the judge's figures under the judge's names, grids without units left out. */
export interface Totals {
  deviation: number;
  grids: number;
  inWindow: number;
  under: number;
  over: number;
  dedicated: number;
  borderM: number;
  barrierM: number;
  compactness: number;
  imbalance: number;
  /** Grids that break a hard rule. */
  broken: number;
}

/** What a hand edit does: the grids it touches, ascending, and the whole, before and after. */
export interface Edit {
  changes: { grid: number; before: GridState; after: GridState }[];
  before: Totals;
  after: Totals;
  /** A touched grid falls into more parts than it had, which only dedicated and frozen grids may. */
  breaks: boolean;
  /** A touched grid ends up with units of several communities. */
  crosses: boolean;
  /** A moved unit is parted from others of its lock, or of its frozen or dedicated grid. */
  parts: boolean;
}

/** An assignment under hand edits. */
export interface Edits {
  /** As it stands; changes with every edit. */
  readonly assignment: Assignment;
  readonly totals: Totals;
  /** What a grid is worth; of numbers without units too. */
  grid(grid: number): GridState;
  /** The lowest number of a grid without units, to move units to a new one. */
  freeGrid(): number;
  /** What `move` would do. */
  preview(units: Iterable<number>, grid: number): Edit;
  /** Moves units to a grid, whatever it breaks. Throws a RangeError for units or grids that are none. */
  move(units: Iterable<number>, grid: number): Edit;
  /** Takes back the last edit, or does again the one last taken back; returns what that does, null where there is nothing. */
  undo(): Edit | null;
  redo(): Edit | null;
}

interface Running extends Omit<Totals, 'borderM' | 'compactness'> { borderMm: number; compactnessSum: number }
interface Done { units: number[]; from: number[]; to: number; edit: Edit; before: Running; after: Running }

/**
 * The judge for hand edits: every edit looks only at the grids it touches, and its figures are those of `judge` on the
 * whole. Disruption is not among them: its matching needs a whole community. Throws a RangeError where a unit has no grid.
 */
export function startEdits(problem: Problem, start: Assignment): Edits {
  const unassigned = start.findIndex((grid) => grid < 0);
  if (unassigned >= 0) throw new RangeError(`Unit ${unassigned} has no grid; hand edits need an assignment of every unit.`);
  const assignment = start.slice();
  const read = gridReader(problem, assignment);
  const states = unitsByGroup(assignment).map((units) => read(Int32Array.from(units)));
  const none = read(new Int32Array(0)), companions = companionsOf(problem);
  const stateOf = (grid: number) => states[grid] ?? none;
  const done: Done[] = [], undone: Done[] = [];
  let running: Running = { deviation: 0, grids: 0, inWindow: 0, under: 0, over: 0, dedicated: 0, imbalance: 0, broken: 0, borderMm: 0, barrierM: 0, compactnessSum: 0 };
  for (const state of states) running = add(running, state, 1);

  /** Makes the move in `assignment`, looks at what it touches, and leaves the states as they were. */
  function tryOut(units: Iterable<number>, to: number): Done {
    const moved = movable(units, to), from = moved.map((unit) => assignment[unit]!);
    for (const unit of moved) assignment[unit] = to;
    const touched = moved.length ? [...new Set([...from, to])].sort((a, b) => a - b) : [];
    const changes = touched.map((grid) => {
      const before = stateOf(grid);
      const after = read(grid === to ? merged(before.units, moved) : before.units.filter((unit) => assignment[unit] === grid));
      return { grid, before, after };
    });
    let after = running;
    for (const change of changes) after = add(add(after, change.before, -1), change.after, 1);
    return { units: moved, from, to, before: running, after, edit: editOf(changes, running, after, parted(moved)) };
  }

  const parted = (moved: number[]) => moved.some((unit) => companions(unit).some((group) => group.some((other) => assignment[other] !== assignment[unit])));

  function movable(units: Iterable<number>, to: number): number[] {
    if (!Number.isInteger(to) || to < 0 || to > states.length) throw new RangeError(`There is no grid ${to}; grids are 0 to ${states.length - 1}, and ${states.length} starts a new one.`);
    const moved = [...new Set(units)].filter((unit) => {
      if (!Number.isInteger(unit) || unit < 0 || unit >= assignment.length) throw new RangeError(`There is no unit ${unit}; units are 0 to ${assignment.length - 1}.`);
      return assignment[unit] !== to;
    });
    return moved.sort((a, b) => a - b);
  }

  function putBack({ units, from }: Done): void {
    units.forEach((unit, i) => { assignment[unit] = from[i]!; });
  }

  return {
    assignment,
    get totals() { return totalsOf(running); },
    grid: stateOf,
    freeGrid() {
      const free = states.findIndex((state) => state.window === 'empty');
      return free < 0 ? states.length : free;
    },
    preview(units, grid) {
      const tried = tryOut(units, grid);
      putBack(tried);
      return tried.edit;
    },
    move(units, grid) {
      const made = tryOut(units, grid);
      if (made.units.length === 0) return made.edit;
      for (const change of made.edit.changes) states[change.grid] = change.after;
      running = made.after;
      done.push(made);
      undone.length = 0;
      return made.edit;
    },
    undo() {
      const last = done.pop();
      if (!last) return null;
      putBack(last);
      for (const change of last.edit.changes) states[change.grid] = change.before;
      running = last.before;
      undone.push(last);
      return editOf(last.edit.changes.map(({ grid, before, after }) => ({ grid, before: after, after: before })), last.after, last.before, parted(last.units));
    },
    redo() {
      const last = undone.pop();
      if (!last) return null;
      for (const unit of last.units) assignment[unit] = last.to;
      for (const change of last.edit.changes) states[change.grid] = change.after;
      running = last.after;
      done.push(last);
      return last.edit;
    },
  };
}

function editOf(changes: Edit['changes'], before: Running, after: Running, parts: boolean): Edit {
  return {
    changes, before: totalsOf(before), after: totalsOf(after), parts,
    breaks: changes.some((change) => change.after.breaches.includes('disconnected') && change.after.parts.length > change.before.parts.length),
    crosses: changes.some((change) => change.after.breaches.includes('community')),
  };
}

/** Finds the units that have to stay with a unit: of its lock, and of its frozen or dedicated grid. */
function companionsOf(problem: Problem): (unit: number) => number[][] {
  const { lock, current } = problem, units = [...current.keys()];
  const locked = Map.groupBy(lock ? units.filter((unit) => lock[unit]! >= 0) : [], (unit) => lock![unit]!);
  const fixed = Map.groupBy(units.filter((unit) => isFixed(problem, unit)), (unit) => current[unit]!);
  return (unit) => [lock && lock[unit]! >= 0 ? locked.get(lock[unit]!)! : [], isFixed(problem, unit) ? fixed.get(current[unit]!)! : []];
}

function add(to: Running, state: GridState, sign: 1 | -1): Running {
  if (state.window === 'empty') return to;
  const count = (yes: boolean) => (yes ? sign : 0);
  return {
    deviation: to.deviation + sign * state.deviation,
    grids: to.grids + sign,
    inWindow: to.inWindow + count(state.window === 'in'),
    under: to.under + count(state.window === 'under'),
    over: to.over + count(state.window === 'over'),
    dedicated: to.dedicated + count(state.window === 'dedicated'),
    imbalance: to.imbalance + sign * state.imbalance,
    broken: to.broken + count(state.breaches.length > 0),
    barrierM: to.barrierM + sign * state.barrierM,
    borderMm: to.borderMm + sign * state.borderMm,
    compactnessSum: to.compactnessSum + sign * state.compactness,
  };
}

/** Both sides of a border count it, whole millimetres, so that nothing drifts. */
function totalsOf({ borderMm, compactnessSum, ...counts }: Running): Totals {
  return { ...counts, borderM: borderMm / 2000, compactness: counts.grids ? compactnessSum / counts.grids : 0 };
}

function merged(units: Int32Array, more: number[]): Int32Array {
  const all = new Int32Array(units.length + more.length);
  all.set(units);
  all.set(more, units.length);
  return all.sort();
}

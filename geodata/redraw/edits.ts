import { unitsByGroup } from '../coverage/dissolve.ts';
import { gridReader, type GridState } from './gridState.ts';
import type { Assignment, Problem } from './problem.ts';

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
  /** Units without a grid. */
  unassigned: number;
}

/** What a hand edit does to the grids it touches, ascending. */
export interface Edit {
  changes: { grid: number; before: GridState; after: GridState }[];
  /** A touched grid falls into more parts than it had, which only dedicated grids may. */
  breaks: boolean;
  /** A touched grid ends up with units of several communities. */
  crosses: boolean;
}

/** An assignment under hand edits. */
export interface Edits {
  /** As it stands, −1 for units without a grid; changes with every edit. */
  readonly assignment: Assignment;
  /** Grid numbers in use, of grids without units too. */
  readonly grids: number;
  totals(): Totals;
  /** What a grid is worth; of numbers without units too. */
  grid(grid: number): GridState;
  isDedicated(grid: number): boolean;
  /** What `move` would do. */
  preview(units: readonly number[], to: number | readonly number[]): Edit;
  /** Moves units to a grid, or each to its own; −1 takes its grid from a unit. Whatever it breaks. Throws a RangeError for units or grids that are none; any number without units starts a grid. */
  move(units: readonly number[], to: number | readonly number[]): Edit;
  /** Makes a grid dedicated, or basic again. */
  dedicate(grid: number, on: boolean): Edit;
}

/**
 * The judge for hand edits: every edit looks only at the grids it touches, and its figures are those of `judgePlan` on the
 * whole. Disruption by the best matching is not among them: that needs a whole community.
 */
export function startEdits(problem: Problem, start: Assignment, dedicated: readonly boolean[] = []): Edits {
  const assignment = start.slice(), isDedicated = [...dedicated];
  const read = gridReader(problem, assignment);
  const states = unitsByGroup(assignment).map((units, grid) => read(Int32Array.from(units), isDedicated[grid] === true));
  const none = read(new Int32Array(0), false);
  const stateOf = (grid: number) => states[grid] ?? none;
  let unassigned = assignment.reduce((sum, grid) => sum + Number(grid < 0), 0);

  /** Makes the move in `assignment` and looks at what it touches; the states are as they were. */
  function tryOut(units: readonly number[], to: number | readonly number[]): { moved: Moved[]; edit: Edit } {
    const moved = movable(units, to);
    for (const { unit, to: grid } of moved) assignment[unit] = grid;
    const touched = [...new Set(moved.flatMap(({ from, to: grid }) => [from, grid]))].filter((grid) => grid >= 0).sort((a, b) => a - b);
    const arrivals = Map.groupBy(moved, (each) => each.to);
    const changes = touched.map((grid) => {
      const before = stateOf(grid);
      const stay = before.units.filter((unit) => assignment[unit] === grid);
      const after = read(merged(stay, arrivals.get(grid)), isDedicated[grid] === true);
      return { grid, before, after };
    });
    return { moved, edit: editOf(changes) };
  }

  function movable(units: readonly number[], to: number | readonly number[]): Moved[] {
    const moved = new Map<number, Moved>();
    units.forEach((unit, i) => {
      const grid = typeof to === 'number' ? to : to[i]!;
      if (!Number.isInteger(unit) || unit < 0 || unit >= assignment.length) throw new RangeError(`There is no unit ${unit}; units are 0 to ${assignment.length - 1}.`);
      if (!Number.isInteger(grid) || grid < -1) throw new RangeError(`There is no grid ${grid}; grids are numbered from 0, and −1 is none.`);
      if (assignment[unit] !== grid) moved.set(unit, { unit, from: assignment[unit]!, to: grid });
    });
    return [...moved.values()];
  }

  return {
    assignment,
    get grids() { return states.length; },
    totals: () => totalsOf(states, unassigned),
    grid: stateOf,
    isDedicated: (grid) => isDedicated[grid] === true,
    preview(units, to) {
      const { moved, edit } = tryOut(units, to);
      for (const { unit, from } of moved) assignment[unit] = from;
      return edit;
    },
    move(units, to) {
      const { moved, edit } = tryOut(units, to);
      for (const { from, to: grid } of moved) unassigned += Number(grid < 0) - Number(from < 0);
      for (const { grid, after } of edit.changes) {
        while (states.length < grid) states.push(none);
        states[grid] = after;
      }
      return edit;
    },
    dedicate(grid, on) {
      isDedicated[grid] = on;
      const before = stateOf(grid), after = read(before.units, on);
      if (states.length > grid) states[grid] = after;
      return editOf([{ grid, before, after }]);
    },
  };
}

interface Moved { unit: number; from: number; to: number }

function editOf(changes: Edit['changes']): Edit {
  return {
    changes,
    breaks: changes.some(({ before, after }) => after.breaches.includes('disconnected') && after.parts.length > Math.max(1, before.parts.length)),
    crosses: changes.some(({ after }) => after.breaches.includes('community')),
  };
}

/** Counted over the grids afresh, there are few: nothing drifts. */
function totalsOf(states: readonly GridState[], unassigned: number): Totals {
  const totals: Totals = { deviation: 0, grids: 0, inWindow: 0, under: 0, over: 0, dedicated: 0, borderM: 0, barrierM: 0, compactness: 0, imbalance: 0, broken: 0, unassigned };
  let borderMm = 0;
  for (const state of states) {
    if (state.window === 'empty') continue;
    totals.grids++;
    totals.deviation += state.deviation;
    totals.imbalance += state.imbalance;
    totals.barrierM += state.barrierM;
    totals.compactness += state.compactness;
    totals[state.window === 'in' ? 'inWindow' : state.window]++;
    if (state.breaches.length) totals.broken++;
    borderMm += state.borderMm;
  }
  // Both sides of a border count it.
  totals.borderM = borderMm / 2000;
  totals.compactness /= totals.grids || 1;
  return totals;
}

function merged(units: Int32Array, arrived: readonly Moved[] | undefined): Int32Array {
  if (!arrived) return units;
  const all = new Int32Array(units.length + arrived.length);
  all.set(units);
  arrived.forEach(({ unit }, i) => { all[units.length + i] = unit; });
  return all.sort();
}

import type { Borders } from '../coverage/borders.ts';
import type { Weights } from './weights.ts';

/** A redraw problem: what the solver and the judge both read. Units, communities and grids are numbered from 0. */
export interface Problem {
  /** Households of each unit, whole and not negative. */
  households: Int32Array;
  /** Which units share a border, and for how many metres; symmetric, neighbours ascending. */
  borders: Borders;
  /** Community of each unit; a grid never leaves its community. */
  community: Int32Array;
  /** Household window of each community: 0 < min ≤ max. */
  windowMin: Int32Array;
  windowMax: Int32Array;
  /** Households that a grid of each community should best have; absent for the middle of the window. */
  target?: Int32Array;
  areaM2: Float64Array;
  outlineM: Float64Array;
  /** Grid of each unit in the edition in force, −1 without one. */
  current: Int32Array;
  /** 1 where the unit belongs to a dedicated grid of the edition in force, which stays as it is and outside the window. */
  dedicated: Uint8Array;
  /** Grid, numbered as in `current`, that the unit has to be in, −1 where it is free; absent without locks. */
  lock?: Int32Array;
  /** 1 where the unit belongs to a frozen grid of the edition in force: it stays as it is, but counts against the window. */
  frozen?: Uint8Array;
  /** Weighted metres of barrier on each border, in the order of `borders.neighbour`; absent without barriers. */
  barrierM?: Float64Array;
  /** How a planner trades barriers, households moved and borders; absent for `DEFAULT_WEIGHTS`. */
  weights?: Weights;
  seed: number;
}

/** Unit → grid, grids numbered from 0 without holes. */
export type Assignment = Int32Array;

/** Whether the unit belongs to a grid that stays exactly as it is. */
export const isFixed = ({ dedicated, frozen }: Problem, unit: number): boolean => dedicated[unit] === 1 || frozen?.[unit] === 1;

/** Households that a grid of `households` is away from the window. */
export function deviationOf(households: number, min: number, max: number): number {
  return households < min ? min - households : households > max ? households - max : 0;
}

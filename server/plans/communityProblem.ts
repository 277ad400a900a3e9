import type { HouseholdWindow } from '../../geodata/codes/codes.ts';
import type { GridKind, LineString, MultiPolygon } from '../../geodata/district.ts';
import type { BarrierClass } from '../../geodata/redraw/barriers.ts';
import { landOf, type CommunityLand } from '../../geodata/redraw/communityLand.ts';
import type { Assignment, Problem } from '../../geodata/redraw/problem.ts';
import type { PlanRules } from './schema.ts';

/** One community of a plan to redraw, as it comes from the store. */
export interface CommunityInput {
  code: string;
  window: HouseholdWindow;
  rules: Pick<PlanRules, 'target' | 'weights' | 'seed'>;
  /** In code order; `base` is the grid in the edition that the plan began with, `grid` the one in the plan. */
  units: { code: string; households: number; geometry: string; base: string | null; grid: string | null; locked: boolean }[];
  /** Grids of the plan that have units. */
  grids: { code: string; kind: GridKind; frozen: boolean }[];
  /** Lines that grids should not cross. */
  barriers: { class: BarrierClass; geometry: string }[];
  /** Codes that a new grid may not take: those of every edition and of the plan. */
  usedCodes: string[];
  /** Codes of the plan alone, for new grids to take first. */
  ownCodes: string[];
}

export interface CommunityProblem {
  land: CommunityLand;
  problem: Problem;
  /** Codes of the grids that the problem numbers, ascending. */
  codes: string[];
  /** The plan as it stands, by these numbers. */
  now: Assignment;
  /** The edition that the plan began with, by these numbers. */
  base: Assignment;
}

/** The problem of one community: what the plan holds fixed stays so, everything else is drawn anew with the least change to the edition. */
export function communityProblem({ window, rules, units, grids, barriers }: Pick<CommunityInput, 'window' | 'rules' | 'units' | 'grids' | 'barriers'>): CommunityProblem {
  const lines = barriers.map(({ class: kind, geometry }) => ({ class: kind, line: (JSON.parse(geometry) as LineString).coordinates }));
  const land = landOf(units.map((unit) => JSON.parse(unit.geometry) as MultiPolygon), lines);
  const { coverage: _, ...measures } = land;
  const codes = [...new Set(units.flatMap(({ base, grid }) => [base, grid].filter((code) => code !== null)))].sort();
  const at = new Map(codes.map((code, index) => [code, index])), numberOf = (code: string | null) => (code === null ? -1 : at.get(code)!);
  const dedicated = new Set(grids.flatMap(({ code, kind }) => (kind === 'dedicated' ? [code] : [])));
  const frozen = new Set(grids.flatMap(({ code, kind, frozen: isFrozen }) => (isFrozen && kind === 'basic' ? [code] : [])));
  const isFixed = (code: string | null) => code !== null && (dedicated.has(code) || frozen.has(code));
  return {
    land, codes, now: Int32Array.from(units, ({ grid }) => numberOf(grid)), base: Int32Array.from(units, ({ base }) => numberOf(base)),
    problem: {
      households: Int32Array.from(units, ({ households }) => households), ...measures,
      community: new Int32Array(units.length), windowMin: Int32Array.of(window.min), windowMax: Int32Array.of(window.max),
      ...(rules.target !== null && { target: Int32Array.of(rules.target) }),
      // A fixed grid is what it is in the plan; a unit that left it has no old grid to go on with.
      current: Int32Array.from(units, ({ base, grid }) => (isFixed(grid) ? numberOf(grid) : isFixed(base) ? -1 : numberOf(base))),
      dedicated: Uint8Array.from(units, ({ grid }) => Number(dedicated.has(grid ?? ''))),
      frozen: Uint8Array.from(units, ({ grid }) => Number(frozen.has(grid ?? ''))),
      lock: Int32Array.from(units, ({ grid, locked }) => (locked && !isFixed(grid) ? numberOf(grid) : -1)),
      weights: rules.weights, seed: rules.seed,
    },
  };
}

import type { HouseholdWindow } from '../../geodata/codes/codes.ts';
import type { Coverage } from '../../geodata/coverage/coverage.ts';
import type { GridKind, LineString, MultiPolygon } from '../../geodata/district.ts';
import type { BarrierClass } from '../../geodata/redraw/barriers.ts';
import { landOf } from '../../geodata/redraw/communityLand.ts';
import type { Problem } from '../../geodata/redraw/problem.ts';
import type { PlanRules } from './schema.ts';

/** One community to redraw, as it comes from the store. */
export interface CommunityInput {
  code: string;
  window: HouseholdWindow;
  rules: Omit<PlanRules, 'window'>;
  units: { code: string; households: number; geometry: string; gridCode: string | null; gridKind: GridKind | null }[];
  /** Lines that grids should not cross. */
  barriers: { class: BarrierClass; geometry: string }[];
  /** Codes that grids of this community ever had. */
  usedCodes: string[];
}

export interface CommunityProblem {
  coverage: Coverage;
  problem: Problem;
  /** Codes of the grids that the problem's `current` numbers; units that become dedicated come after, and have none yet. */
  currentCodes: string[];
}

/** The problem of one community: borders from its polygons, and what the rules say about its units. */
export function communityProblem({ window, rules, units, barriers }: Omit<CommunityInput, 'usedCodes'>): CommunityProblem {
  const lines = barriers.map(({ class: kind, geometry }) => ({ class: kind, line: (JSON.parse(geometry) as LineString).coordinates }));
  const { coverage, ...land } = landOf(units.map((unit) => JSON.parse(unit.geometry) as MultiPolygon), lines);
  const currentCodes = [...new Set(units.flatMap((unit) => unit.gridCode ?? []))].sort();
  const gridAt = new Map(currentCodes.map((code, at) => [code, at])), lockOf = new Map(rules.locks.map(({ unit, grid }) => [unit, grid]));
  const frozen = new Set(rules.frozen), dedicatedGrids = new Set(rules.dedicated.grids), alone = new Set(rules.dedicated.units);
  let next = currentCodes.length;
  return {
    coverage, currentCodes,
    problem: {
      households: Int32Array.from(units, (unit) => unit.households), ...land,
      community: new Int32Array(coverage.units), windowMin: Int32Array.of(window.min), windowMax: Int32Array.of(window.max),
      ...(rules.target !== null && { target: Int32Array.of(rules.target) }),
      current: Int32Array.from(units, ({ code, gridCode }) => (alone.has(code) ? next++ : gridAt.get(gridCode ?? '') ?? -1)),
      dedicated: Uint8Array.from(units, ({ code, gridCode, gridKind }) => Number(alone.has(code) || gridKind === 'dedicated' || dedicatedGrids.has(gridCode ?? ''))),
      ...(lockOf.size && { lock: Int32Array.from(units, ({ code }) => gridAt.get(lockOf.get(code) ?? '') ?? -1) }),
      ...(frozen.size && { frozen: Uint8Array.from(units, ({ gridCode, gridKind }) => Number(gridKind !== 'dedicated' && frozen.has(gridCode ?? ''))) }),
      weights: rules.weights, seed: rules.seed,
    },
  };
}

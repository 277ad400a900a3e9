/** One community of a plan under edits: its land, its grids by number and code, and what they are worth. */
import { outliner } from '../../../geodata/coverage/dissolve.ts';
import type { Coverage } from '../../../geodata/coverage/coverage.ts';
import type { GridKind, MultiPolygon, UnitUse } from '../../../geodata/district.ts';
import { startEdits, type Edits } from '../../../geodata/redraw/edits.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import type { Assignment } from '../../../server/plans/editSchema.ts';

/** The land of a community as the worker built it: nothing of the plan in it. */
export interface BuiltLand {
  code: string;
  name: string;
  unitCodes: string[];
  unitNames: (string | null)[];
  uses: UnitUse[];
  /** Grids in force, in code order; `problem.current` numbers them. */
  grids: { code: string; kind: GridKind; name: string }[];
  coverage: Coverage;
  problem: Problem;
  /** A point inside each unit, degrees, and its box. */
  insideLon: Float64Array;
  insideLat: Float64Array;
  boxes: Float64Array;
}

export type PlanCommunity = Assignment['communities'][number];

export interface Community extends BuiltLand {
  unitAt: Map<string, number>;
  /** Grids by number: those in force first, then whichever the plan has or gets. */
  gridCodes: string[];
  gridAt: Map<string, number>;
  frozen: boolean[];
  reasons: (string | null)[];
  locked: Uint8Array;
  /** The lowest sequence that no grid here ever had, as far as the server said. */
  freeSequence: number;
  edits: Edits;
  outline: (units: Iterable<number>) => MultiPolygon;
}

/** A community as the plan has it. */
export function openCommunity(land: BuiltLand, plan: PlanCommunity): Community {
  const gridCodes = land.grids.map(({ code }) => code), gridAt = new Map(gridCodes.map((code, at) => [code, at]));
  const numbers = plan.grids.map(({ code }) => numberOf({ gridCodes, gridAt }, code));
  const dedicated: boolean[] = [], frozen: boolean[] = [], reasons: (string | null)[] = gridCodes.map(() => null);
  for (const at of gridCodes.keys()) dedicated[at] = frozen[at] = false;
  plan.grids.forEach((grid, i) => {
    dedicated[numbers[i]!] = grid.kind === 'dedicated';
    frozen[numbers[i]!] = grid.frozen;
    reasons[numbers[i]!] = grid.reason;
  });
  const locked = new Uint8Array(land.unitCodes.length);
  for (const unit of plan.locked) locked[unit] = 1;
  const edits = startEdits(land.problem, Int32Array.from(plan.grid, (grid) => (grid < 0 ? -1 : numbers[grid]!)), dedicated);
  return {
    ...land, unitAt: new Map(land.unitCodes.map((code, at) => [code, at])), gridCodes, gridAt, frozen, reasons, locked, freeSequence: plan.freeSequence,
    edits, outline: outliner(land.coverage, edits.assignment),
  };
}

/** The number of a grid, a new one where it has none yet. */
export function numberOf({ gridCodes, gridAt }: Pick<Community, 'gridCodes' | 'gridAt'>, code: string): number {
  let at = gridAt.get(code);
  if (at === undefined) {
    at = gridCodes.push(code) - 1;
    gridAt.set(code, at);
  }
  return at;
}

/** The code of a unit's grid, null without one. */
export const gridOf = (community: Community, unit: number): string | null => community.gridCodes[community.edits.assignment[unit]!] ?? null;

export const hasUnits = (community: Community, code: string): boolean => {
  const at = community.gridAt.get(code);
  return at !== undefined && community.edits.grid(at).units.length > 0;
};

/** Codes for new grids, never used here as far as is known; null where three digits are used up. */
export function newCodes(community: Community, count: number): string[] | null {
  const codes: string[] = [];
  for (let sequence = community.freeSequence; codes.length < count; sequence++) {
    if (sequence > 999) return null;
    const code = community.code + String(sequence).padStart(3, '0');
    if (!community.gridAt.has(code)) codes.push(code);
  }
  return codes;
}

/** What is left to do in a plan: grids outside their window, broken ones, units without a grid, each with why and what could help. */
import type { PlanReport } from '../api/types.ts';
import type { GridRow, Violation } from './editor/types.ts';

export interface ToDo {
  key: string;
  violation: Violation;
  /** What the planner stated, else what the engine said of this very grid, else what its neighbours could take or give. */
  why: { kind: 'stated'; text: string } | { kind: 'engine'; reason: PlanReport['violations'][number]['reason'] } | { kind: 'room'; grid: string; households: number } | { kind: 'full' } | { kind: 'parts'; parts: number } | { kind: 'unassigned' };
}

/** Reasons that say nothing of the grid itself. */
const UNTOLD: ReadonlySet<string> = new Set(['not_proved', 'not_redrawn', 'by_hand']);

/**
 * The list, worst first as the editor has it. `touching` gives the grids that touch one. The engine's reason is used only while
 * the grid has the households it had when the engine said so.
 */
export function listToDo(violations: readonly Violation[], report: PlanReport | null, gridByCode: (code: string) => GridRow | undefined, touching: (grid: string) => readonly string[]): ToDo[] {
  const said = new Map(report?.violations.map((violation) => [violation.gridCode, violation]));
  return violations.map((violation) => ({ key: `${violation.kind} ${violation.grid}`, violation, why: whyOf(violation, said.get(violation.grid), gridByCode, touching) }));
}

function whyOf(violation: Violation, said: PlanReport['violations'][number] | undefined, gridByCode: (code: string) => GridRow | undefined, touching: (grid: string) => readonly string[]): ToDo['why'] {
  if (violation.kind === 'unassigned') return { kind: 'unassigned' };
  if (violation.kind === 'broken') return { kind: 'parts', parts: violation.parts };
  if (violation.reason) return { kind: 'stated', text: violation.reason };
  if (said && said.households === violation.households && !UNTOLD.has(said.reason)) return { kind: 'engine', reason: said.reason };
  let best: { grid: string; households: number } | null = null;
  for (const code of touching(violation.grid)) {
    const other = gridByCode(code);
    if (!other?.window || other.kind !== 'basic' || other.frozen) continue;
    const households = violation.off > 0 ? other.window.max - other.households : other.households - other.window.min;
    if (households > (best?.households ?? 0)) best = { grid: code, households };
  }
  return best ? { kind: 'room', ...best } : { kind: 'full' };
}

/** What tables, lists and the map show of a plan under edits, made from its communities. */
import type { GridKind, MultiPolygon, Position, UnitUse } from '../../../geodata/district.ts';
import { windowClass, type WindowClass } from '../../../geodata/codes/windowClass.ts';
import { startEdits, type Totals as JudgedTotals } from '../../../geodata/redraw/edits.ts';
import { matchCurrent } from '../../../geodata/redraw/judge.ts';
import type { Box } from '../../api/types.ts';
import { gridOf, type Community } from './community.ts';

export interface HouseholdWindow { min: number; max: number }

export interface GridRow {
  code: string; community: string; name: string; kind: GridKind; frozen: boolean;
  /** Why it may stay outside its window, in the planner's words. */
  reason: string | null;
  households: number; units: number; window: HouseholdWindow;
  /** Null for dedicated grids. */
  cls: WindowClass | null;
  /** Households above (+) or below (−) the window. */
  off: number;
  compactness: number; barrierM: number; areaM2: number;
  /** Households that are in another grid in the edition in force. */
  moved: number;
  /** Connected parts: more than one is broken, unless it is dedicated. */
  parts: number;
  locked: number; label: Position; box: Box;
  /** Not among the grids in force. */
  isNew: boolean;
}

export type Totals = JudgedTotals & { movedHouseholds: number; households: number; units: number };

export interface CommunityRow extends Totals { code: string; name: string; window: HouseholdWindow; before: Totals }

export interface UnitRow { code: string; name: string | null; use: UnitUse; households: number; grid: string | null; locked: boolean; /** Other grids of its community that it touches. */ neighbours: string[]; box: Box }

/** `grid` is empty for units without one. */
export interface Violation { grid: string; community: string; kind: 'broken' | 'under' | 'over' | 'unassigned'; households: number; off: number; parts: number; reason: string | null; box: Box }

/** Where a grid is. */
export interface GridShape { geometry: MultiPolygon; label: Position; box: Box }

export const windowOf = ({ problem }: Community): HouseholdWindow => ({ min: problem.windowMin[0]!, max: problem.windowMax[0]! });

export function gridRow(community: Community, grid: number, shape: GridShape): GridRow {
  const state = community.edits.grid(grid), code = community.gridCodes[grid]!, window = windowOf(community), isDedicated = community.edits.isDedicated(grid);
  let locked = 0;
  for (const unit of state.units) locked += community.locked[unit]!;
  return {
    code, community: community.code, name: community.grids[grid]?.name ?? '', kind: isDedicated ? 'dedicated' : 'basic', frozen: community.frozen[grid] === true, reason: community.reasons[grid] ?? null,
    households: state.households, units: state.units.length, window, cls: isDedicated ? null : windowClass(state.households, window),
    off: isDedicated ? 0 : offOf(state.households, window), compactness: state.compactness, barrierM: state.barrierM, areaM2: state.areaM2, moved: state.moved,
    parts: state.parts.length, locked, label: shape.label, box: shape.box, isNew: grid >= community.grids.length,
  };
}

/** Households above (+) or below (−) a window. */
export const offOf = (households: number, { min, max }: HouseholdWindow): number => (households < min ? households - min : households > max ? households - max : 0);

/** Figures of the community as the plan has it. */
export function totalsOf(community: Community): Totals {
  const { problem, edits } = community;
  return { ...edits.totals(), movedHouseholds: matchCurrent(problem, edits.assignment, edits.grids).movedHouseholds ?? 0, households: problem.households.reduce((sum, each) => sum + each, 0), units: problem.households.length };
}

/** Figures of the grids in force, by the same rules. */
export function totalsBefore({ problem, grids }: Community): Totals {
  const totals = startEdits(problem, problem.current, grids.map(({ kind }) => kind === 'dedicated')).totals();
  return { ...totals, movedHouseholds: 0, households: problem.households.reduce((sum, each) => sum + each, 0), units: problem.households.length };
}

/** Several communities as one. */
export function sumTotals(all: Iterable<Totals>): Totals {
  const sum: Totals = { deviation: 0, grids: 0, inWindow: 0, under: 0, over: 0, dedicated: 0, borderM: 0, barrierM: 0, compactness: 0, imbalance: 0, broken: 0, unassigned: 0, movedHouseholds: 0, households: 0, units: 0 };
  for (const totals of all) {
    for (const name of Object.keys(sum) as (keyof Totals)[]) sum[name] += name === 'compactness' ? totals.compactness * totals.grids : totals[name];
  }
  sum.compactness /= sum.grids || 1;
  return sum;
}

export function unitRow(community: Community, unit: number): UnitRow {
  const { borders: { offset, neighbour } } = community.problem, own = community.edits.assignment[unit]!;
  const beside = new Set<number>();
  for (let e = offset[unit]!; e < offset[unit + 1]!; e++) {
    const grid = community.edits.assignment[neighbour[e]!]!;
    if (grid >= 0 && grid !== own) beside.add(grid);
  }
  return {
    code: community.unitCodes[unit]!, name: community.unitNames[unit]!, use: community.uses[unit]!, households: community.problem.households[unit]!, grid: gridOf(community, unit),
    locked: community.locked[unit] === 1, neighbours: [...beside].map((grid) => community.gridCodes[grid]!).sort(), box: [...community.boxes.subarray(4 * unit, 4 * unit + 4)] as Box,
  };
}

/** What is wrong with a grid, the worst of it; null where nothing is. */
export function violationOf(row: GridRow): Violation | null {
  const isBroken = row.kind === 'basic' && row.parts > 1;
  if (!isBroken && row.off === 0) return null;
  return { grid: row.code, community: row.community, kind: isBroken ? 'broken' : row.off < 0 ? 'under' : 'over', households: row.households, off: row.off, parts: row.parts, reason: row.reason, box: row.box };
}

/** Broken ones first, then by how far they are outside. */
export const byGravity = (a: Violation, b: Violation): number => Number(b.kind === 'broken' || b.kind === 'unassigned') - Number(a.kind === 'broken' || a.kind === 'unassigned') || Math.abs(b.off) - Math.abs(a.off) || (a.community < b.community ? -1 : 1);

export function unassignedIn(community: Community): Violation | null {
  const units = [...community.edits.assignment.keys()].filter((unit) => community.edits.assignment[unit]! < 0);
  if (!units.length) return null;
  return { grid: '', community: community.code, kind: 'unassigned', households: units.reduce((sum, unit) => sum + community.problem.households[unit]!, 0), off: 0, parts: units.length, reason: null, box: boxOfUnits(community, units) };
}

export function boxOfUnits({ boxes }: Pick<Community, 'boxes'>, units: Iterable<number>): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const unit of units) {
    box[0] = Math.min(box[0], boxes[4 * unit]!); box[1] = Math.min(box[1], boxes[4 * unit + 1]!);
    box[2] = Math.max(box[2], boxes[4 * unit + 2]!); box[3] = Math.max(box[3], boxes[4 * unit + 3]!);
  }
  return box;
}

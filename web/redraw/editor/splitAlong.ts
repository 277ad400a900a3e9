import { sidesOfLine } from '../../../geodata/coverage/unitFinder.ts';
import type { Position } from '../../../geodata/district.ts';
import type { Change, UnitMove } from './change.ts';
import { gridOf, newCodes, type Community } from './community.ts';

/** The units of a grid on one side of a drawn line, the one with fewer households, as a new grid; null where all lie on one side, the grid is frozen, or one of them is locked. */
export function planSplitAlong(community: Community, grid: number, line: readonly Position[]): Change | null {
  if (community.frozen[grid]) return null;
  const part = unitsBeside(community, grid, line), [code] = newCodes(community, 1) ?? [];
  if (!part.length || code === undefined || part.some((unit) => community.locked[unit])) return null;
  return { move: { units: part.map((unit): UnitMove => ({ unit: community.unitCodes[unit]!, from: gridOf(community, unit), to: code })) } };
}

/** The smaller side, by households, then by units. */
export function unitsBeside({ edits, insideLon, insideLat, problem: { households } }: Community, grid: number, line: readonly Position[]): number[] {
  const { units } = edits.grid(grid);
  const sides = sidesOfLine(line, Array.from(units, (unit): Position => [insideLon[unit]!, insideLat[unit]!]));
  const [left, right] = [true, false].map((side) => [...units].filter((_, i) => sides[i] === side)) as [number[], number[]];
  const sum = (part: number[]) => part.reduce((total, unit) => total + households[unit]!, 0);
  return sum(left) < sum(right) || (sum(left) === sum(right) && left.length < right.length) ? left : right;
}

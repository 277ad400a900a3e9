/** What moving units would do, and what of it may be done: pure questions to the ground. */
import type { Position } from '../../../geodata/district.ts';
import { windowClass, type WindowClass } from '../../../geodata/codes/windowClass.ts';
import { communityOf, type Change, type Ground, type UnitMove } from './change.ts';
import { gridOf, newCodes, type Community } from './community.ts';
import { offOf, windowOf } from './rows.ts';

/** A unit by community and number. */
export interface UnitRef { community: Community; unit: number }

export interface MovePreview {
  units: number;
  households: number;
  /** Grids it touches, the one that gets the units last. */
  grids: { code: string; isNew: boolean; before: number; after: number; cls: WindowClass | null; off: number; compactness: number }[];
  /** Grids that would fall into more parts than before, and where the smaller parts are. */
  breaks: { grid: string; parts: number; at: Position }[];
  /** Units left out because they lie in another community than the grid. */
  crosses: { units: number; communities: string[] } | null;
  /** Units left out because they are locked, and frozen grids they are in. */
  held: { locked: number; frozen: string[] } | null;
}

export interface PlannedMove { change: Change | null; /** The grid that gets the units; null where there is none to be had. */ target: string | null; preview: MovePreview }

export const unitRefs = (ground: Ground, codes: Iterable<string>): UnitRef[] => [...codes].flatMap((code) => {
  const community = ground.get(communityOf(code)), unit = community?.unitAt.get(code);
  return unit === undefined ? [] : [{ community: community!, unit }];
});

/** Where the sum of a grid's units may not go: it is frozen. */
const isFrozen = (community: Community, grid: number): boolean => grid >= 0 && community.frozen[grid] === true;

/**
 * Plans moving units to a grid, or to a new one of the community most of them are in. What may not move stays: units of other
 * communities, locked ones, those of frozen grids; nothing at all into a frozen grid.
 */
export function planMove(ground: Ground, units: readonly UnitRef[], to: string | 'new'): PlannedMove {
  const home = to === 'new' ? mostOf(units) : ground.get(communityOf(to));
  const inside = units.filter(({ community }) => community === home), outside = units.filter(({ community }) => community !== home);
  const preview: MovePreview = {
    units: 0, households: 0, grids: [], breaks: [], held: null,
    crosses: outside.length ? { units: outside.length, communities: [...new Set(outside.map(({ community }) => community.name))] } : null,
  };
  const target = !home ? null : to === 'new' ? (newCodes(home, 1)?.[0] ?? null) : to;
  if (!home || target === null) return { change: null, target: null, preview };
  const into = home.gridAt.get(target) ?? home.gridCodes.length;
  const going = inside.filter(({ unit }) => home.edits.assignment[unit] !== into);
  const frozen = new Set(going.filter(({ unit }) => isFrozen(home, home.edits.assignment[unit]!)).map(({ unit }) => gridOf(home, unit)!));
  if (isFrozen(home, into)) frozen.add(target);
  const free = isFrozen(home, into) ? [] : going.filter(({ unit }) => !home.locked[unit] && !isFrozen(home, home.edits.assignment[unit]!));
  const locked = going.filter(({ unit }) => home.locked[unit]).length;
  if (locked || frozen.size) preview.held = { locked, frozen: [...frozen] };
  if (!free.length) return { change: null, target, preview };
  const moves = free.map(({ unit }): UnitMove => ({ unit: home.unitCodes[unit]!, from: gridOf(home, unit), to: target }));
  describe(home, free.map(({ unit }) => unit), into, target, preview);
  return { change: { move: { units: moves } }, target, preview };
}

/** Plans giving several units of one community each its own grid. */
export function planSpread(community: Community, units: readonly number[], codes: readonly string[]): Change | null {
  const moves = units.flatMap((unit, i): UnitMove[] => {
    const from = gridOf(community, unit);
    return from === codes[i] ? [] : [{ unit: community.unitCodes[unit]!, from, to: codes[i]! }];
  });
  return moves.length ? { move: { units: moves } } : null;
}

function describe(community: Community, units: number[], into: number, target: string, preview: MovePreview): void {
  const { edits, problem } = community, window = windowOf(community);
  preview.units = units.length;
  preview.households = units.reduce((sum, unit) => sum + problem.households[unit]!, 0);
  const { changes } = edits.preview(units, into);
  const ordered = [...changes.filter(({ grid }) => grid !== into), ...changes.filter(({ grid }) => grid === into)];
  for (const { grid, before, after } of ordered) {
    const isDedicated = edits.isDedicated(grid);
    preview.grids.push({
      code: grid === into ? target : community.gridCodes[grid]!, isNew: before.units.length === 0, before: before.households, after: after.households, compactness: after.compactness,
      cls: isDedicated || !after.units.length ? null : windowClass(after.households, window), off: isDedicated || !after.units.length ? 0 : offOf(after.households, window),
    });
    if (!after.breaches.includes('disconnected') || after.parts.length <= Math.max(1, before.parts.length)) continue;
    // Where the least part is: that is what fell off.
    const least = after.parts.reduce((a, b) => (b.length < a.length ? b : a));
    preview.breaks.push({ grid: grid === into ? target : community.gridCodes[grid]!, parts: after.parts.length, at: [community.insideLon[least[0]!]!, community.insideLat[least[0]!]!] });
  }
}

function mostOf(units: readonly UnitRef[]): Community | undefined {
  const counts = Map.groupBy(units, ({ community }) => community);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

import type { CommunityResult, Explanation, Violation } from '../../geodata/redraw/explain.ts';
import type { Judgement } from '../../geodata/redraw/judge.ts';
import type { PieceResult, Solution } from '../../geodata/redraw/solve.ts';
import type { GridFiles } from './readGrids.ts';
import type { UnitFile } from './readUnits.ts';

/** One sentence why a grid is outside its window. */
export function sentence(violation: Violation, file: UnitFile, min: number, max: number, community: CommunityResult): string {
  const side = violation.off > 0 ? `${violation.off} above ${max}` : `${-violation.off} below ${min}`;
  switch (violation.reason) {
    case 'unit_above_max':
      return `${side}: ${violation.units.map((unit) => `unit ${file.ids[unit]} has ${file.households[unit]} households by itself`).join(', ')}; only splitting the unit helps.`;
    case 'community_below_min': return `${side}: the whole community has ${community.households} households.`;
    case 'piece_cut_off': return `${side}: this part of the community shares no border with the rest of it.`;
    case 'no_multiple': return `${side}: no number of grids between ${min} and ${max} adds up to the households of this community.`;
    case 'lock_forces': return `${side}: a lock or a frozen grid forces it; without any, the community deviates by ${community.lockCost} less.`;
    case 'least_proved': return `${side}: the way the units touch allows nothing better; every grouping around it was looked through.`;
    case 'not_proved': return `${side}: a better grouping may exist; this community deviates by ${community.deviation}, and no less than ${community.bound} is possible.`;
  }
}

/** The report as plain data, names in place of numbers. */
export function fileReport(file: UnitFile, names: readonly string[], judgement: Judgement, { bound, movedBound, communities, violations }: Explanation, window: { min: number; max: number }, { names: oldNames, current }: GridFiles) {
  const oldGrids = new Set(Array.from(current, (grid) => oldNames[grid]).filter((name) => name !== undefined)), newGrids = new Set(names);
  const byCommunity = new Map(communities.map((each) => [each.community, each]));
  return {
    deviation: judgement.deviation,
    bound,
    proved: judgement.deviation === bound,
    grids: judgement.grids,
    inWindow: judgement.inWindow,
    under: judgement.under,
    over: judgement.over,
    communitiesInWindow: communities.filter((each) => each.inWindow === each.grids).length,
    borderKm: Math.round(judgement.borderM) / 1000,
    barrierM: Math.round(judgement.barrierM),
    compactness: Math.round(judgement.compactness * 1000) / 1000,
    lockCost: communities.reduce((sum, each) => sum + each.lockCost, 0),
    movedHouseholds: judgement.movedHouseholds,
    movedBound: judgement.movedHouseholds === null ? null : movedBound,
    edition: oldGrids.size ? {
      keptGrids: names.filter((name) => oldGrids.has(name)).length,
      newGrids: names.filter((name) => !oldGrids.has(name)),
      endedGrids: [...oldGrids].filter((name) => !newGrids.has(name)),
    } : null,
    violations: violations.map((each) => ({
      grid: names[each.grid]!, community: file.communities[each.community]!, households: each.households, off: each.off, reason: each.reason,
      units: each.units.map((unit) => file.ids[unit]!), why: sentence(each, file, window.min, window.max, byCommunity.get(each.community)!),
    })),
    communities: communities.map(({ community, ...rest }) => ({ community: file.communities[community]!, ...rest })),
  };
}

/** Parts of communities that share no border with the rest: of each community all but the part with most units. */
export function islandsOf(file: UnitFile, { assignment, pieces }: Solution): { community: string; units: string[]; households: number }[] {
  const loose = pieces.filter(({ frozen }) => !frozen), largest = new Map<number, PieceResult>();
  for (const piece of loose) if (piece.units > (largest.get(piece.community)?.units ?? 0)) largest.set(piece.community, piece);
  const pieceOf = new Map(loose.flatMap((piece) => piece.grids.map((grid) => [grid, piece] as const)));
  const units = Map.groupBy(assignment.keys(), (unit) => pieceOf.get(assignment[unit]!));
  return loose.filter((piece) => largest.get(piece.community) !== piece).map((piece) => ({
    community: file.communities[piece.community]!, units: units.get(piece)!.map((unit) => file.ids[unit]!), households: piece.households,
  }));
}

import type { GridNote } from './checkQueries.ts';
import type { CommunityOutcome } from './redrawCommunity.ts';
import type { RunReport } from './redrawQueries.ts';
import type { PlanReport } from './schema.ts';

/** The report of a plan: sums over its communities, and every grid outside its window with the reason. `notes` by grid are the planner's. */
export function planReportOf(outputs: readonly CommunityOutcome[], run: RunReport, notes: ReadonlyMap<string, GridNote>): PlanReport {
  const sum = (pick: (output: CommunityOutcome) => number) => outputs.reduce((total, output) => total + pick(output), 0);
  const deviation = sum(({ judgement }) => judgement.deviation), bound = sum(({ community }) => community?.bound ?? 0);
  const hasEdition = outputs.some(({ judgement }) => judgement.movedHouseholds !== null);
  return {
    deviation,
    bound,
    proved: deviation === bound,
    ...run,
    units: sum(({ units }) => units),
    grids: sum(({ judgement }) => judgement.grids),
    inWindow: sum(({ judgement }) => judgement.inWindow),
    under: sum(({ judgement }) => judgement.under),
    over: sum(({ judgement }) => judgement.over),
    dedicated: sum(({ judgement }) => judgement.dedicated),
    communitiesInWindow: outputs.filter(({ judgement }) => judgement.under + judgement.over === 0).length,
    borderKm: Math.round(sum(({ judgement }) => judgement.borderM)) / 1000,
    barrierKm: Math.round(sum(({ judgement }) => judgement.barrierM)) / 1000,
    lockCost: sum(({ community }) => community?.lockCost ?? 0),
    movedHouseholds: hasEdition ? sum(({ judgement }) => judgement.movedHouseholds ?? 0) : null,
    movedBound: hasEdition ? sum(({ community }) => community?.movedBound ?? 0) : null,
    violations: outputs.flatMap(({ violations }) => violations.map((each) => ({ ...each, stated: notes.get(each.gridCode)?.reason ?? null }))),
    communities: outputs.flatMap(({ code, community }) => {
      if (!community) return [];
      const { units, households, grids, inWindow, pieces, deviation: off, bound: least, lockCost, moved, movedBound, proof } = community;
      return [{ code, units, households, grids, inWindow, pieces, deviation: off, bound: least, lockCost, moved, movedBound, proof }];
    }),
  };
}

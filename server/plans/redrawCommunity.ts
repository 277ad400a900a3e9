import { dissolve, unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import { labelIn } from '../../geodata/coverage/labelPoint.ts';
import type { GridKind, MultiPolygon, Point } from '../../geodata/district.ts';
import { explain, type CommunityResult, type Reason } from '../../geodata/redraw/explain.ts';
import { judge, type Judgement } from '../../geodata/redraw/judge.ts';
import { judgePlan } from '../../geodata/redraw/judgePlan.ts';
import { findLockFaults } from '../../geodata/redraw/locks.ts';
import { solve } from '../../geodata/redraw/solve.ts';
import { codeGrids } from './codeGrids.ts';
import { communityProblem, type CommunityInput } from './communityProblem.ts';

export interface DrawnGrid { code: string; kind: GridKind; households: number; unitCodes: string[]; areaM2: number; geometry: MultiPolygon; label: Point }

export interface CommunityViolation { gridCode: string; communityCode: string; households: number; off: number; reason: Reason | 'not_redrawn' | 'by_hand'; unitCodes: string[] }

/** What a community of a plan came to, without its grids. */
export interface CommunityOutcome {
  code: string;
  units: number;
  violations: CommunityViolation[];
  judgement: Pick<Judgement, 'deviation' | 'grids' | 'inWindow' | 'under' | 'over' | 'dedicated' | 'borderM' | 'barrierM' | 'movedHouseholds'>;
  /** Null where every unit is in a dedicated grid. */
  community: Omit<CommunityResult, 'community'> | null;
}

export interface CommunityOutput {
  code: string;
  /** Households the plan deviated by before. */
  deviationBefore: number;
  /** Null where locks of the plan contradict each other: then nothing was drawn. */
  drawn: { outcome: CommunityOutcome; grids: DrawnGrid[] } | null;
}

/** Redraws one community of a plan: borders from its polygons, grids, codes, shapes, reasons. Pure; the same for a seed, unless it is stopped: then the best so far. */
export function redrawCommunity(input: CommunityInput, shouldStop: () => boolean): CommunityOutput {
  const { land: { coverage }, problem, codes: knownCodes, now, base } = communityProblem(input);
  const kindOf = new Map(input.grids.map(({ code, kind }) => [code, kind]));
  const judgeAs = (assignment: Int32Array, dedicated: boolean[]) => judgePlan({ ...problem, current: base }, assignment, dedicated);
  const deviationBefore = judgeAs(now, knownCodes.map((code) => kindOf.get(code) === 'dedicated')).deviation;
  if (findLockFaults(problem).length) return { code: input.code, deviationBefore, drawn: null };
  const solution = solve(problem, { shouldStop });
  const judgement = judge(problem, solution.assignment);
  if (judgement.breaches.length) throw new Error(`The plan of ${input.code} breaks a hard rule: ${JSON.stringify(judgement.breaches[0])}`);
  const { violations, communities: [community] } = explain(problem, solution, judgement, shouldStop);
  const polygons = dissolve(coverage, solution.assignment);
  const labels = polygons.map(labelIn);
  const codes = codeGrids(input.code, judgement.continues, knownCodes, input.usedCodes, labels, input.ownCodes);
  const { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM } = judgement;
  // The engine does not count what the plan had moved into grids that stay.
  const { movedHouseholds } = judgeAs(solution.assignment, [...judgement.isDedicated].map(Boolean));
  const fixedMoved = Math.max(0, (movedHouseholds ?? 0) - (community?.moved ?? 0));
  return {
    code: input.code, deviationBefore,
    drawn: {
      outcome: {
        code: input.code,
        units: input.units.length,
        violations: violations.map(({ grid, households, off, reason, units }) => ({
          gridCode: codes[grid]!, communityCode: input.code, households, off, reason, unitCodes: units.map((unit) => input.units[unit]!.code),
        })),
        judgement: { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, movedHouseholds },
        community: community ? { ...community, moved: community.moved + fixedMoved, movedBound: community.movedBound + fixedMoved } : null,
      },
      grids: unitsByGroup(solution.assignment).map((units, grid) => ({
        code: codes[grid]!, kind: judgement.isDedicated[grid] ? 'dedicated' : 'basic', households: judgement.households[grid]!,
        unitCodes: units.map((unit) => input.units[unit]!.code), areaM2: units.reduce((sum, unit) => sum + problem.areaM2[unit]!, 0),
        geometry: polygons[grid]!, label: labels[grid]!,
      })),
    },
  };
}

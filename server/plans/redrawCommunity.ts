import { gridCode } from '../../geodata/codes/codes.ts';
import { dissolve, unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import { labelPoint } from '../../geodata/coverage/labelPoint.ts';
import { localProjection } from '../../geodata/coverage/projection.ts';
import type { GridKind, MultiPolygon, Point } from '../../geodata/district.ts';
import { explain, type CommunityResult, type Reason } from '../../geodata/redraw/explain.ts';
import { judge, type Judgement } from '../../geodata/redraw/judge.ts';
import { numberingOrder } from '../../geodata/redraw/sequence.ts';
import { solve } from '../../geodata/redraw/solve.ts';
import { communityProblem, type CommunityInput } from './communityProblem.ts';

export interface DrawnGrid { code: string; kind: GridKind; households: number; unitCodes: string[]; areaM2: number; geometry: MultiPolygon; label: Point }

export interface CommunityViolation { gridCode: string; communityCode: string; households: number; off: number; reason: Reason | 'not_redrawn'; unitCodes: string[] }

/** What drawing a community came to, without its grids. */
export interface CommunityOutcome {
  code: string;
  units: number;
  violations: CommunityViolation[];
  judgement: Pick<Judgement, 'deviation' | 'grids' | 'inWindow' | 'under' | 'over' | 'dedicated' | 'borderM' | 'barrierM' | 'movedHouseholds'>;
  /** Null where every unit is in a dedicated grid. */
  community: Omit<CommunityResult, 'community'> | null;
}

export interface CommunityOutput { outcome: CommunityOutcome; grids: DrawnGrid[] }

/** Redraws one community: borders from its polygons, grids, codes, shapes, reasons. Pure; the same for a seed, unless it is stopped: then the best so far. */
export function redrawCommunity(input: CommunityInput, shouldStop: () => boolean): CommunityOutput {
  const { coverage, problem, currentCodes } = communityProblem(input);
  const solution = solve(problem, { shouldStop });
  const judgement = judge(problem, solution.assignment);
  if (judgement.breaches.length) throw new Error(`The plan of ${input.code} breaks a hard rule: ${JSON.stringify(judgement.breaches[0])}`);
  const { violations, communities: [community] } = explain(problem, solution, judgement, shouldStop);
  const polygons = dissolve(coverage, solution.assignment);
  const labels = polygons.map(labelIn);
  const codes = codeGrids(input, judgement, currentCodes, labels);
  const { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM } = judgement;
  // Units that leave a grid to stand alone move; to the judge they were alone before.
  const left = input.units.reduce((sum, { gridCode: old, households }, unit) => (old !== null && problem.current[unit]! >= currentCodes.length ? sum + households : sum), 0);
  const movedHouseholds = currentCodes.length && judgement.movedHouseholds !== null ? judgement.movedHouseholds + left : null;
  return {
    outcome: {
      code: input.code,
      units: input.units.length,
      violations: violations.map(({ grid, households, off, reason, units }) => ({
        gridCode: codes[grid]!, communityCode: input.code, households, off, reason, unitCodes: units.map((unit) => input.units[unit]!.code),
      })),
      judgement: { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, movedHouseholds },
      community: community ? { ...community, moved: community.moved + left, movedBound: community.movedBound + left } : null,
    },
    grids: unitsByGroup(solution.assignment).map((units, grid) => ({
      code: codes[grid]!, kind: judgement.isDedicated[grid] ? 'dedicated' : 'basic', households: judgement.households[grid]!,
      unitCodes: units.map((unit) => input.units[unit]!.code), areaM2: units.reduce((sum, unit) => sum + problem.areaM2[unit]!, 0),
      geometry: polygons[grid]!, label: labels[grid]!,
    })),
  };
}

/** A grid that continues an old one keeps its code; new ones get numbers never used here, west to east, then north to south. */
function codeGrids(input: CommunityInput, { continues }: Judgement, currentCodes: string[], labels: Point[]): string[] {
  const codes = Array.from(continues, (old) => currentCodes[old] ?? '');
  const used = new Set([...input.usedCodes, ...currentCodes]);
  const fresh = codes.flatMap((code, grid) => (code === '' ? [grid] : []));
  let next = 1;
  for (const at of numberingOrder(fresh.map((grid) => labels[grid]!.coordinates))) {
    while (used.has(gridCode(input.code, next))) next++;
    codes[fresh[at]!] = gridCode(input.code, next++);
  }
  return codes;
}

/** A point well inside the largest part. */
function labelIn({ coordinates }: MultiPolygon): Point {
  const [lon0, lat0] = coordinates[0]![0]![0]!;
  const projection = localProjection(lon0, lat0);
  // Parts come largest first.
  const [x, y] = labelPoint(coordinates[0]!.map((ring) => ring.slice(1).map(([lon, lat]): [number, number] => [projection.x(lon), projection.y(lat)])));
  return { type: 'Point', coordinates: [projection.lon(x), projection.lat(y)] };
}

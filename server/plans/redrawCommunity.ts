import { gridCode, type HouseholdWindow } from '../../geodata/codes/codes.ts';
import { measureUnits, sharedBorders } from '../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../geodata/coverage/coverage.ts';
import { dissolve, unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import { labelPoint } from '../../geodata/coverage/labelPoint.ts';
import { localProjection } from '../../geodata/coverage/projection.ts';
import type { GridKind, LineString, MultiPolygon, Point } from '../../geodata/district.ts';
import { barrierMetres, type BarrierClass } from '../../geodata/redraw/barriers.ts';
import { explain, type CommunityResult, type Reason } from '../../geodata/redraw/explain.ts';
import { judge, type Judgement } from '../../geodata/redraw/judge.ts';
import type { Problem } from '../../geodata/redraw/problem.ts';
import { numberingOrder } from '../../geodata/redraw/sequence.ts';
import { solve } from '../../geodata/redraw/solve.ts';

/** One community to redraw, as it comes from the store. */
export interface CommunityInput {
  code: string;
  window: HouseholdWindow;
  seed: number;
  units: { code: string; households: number; geometry: string; gridCode: string | null; gridKind: GridKind | null }[];
  /** Lines that grids should not cross. */
  barriers: { class: BarrierClass; geometry: string }[];
  /** Codes that grids of this community ever had. */
  usedCodes: string[];
}

export interface DrawnGrid { code: string; kind: GridKind; households: number; unitCodes: string[]; areaM2: number; geometry: MultiPolygon; label: Point }

export interface CommunityViolation { gridCode: string; communityCode: string; households: number; off: number; reason: Reason; unitCodes: string[] }

export interface CommunityOutput {
  code: string;
  units: number;
  grids: DrawnGrid[];
  violations: CommunityViolation[];
  judgement: Pick<Judgement, 'deviation' | 'grids' | 'inWindow' | 'under' | 'over' | 'dedicated' | 'borderM' | 'barrierM' | 'movedHouseholds'>;
  /** Null where every unit is in a dedicated grid. */
  community: CommunityResult | null;
}

/** Redraws one community: borders from its polygons, grids, codes, shapes, reasons. Pure; the same for a seed. */
export function redrawCommunity(input: CommunityInput, shouldStop: () => boolean): CommunityOutput {
  const coverage = buildCoverage(input.units.map((unit) => JSON.parse(unit.geometry) as MultiPolygon));
  const currentCodes = [...new Set(input.units.flatMap((unit) => unit.gridCode ?? []))].sort();
  const measures = measureUnits(coverage), borders = sharedBorders(coverage);
  const barriers = input.barriers.map(({ class: kind, geometry }) => ({ class: kind, line: (JSON.parse(geometry) as LineString).coordinates }));
  const problem: Problem = {
    households: Int32Array.from(input.units, (unit) => unit.households), borders, ...measures, barrierM: barrierMetres(coverage, borders, barriers),
    community: new Int32Array(coverage.units), windowMin: Int32Array.of(input.window.min), windowMax: Int32Array.of(input.window.max),
    current: Int32Array.from(input.units, (unit) => (unit.gridCode === null ? -1 : currentCodes.indexOf(unit.gridCode))),
    dedicated: Uint8Array.from(input.units, (unit) => (unit.gridKind === 'dedicated' ? 1 : 0)), seed: input.seed,
  };
  const solution = solve(problem, { shouldStop });
  const judgement = judge(problem, solution.assignment);
  if (judgement.breaches.length) throw new Error(`The plan of ${input.code} breaks a hard rule: ${JSON.stringify(judgement.breaches[0])}`);
  const { violations, communities: [community] } = explain(problem, solution, judgement);
  const polygons = dissolve(coverage, solution.assignment);
  const labels = polygons.map(labelIn);
  const codes = codeGrids(input, judgement, currentCodes, labels);
  const { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, movedHouseholds } = judgement;
  return {
    code: input.code,
    units: input.units.length,
    grids: unitsByGroup(solution.assignment).map((units, grid) => ({
      code: codes[grid]!, kind: judgement.isDedicated[grid] ? 'dedicated' : 'basic', households: judgement.households[grid]!,
      unitCodes: units.map((unit) => input.units[unit]!.code), areaM2: units.reduce((sum, unit) => sum + measures.areaM2[unit]!, 0),
      geometry: polygons[grid]!, label: labels[grid]!,
    })),
    violations: violations.map(({ grid, households, off, reason, units }) => ({
      gridCode: codes[grid]!, communityCode: input.code, households, off, reason, unitCodes: units.map((unit) => input.units[unit]!.code),
    })),
    judgement: { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, movedHouseholds },
    community: community ?? null,
  };
}

/** A grid that continues an old one keeps its code; new ones get numbers never used here, west to east, then north to south. */
function codeGrids(input: CommunityInput, { continues }: Judgement, currentCodes: string[], labels: Point[]): string[] {
  const codes = Array.from(continues, (old) => (old < 0 ? '' : currentCodes[old]!));
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

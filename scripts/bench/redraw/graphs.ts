/** The towns that the redraw bench works on: the sample district, and lattices whose corners are jittered so that no border is like another. */
import { measureUnits, sharedBorders } from '../../../geodata/coverage/borders.ts';
import { buildCoverage, type Coverage } from '../../../geodata/coverage/coverage.ts';
import type { District, Polygon } from '../../../geodata/district.ts';
import { random } from '../../../geodata/redraw/random.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { generateSample } from '../../../geodata/sample/index.ts';

export interface Town { coverage: Coverage; problem: Problem }

export interface LatticeOptions {
  /** Units along each side. */
  side: number;
  /** Mean households of a unit; they are spread evenly from 0 to twice as many. */
  mean: number;
  window: readonly [min: number, max: number];
  /** Units along the side of a community; absent for one community. */
  block?: number;
  /** Share of units that are above the window by themselves. */
  above?: number;
  seed?: number;
}

const CELL_M = 40, JITTER = 0.6, LAT = 36, METRES_PER_DEGREE = 111_320;

export function jitteredLattice({ side, mean, window: [min, max], block = side, above = 0, seed = 1 }: LatticeOptions): Town {
  const chance = random(seed), households: number[] = [], community: number[] = [];
  const shift = () => (chance.next() - 0.5) * JITTER;
  const corners = Array.from({ length: side + 1 }, (_, y) => Array.from({ length: side + 1 }, (__, x): [number, number] => [
    120 + ((x + shift()) * CELL_M) / (METRES_PER_DEGREE * Math.cos((LAT * Math.PI) / 180)), LAT + ((y + shift()) * CELL_M) / METRES_PER_DEGREE,
  ]));
  const across = Math.ceil(side / block), polygons: Polygon[] = [];
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const [a, b, c, d] = [corners[y]![x]!, corners[y]![x + 1]!, corners[y + 1]![x + 1]!, corners[y + 1]![x]!];
    polygons.push({ type: 'Polygon', coordinates: [[a, b, c, d, a]] });
    households.push(chance.next() < above ? max + 1 + chance.below(max) : Math.round(chance.next() * 2 * mean));
    community.push(Math.floor(y / block) * across + Math.floor(x / block));
  }
  const coverage = buildCoverage(polygons), units = polygons.length;
  return {
    coverage,
    problem: {
      households: Int32Array.from(households), community: Int32Array.from(community), borders: sharedBorders(coverage), ...measureUnits(coverage),
      windowMin: new Int32Array(across * across).fill(min), windowMax: new Int32Array(across * across).fill(max),
      current: new Int32Array(units).fill(-1), dedicated: new Uint8Array(units), seed: 1,
    },
  };
}

export const fullSample = (): District => generateSample({ size: 'full', today: '2026-11-22', nowS: Date.parse('2026-11-22T12:00:00+08:00') / 1000 });

/** A district under the grids of its edition. */
export function townOf({ areas, units, grids }: District): Town {
  const communities = areas.filter((area) => area.level === 'community'), index = new Map(communities.map((area, at) => [area.code, at]));
  const gridOf = new Map(grids.flatMap((grid, at) => grid.unitCodes.map((code) => [code, at] as const)));
  const current = Int32Array.from(units, (unit) => gridOf.get(unit.code)!);
  const coverage = buildCoverage(units.map((unit) => unit.geometry));
  return {
    coverage,
    problem: {
      households: Int32Array.from(units, (unit) => unit.households), community: Int32Array.from(units, (unit) => index.get(unit.communityCode)!),
      borders: sharedBorders(coverage), ...measureUnits(coverage),
      windowMin: Int32Array.from(communities, (area) => area.windowMin!), windowMax: Int32Array.from(communities, (area) => area.windowMax!),
      current, dedicated: Uint8Array.from(current, (grid) => Number(grids[grid]!.kind === 'dedicated')), seed: 1,
    },
  };
}

/** The problem without an edition in force to keep to; dedicated grids stay. */
export const withoutEdition = (problem: Problem): Problem => ({ ...problem, current: problem.current.map((grid, unit) => (problem.dedicated[unit] ? grid : -1)) });

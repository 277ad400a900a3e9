import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedBorders } from '../../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { barrierMetres, NEAR_BARRIER_M, type Barrier } from '../../../geodata/redraw/barriers.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import { corner, drawUnits } from '../coverage/map.ts';
import { arbitraryTown, town } from './town.ts';

const CELL_M = 100;

/** Barrier metres between named units of a map of squares of 100 m; lines in squares from the upper left corner. */
function between(rows: string[], barriers: [Barrier['class'], ...[number, number][]][]): Record<string, number> {
  const { polygons, names } = drawUnits(rows, CELL_M);
  const coverage = buildCoverage(polygons), borders = sharedBorders(coverage);
  const metres = barrierMetres(coverage, borders, barriers.map(([kind, ...line]) => ({ class: kind, line: line.map(([x, y]) => corner(x, y, CELL_M)) })));
  const found: Record<string, number> = {};
  names.forEach((name, unit) => {
    for (let e = borders.offset[unit]!; e < borders.offset[unit + 1]!; e++) if (metres[e]! > 0) found[name + names[borders.neighbour[e]!]!] = Math.round(metres[e]!);
  });
  return found;
}

describe('metres of barrier on a border', () => {
  test('are all of it where the barrier runs along, both ways alike', () => {
    expect(between(['AB'], [['river', [1, -1], [1, 2]]])).toEqual({ AB: 100, BA: 100 });
    expect(between(['AB'], [['river', [1.05, -1], [1.05, 2]]])).toEqual({ AB: 100, BA: 100 });
    expect(between(['AB'], [['river', [1.2, -1], [1.2, 2]]])).toEqual({});
  });
  test('are the ten on each side where the barrier crosses', () => {
    expect(between(['AB'], [['river', [0, 0.5], [2, 0.5]]])).toEqual({ AB: 2 * NEAR_BARRIER_M, BA: 2 * NEAR_BARRIER_M });
  });
  test('end where the barrier ends', () => {
    expect(between(['AB'], [['river', [1, -1], [1, 0.5]]])).toEqual({ AB: 50 + NEAR_BARRIER_M, BA: 50 + NEAR_BARRIER_M });
  });
  test('count once, with the weight of the weightiest', () => {
    expect(between(['AB'], [['primary', [1, -1], [1, 2]]])).toEqual({ AB: 50, BA: 50 });
    expect(between(['AB'], [['primary', [1, -1], [1, 2]], ['river', [1, 0], [1, 0.4]], ['river', [1, 0.2], [1, 0.4]]])).toEqual({ AB: 75, BA: 75 });
  });
  test('touch no other border than the near ones', () => {
    expect(between(['AB', 'CD'], [['wall', [-1, 1], [0.5, 1]]])).toEqual({ AC: 30, CA: 30 });
  });
  test('are none without lines, of points, or without units', () => {
    expect(between(['AB'], [])).toEqual({});
    expect(between(['AB'], [['river', [1, 0]]])).toEqual({});
    expect(between([], [['river', [0, 0], [1, 1]]])).toEqual({});
  });
  test('agree with a count of points along the border', () => {
    const place = fc.tuple(fc.double({ min: 0.6, max: 1.4, noNaN: true }), fc.double({ min: -0.4, max: 1.4, noNaN: true }));
    fc.assert(fc.property(place, place, (a, b) => {
      const distance = (y: number) => {
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]], t = Math.max(0, Math.min(1, ((1 - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
        return Math.hypot(1 - a[0] - t * dx, y - a[1] - t * dy) * CELL_M;
      };
      const near = Array.from({ length: 2000 }, (_, i) => distance((i + 0.5) / 2000)).filter((each) => each <= NEAR_BARRIER_M).length / 20;
      expect(Math.abs((between(['AB'], [['river', a, b]]).AB ?? 0) - near)).toBeLessThan(0.7);
    }), { numRuns: 200 });
  });
});

describe('a plan', () => {
  const square = { households: { A: 20, B: 20, C: 20, D: 20 }, window: [40, 40] as [number, number] };
  const along = (problem: ReturnType<typeof town>, pairs: string[]) => {
    const { offset, neighbour } = problem.borders;
    return { ...problem, barrierM: Float64Array.from(neighbour, (other, e) => {
      const unit = offset.findIndex((_, at) => offset[at + 1]! > e);
      return pairs.some((pair) => pair.includes(problem.names[unit]!) && pair.includes(problem.names[other]!)) ? 10 : 0;
    }) };
  };
  test('parts grids along the barrier before it looks at the edition or at lengths', () => {
    const problem = along(town(['AABB', 'CCDD'], { ...square, current: { A: 0, B: 0, C: 1, D: 1 } }), ['AB', 'CD']);
    const { assignment } = solve(problem);
    expect([...assignment]).toEqual([0, 1, 0, 1]);
    expect(judge(problem, assignment).barrierM).toBe(0);
  });
  test('crosses it for one household of deviation', () => {
    const problem = along(town(['AB'], { households: { A: 29, B: 20 } }), ['AB']);
    expect(judge(problem, solve(problem).assignment)).toMatchObject({ deviation: 0, barrierM: 10 });
  });
  test('is as good at its deviation with barriers as without, and valid, on any town', () => {
    fc.assert(fc.property(arbitraryTown({ side: 7, units: 16 }), fc.array(fc.nat(20), { minLength: 200, maxLength: 200 }), (problem, picks) => {
      const { offset, neighbour } = problem.borders;
      const barrierM = new Float64Array(neighbour.length);
      for (let unit = 0; unit + 1 < offset.length; unit++) for (let e = offset[unit]!; e < offset[unit + 1]!; e++) barrierM[e] = Math.max(0, picks[(Math.min(unit, neighbour[e]!) * 17 + Math.max(unit, neighbour[e]!)) % 200]! - 10);
      const barred = { ...problem, barrierM };
      const plan = judge(barred, solve(barred).assignment), free = judge(barred, solve(problem).assignment);
      expect(plan.breaches).toEqual([]);
      expect(plan.deviation).toBe(free.deviation);
    }), { numRuns: 100 });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../geodata/redraw/judge.ts';
import { arbitraryTown, town } from './town.ts';

describe('the judge', () => {
  const square = town(['AB', 'CD'], { households: { A: 10, B: 20, C: 30, D: 50 } });

  test('counts deviation, grids and borders', () => {
    const judgement = judge(square, Int32Array.of(0, 0, 1, 2));
    expect(judgement).toMatchObject({ deviation: 0, grids: 3, inWindow: 3, under: 0, over: 0, breaches: [], movedHouseholds: null });
    expect(judgement.borderM).toBeCloseTo(30, 1);
    // A square scores π/4, a rectangle of two squares 8π/36.
    expect(judgement.compactness).toBeCloseTo((2 * (Math.PI / 4) + (8 * Math.PI) / 36) / 3, 3);
    expect(judgement.imbalance).toBe(15 ** 2 + 15 ** 2 + 5 ** 2);
    expect(judge(square, Int32Array.of(0, 1, 1, 1))).toMatchObject({ deviation: 20 + 40, inWindow: 0, under: 1, over: 1 });
  });
  test('names what breaks a rule', () => {
    expect(judge(square, Int32Array.of(0, 1, 1, 0)).breaches).toEqual([{ rule: 'disconnected', grid: 1, unit: 2 }, { rule: 'disconnected', grid: 0, unit: 3 }]);
    expect(judge(square, Int32Array.of(0, 0, -1, 1)).breaches).toEqual([{ rule: 'unassigned', grid: -1, unit: 2 }]);
    const two = town(['AB'], { households: {}, community: { B: 1 } });
    expect(judge(two, Int32Array.of(0, 0)).breaches).toEqual([{ rule: 'community', grid: 0, unit: 1 }]);
    const school = town(['ABC'], { households: {}, current: { A: 0, B: 1, C: 1 }, dedicated: 'A' });
    expect(judge(school, Int32Array.of(0, 0, 1)).breaches).toEqual([{ rule: 'dedicated', grid: 0, unit: 1 }]);
  });
  test('finds a dedicated grid split, but not one that lies in several places', () => {
    const schools = town(['ABC'], { households: {}, current: { A: 0, B: 1, C: 0 }, dedicated: 'AC' });
    expect(judge(schools, Int32Array.of(0, 1, 0)).breaches).toEqual([]);
    expect(judge(schools, Int32Array.of(0, 1, 2)).breaches).toEqual([{ rule: 'dedicated', grid: 2, unit: 2 }]);
  });
  test('counts moved households under the best matching, not the first', () => {
    // Grid 0 of the plan holds more of old grid 1 than of old grid 0, but grid 1 can only continue old grid 1.
    const problem = town(['ABCD'], { households: { A: 40, B: 50, C: 45, D: 5 }, current: { A: 0, B: 1, C: 1, D: 1 } });
    const judgement = judge(problem, Int32Array.of(0, 0, 1, 1));
    expect([...judgement.continues]).toEqual([0, 1]);
    expect(judgement.movedHouseholds).toBe(50);
  });
  test('says which old grid each one continues, empty ones too', () => {
    const problem = town(['ABC'], { households: { A: 30 }, current: { A: 7, B: 3, C: 3 } });
    expect([...judge(problem, Int32Array.of(0, 1, 2)).continues]).toEqual([7, 3, -1]);
  });
  test('sees no window in dedicated grids', () => {
    expect(judge(town(['AB'], { households: { A: 900, B: 40 }, current: { A: 0, B: 1 }, dedicated: 'A' }), Int32Array.of(0, 1))).toMatchObject({ deviation: 0, dedicated: 1, inWindow: 1 });
  });

  test('agrees with a recount by sets, on any assignment', () => {
    fc.assert(fc.property(arbitraryTown(), fc.infiniteStream(fc.nat(3)), (problem, picks) => {
      const raw = Array.from(problem.community, () => picks.next().value!);
      const numbers = [...new Set(raw)];
      const assignment = Int32Array.from(raw, (each) => numbers.indexOf(each));
      const judgement = judge(problem, assignment);
      const members = numbers.map((_, grid) => [...assignment.keys()].filter((unit) => assignment[unit] === grid));
      let deviation = 0, border = 0;
      for (const units of members) {
        const sum = units.reduce((total, unit) => total + problem.households[unit]!, 0);
        const home = problem.community[units[0]!]!;
        if (!units.some((unit) => problem.dedicated[unit])) deviation += Math.max(0, problem.windowMin[home]! - sum, sum - problem.windowMax[home]!);
        for (const unit of units) for (let e = problem.borders.offset[unit]!; e < problem.borders.offset[unit + 1]!; e++) {
          const other = problem.borders.neighbour[e]!;
          if (!units.includes(other) && problem.community[other] === problem.community[unit]) border += problem.borders.lengthM[e]! / 2;
        }
      }
      expect(judgement.deviation).toBe(deviation);
      expect(judgement.borderM).toBeCloseTo(border, 6);
      const mixed = members.some((units) => new Set(units.map((unit) => problem.community[unit])).size > 1);
      expect(judgement.breaches.some(({ rule }) => rule === 'community')).toBe(mixed);
    }), { numRuns: 100 });
  });
});

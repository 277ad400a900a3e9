import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { dissolve, outliner, unitsByGroup } from '../../../geodata/coverage/dissolve.ts';
import { startEdits, type Edits } from '../../../geodata/redraw/edits.ts';
import { judgePlan } from '../../../geodata/redraw/judgePlan.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { drawUnits } from '../coverage/map.ts';
import { arbitraryMap } from '../coverage/randomMap.ts';
import { arbitraryTown, town } from './town.ts';

/** Says the same as the judge does on the whole, grid numbers without units closed up. */
function agrees(problem: Problem, edits: Edits): void {
  const used = [...new Set(edits.assignment)].filter((grid) => grid >= 0).sort((a, b) => a - b);
  const judgement = judgePlan(problem, edits.assignment.map((grid) => used.indexOf(grid)), used.map((grid) => edits.isDedicated(grid)));
  const { borderM, barrierM, compactness, broken, unassigned, ...counts } = edits.totals();
  const { deviation, grids, inWindow, under, over, dedicated, imbalance } = judgement;
  expect(counts).toEqual({ deviation, grids, inWindow, under, over, dedicated, imbalance });
  expect(unassigned).toBe(edits.assignment.filter((grid) => grid < 0).length);
  // Beside land of no grid the judge counts a border by which unit comes first.
  if (unassigned === 0) expect(borderM).toBeCloseTo(judgement.borderM, 6);
  expect(barrierM).toBeCloseTo(judgement.barrierM, 6);
  expect(compactness).toBeCloseTo(judgement.compactness, 9);
  const found = used.flatMap((grid) => edits.grid(grid).breaches.map((rule) => `${grid} ${rule}`)).sort();
  const breaches = judgement.breaches.filter(({ grid }) => grid >= 0);
  expect(found).toEqual([...new Set(breaches.map(({ grid, rule }) => `${used[grid]} ${rule}`))].sort());
  expect(broken).toBe(new Set(breaches.map(({ grid }) => grid)).size);
  used.forEach((grid, index) => {
    expect(edits.grid(grid)).toMatchObject({ households: judgement.households[index], community: judgement.community[index] });
    const units = [...edits.assignment.keys()].filter((unit) => edits.assignment[unit] === grid);
    expect([...edits.grid(grid).units]).toEqual(units);
    expect(edits.grid(grid).moved).toBe(units.reduce((sum, unit) => sum + (problem.current[unit]! >= 0 && problem.current[unit] !== grid ? problem.households[unit]! : 0), 0));
  });
}

type Step = { kind: 'move' | 'preview' | 'dedicate' | 'spread'; units: number[]; grid: number };
const arbitrarySteps = fc.array(fc.record({
  kind: fc.constantFrom<Step['kind']>('move', 'move', 'move', 'preview', 'dedicate', 'spread'), units: fc.array(fc.nat(1000), { maxLength: 4 }), grid: fc.nat(1000),
}), { minLength: 1, maxLength: 25 });

describe('hand edits', () => {
  const row = () => town(['ABCDE'], { households: { A: 10, B: 20, C: 30, D: 20, E: 5 } });

  test('say what the grids touched become', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1)), before = edits.totals();
    const { changes, breaks, crosses } = edits.move([2], 0), after = edits.totals();
    expect(changes.map(({ grid, before: was, after: is }) => [grid, was.households, was.window, is.households, is.window])).toEqual([[0, 30, 'in', 60, 'in'], [1, 55, 'in', 25, 'under']]);
    expect([before.deviation, after.deviation, before.inWindow, after.inWindow, breaks, crosses]).toEqual([0, 5, 2, 1, false, false]);
    expect(after.borderM).toBeCloseTo(10, 1);
  });
  test('say into which parts the donor falls', () => {
    const edits = startEdits(row(), Int32Array.of(0, 1, 1, 1, 2));
    const edit = edits.preview([2], 0);
    expect(edit.breaks).toBe(true);
    expect(edit.changes.map(({ grid, after }) => [grid, after.parts])).toEqual([[0, [[0], [2]]], [1, [[1], [3]]]]);
    expect(edits.preview([1, 2], 0).breaks).toBe(false);
  });
  test('mend what is broken without calling it broken again', () => {
    const edits = startEdits(row(), Int32Array.of(0, 1, 0, 1, 1));
    expect(edits.totals().broken).toBe(2);
    expect(edits.move([1], 0).breaks).toBe(false);
    expect(edits.totals().broken).toBe(0);
  });
  test('see a community crossed', () => {
    const two = startEdits(town(['AB'], { households: {}, community: { B: 1 } }), Int32Array.of(0, 1));
    expect(two.preview([1], 0)).toMatchObject({ crosses: true, breaks: false });
  });
  test('let a dedicated grid lie in parts and outside the window, until it is basic again', () => {
    const edits = startEdits(row(), Int32Array.of(0, 1, 0, 1, 1), [true]);
    expect(edits.totals()).toMatchObject({ broken: 1, dedicated: 1, grids: 2, deviation: 0 });
    edits.dedicate(0, false);
    expect(edits.totals()).toMatchObject({ broken: 2, dedicated: 0, deviation: 0, inWindow: 2 });
  });
  test('move each unit to a grid of its own, to none, and back', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1)), before = edits.totals();
    edits.move([0, 3, 4], [1, 7, -1]);
    expect([...edits.assignment]).toEqual([1, 0, 1, 7, -1]);
    expect(edits.totals()).toMatchObject({ grids: 3, unassigned: 1 });
    edits.move([0, 3, 4], [0, 1, 1]);
    expect(edits.totals()).toEqual(before);
    expect(edits.grid(7).window).toBe('empty');
  });
  test('a preview changes nothing', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1)), totals = edits.totals();
    const expected = edits.preview([2], 0);
    expect([edits.totals(), [...edits.assignment]]).toEqual([totals, [0, 0, 1, 1, 1]]);
    expect(edits.move([2], 0)).toEqual(expected);
  });
  test('of units that are there already are none', () => {
    expect(startEdits(row(), Int32Array.of(0, 0, 1, 1, 1)).move([0, 1], 0).changes).toEqual([]);
  });
  test('refuse units and grids that are none, by name', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1));
    expect(() => edits.move([5], 0)).toThrow('There is no unit 5; units are 0 to 4.');
    expect(() => edits.preview([0], -2)).toThrow('There is no grid -2');
    expect([...edits.assignment]).toEqual([0, 0, 1, 1, 1]);
  });

  test('in any order judge as the whole judged afresh', () => {
    fc.assert(fc.property(arbitraryTown(), fc.infiniteStream(fc.nat(4)), arbitrarySteps, (problem, picks, steps) => {
      const raw = Array.from(problem.community, () => picks.next().value!), numbers = [...new Set(raw)];
      problem.target = problem.windowMax;
      problem.barrierM = problem.borders.lengthM.map((metres) => (metres > 15 ? metres / 2 : 0));
      const edits = startEdits(problem, Int32Array.from(raw, (each) => numbers.indexOf(each)));
      agrees(problem, edits);
      for (const { kind, units, grid } of steps) {
        const moved = units.map((unit) => unit % edits.assignment.length);
        if (kind === 'dedicate') edits.dedicate(grid % edits.grids, grid % 2 === 0);
        else if (kind === 'spread') edits.move(moved, moved.map((_, i) => ((grid + i) % 7) - 1));
        else edits[kind](moved, grid % 3 === 0 ? edits.grids : grid % edits.grids);
        agrees(problem, edits);
      }
    }), { numRuns: 150 });
  });

  test('redrawn grid by grid give the polygons of the whole dissolved afresh', () => {
    fc.assert(fc.property(arbitraryMap(), fc.array(fc.record({ unit: fc.nat(1000), grid: fc.nat(5) }), { maxLength: 20 }), (map, moves) => {
      const { polygons: units } = drawUnits(map);
      const coverage = buildCoverage(units), assignment = new Int32Array(units.length), outline = outliner(coverage, assignment);
      let polygons = dissolve(coverage, assignment);
      for (const { unit, grid } of moves) {
        const at = unit % units.length, from = assignment[at]!;
        assignment[at] = grid;
        const members = unitsByGroup(assignment);
        polygons = polygons.slice();
        for (const touched of new Set([from, grid])) {
          while (polygons.length < touched) polygons.push(outline([]));
          polygons[touched] = outline(members[touched] ?? []);
        }
      }
      const whole = dissolve(coverage, assignment);
      expect(polygons.slice(0, whole.length)).toEqual(whole);
      expect(polygons.slice(whole.length).every(({ coordinates }) => coordinates.length === 0)).toBe(true);
    }), { numRuns: 150 });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { dissolve, outliner, unitsByGroup } from '../../../geodata/coverage/dissolve.ts';
import { startEdits, type Edits } from '../../../geodata/redraw/edits.ts';
import { judge } from '../../../geodata/redraw/judge.ts';
import type { Problem } from '../../../geodata/redraw/problem.ts';
import { drawUnits } from '../coverage/map.ts';
import { arbitraryMap } from '../coverage/randomMap.ts';
import { arbitraryLocks, arbitraryTown, lockTown, town } from './town.ts';

/** Says the same as the judge does on the whole, grid numbers without units closed up. */
function agrees(problem: Problem, edits: Edits): void {
  const used = [...new Set(edits.assignment)].sort((a, b) => a - b);
  const judgement = judge(problem, edits.assignment.map((grid) => used.indexOf(grid)));
  const { borderM, barrierM, compactness, broken, ...counts } = edits.totals;
  const { deviation, grids, inWindow, under, over, dedicated, imbalance } = judgement;
  expect(counts).toEqual({ deviation, grids, inWindow, under, over, dedicated, imbalance });
  expect(borderM).toBeCloseTo(judgement.borderM, 6);
  expect(barrierM).toBeCloseTo(judgement.barrierM, 6);
  expect(compactness).toBeCloseTo(judgement.compactness, 9);
  const found = used.flatMap((grid) => edits.grid(grid).breaches.map((rule) => `${grid} ${rule}`)).sort();
  expect(found).toEqual([...new Set(judgement.breaches.map(({ grid, rule }) => `${used[grid]} ${rule}`))].sort());
  expect(broken).toBe(new Set(judgement.breaches.map(({ grid }) => grid)).size);
  used.forEach((grid, index) => {
    expect(edits.grid(grid)).toMatchObject({ households: judgement.households[index], community: judgement.community[index] });
    expect([...edits.grid(grid).units]).toEqual([...edits.assignment.keys()].filter((unit) => edits.assignment[unit] === grid));
  });
}

type Step = { kind: 'move' | 'preview' | 'undo' | 'redo'; units: number[]; grid: number };
const arbitrarySteps = fc.array(fc.record({
  kind: fc.constantFrom<Step['kind']>('move', 'move', 'move', 'preview', 'undo', 'redo'), units: fc.array(fc.nat(1000), { maxLength: 4 }), grid: fc.nat(1000),
}), { minLength: 1, maxLength: 25 });

describe('hand edits', () => {
  const row = () => town(['ABCDE'], { households: { A: 10, B: 20, C: 30, D: 20, E: 5 } });

  test('say what the grids touched become', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1));
    const { changes, before, after, breaks, crosses } = edits.move([2], 0);
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
    expect(edits.totals.broken).toBe(2);
    expect(edits.move([1], 0)).toMatchObject({ breaks: false, after: { broken: 0 } });
  });
  test('see a community crossed, and dedicated grids mixed', () => {
    const two = startEdits(town(['AB'], { households: {}, community: { B: 1 } }), Int32Array.of(0, 1));
    expect(two.preview([1], 0)).toMatchObject({ crosses: true, breaks: false, after: { broken: 1 } });
    const school = startEdits(town(['ABC'], { households: {}, current: { A: 0, B: 1, C: 1 }, dedicated: 'A' }), Int32Array.of(0, 1, 1));
    expect(school.preview([1], 0).changes[0]!.after.breaches).toEqual(['dedicated']);
  });
  test('see units parted that a lock or a frozen grid holds together', () => {
    const locked = startEdits(town(['ABCDE'], { households: {}, lock: { A: 4, B: 4, E: 2 } }), Int32Array.of(0, 0, 1, 1, 2));
    expect([locked.preview([1], 1).parts, locked.preview([0, 1], 1).parts, locked.preview([2], 0).parts]).toEqual([true, false, false]);
    expect(locked.preview([4], 0).changes[0]!.after.breaches).toContain('lock');
    const frozen = startEdits(town(['ABCD'], { households: {}, current: { A: 0, B: 0, C: 1, D: 1 }, frozen: 'AB' }), Int32Array.of(0, 0, 1, 1));
    expect(frozen.preview([1], 1)).toMatchObject({ parts: true, after: { broken: 1 } });
    expect(frozen.preview([2], 0)).toMatchObject({ parts: false, after: { broken: 1 } });
  });
  test('start a new grid, empty an old one and use its number again', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1));
    expect(edits.freeGrid()).toBe(2);
    expect(edits.move([4], 2).after.grids).toBe(3);
    expect(edits.move([0, 1], 1).after.grids).toBe(2);
    expect(edits.grid(0).window).toBe('empty');
    expect(edits.freeGrid()).toBe(0);
  });
  test('a preview changes nothing', () => {
    const problem = row(), edits = startEdits(problem, Int32Array.of(0, 0, 1, 1, 1));
    const totals = edits.totals;
    const expected = edits.preview([2], 0);
    expect([edits.totals, [...edits.assignment], edits.undo()]).toEqual([totals, [0, 0, 1, 1, 1], null]);
    expect(edits.move([2], 0)).toEqual(expected);
  });
  test('are taken back and done again; a new edit forgets what was taken back', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1));
    edits.move([2], 0);
    const undone = edits.undo()!;
    expect([undone.before.deviation, undone.after.deviation, [...edits.assignment]]).toEqual([5, 0, [0, 0, 1, 1, 1]]);
    edits.redo();
    expect([...edits.assignment]).toEqual([0, 0, 0, 1, 1]);
    edits.undo();
    edits.move([1], 1);
    expect([edits.redo(), [...edits.assignment]]).toEqual([null, [0, 1, 1, 1, 1]]);
  });
  test('of units that are there already are none, and leave nothing to take back', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1));
    expect(edits.move([0, 1], 0).changes).toEqual([]);
    expect(edits.undo()).toBeNull();
  });
  test('refuse units and grids that are none, by name', () => {
    const edits = startEdits(row(), Int32Array.of(0, 0, 1, 1, 1));
    expect(() => edits.move([5], 0)).toThrow('There is no unit 5; units are 0 to 4.');
    expect(() => edits.move([0], 3)).toThrow('There is no grid 3; grids are 0 to 1, and 2 starts a new one.');
    expect(() => edits.preview([0], -1)).toThrow(RangeError);
    expect(() => startEdits(row(), Int32Array.of(0, -1, 1, 1, 1))).toThrow('Unit 1 has no grid');
    expect([...edits.assignment]).toEqual([0, 0, 1, 1, 1]);
  });

  test('in any order, with undo and redo, judge as the whole judged afresh', () => {
    fc.assert(fc.property(arbitraryTown(), fc.option(arbitraryLocks), fc.infiniteStream(fc.nat(4)), arbitrarySteps, (free, locks, picks, steps) => {
      const problem = locks ? lockTown(free, locks) : free;
      const raw = Array.from(problem.community, () => picks.next().value!), numbers = [...new Set(raw)];
      problem.target = problem.windowMax;
      problem.barrierM = problem.borders.lengthM.map((metres) => (metres > 15 ? metres / 2 : 0));
      const edits = startEdits(problem, Int32Array.from(raw, (each) => numbers.indexOf(each)));
      agrees(problem, edits);
      for (const { kind, units, grid } of steps) {
        if (kind === 'undo' || kind === 'redo') edits[kind]();
        else {
          const to = grid % 3 === 0 ? edits.freeGrid() : edits.assignment[grid % edits.assignment.length]!;
          const edit = edits[kind](units.map((unit) => unit % edits.assignment.length), to);
          if (kind === 'move') expect(edits.totals).toEqual(edit.after);
        }
        agrees(problem, edits);
      }
      while (edits.undo());
      expect([...edits.assignment]).toEqual(raw.map((each) => numbers.indexOf(each)));
      agrees(problem, edits);
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

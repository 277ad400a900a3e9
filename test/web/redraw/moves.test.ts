import { describe, expect, test } from 'vitest';
import { judge } from '../../../geodata/redraw/judge.ts';
import { findLockFaults } from '../../../geodata/redraw/locks.ts';
import { solve } from '../../../geodata/redraw/solve.ts';
import { apply, type Change } from '../../../web/redraw/editor/change.ts';
import { gridOf, openCommunity, type Community } from '../../../web/redraw/editor/community.ts';
import { repairAround, splitByEngine, type Solver } from '../../../web/redraw/editor/engine.ts';
import { planMove } from '../../../web/redraw/editor/moves.ts';
import { openQueue } from '../../../web/redraw/editor/queue.ts';
import { planSplitAlong } from '../../../web/redraw/editor/splitAlong.ts';
import { drawLand, gridCode, HOME, planServer, unitCode } from './planServer.ts';

function open(rows: string[], options: Parameters<typeof drawLand>[1]): { community: Community; ground: Map<string, Community> } {
  const land = drawLand(rows, options), community = openCommunity(land, planServer(land).assignment());
  return { community, ground: new Map([[HOME, community]]) };
}
const solver: Solver = async (problem) => {
  if (findLockFaults(problem).length) return null;
  const { assignment } = solve(problem), { continues, deviation } = judge(problem, assignment);
  return { assignment, continues, deviation };
};
const moved = (change: Change | null) => (change && 'move' in change ? change.move.units.map(({ unit, to }) => `${Number(unit.slice(12))}→${Number(to!.slice(12))}`).join(' ') : null);

describe('a stroke, before it is let go', () => {
  const ROW = { grids: '111222', households: (at: number) => 10 + at };
  test('says what both grids become, and where one would break', () => {
    const { community, ground } = open(['ABCDEF'], ROW);
    const { preview } = planMove(ground, [{ community, unit: 4 }], gridCode(1));
    expect(preview).toMatchObject({ units: 1, households: 14, crosses: null, held: null });
    expect(preview.grids.map(({ code, before, after, off }) => [code, before, after, off])).toEqual([[gridCode(2), 42, 28, -2], [gridCode(1), 33, 47, 0]]);
    expect(preview.breaks.map(({ grid, parts }) => [grid, parts])).toEqual([[gridCode(2), 2], [gridCode(1), 2]]);
  });
  test('leaves out what is locked, what is in a frozen grid, and everything where the grid is frozen', () => {
    const { community, ground } = open(['ABCDEF'], ROW);
    community.locked[3] = 1;
    const units = [3, 4].map((unit) => ({ community, unit }));
    expect(planMove(ground, units, gridCode(1))).toMatchObject({ change: { move: { units: [{ unit: unitCode(4) }] } }, preview: { held: { locked: 1, frozen: [] } } });
    community.frozen[1] = true;
    expect(planMove(ground, units, gridCode(1))).toMatchObject({ change: null, preview: { held: { frozen: [gridCode(2)] } } });
    expect(planMove(ground, [{ community, unit: 0 }], gridCode(2))).toMatchObject({ change: null, preview: { held: { frozen: [gridCode(2)] } } });
  });
  test('leaves out units of another community, and names it', () => {
    const { community, ground } = open(['ABCDEF'], ROW), other = { ...openCommunity(drawLand(['AB']), planServer(drawLand(['AB'])).assignment()), code: '370216001002', name: '望海社区' };
    expect(planMove(ground, [{ community, unit: 2 }, { community: other, unit: 0 }], gridCode(2))).toMatchObject({ change: { move: { units: [{ unit: unitCode(2) }] } }, preview: { crosses: { units: 1, communities: ['望海社区'] } } });
  });
  test('into a new grid takes a code that was never used', () => {
    const { community, ground } = open(['ABCDEF'], ROW);
    community.freeSequence = 7;
    expect(planMove(ground, [{ community, unit: 0 }], 'new').target).toBe(gridCode(7));
    community.freeSequence = 1000;
    expect(planMove(ground, [{ community, unit: 0 }], 'new')).toMatchObject({ target: null, change: null });
  });
});

describe('splitting', () => {
  test('along a line puts the side with fewer households into a new grid', () => {
    const { community } = open(['ABCDEF'], { grids: '111111', households: () => 10 });
    const lon = (community.insideLon[1]! + community.insideLon[2]!) / 2, line = [-0.001, 0.001].map((off): [number, number] => [lon, community.insideLat[0]! + off]);
    expect(moved(planSplitAlong(community, 0, line))).toBe('1→2 2→2');
    community.locked[0] = 1;
    expect(planSplitAlong(community, 0, line)).toBeNull();
  });
  test('by the engine makes connected grids inside the window, the largest keeps the code', async () => {
    const { community, ground } = open(['ABCDEF', 'GHIJKL'], { grids: '1'.repeat(12), households: () => 10 });
    apply(ground, (await splitByEngine(community, 0, solver))!, new Map());
    expect(community.edits.totals()).toMatchObject({ deviation: 0, broken: 0, inWindow: 3 });
    expect(community.edits.grid(0).units.length).toBeGreaterThan(2);
  });
  test('by the engine makes two where the households fit no window, and nothing of a single unit', async () => {
    const { community, ground } = open(['ABCDX'], { grids: '11112', households: (at) => (at === 4 ? 40 : 5) });
    apply(ground, (await splitByEngine(community, 0, solver))!, new Map());
    expect([0, 1, 2, 3].map((unit) => gridOf(community, unit))).toEqual([1, 1, 3, 3].map(gridCode));
    expect(await splitByEngine(community, 1, solver)).toBeNull();
  });
});

describe('mending around a grid', () => {
  // 1 has too much, 2 too little, 3 is far off and wrong too.
  const TOWN = { grids: '1111122333', households: () => 12 };
  test('moves what is near, and leaves the rest', async () => {
    const { community, ground } = open(['ABCDEFGHIJ'], TOWN);
    apply(ground, (await repairAround(community, 0, solver))!, new Map());
    expect(community.edits.totals()).toMatchObject({ deviation: 0, broken: 0 });
    expect([7, 8, 9].map((unit) => gridOf(community, unit))).toEqual([3, 3, 3].map(gridCode));
  });
  test('keeps locked units where they are, and frozen grids out of it', async () => {
    const { community, ground } = open(['ABCDEFGHIJ'], TOWN);
    community.locked[4] = 1;
    const change = await repairAround(community, 0, solver);
    if (change) apply(ground, change, new Map());
    expect(gridOf(community, 4)).toBe(gridCode(1));
    const other = open(['ABCDEFGHIJ'], TOWN);
    other.community.frozen[1] = true;
    expect(moved(await repairAround(other.community, 0, solver))).not.toContain('→2');
    other.community.frozen[0] = true;
    expect(await repairAround(other.community, 0, solver)).toBeNull();
  });
  test('connects a broken grid', async () => {
    const { community, ground } = open(['ABCDEF'], { grids: '112122', households: () => 12 });
    expect(community.edits.totals().broken).toBe(2);
    apply(ground, (await repairAround(community, 0, solver))!, new Map());
    expect(community.edits.totals()).toMatchObject({ broken: 0, deviation: 0 });
  });
});

describe('what was not acknowledged', () => {
  function memory() {
    const kept = new Map<string, string>();
    return { get length() { return kept.size; }, key: (i: number) => [...kept.keys()][i] ?? null, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
  }
  const edit = (id: string, change: Change) => ({ id, tool: 'brush' as const, undoes: null, redoes: null, change, laid: true, saved: false });
  const stroke: Change = { move: { units: [0, 1, 2].map((at) => ({ unit: unitCode(at), from: at ? gridCode(1) : null, to: gridCode(2) })), creates: [gridCode(2)] } };

  test('comes back in order after a reload, for the same account and plan alone', () => {
    const storage = memory(), queue = openQueue(storage, 'planner', 'plan');
    for (let i = 0; i < 12; i++) queue.put(edit(`e${i}`, i % 2 ? { freeze: { grid: gridCode(i), to: true } } : stroke));
    queue.remove('e3');
    const again = openQueue(storage, 'planner', 'plan');
    expect(again.all().map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10', 'e11']);
    expect(again.all()[0]!.change).toEqual(stroke);
    again.put(edit('e12', stroke));
    expect(again.all().at(-1)!.id).toBe('e12');
    expect([openQueue(storage, 'other', 'plan').all(), openQueue(storage, 'planner', 'plan 2').all()]).toEqual([[], []]);
  });
  test('is kept small, and says where there is no room', () => {
    const storage = memory();
    openQueue(storage, 'planner', 'plan').put(edit('e', { move: { units: Array.from({ length: 500 }, (_, at) => ({ unit: unitCode(at), from: gridCode(1), to: gridCode(2) })) } }));
    expect(storage.getItem(storage.key(0)!)!.length).toBeLessThan(10_000);
    const full = { ...memory(), setItem: () => { throw new Error('QuotaExceeded'); } };
    expect(openQueue(full, 'planner', 'plan').put(edit('e', stroke))).toBe(false);
  });
});

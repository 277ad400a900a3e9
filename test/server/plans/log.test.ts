import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../server/plans/schema.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { editOf, plannerOf, replay, startPlan, type Draft, type Planner } from './planner.ts';

/** What a planner tries, in small numbers that a store makes something of. */
type Try =
  | { do: 'move'; unit: number; count: number; to: number; stale: boolean }
  | { do: 'create'; unit: number; count: number }
  | { do: 'lock' | 'unlock'; unit: number } | { do: 'freeze' | 'thaw' | 'dedicate'; grid: number } | { do: 'undo' };

const tries = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('move' as const), unit: fc.nat(60), count: fc.integer({ min: 1, max: 4 }), to: fc.nat(12), stale: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('create' as const), unit: fc.nat(60), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lock' as const, 'unlock' as const), unit: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('freeze' as const, 'thaw' as const, 'dedicate' as const), grid: fc.nat(12) }) },
  { weight: 3, arbitrary: fc.constant({ do: 'undo' as const }) },
), { minLength: 4, maxLength: 14 });

describe.each(stores)('the log of a plan on $engine', (store) => {
  let app: TestApp, askers: Asker[], community = '', units: string[] = [];
  beforeAll(async () => {
    app = await openApp(store);
    askers = [app, await app.as('planner')];
    community = (await app.database.query<{ code: string }>(`select community_code as code from grids where kind = 'basic' group by 1 having count(*) > 2 order by sum(unit_count), 1 limit 1`))[0]!.code;
    units = (await app.database.query<{ code: string }>('select code from units where community_code = $1 order by code', [community])).map(({ code }) => code);
  });
  afterAll(() => app?.close());

  const stateOf = async (planner: Planner) => {
    const [{ grids, grid, locked, freeSequence }] = (await planner.assignment()).communities as [any];
    return { grids: grids as { code: string; kind: 'basic' | 'dedicated'; frozen: boolean }[], gridOf: new Map(units.map((unit, at) => [unit, (grids[grid[at]]?.code ?? null) as string | null])), locked: new Set((locked as number[]).map((at) => units[at]!)), freeSequence: freeSequence as number };
  };

  /** Draws an edit from what the planner last saw, as somebody does who does not see the other at once. */
  function draftOf(each: Try, seen: Awaited<ReturnType<typeof stateOf>>, done: { id: string; draft: Draft }[]): Draft | null {
    const some = (at: number, count: number) => Array.from({ length: count }, (_, i) => units[(at + i) % units.length]!);
    const asMove = (chosen: string[], to: string, stale = false) => chosen.map((unit) => ({ unit, from: stale ? seen.grids[0]!.code : seen.gridOf.get(unit)!, to })).filter(({ from }) => from !== to);
    switch (each.do) {
      case 'move': {
        const moves = asMove(some(each.unit, each.count), seen.grids[each.to % seen.grids.length]!.code, each.stale);
        return moves.length ? { move: { units: moves } } : null;
      }
      case 'create': {
        const code = `${community}${String(seen.freeSequence).padStart(3, '0')}`;
        return { tool: 'new', move: { units: asMove(some(each.unit, each.count), code), creates: [code] } };
      }
      case 'lock': case 'unlock': return { tool: 'lock', lock: { units: [units[each.unit % units.length]!], to: each.do === 'lock' } };
      case 'freeze': case 'thaw': return { tool: 'freeze', freeze: { grid: seen.grids[each.grid % seen.grids.length]!.code, to: each.do === 'freeze' } };
      case 'dedicate': {
        const { code, kind } = seen.grids[each.grid % seen.grids.length]!;
        return { tool: 'dedicate', kind: { grid: code, from: kind, to: kind === 'basic' ? 'dedicated' : 'basic' } };
      }
      case 'undo': {
        const last = done.findLast(({ draft }) => draft.move);
        if (!last) return null;
        const back = last.draft.move!.units.map(({ unit, from, to }) => ({ unit, from: to, to: from })), held = new Set(seen.gridOf.values());
        return { undoes: last.id, move: { units: back, creates: [...new Set(back.map(({ to }) => to))].filter((code) => code !== null && !held.has(code)) as string[] } };
      }
    }
  }

  async function work(planner: Planner, plan: Try[]): Promise<{ accepted: Map<number, string>; refused: Map<string, string> }> {
    const accepted = new Map<number, string>(), refused = new Map<string, string>(), done: { id: string; draft: Draft }[] = [];
    let seen = await stateOf(planner);
    for (const [at, each] of plan.entries()) {
      // Looks up now and then only.
      if (at % 3 === 2) seen = await stateOf(planner);
      const draft = draftOf(each, seen, done);
      if (!draft) continue;
      const edit = editOf(draft), { results: [result] } = await planner.edit(edit);
      if (result!.state === 'refused') {
        refused.set(edit.id, result!.reason);
        continue;
      }
      accepted.set(result!.seq, edit.id);
      if (draft.undoes) done.pop();
      else done.push({ id: edit.id, draft });
    }
    return { accepted, refused };
  }

  test('is what two planners made of it, no accepted edit lost, and the plan is its sum', async () => {
    const reasons = new Set<string>();
    await fc.assert(fc.asyncProperty(tries, tries, async (first, second) => {
      const { id } = await startPlan(app, community);
      const planners = askers.map((asker) => plannerOf(asker, id)) as [Planner, Planner];
      const start = await stateOf(planners[0]);
      const made = await Promise.all([work(planners[0], first), work(planners[1], second)]);
      const { seq, edits } = await planners[0].log();

      // Every edit that was acknowledged is in the log where its answer said, and nothing else is.
      expect(edits.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
      expect(new Map(edits.map((entry) => [entry.seq, entry.id]))).toEqual(new Map([...made[0].accepted, ...made[1].accepted].sort(([a], [b]) => a - b)));
      for (const { refused } of made) {
        for (const [id, reason] of refused) {
          expect(edits.map((entry) => entry.id)).not.toContain(id);
          reasons.add(reason);
        }
      }

      const now = await stateOf(planners[0]);
      expect(now.gridOf).toEqual(replay(start.gridOf, edits));
      expect(now.locked).toEqual(locksOf(edits));
      const kinds = new Map(start.grids.map(({ code, kind }) => [code, kind]));
      for (const { kind } of edits) if (kind) kinds.set(kind.grid, kind.to);
      for (const { code, kind } of now.grids) expect(kind).toBe(kinds.get(code) ?? 'basic');

      // What is stored of the grids is what their units say.
      const stored = await app.database.query(`
        select g.code, g.households, g.unit_count as units, ST_IsValid(g.geom) as valid, ST_Area(g.geom::geography) as land from plan_grids g where plan_id = $1 and unit_count > 0 order by 1`, [id]);
      const counted = await app.database.query<{ code: string; land: number }>(`
        select t.grid_code as code, sum(u.households)::int as households, count(*)::int as units, true as valid, sum(ST_Area(u.geom::geography)) as land
        from plan_units t join units u on u.code = t.unit_code where plan_id = $1 group by 1 order by 1`, [id]);
      expect(stored).toEqual(counted.map((each) => ({ ...each, land: expect.closeTo(each.land, -2) })));
      expect(now.grids.map(({ code }) => code)).toEqual(counted.map(({ code }) => code));
    }), { numRuns: 12 });
    // They did get into each other's way.
    expect(reasons).toContain('moved');
  }, 180_000);
});

function locksOf(edits: readonly LogEntry[]): Set<string> {
  const locked = new Set<string>();
  for (const { lock } of edits) for (const unit of lock?.units ?? []) locked[lock!.to ? 'add' : 'delete'](unit);
  return locked;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePlan } from '../../../geodata/redraw/judgePlan.ts';
import type { EditResult } from '../../../server/plans/editSchema.ts';
import { fits, invert, withCreates, type Change, type Touched } from '../../../web/redraw/editor/change.ts';
import { gridOf, newCodes, openCommunity, type BuiltLand, type Community } from '../../../web/redraw/editor/community.ts';
import { batchOf } from '../../../web/redraw/editor/sender.ts';
import { openSession, type Session } from '../../../web/redraw/editor/session.ts';
import { drawLand, gridCode, HOME, planServer, unitCode, type PlanServer } from './planServer.ts';

/** One person at a browser: a session, and what is on the wire. */
interface Person { name: string; community: Community; session: Session; answers: EditResult[][]; refused: number }

let ids = 0;
const newId = () => `edit ${++ids}`;

function sit(name: string, land: BuiltLand, server: PlanServer): Person {
  const community = openCommunity(land, server.assignment()), session = openSession(new Map([[HOME, community]]), server.log.length, newId);
  session.remember(server.read(0, name).filter(({ mine }) => mine).map((entry) => ({ id: entry.id, tool: entry.tool, undoes: entry.undoes, redoes: entry.redoes, change: (entry.move ? { move: entry.move } : entry.lock ? { lock: entry.lock } : entry.freeze ? { freeze: entry.freeze } : entry.kind ? { kind: entry.kind } : { reason: entry.reason! }) as Change, seq: entry.seq })));
  return { name, community, session, answers: [], refused: 0 };
}

const unsent = ({ session }: Person) => session.pending.filter(({ saved }) => !saved);
const touched = (): Touched => new Map();

type Step = { who: number; what: 'move' | 'new' | 'kind' | 'lock' | 'freeze' | 'undo' | 'redo' | 'send' | 'lose' | 'answer' | 'hear' | 'reload'; a: number; b: number };
const arbitrarySteps = fc.array(fc.record({
  who: fc.nat(1), a: fc.nat(1000), b: fc.nat(1000),
  what: fc.constantFrom<Step['what']>('move', 'move', 'move', 'new', 'kind', 'lock', 'freeze', 'undo', 'undo', 'redo', 'send', 'send', 'lose', 'answer', 'answer', 'hear', 'hear', 'reload'),
}), { minLength: 1, maxLength: 60 });

function local(person: Person, { what, a, b }: Step): void {
  const { community, session } = person, count = community.unitCodes.length;
  const add = (change: Change, again = {}) => { if (fits(session.ground, change)) session.add({ id: newId(), tool: 'brush', change: withCreates(session.ground, change), ...again }, touched()); };
  if (what === 'undo' || what === 'redo') {
    const edit = session.stacks[what].at(-1);
    if (!edit?.change) return;
    const change = what === 'undo' ? invert(edit.change) : edit.change;
    if (fits(session.ground, change)) add(change, what === 'undo' ? { undoes: edit.id } : { redoes: edit.id });
    else session.forget(edit.id);
    return;
  }
  const grids = community.gridCodes.filter((_, at) => community.edits.grid(at).units.length), grid = grids[b % grids.length]!;
  if (what === 'kind') { const from = community.edits.isDedicated(community.gridAt.get(grid)!) ? 'dedicated' : 'basic'; return add({ kind: { grid, from, to: from === 'basic' ? 'dedicated' : 'basic' } }); }
  if (what === 'freeze') return add({ freeze: { grid, to: !community.frozen[community.gridAt.get(grid)!] } });
  const units = [...new Set([a % count, (a + b) % count, (a * 7) % count])].slice(0, 1 + (a % 3));
  if (what === 'lock') { const on = !community.locked[units[0]!]; return add({ lock: { units: units.filter((unit) => (community.locked[unit] === 1) !== on).map((unit) => community.unitCodes[unit]!), to: on } }); }
  const to = what === 'new' ? newCodes(community, 1)![0]! : grid;
  const moves = units.filter((unit) => gridOf(community, unit) !== to).map((unit) => ({ unit: community.unitCodes[unit]!, from: gridOf(community, unit), to }));
  if (moves.length) add({ move: { units: moves } });
}

function wire(person: Person, server: PlanServer, { what, a }: Step): void {
  const { session, name, answers } = person;
  if (what === 'send' && !answers.length) answers.push(server.take(structuredClone(batchOf(unsent(person)).slice(0, 1 + (a % 3))), name));
  // The server took it, and the answer never came: it is sent again.
  if (what === 'lose') server.take(structuredClone(unsent(person).slice(0, 1)), name);
  if (what === 'answer') person.refused += session.answer(answers.shift() ?? [], touched()).length;
  if (what === 'hear') session.fold(server.read(session.seq, name).slice(0, 1 + (a % 3)), touched());
}

/** Everything is sent, answered and heard. */
function settle(people: Person[], server: PlanServer): void {
  for (let round = 0; people.some((person) => person.answers.length || person.session.pending.length || person.session.seq < server.log.length); round++) {
    if (round > 500) throw new Error('It does not come to rest.');
    for (const person of people) for (const what of ['answer', 'send', 'answer', 'hear'] as const) wire(person, server, { who: 0, what, a: 2, b: 0 });
  }
}

function equals({ community }: Person, server: PlanServer, land: BuiltLand): void {
  const truth = openCommunity(land, server.assignment());
  expect(community.unitCodes.map((_, unit) => gridOf(community, unit))).toEqual(truth.unitCodes.map((_, unit) => gridOf(truth, unit)));
  expect([...community.locked]).toEqual([...truth.locked]);
  for (const code of truth.gridCodes) {
    const at = community.gridAt.get(code)!, there = truth.gridAt.get(code)!;
    expect([code, community.frozen[at] === true, community.reasons[at] ?? null]).toEqual([code, truth.frozen[there] === true, truth.reasons[there] ?? null]);
  }
  const { borderM, barrierM, compactness, ...counts } = community.edits.totals(), expected = truth.edits.totals();
  expect(counts).toMatchObject({ deviation: expected.deviation, grids: expected.grids, inWindow: expected.inWindow, dedicated: expected.dedicated, broken: expected.broken });
  expect([borderM, barrierM, compactness]).toEqual([expect.closeTo(expected.borderM, 6), expect.closeTo(expected.barrierM, 6), expect.closeTo(expected.compactness, 9)]);
}

const LAND = drawLand(['ABCD', 'EFGH', 'IJKL'], { grids: '112211223344', households: (at) => 5 + ((at * 7) % 20) });
const move = (unit: number, from: number, to: number): Change => ({ move: { units: [{ unit: unitCode(unit), from: gridCode(from), to: gridCode(to) }] } });

describe('a plan edited by several', () => {
  test('ends, in whatever order things are sent, lost, refused, heard and undone, as the server has it', () => {
    fc.assert(fc.property(arbitrarySteps, (steps) => {
      const server = planServer(LAND), people = [sit('甲', LAND, server), sit('乙', LAND, server)];
      for (const step of steps) {
        const person = people[step.who]!;
        if (step.what === 'reload') {
          // What was not acknowledged is laid on again, as the queue keeps it.
          const left = unsent(person).map(({ id, tool, undoes, redoes, change }) => ({ id, tool, undoes, redoes, change }));
          people[step.who] = sit(person.name, LAND, server);
          for (const edit of left) people[step.who]!.session.add(structuredClone(edit), touched());
        } else if (['send', 'lose', 'answer', 'hear'].includes(step.what)) wire(person, server, step);
        else local(person, step);
      }
      settle(people, server);
      for (const person of people) equals(person, server, LAND);
      const used = [...new Set(people[0]!.community.edits.assignment)].sort((a, b) => a - b), { community } = people[0]!;
      const judged = judgePlan(LAND.problem, community.edits.assignment.map((grid) => used.indexOf(grid)), used.map((grid) => community.edits.isDedicated(grid)));
      expect(community.edits.totals()).toMatchObject({ deviation: judged.deviation, grids: judged.grids, inWindow: judged.inWindow });
    }), { numRuns: 400 });
  });

  test('taken back step by step is what it was, and done again what it became', () => {
    const server = planServer(LAND);
    let person = sit('甲', LAND, server);
    const before = person.community.edits.totals();
    for (let i = 0; i < 200; i++) local(person, { who: 0, what: i % 9 === 4 ? 'new' : 'move', a: i * 13 + 1, b: i * 5 });
    const made = person.session.stacks.undo.length, after = [...person.community.unitCodes.keys()].map((unit) => gridOf(person.community, unit));
    expect(made).toBeGreaterThan(100);
    settle([person], server);
    for (let i = 0; i < made / 2; i++) local(person, { who: 0, what: 'undo', a: 0, b: 0 });
    settle([person], server);
    // Another machine: only the log.
    person = sit('甲', LAND, server);
    for (let i = 0; person.session.stacks.undo.length; i++) local(person, { who: 0, what: 'undo', a: 0, b: 0 });
    expect(person.community.edits.totals()).toEqual(before);
    expect(person.session.stacks.redo).toHaveLength(made);
    for (let i = 0; i < made; i++) local(person, { who: 0, what: 'redo', a: 0, b: 0 });
    settle([person], server);
    expect([...person.community.unitCodes.keys()].map((unit) => gridOf(person.community, unit))).toEqual(after);
    equals(person, server, LAND);
  });

  test('tells the later one what it could not do, and takes that back', () => {
    const server = planServer(LAND), [first, second] = [sit('甲', LAND, server), sit('乙', LAND, server)];
    first.session.add({ id: newId(), tool: 'brush', change: move(2, 2, 1) }, touched());
    second.session.add({ id: newId(), tool: 'brush', change: move(2, 2, 4) }, touched());
    settle([first], server);
    settle([second], server);
    expect([first.refused, second.refused]).toEqual([0, 1]);
    expect(gridOf(second.community, 2)).toBe(gridCode(1));
    expect(second.session.stacks.undo).toEqual([]);
  });

  test('gives a new grid the next code where somebody was first, and all that was done to it since goes along', () => {
    const server = planServer(LAND), [first, second] = [sit('甲', LAND, server), sit('乙', LAND, server)];
    first.session.add({ id: newId(), tool: 'new', change: withCreates(first.session.ground, move(0, 1, 5)) }, touched());
    second.session.add({ id: newId(), tool: 'new', change: withCreates(second.session.ground, move(11, 4, 5)) }, touched());
    second.session.add({ id: newId(), tool: 'brush', change: move(10, 4, 5) }, touched());
    settle([first], server);
    settle([second], server);
    settle([first, second], server);
    expect([0, 10, 11].map((unit) => gridOf(first.community, unit))).toEqual([gridCode(5), gridCode(6), gridCode(6)]);
    expect(second.refused).toBe(0);
    equals(second, server, LAND);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanCheck } from '../../../server/plans/checkSchema.ts';
import type { Rebase } from '../../../server/plans/publicationSchema.ts';
import { rebaseSides } from '../../../server/plans/rebaseSides.ts';
import type { Side } from '../../../server/plans/sides.ts';
import { openApp, type TestApp } from '../house.ts';
import { TODAY } from '../setup.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing, type Moved } from './drawing.ts';

const COMMUNITY = '370216001001';

describe('a plan laid onto another edition', () => {
  // A letter a unit: the grid it is in; a point for none.
  const codeOf = (letter: string) => COMMUNITY + String(letter.charCodeAt(0)).padStart(3, '0');
  const side = (letters: string): Side => new Map([...letters].flatMap((letter, i) => (letter === '.' ? [] : [[`u${i}`, { grid: codeOf(letter), kind: 'basic', name: null, locked: false }] as const])));
  const usedBy = (...sides: string[]) => new Set(sides.flatMap((letters) => [...letters].filter((letter) => letter !== '.').map((letter) => letter.charCodeAt(0))));
  const rebase = (base: string, plan: string, last: string) => {
    const units = [...base].map((_, i) => `u${i}`), result = rebaseSides(COMMUNITY, units, { base: side(base), plan: side(plan), last: side(last) }, usedBy(base, last));
    const letterOf = (code: string | null) => (code === null ? '.' : String.fromCharCode(Number(code.slice(-3))));
    return { grids: units.map((unit) => letterOf(result.grids.get(unit)!)).join(''), kept: result.kept.length, dropped: result.dropped.map(({ unit }) => unit), renamed: [...result.renamed].map(([from]) => letterOf(from)) };
  };

  test('keeps what it moved and takes over what was published', () => expect(rebase('aaaabbbb', 'aaabbbbb', 'aaaabbba')).toEqual({ grids: 'aaabbbba', kept: 1, dropped: [], renamed: [] }));
  test('drops what the edition moved elsewhere', () => expect(rebase('aaaabbbbcc', 'abaabbbccc', 'acaabbbbcc')).toMatchObject({ grids: 'acaabbbccc', kept: 1, dropped: ['u1'] }));
  test('agrees where both moved a unit alike', () => expect(rebase('aabb', 'abbb', 'abbb')).toEqual({ grids: 'abbb', kept: 0, dropped: [], renamed: [] }));
  test('drops what was to go to a grid that ended', () => expect(rebase('aaabbbcc', 'aabbbbcb', 'aaaccccc')).toMatchObject({ grids: 'aaaccccc', dropped: ['u2', 'u7'] }));
  test('gives its new grid another code where the edition took that', () => {
    const { grids, renamed } = rebase('aaaabbbb', 'aaddbbbb', 'aaaabbdd');
    expect(renamed).toEqual(['d']);
    expect(grids).toMatch(/^aa(.)\1bbdd$/);
    expect(grids[2]).not.toMatch(/[abd]/);
  });
  test('is dropped whole where most of it is lost', () => expect(rebase('aaaaaabbb', 'aabbbbbbb', 'aaaaacccc')).toMatchObject({ grids: 'aaaaacccc', kept: 0 }));

  test('gives every unit the grid of one of the two, and changes nothing where one of them did not', () => {
    const letters = (length: number) => fc.array(fc.constantFrom(...'abcd.'), { minLength: length, maxLength: length }).map((all) => all.join(''));
    fc.assert(fc.property(fc.nat(12).chain((length) => fc.tuple(letters(length), letters(length), letters(length))), ([base, plan, last]) => {
      expect(rebase(base, base, last).grids).toBe(last);
      const untouched = rebase(base, plan, base);
      expect([untouched.grids, untouched.dropped]).toEqual([plan, []]);
      const { grids, renamed } = rebase(base, plan, last);
      [...grids].forEach((letter, i) => expect(letter === last[i] || letter === plan[i] || renamed.includes(plan[i]!)).toBe(true));
    }));
  });
});

describe.each(stores)('rebasing on $engine', (store) => {
  let app: TestApp, drawing: Drawing;
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
  });
  afterAll(() => app?.close());

  const rebase = (plan: string) => drawing.ask('POST', `/plans/${plan}/rebase`) as Promise<{ status: number; body: Rebase }>;

  test('a plan that was overtaken goes on from what was published, keeps its moves, and can be published', async () => {
    const [community] = drawing.communities as [string], plan = await drawing.start(community), rival = await drawing.start(community);
    const [mine] = await drawing.move(plan, community) as [Moved], [theirs] = await drawing.move(rival, community, 1, [mine.from, mine.to]) as [Moved];
    await drawing.handIn(plan);
    await drawing.handIn(rival);
    expect((await drawing.publish(rival, '2026-12-01')).status).toBe(201);
    const { findings } = (await app.json(`/plans/${plan}/check`)) as PlanCheck;
    expect(findings.find(({ rule }) => rule === 'base_changed')).toMatchObject({ level: 'blocks', community, edition: { from: '2026-12-01' } });
    expect(await drawing.publish(plan, '2026-12-15')).toMatchObject({ status: 409, body: { type: 'urn:jingwei:problem:base-changed', errors: [{ field: community }] } });
    const before = await drawing.gridsOn(community, TODAY);
    const { status, body } = await rebase(plan);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.communities).toMatchObject([{ community, from: '2024', kept: 1, dropped: [], droppedCount: 0, renamed: [] }]);
    expect(await app.json(`/plans/${plan}`)).toMatchObject({ state: 'draft', seq: body.seq });
    const { edits } = await app.json(`/plans/${plan}/edits`);
    expect(edits.at(-1)).toMatchObject({ tool: 'rebase', mine: true, move: { units: [theirs] } });
    expect(await rebase(plan)).toMatchObject({ status: 200, body: { seq: body.seq, communities: [] } });
    await drawing.handIn(plan);
    expect((await drawing.publish(plan, '2026-12-15')).status).toBe(201);
    expect(await drawing.gridsOn(community, '2026-12-15')).toEqual(new Map([...before, [theirs.unit, theirs.to], [mine.unit, mine.to]]));
    expect((await rebase(plan)).status).toBe(409);
  });

  test('locks give way to what was published, and grids as they are drawn follow', async () => {
    const community = drawing.communities[1]!, plan = await drawing.start(community), rival = await drawing.start(community);
    const [theirs] = await drawing.move(rival, community) as [Moved];
    await drawing.edit(plan, { lock: { units: [theirs.unit], to: true } }, { freeze: { grid: theirs.to, to: true } });
    await drawing.handIn(rival);
    expect((await drawing.publish(rival, TODAY)).status).toBe(201);
    expect((await rebase(plan)).body.communities).toMatchObject([{ community, kept: 0, droppedCount: 0 }]);
    const [row] = await app.database.query<{ grid: string; locked: boolean }>('select grid_code as grid, locked from plan_units where plan_id = $1 and unit_code = $2', [plan, theirs.unit]);
    expect(row).toEqual({ grid: theirs.to, locked: false });
    const told = async (path: string) => Object.fromEntries((await app.json(path)).features.map(({ id, properties: { households, units, name } }: any) => [id, { households, units, name }]));
    expect(await told(`/plans/${plan}/grids`)).toEqual(await told(`/grids?area=${community}`));
    const [apart] = await app.database.query<{ share: number }>(`
      select max(ST_Area(ST_SymDifference(p.geom, g.geom)) / ST_Area(g.geom)) as share from plan_grids p join grids g on g.code = p.code
      join edition_communities e on e.edition_id = g.edition_id and e.community_code = g.community_code and e.valid_to is null where p.plan_id = $1`, [plan]);
    expect(apart!.share).toBeLessThan(1e-6);
    expect(((await app.json(`/plans/${plan}/check`)) as PlanCheck).findings.map(({ rule }) => rule)).toEqual(['unchanged']);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comment, type Comment } from '../../../server/plans/commentSchema.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing } from './drawing.ts';
import { eventsOf } from './planner.ts';

describe.each(stores)('comments on $engine', (store) => {
  let app: TestApp, drawing: Drawing, plan = '';
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
    plan = await drawing.start(drawing.communities[0]!);
  });
  afterAll(() => app?.close());

  const say = (body: unknown) => drawing.ask('POST', `/plans/${plan}/comments`, body);

  test('stand where they were pinned, with who wrote them, until they are resolved and after', async () => {
    const [grid] = (await app.json(`/plans/${plan}/grids`)).features;
    const place = await say({ text: ' 这条河从中间穿过\n请再看一下 ', at: [121.1, 37.4] }), onGrid = await say({ text: '户数偏多', grid: grid.id }), whole = await say({ text: '同意' });
    expect([place, onGrid, whole].map(({ status }) => status)).toEqual([201, 201, 201]);
    const comments = (await app.json(`/plans/${plan}/comments`)) as Comment[];
    expect(comment.array().parse(comments)).toEqual(comments);
    expect(comments).toMatchObject([
      { text: '这条河从中间穿过\n请再看一下', by: 'test admin', mine: true, at: [121.1, 37.4], grid: null, resolvedAt: null, resolvedBy: null },
      { text: '户数偏多', at: grid.properties.label, grid: grid.id }, { text: '同意', at: null, grid: null },
    ]);
    const planner = await app.as('planner'), theirs = (await planner.json(`/plans/${plan}/comments`)) as Comment[];
    expect(theirs.map(({ mine }) => mine)).toEqual([false, false, false]);
    const open = async () => (await app.json(`/plans/${plan}/check`)).findings.find(({ rule }: any) => rule === 'comment_open')?.count;
    expect(await open()).toBe(3);
    const path = `/plans/${plan}/comments/${comments[0]!.id}`;
    const answer = await planner.request(path, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"resolved":true}' });
    expect(await answer.json()).toMatchObject({ resolvedAt: expect.any(String), resolvedBy: 'test planner' });
    expect(await open()).toBe(2);
    expect(await drawing.ask('PATCH', path, { resolved: false })).toMatchObject({ status: 200, body: { resolvedAt: null, resolvedBy: null } });
    const told = await app.database.query<{ action: string; after: any }>(`select action, after from audit where noun = 'comments' order by sequence`);
    expect(told.map(({ action, after }) => [action, after.resolved ?? after.text])).toEqual([['create', '这条河从中间穿过\n请再看一下'], ['create', '户数偏多'], ['create', '同意'], ['change', true], ['change', false]]);
  });

  test('are told to everybody who has the plan open', async () => {
    let said = '', heard = '';
    for await (const { event, data } of eventsOf(await app.request(`/plans/${plan}/events`))) {
      if (event === 'present' && !said) said = (await say({ text: '看到了吗' })).body.id;
      if (event === 'comment') heard = data.comment;
      if (heard) break;
    }
    expect(heard).toBe(said);
  });

  test('that are empty, too long, nowhere or about another plan are refused', async () => {
    const cases: [unknown, string][] = [[{}, 'text'], [{ text: '  ' }, 'text'], [{ text: 'x'.repeat(1001) }, 'text'], [{ text: 'a\u0007' }, 'text'], [{ text: 'a', at: [200, 0] }, 'at.0'], [{ text: 'a', at: [1] }, 'at'],
      [{ text: 'a', grid: '1' }, 'grid'], [{ text: 'a', grid: '110101001001001' }, 'grid'], [{ text: 'a', resolved: true }, 'resolved']];
    for (const [body, field] of cases) {
      const { status, body: problem } = await say(body);
      expect([status, problem.errors[0].field.slice(0, field.length)], JSON.stringify(body)).toEqual([400, field]);
    }
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await drawing.ask('PATCH', `/plans/${plan}/comments/${nowhere}`, { resolved: true })).status).toBe(404);
    expect((await drawing.ask('GET', `/plans/${nowhere}/comments`)).status).toBe(404);
  });

  test('end with publication, and go with a plan that is deleted', async () => {
    const published = await drawing.publishOne(drawing.communities[1]!, '2026-12-01');
    expect(await drawing.ask('POST', `/plans/${published.plan}/comments`, { text: '太晚了' })).toMatchObject({ status: 409 });
    expect((await drawing.ask('DELETE', `/plans/${plan}`)).status).toBe(204);
    expect(await app.database.query('select 1 from plan_comments where plan_id = $1', [plan])).toEqual([]);
  });
});

import readXlsx from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const PERIOD = 'from=2026-10-01&to=2026-11-01';

describe.each(stores)('the brief of a question on $engine', (store) => {
  let app: TestApp, street = '', name = '';
  beforeAll(async () => {
    app = await openApp(store);
    const [first] = (await app.json('/areas?level=street')).features;
    [street, name] = [first.id, first.properties.name];
  });
  afterAll(() => app.close());

  const file = async (query: string, asker: Asker = app) => {
    const response = await asker.request(`/incidents/brief?${query}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 200) throw new Error(`${query}: ${response.status} ${Buffer.from(bytes)}`);
    return bytes;
  };
  const sheets = async (query: string, asker?: Asker) => new Map((await readXlsx(Buffer.from(await file(`format=xlsx&${query}`, asker))) as unknown as { sheet: string; data: unknown[][] }[]).map(({ sheet, data }) => [sheet, data]));
  const pages = async (query: string, asker?: Asker) => (await extractText(await getDocumentProxy(await file(`format=pdf&${query}`, asker)))).text;
  const recount = async (area: string) => (await app.database.query<Record<'opened' | 'due' | 'dueClosed' | 'dueOnTime' | 'closed', number>>(`
    select count(*) filter (where opened_at >= b and opened_at < e)::int as opened, count(*) filter (where due_at >= b and due_at < e)::int as due,
      count(*) filter (where due_at >= b and due_at < e and closed_at is not null)::int as "dueClosed", count(*) filter (where due_at >= b and due_at < e and closed_at <= due_at)::int as "dueOnTime",
      count(*) filter (where closed_at >= b and closed_at < e)::int as closed
    from incidents, (select '2026-10-01 00:00+08'::timestamptz as b, '2026-11-01 00:00+08'::timestamptz as e) p
    where located = 'exact' and starts_with(community_code, $1)`, [area]))[0]!;

  test('as a workbook has the figures of a recount, each with numerator, denominator and definition', async () => {
    const book = await sheets(`${PERIOD}&area=${street}&level=community&measure=onTimeRate`);
    expect([...book.keys()]).toEqual(['概览', '排名', '类别', '来源', '状态', '逐日', '时段', '口径']);
    const counted = await recount(street), overview = book.get('概览')!;
    const line = (measure: string) => overview.find((row) => row[0] === name && row[1] === measure)!;
    expect(line('上报件数')[2]).toBe(counted.opened);
    expect(line('按期结案率').slice(4, 8)).toEqual([counted.dueOnTime, '按期结案', counted.due, '应结案']);
    expect(line('按期结案率')[2]).toBeCloseTo((100 * counted.dueOnTime) / counted.due, 9);
    expect(line('结案率').slice(4, 7)).toEqual([counted.dueClosed, '已结案', counted.due]);
    for (const row of overview.slice(1)) expect(String(row.at(-1)).length).toBeGreaterThan(5);
    const ranking = book.get('排名')!.slice(1);
    for (const row of ranking) {
      const own = await recount(String(row[0]));
      expect([row[3], row[4], row[7]]).toEqual([own.dueOnTime, own.due, own.opened]);
    }
    expect(ranking.map((row) => row[0]).sort()).toEqual((await app.json(`/areas?level=community&area=${street}`)).features.map(({ id }: { id: string }) => id));
    const sum = (sheet: string, column: number) => book.get(sheet)!.slice(1).reduce((total, row) => total + Number(row[column] ?? 0), 0);
    expect([sum('类别', 3), sum('来源', 2), sum('状态', 2), sum('逐日', 1)]).toEqual([counted.opened, counted.opened, counted.opened, counted.opened]);
    expect(book.get('时段')!.slice(1).flatMap((row) => row.slice(1)).reduce((total: number, n) => total + Number(n), 0)).toBe(counted.opened);
    const notes = new Map(book.get('口径')!.map(([title, text]) => [title, String(text)]));
    expect(notes.get('本期')).toBe('2026.10.1–10.31');
    expect(notes.get('结案率')).toContain('应结案');
  });

  test('as a PDF is two pages whose text can be read: finding, figures, ranking, definitions', async () => {
    const text = await pages(`${PERIOD}&measure=perThousand`);
    expect(text).toHaveLength(2);
    const counted = await recount(street.slice(0, 6));
    expect(text[0]).toContain(counted.opened.toLocaleString('en'));
    expect(text[0]).toContain(`${counted.dueOnTime.toLocaleString('en')} / ${counted.due.toLocaleString('en')}`);
    for (const { properties } of (await app.json('/areas?level=street')).features) expect(text[0]).toContain(properties.name);
    expect(text[0]).toMatch(/上报 [\d,]+ 件，较上期(上升|下降) \d+%/);
    for (const words of ['时段节律', '大类', '来源', '结案用时', '口径', '比较时段']) expect(text[1]).toContain(words);
    expect(text.join('')).not.toMatch(/[\p{Co}\0〓]/u);
    expect(text[0]).toContain('示例数据');
  });

  test('speaks English, and says by what it was filtered', async () => {
    const [category] = await app.json('/categories');
    const text = await pages(`${PERIOD}&area=${street}&lang=en&categories=${category.code}&weekdays=0,6&gridsOf=today`);
    expect(text[0]).toContain('reported');
    expect(text[0]).toContain(category.name);
    expect(text[0]).toContain('Mon, Sun');
    expect(text[0]).toContain('in force today');
    expect(text[1]).toContain('How figures are counted');
  });

  test('of a community lists its grids; of a quiet day it stands as well', async () => {
    const [community] = (await app.json(`/areas?level=community&area=${street}`)).features;
    const book = await sheets(`${PERIOD}&area=${community.id}&measure=count`);
    expect(book.get('排名')!.slice(1).every((row) => String(row[0]).startsWith(community.id) && String(row[0]).length === 15)).toBe(true);
    expect(await pages(`${PERIOD}&area=${community.id}`)).toHaveLength(2);
    expect(await pages('from=2020-01-01&to=2020-01-02')).toHaveLength(2);
  });

  test('tells who has no right to single cases nothing finer than they see elsewhere', async () => {
    const viewer = await app.as('viewer'), query = `${PERIOD}&level=community`;
    const seen = await viewer.json(`/incidents/summary?${query}`), book = await sheets(query, viewer);
    expect(book.has('时段')).toBe(false);
    const shown = new Map(seen.byArea.map(({ code, now }: any) => [code, now.opened]));
    const ranking = book.get('排名')!;
    expect(ranking[0]).not.toContain('应结案');
    for (const row of ranking.slice(1)) expect(row[7]).toBe(shown.get(row[0]));
    expect(ranking).toHaveLength(1 + shown.size);
    const text = await pages(query, viewer);
    expect(text.join('')).not.toContain('按期');
    expect(text[1]).toContain(`少于 ${seen.threshold} 件`);
    for (const finer of ['level=grid', 'measure=closureRate', 'hours=8', 'sources=hotline']) expect((await viewer.request(`/incidents/brief?format=pdf&${PERIOD}&${finer}`)).status, finer).toBe(403);
  });

  test('of a question that has no answer is refused as the question is', async () => {
    for (const query of ['from=2026-11-01&to=2026-10-01', `${PERIOD}&categories=9999`, 'from=1900-01-01&to=2100-01-01', `${PERIOD}&measure=joy`, `${PERIOD}&colour=red`]) expect((await app.request(`/incidents/brief?format=pdf&${query}`)).status, query).toBe(400);
    expect((await app.request(`/incidents/brief?format=doc&${PERIOD}`)).status).toBe(400);
    const other = (await app.json('/areas?level=street')).features[1].id;
    expect((await (await app.as('leader', street)).request(`/incidents/brief?format=pdf&${PERIOD}&area=${other}`)).status).toBe(404);
    await file(`format=xlsx&${PERIOD}&area=${street}`);
    expect((await app.json('/audit?action=export&noun=incidents')).entries[0]).toMatchObject({ area: street, after: { format: 'xlsx', from: '2026-10-01' } });
  });
});

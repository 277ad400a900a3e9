import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Question } from '../../geodata/density/question.ts';
import type { Answer, Ask, FromWorker, ToWorker } from '../../web/incidents/messages.ts';
import { stream } from './incidentStream.ts';

const COMMUNITIES = ['370216001001', '370216002001'];
const said: FromWorker[] = [];
let tell: (message: ToWorker) => void;
/** Months that the server has been asked for and not answered yet. */
const asked = new Map<string, (status?: number) => void>();

/** Three cases a month at noon of its 10th, two of them in the first community. */
function answerOf(month: string): Uint8Array {
  const openedS = Date.parse(`${month}-10T12:00:00+08:00`) / 1000;
  return stream([openedS, openedS + 1, openedS + 2], COMMUNITIES, [0, 0, 1]);
}

beforeAll(async () => {
  const worker = { onmessage: null as ((event: { data: ToWorker }) => void) | null, postMessage: (message: FromWorker) => { said.push(message); } };
  vi.stubGlobal('self', worker);
  vi.stubGlobal('fetch', (url: string) => new Promise((resolve) => {
    const month = /from=(\d{4}-\d{2})/.exec(url)![1]!;
    asked.set(month, (status = 200) => { asked.delete(month); resolve(new Response(status === 200 ? answerOf(month) as BodyInit : null, { status })); });
  }));
  await import('../../web/incidents/densityWorker.ts');
  tell = (data) => worker.onmessage!({ data });
});
afterAll(() => { vi.unstubAllGlobals(); });

/** Lets the server answer for a month, once it was asked for it. */
async function serve(month: string, status?: number): Promise<void> { (await vi.waitUntil(() => asked.get(month)))(status); }
const answers = (): Answer[] => said.flatMap((message) => ('answer' in message ? [message.answer] : []));
const question: Question = { area: '370216', level: 'street', from: '2026-11-01', to: '2026-11-23', categories: [], sources: [], states: [], hours: [], weekdays: [], measure: 'count', gridsOf: 'own' };
const ask = (nth: number, some: Partial<Question> = {}, rest: Partial<Ask> = {}) => tell({ ask: { nth, channel: 'drill', question: { ...question, ...some }, draw: null, settled: true, since: '2026-09-01', ...rest } });

describe('the density worker', () => {
  it('answers as soon as the months of a question are there, and once more when all are', async () => {
    tell({ source: { version: '1', whole: '370216', extent: { from: '2026-09-01', to: '2026-11-23' } } });
    ask(1);
    expect([...asked.keys()]).toEqual(['2026-11', '2026-10']);
    await serve('2026-11');
    await vi.waitUntil(() => answers().length === 1);
    expect(answers()[0]).toMatchObject({ nth: 1, loaded: false, held: { from: '2026-11-01' }, summary: { area: { now: { opened: 3 }, previous: null } } });
    await serve('2026-10');
    await serve('2026-09');
    await vi.waitUntil(() => answers().at(-1)!.loaded);
    expect(answers()).toHaveLength(2);
    expect(answers()[1]).toMatchObject({ nth: 1, loaded: true, summary: { area: { now: { opened: 3 }, previous: { opened: 3 } } } });
  });

  it('answers others from what it has, without the server, each asker by filters of its own', () => {
    ask(2, { area: '370216002' });
    ask(3, {}, { channel: 'sheet' });
    ask(4, { area: '370216002', from: '2026-10-01' });
    expect(answers().slice(2).map(({ channel, summary }) => [channel, summary!.area.now.opened])).toEqual([['drill', 1], ['sheet', 3], ['drill', 2]]);
    expect(asked.size).toBe(0);
  });

  it('says why it has no picture, and goes on', () => {
    ask(5, {}, { draw: { kind: 'heat', bandwidthM: 300, breaks: [1], ramp: ['#000000', '#ffffff'], shape: 'nowhere' } });
    expect(said.at(-1)).toMatchObject({ failure: { nth: 5, message: 'no shape nowhere' } });
    ask(6);
    expect(answers().at(-1)).toMatchObject({ nth: 6, summary: { area: { now: { opened: 3 } } } });
  });

  it('fetches anew when the records changed, says what failed, and asks again', async () => {
    tell({ source: { version: '2', whole: '370216', extent: { from: '2026-11-01', to: '2026-11-23' } } });
    ask(7, {}, { since: '2026-11-01' });
    await serve('2026-11', 503);
    await vi.waitUntil(() => 'failure' in said.at(-1)!);
    expect(said.at(-1)).toMatchObject({ failure: { nth: 7, status: 503 } });
    ask(8, {}, { since: '2026-11-01' });
    await serve('2026-11');
    await vi.waitUntil(() => answers().at(-1)!.nth === 8);
    expect(answers().at(-1)).toMatchObject({ loaded: true, summary: { area: { now: { opened: 3 } } } });
  });
});

/** The screens of the live bench and the source that reports, in a thread of their own. */
import { Agent, request, type ClientRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

export interface ListenPlan { api: string; stream: string; cookie: string; screens: number; seconds: number; perSecond: number }

/** From the moment that a report is sent to the moment that a screen hears of it: one time a report and screen. */
export interface ListenResult { latencyMs: number[] }

const { api, stream, cookie, screens, seconds, perSecond } = workerData as ListenPlan;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
/** When the report of each change was sent. */
const sentAt = new Map<number, number>();
const result: ListenResult = { latencyMs: [] };
let newest = 0;

/** Listens, and waits until the first event has come. */
const listen = () => new Promise<ClientRequest>((resolve, reject) => {
  let last = 0, rest = '';
  const asked = request(stream, { agent, headers: { cookie } }, (response) => {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n\n'), now = performance.now();
      rest = parts.pop()!;
      for (const part of parts) {
        const change = Number(/"change":(\d+)/.exec(part)?.[1] ?? 0);
        if (last === 0) {
          last = change;
          newest = Math.max(newest, change);
          resolve(asked);
        }
        if (!part.startsWith('event: change')) continue;
        // One event may be about several.
        for (let each = last + 1; each <= change; each++) {
          const sent = sentAt.get(each);
          if (sent !== undefined) result.latencyMs.push(now - sent);
        }
        last = Math.max(last, change);
      }
    });
  });
  asked.on('error', reject);
  asked.end();
});

const post = (body: string) => new Promise<number>((resolve, reject) => {
  const asked = request(`${api}/api/v1/incidents`, { method: 'POST', agent, headers: { cookie, 'content-type': 'application/json' } }, (response) => {
    response.resume();
    response.on('end', () => resolve(response.statusCode!));
  });
  asked.on('error', reject);
  asked.end(body);
});

const listening: ClientRequest[] = [];
const run = Date.now().toString(36);
const report = (nth: number) => JSON.stringify({ incidents: [{ source: 'hotline', externalId: `bench-${run}-${nth}`, category: '0101', openedAt: new Date().toISOString() }] });
// So that there is a last change to count from.
await post(report(0));
while (listening.length < screens) listening.push(...(await Promise.all(Array.from({ length: Math.min(50, screens - listening.length) }, listen))));
await sleep(1000);
parentPort!.postMessage('begun');
const began = performance.now();
for (let nth = 1; nth <= seconds * perSecond; nth++) {
  await sleep(Math.max(0, began + (nth * 1000) / perSecond - performance.now()));
  sentAt.set(newest + nth, performance.now());
  const status = await post(report(nth));
  if (status !== 200) throw new Error(`A report was answered with ${status}.`);
}
await sleep(Math.max(0, began + seconds * 1000 - performance.now()));
parentPort!.postMessage(result);
for (const each of listening) each.on('error', () => {}).destroy();
agent.destroy();

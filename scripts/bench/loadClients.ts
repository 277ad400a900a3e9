/** The 200 people of the load bench, in a thread of their own. */
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export interface LoadPlan {
  url: string;
  cookie: string;
  users: number;
  seconds: number;
  bounds: [west: number, south: number, east: number, north: number];
  streets: string[];
  /** The newest day of incidents. */
  today: string;
}

/** One time for every map move and every drill; `errors` of `answers` were 5xx or none. */
export interface LoadResult { answers: number; errors: number; mapMs: number[]; drillMs: number[]; plans: number }

// A person looks at what came before going on.
const LOOK_MS = 2000;
const ZOOMS = [12, 13, 14];
// What a screen needs for one move.
const TILES = 6;

const { url, cookie, users, seconds, bounds, streets, today } = workerData as LoadPlan;
const agent = new Agent({ keepAlive: true, maxSockets: users * 6 });
const end = performance.now() + seconds * 1000;
const result: LoadResult = { answers: 0, errors: 0, mapMs: [], drillMs: [], plans: 0 };

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

/** The body, once all of it is here. */
const ask = (path: string, method = 'GET', body?: string) => new Promise<string>((resolve) => {
  const settle = (failed: boolean, text: string) => {
    result.answers++;
    if (failed) result.errors++;
    resolve(text);
  };
  const headers = { cookie, 'accept-encoding': 'br', ...(body && { 'content-type': 'application/json' }) };
  const asked = request(`${url}/api/v1${path}`, { method, agent, headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => settle(response.statusCode! >= 500, Buffer.concat(chunks).toString()));
    response.on('error', () => settle(true, ''));
  });
  asked.on('error', () => settle(true, ''));
  asked.end(body);
});

/** The tiles of a screen somewhere in the district, all at once as a browser asks. */
async function moveMap(): Promise<void> {
  const z = pick(ZOOMS), layer = pick(['units', 'roads', 'land', 'buildings']);
  const lon = bounds[0] + Math.random() * (bounds[2] - bounds[0]), lat = bounds[1] + Math.random() * (bounds[3] - bounds[1]);
  const x = Math.floor(((lon + 180) / 360) * 2 ** z), y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  await Promise.all(Array.from({ length: TILES }, (_, i) => ask(`/tiles/${layer}/${z}/${x + (i % 3)}/${y + Math.floor(i / 3)}.mvt`)));
}

/** Into a street: its communities, its grids, its incidents of a month. */
async function drill(): Promise<void> {
  const street = pick(streets), from = `${today.slice(0, 7)}-01`, next = new Date(Date.parse(`${from}T00:00:00Z`) + 32 * 86_400_000).toISOString().slice(0, 7);
  await Promise.all([ask(`/areas?parent=${street}`), ask(`/grids?area=${street}`), ask(`/incidents?from=${from}&to=${next}-01&area=${street}`)]);
}

async function person(): Promise<void> {
  await pause(Math.random() * LOOK_MS);
  while (performance.now() < end) {
    const began = performance.now(), isMove = Math.random() < 0.7;
    await (isMove ? moveMap() : drill());
    result[isMove ? 'mapMs' : 'drillMs'].push(performance.now() - began);
    await pause(LOOK_MS * (0.5 + Math.random()));
  }
}

/** A plan after the other, each when the one before is drawn. */
async function planner(): Promise<void> {
  while (performance.now() < end) {
    const { job } = JSON.parse(await ask('/plans', 'POST', JSON.stringify({ scope: pick(streets) }))) as { job: string };
    let state = 'queued';
    while (performance.now() < end && state !== 'done') {
      await pause(500);
      ({ state } = JSON.parse(await ask(`/jobs/${job}`)) as { state: string });
    }
    if (state === 'done') result.plans++;
  }
}

await Promise.all([planner(), ...Array.from({ length: users }, person)]);
agent.destroy();
parentPort!.postMessage(result);

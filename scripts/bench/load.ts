/** 200 people who move the map and drill down while plans are drawn: how long they wait, on the embedded store and on PostgreSQL. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildWeb } from '../build.ts';
import { startOwnPostgres } from '../ownPostgres.ts';
import { demoCookie } from './demoCookie.ts';
import type { LoadPlan, LoadResult } from './loadClients.ts';
import type { Row } from './row.ts';
import { startProcess } from './serve.ts';

const USERS = 200;
const SECONDS = 20;
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** Each over a full sample of its own, which PostgreSQL keeps as safely as the embedded store does: with fsync. */
export async function loadBench(report: (label: string, done: number, total: number) => void, folder: string): Promise<Row[]> {
  await buildWeb(report);
  report('200 people on the embedded store', 0, 2);
  const embedded = await underLoad(await startProcess(join(folder, 'load')));
  report('200 people on PostgreSQL', 1, 2);
  const postgres = await startOwnPostgres(['max_connections=50']);
  try {
    const other = await underLoad(await startProcess('', { databaseUrl: postgres.url }));
    const row = (claim: string, unit: string, figure: (result: LoadResult) => number): Row => ({ claim, unit, ours: figure(embedded), baseline: { name: 'the same on PostgreSQL', value: figure(other) } });
    return [
      row(`${USERS} people, answers`, '1/s', ({ answers }) => answers / SECONDS),
      row('half of the map moves within', 'ms', ({ mapMs }) => quantile(mapMs, 0.5)),
      row('99 % of the map moves within', 'ms', ({ mapMs }) => quantile(mapMs, 0.99)),
      row('half of the drills within', 'ms', ({ drillMs }) => quantile(drillMs, 0.5)),
      row('99 % of the drills within', 'ms', ({ drillMs }) => quantile(drillMs, 0.99)),
      row('plans drawn meanwhile', 'plans', ({ plans }) => plans),
      row('answers that were errors', '%', ({ answers, errors }) => (100 * errors) / answers),
    ];
  } finally {
    await postgres.stop();
  }
}

async function underLoad({ url, stop }: Awaited<ReturnType<typeof startProcess>>): Promise<LoadResult> {
  try {
    const cookie = await demoCookie(url);
    const ask = async (path: string) => (await fetch(`${url}/api/v1${path}`, { headers: { cookie } })).json();
    const { bounds } = (await ask('/tiles/units.json')) as { bounds: LoadPlan['bounds'] };
    const { features } = (await ask('/areas?level=street')) as { features: { id: string }[] };
    const today = new Date(Date.now() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
    const plan: LoadPlan = { url, cookie, users: USERS, seconds: SECONDS, bounds, streets: features.map(({ id }) => id), today };
    const clients = new Worker(new URL('./loadClients.ts', import.meta.url), { workerData: plan });
    return await new Promise<LoadResult>((resolve, reject) => {
      clients.once('message', resolve);
      clients.once('error', reject);
    });
  } finally {
    await stop();
  }
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

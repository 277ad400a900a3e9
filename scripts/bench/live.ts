/** 1,000 open screens on one server while ten incidents a second are reported: how long until all have heard, and what it costs the server. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { startOwnPostgres } from '../ownPostgres.ts';
import { demoCookie } from './demoCookie.ts';
import type { ListenPlan, ListenResult } from './liveClients.ts';
import type { Row } from './row.ts';
import { startProcess } from './serve.ts';

const SCREENS = 1000, SECONDS = 20, PER_SECOND = 10;
const BASELINE = 'a plain loop: every client asks the database, hono streamSSE';

/** Both over the same PostgreSQL with the full sample, one after the other; the reports come in by Jingwei each time. */
export async function liveBench(report: (label: string, done: number, total: number) => void): Promise<Row[]> {
  const postgres = await startOwnPostgres(['max_connections=50']);
  try {
    report('The full sample on PostgreSQL', 0, 3);
    const server = await startProcess('', { databaseUrl: postgres.url });
    try {
      const cookie = await demoCookie(server.url), common = { api: server.url, cookie, screens: SCREENS, seconds: SECONDS, perSecond: PER_SECOND };
      report(`${SCREENS} screens`, 1, 3);
      const ours = await measure({ ...common, stream: `${server.url}/api/v1/live` }, server.pid);
      report(`${SCREENS} screens, plainly`, 2, 3);
      const plain = await startPlain(postgres.url);
      try {
        const theirs = await measure({ ...common, stream: plain.url }, plain.pid);
        const idle = await measure({ ...common, screens: 0, stream: plain.url }, server.pid);
        const row = (claim: string, unit: string, figure: (result: Measured) => number): Row => ({ claim, unit, ours: figure(ours), baseline: { name: BASELINE, value: figure(theirs) } });
        return [
          row(`${SCREENS} screens, ${PER_SECOND} incidents a second: half hear of one within`, 'ms', ({ latencyMs }) => quantile(latencyMs, 0.5)),
          row('99 % hear of one within', 'ms', ({ latencyMs }) => quantile(latencyMs, 0.99)),
          row('heard of, of all there were', '%', ({ latencyMs }) => (100 * latencyMs.length) / (SCREENS * SECONDS * PER_SECOND)),
          row('processor of the server that streams', '% of a core', ({ cpuShare }) => 100 * cpuShare),
          { claim: 'the same without a screen, the intake alone', unit: '% of a core', ours: 100 * idle.cpuShare, baseline: null },
        ];
      } finally {
        plain.stop();
      }
    } finally {
      await server.stop();
    }
  } finally {
    await postgres.stop();
  }
}

type Measured = ListenResult & { cpuShare: number };

async function measure(plan: ListenPlan, pid: number): Promise<Measured> {
  const clients = new Worker(new URL('./liveClients.ts', import.meta.url), { workerData: plan });
  let before = 0;
  const result = await new Promise<ListenResult>((resolve, reject) => {
    clients.on('message', (message: ListenResult | 'begun') => {
      if (message === 'begun') before = cpuSeconds(pid);
      else resolve(message);
    });
    clients.once('error', reject);
  });
  return { ...result, cpuShare: (cpuSeconds(pid) - before) / plan.seconds };
}

/** What a process has taken so far, in user and system time. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuSeconds(pid: number): number {
  const [, fields] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!;
  const [user, system] = fields!.split(' ').slice(11, 13).map(Number) as [number, number];
  return (user + system) / TICKS;
}
const TICKS = 100;

async function startPlain(databaseUrl: string): Promise<{ url: string; pid: number; stop(): void }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./plainStream.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATABASE_URL: databaseUrl } });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', () => reject(new Error('The plain server ended.')));
  });
  return { url, pid: child.pid!, stop: () => child.kill() };
}

function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

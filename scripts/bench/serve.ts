/** A server with the full sample in a process of its own, as `npm start` runs it; and how long its first and second start take. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { demoCookie } from './demoCookie.ts';
import type { Row } from './row.ts';

const START = fileURLToPath(new URL('../start.ts', import.meta.url));

/** `cookie` signs in as the administrator of the sample. */
export interface Served { url: string; cookie: string; row: Row; stop(): Promise<void> }

/** Seeds `folder`, stops, and starts again. */
export async function serveSample(folder: string): Promise<Served> {
  const first = await startProcess(folder);
  await first.stop();
  const second = await startProcess(folder);
  return { url: second.url, cookie: await demoCookie(second.url), stop: second.stop, row: { claim: 'First start, 60,000 units and 600,000 incidents made and stored', unit: 's', ours: first.seconds, baseline: { name: 'second start, nothing to make', value: second.seconds } } };
}

/** `npm start` over the embedded store in `folder`, or over `databaseUrl`; an empty store gets a sample of this size. */
export function startProcess(folder: string, { databaseUrl = '', sample = 'full' }: { databaseUrl?: string; sample?: 'full' | 'small' } = {}): Promise<{ url: string; pid: number; seconds: number; stop(): Promise<void> }> {
  const began = performance.now();
  const child = spawn(process.execPath, [START, '--port', '0', '--data', folder, '--sample', sample], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' } });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      const url = /http:\/\/\S+/.exec(output)?.[0];
      if (url) resolve({ url, pid: child.pid!, seconds: (performance.now() - began) / 1000, stop: async () => {
        child.kill('SIGINT');
        await ended;
      } });
    });
    void ended.then(() => reject(new Error(`The server ended: ${output}`)));
  });
}

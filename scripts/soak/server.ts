/** The server under soak: a process of its own over a store of its own, killed as a power cut would and started again on the same port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../../server/database/database.ts';

const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url));
const LONGEST_START_MS = 600_000;

export interface SoakServer {
  url: string;
  /** Kills it at once, waits a moment, starts it again; resolves once it answers. */
  killAndRestart(downMs: number): Promise<void>;
  /** Memory of the process, MB. */
  memoryMb(): number;
  stop(): Promise<void>;
}

export async function startSoakServer(folder: string, sample: 'small' | 'full'): Promise<SoakServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const output = createWriteStream(join(folder, 'server.log'), { flags: 'a' });
  let child: ChildProcess, isMeant = false;

  async function start(): Promise<void> {
    isMeant = false;
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVE, String(port), join(folder, 'data'), sample], { stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
    child.stdout!.pipe(output, { end: false });
    child.stderr!.pipe(output, { end: false });
    let ended = false;
    child.once('exit', () => { ended = true; });
    for (const until = Date.now() + LONGEST_START_MS; ;) {
      if (await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false)) break;
      if (ended && !isMeant) throw new OperatorError(`The server ended by itself; its words are in ${join(folder, 'server.log')}.`);
      if (Date.now() > until) throw new OperatorError('The server does not begin.');
      await sleep(250);
    }
  }
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    isMeant = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
    child.kill(signal);
    await gone;
  };

  await start();
  return {
    url,
    async killAndRestart(downMs) { await end('SIGKILL'); await sleep(downMs); await start(); },
    memoryMb: () => residentMb(child.pid),
    stop: () => end('SIGINT'),
  };
}

/** Resident memory of a process, MB; 0 where the system does not tell. */
export function residentMb(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)); });
  });
}

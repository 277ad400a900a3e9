/** A server in a process of its own, to be killed, cut off and starved. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** What it said on standard error. */
  complaints(): string;
  /** Sends the signal and waits for the end: the exit code, or null where the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  ended: Promise<number | null>;
}

const children = new Set<ChildProcess>();

/** For afterAll: a test that failed half-way leaves its server behind. */
export const killAll = (): void => children.forEach((child) => child.kill('SIGKILL'));

/** Starts it and waits for its address. Throws what it said when it ends before. `prefix` are words of a command that runs it. */
export async function startProcess({ folder, url }: { folder: string; url: string | undefined }, prefix: string[] = []): Promise<ServerProcess> {
  const [command, ...words] = [...prefix, process.execPath, join(import.meta.dirname, 'serve.ts')];
  const child = spawn(command!, words, { env: { PATH: process.env.PATH, FOLDER: folder, DATABASE_URL: url ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => {
    children.delete(child);
    resolve(code);
  }));
  let complaints = '';
  child.stderr.on('data', (data) => { complaints += data; });
  const address = await Promise.race([
    new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim()))),
    ended.then((code) => { throw new Error(`The server ended with ${code}: ${complaints}`); }),
  ]);
  return { url: address, child, ended, complaints: () => complaints, end: (signal) => {
    child.kill(signal);
    return ended;
  } };
}

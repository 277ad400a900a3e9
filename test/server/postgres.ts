/** The PostgreSQL of one test run. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresPrograms, postgresAccount } from '../../scripts/machine.ts';
import { freePort, startOwnPostgres, untilAnswering } from '../../scripts/ownPostgres.ts';

/** Nothing of it has to outlive the machine. */
export const HASTY = ['fsync=off', 'full_page_writes=off', 'max_connections=200'];

/** Starts one of our own, or takes TEST_DATABASE_URL; `url` names its maintenance database. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  return process.env.TEST_DATABASE_URL ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} } : startOwnPostgres(HASTY);
}

/** A hot standby of the server at `url`, which runs on this machine; null where its programs are not here. */
export async function startStandby(url: string): Promise<{ url: string; stop(): Promise<void> } | null> {
  const bin = findPostgresPrograms(), account = postgresAccount();
  if (process.env.TEST_DATABASE_URL || !bin) return null;
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-standby-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data'), port = await freePort();
  const copied = spawnSync(join(bin, 'pg_basebackup'), ['-d', url, '-D', data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'], { ...account, cwd: folder, encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(`pg_basebackup failed: ${copied.stderr}`);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'], { ...account, cwd: folder, stdio: 'ignore' });
  const own = new URL(url);
  own.port = String(port);
  await untilAnswering(own.href);
  return {
    url: own.href,
    stop: async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

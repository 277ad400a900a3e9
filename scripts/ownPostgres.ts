/** A PostgreSQL of our own, for tests and the bench: created in a temporary folder, gone afterwards. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { OperatorError } from '../server/database/database.ts';
import { findPostgresPrograms, postgresAccount } from './machine.ts';

/** `url` names its maintenance database. */
export interface OwnPostgres { url: string; leave(): Promise<void>; comeBack(): Promise<void>; stop(): Promise<void> }

/** Starts one with these settings that may be taken away and brought back: `leave` ends it, `comeBack` starts it where it was, `stop` removes it. */
export async function startOwnPostgres(settings: string[]): Promise<OwnPostgres> {
  const bin = findPostgresPrograms();
  if (!bin) throw new OperatorError('PostgreSQL with PostGIS is not installed; `npm test` installs it where it can.');
  const account = postgresAccount();
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-postgres-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--locale=C.UTF-8', '--encoding=UTF8'], { ...account, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const start = () => spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', ...settings.flatMap((setting) => ['-c', setting])], { ...account, cwd: folder, stdio: 'ignore' });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server = start();
  const leave = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    // Fast shutdown: sessions are cut.
    server.kill('SIGINT');
    await gone;
  };
  await untilAnswering(url);
  return {
    url,
    leave,
    comeBack: async () => {
      server = start();
      await untilAnswering(url);
    },
    stop: async () => {
      await leave();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A TCP port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until the server at `url` takes connections. */
export async function untilAnswering(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

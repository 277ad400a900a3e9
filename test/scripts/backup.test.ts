import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startPostgres } from '../server/postgres.ts';

const home = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'jingwei-operator-'));
const children = new Set<ChildProcess>();
let postgres: Awaited<ReturnType<typeof startPostgres>>;
beforeAll(async () => { postgres = await startPostgres(); });
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await postgres.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** A command of `npm run`, without npm. */
function run(name: string, options: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(home, `scripts/${name}.ts`), ...options], { cwd: scratch, env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'error', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += data; });
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, output })) };
}

async function start(options: string[], env: Record<string, string> = {}) {
  const server = run('start', ['--port', '0', '--host', '127.0.0.1', ...options], env);
  const url = await vi.waitFor(() => {
    if (server.child.exitCode !== null) throw new Error(`ended: ${server.output()}`);
    return /http:\/\/127\S+/.exec(server.output())![0];
  }, { timeout: 170_000, interval: 100 });
  /** What a demo account is told about everything. */
  const answers = async () => {
    const signIn = await fetch(`${url}/api/v1/session/demo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"login":"demo-planner"}' });
    const headers = { Cookie: signIn.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ') };
    return Object.fromEntries(await Promise.all(['district', 'areas', 'grids', 'parks', 'plans', 'search?q=1'].map(async (path) => {
      const response = await fetch(`${url}/api/v1/${path}`, { headers });
      return [path, `${response.status} ${await response.text()}`];
    }))) as Record<string, string>;
  };
  const stop = async () => {
    server.child.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  };
  return { url, answers, stop };
}

test('an operator saves a running store, restores it in another that runs, and moves it to PostgreSQL', async () => {
  const first = await start(['--data', 'first', '--sample', 'small']);
  const said = await first.answers();
  expect(said.district).toMatch(/^200 /);

  expect(await run('backup', ['--out', 'saved.gz', '--data', 'first']).ended).toMatchObject({ code: 0, output: expect.stringMatching(/rows of \d+ tables saved to saved\.gz/) });
  expect(await run('backup', ['--out', 'saved.gz', '--data', 'first']).ended).toMatchObject({ code: 1, output: expect.stringContaining('is there already') });
  expect(await run('backup', ['--out', 'nowhere/saved.gz', '--data', 'first']).ended).toMatchObject({ code: 1, output: expect.stringContaining('cannot be written') });
  // Neither the copy it is made from nor anything half done stays behind.
  expect(readdirSync(join(scratch, 'first')).sort()).toEqual(['control', 'lock', 'pglite', 'pglite.created']);
  expect(readdirSync(scratch).filter((name) => name.includes('.part'))).toEqual([]);
  expect(await run('restore', ['--in', 'saved.gz', '--check']).ended).toMatchObject({ code: 0, output: expect.stringMatching(/saved\.gz is whole: .*\(370216\)/) });

  const second = await start(['--data', 'second', '--no-sample']);
  writeFileSync(join(scratch, 'cut.gz'), readFileSync(join(scratch, 'saved.gz')).subarray(0, 100_000));
  expect(await run('restore', ['--in', 'cut.gz', '--data', 'second']).ended).toMatchObject({ code: 1, output: expect.stringMatching(/^cut\.gz|cut\.gz is not a whole backup.*Nothing was changed/m) });
  expect(await run('restore', ['--in', 'saved.gz', '--data', 'second']).ended).toMatchObject({ code: 0, output: expect.stringMatching(/\(370216\) of .*restored/) });
  expect(await second.answers()).toEqual(said);
  await second.stop();
  expect(await run('migrate', ['--dry-run', '--data', 'second']).ended).toMatchObject({ code: 0, output: expect.stringContaining('up to date') });

  const move = ['--to', postgres.url, '--data', 'first'];
  expect(await run('migrate-store', move).ended).toMatchObject({ code: 1, output: expect.stringContaining('in use by process') });
  await first.stop();
  expect(existsSync(join(scratch, 'first', 'control'))).toBe(false);
  expect(await run('migrate-store', move).ended).toMatchObject({ code: 0, output: expect.stringMatching(/copied\.\nStart with DATABASE_URL/) });
  const third = await start(['--no-sample'], { DATABASE_URL: postgres.url });
  expect(await third.answers()).toEqual(said);
  await third.stop();
}, 600_000);

test('a mistyped folder does not become an empty store', async () => {
  for (const [name, ...options] of [['backup', '--out', 'x.gz'], ['migrate', '--dry-run'], ['migrate-store', '--to', postgres.url]] as const) {
    expect(await run(name, [...options, '--data', 'typo']).ended).toMatchObject({ code: 1, output: expect.stringContaining('There is no store in typo') });
  }
  expect(existsSync(join(scratch, 'typo'))).toBe(false);
});

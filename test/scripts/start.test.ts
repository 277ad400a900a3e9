import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoCookie } from '../../scripts/bench/demoCookie.ts';

const home = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'jingwei-start-'));
const children = new Set<ChildProcess>();
afterAll(() => {
  // A test that failed half-way leaves its server behind.
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

/** `npm start` as launched, without npm: output so far, and waiting for its address or its end. */
function start(options: string[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, [join(home, 'scripts/start.ts'), ...options], { cwd: scratch, env: { ...process.env, DATABASE_URL: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data) => { output += data; });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const until = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(output);
      if (found) return found;
      if (await Promise.race([ended.then(() => true), new Promise((resolve) => setTimeout(resolve, 25))])) throw new Error(`ended before ${pattern}: ${output}`);
    }
  };
  return { child, ended, until, output: () => output, address: async () => (await until(/http:\/\/\S+/))[0] };
}

async function counts(address: string, cookie?: string) {
  const response = await fetch(`${address}/api/v1/district`, { headers: { cookie: cookie ?? (await demoCookie(address)) } });
  return { status: response.status, ...((await response.json()) as { counts?: Record<string, number>; detail?: string }) };
}

test('makes the sample on first run, comes back from every kill -9, and stops cleanly on Ctrl-C', async () => {
  const options = ['--data', 'sample', '--port', '0', '--sample', 'small'];
  const unborn = start(options);
  await unborn.until(/Opening/);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  unborn.child.kill('SIGKILL');
  await unborn.ended;

  const impatient = start(options);
  await impatient.until(/terrain/);
  impatient.child.kill('SIGINT');
  // By the signal itself: it does not go on to the end of a step first.
  expect(await impatient.ended).toBeNull();

  const first = start(options);
  const { status, counts: seeded } = await counts(await first.address());
  expect(status).toBe(200);
  expect(seeded!.units).toBeGreaterThan(1000);
  expect(seeded!.incidents).toBe(32_548);
  first.child.kill('SIGKILL');
  await first.ended;

  const second = start(['--data', 'sample', '--port', '0']);
  expect((await counts(await second.address())).counts).toEqual(seeded);
  expect(second.output()).not.toMatch(/incidents/i);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('leaves an empty store empty with --no-sample, says what to do, and lets nobody else in meanwhile', async () => {
  const options = ['--data', 'empty', '--port', '0', '--no-sample'];
  const owner = start(options);
  const address = await owner.address();
  // Nobody has a password yet: who can read what the start prints makes the first administrator.
  const [, token] = await owner.until(/\/#\/setup\/(\S+)/);
  const made = await fetch(`${address}/api/v1/setup`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, login: 'first', name: '管理员', password: 'a long enough pass-phrase 7' }) });
  expect(made.status).toBeLessThan(300);
  const { status, detail } = await counts(address, made.headers.getSetCookie().map((each) => each.split(';')[0]).join('; '));
  expect(status).toBe(404);
  expect(detail).toMatch(/npm/);
  const other = start(options);
  expect(await other.ended).toBe(1);
  expect(other.output()).toMatch(new RegExp(`in use by process ${owner.child.pid}`));
  owner.child.kill('SIGTERM');
  expect(await owner.ended).toBe(0);
});

test('says in one sentence what is in its way', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => occupant.once('listening', resolve));
  const { port } = occupant.address() as { port: number };
  writeFileSync(join(scratch, 'file'), '');
  const cases: { options: string[]; env?: Record<string, string>; says: RegExp }[] = [
    { options: ['--data', 'port', '--host', '127.0.0.1', '--port', String(port), '--no-sample'], says: new RegExp(`[Pp]ort ${port}`) },
    { options: ['--data', join(scratch, 'file'), '--port', '0'], says: /data folder .* cannot be written/ },
    { options: ['--port', '0'], env: { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' }, says: /^The database 127\.0\.0\.1:1\/none cannot be reached: /m },
    { options: ['--port', 'http'], says: /--port takes a whole number/ },
    { options: ['--sample', 'huge'], says: /--sample takes full or small/ },
    { options: ['--colour', 'red'], says: /Unknown option '--colour'/ },
  ];
  for (const { options, env, says } of cases) {
    const failing = start(options, env);
    expect(await failing.ended, options.join(' ')).toBe(1);
    expect(failing.output()).toMatch(says);
    expect(failing.output()).not.toMatch(/secret|\n\s+at /);
  }
  occupant.close();
});

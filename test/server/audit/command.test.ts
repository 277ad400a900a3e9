import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { audit, OPERATOR } from '../../../server/audit/audit.ts';
import { openDatabase } from '../../../server/database/open.ts';
import { startServer } from '../../../server/main.ts';
import { stores } from '../stores.ts';

const home = join(import.meta.dirname, '../../..');
// Each command opens the store anew.
vi.setConfig({ testTimeout: 180_000 });

describe.each(stores)('npm run audit on $engine', (store) => {
  const scratch = mkdtempSync(join(tmpdir(), 'jingwei-audit-'));
  let url: string | undefined, folder = '', remove: () => Promise<void>;
  beforeAll(async () => {
    const opened = await store.open();
    [url, folder, remove] = [opened.url, opened.folder, opened.remove];
    await opened.database.transaction(async (inside) => {
      for (const record of ['=1+1', '一, "二"', '＝1+1']) await audit(inside, { ...OPERATOR, action: 'change', noun: 'settings', record, after: { record } });
    });
    await opened.database.close();
  });
  afterAll(async () => {
    await remove().catch(() => {});
    rmSync(scratch, { recursive: true, force: true });
  });

  function run(...parameters: string[]) {
    const { DATABASE_URL: _, ...environment } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(home, 'scripts/audit.ts'), ...parameters, ...(url ? [] : ['--data', folder])], { encoding: 'utf8', env: { ...environment, ...(url && { DATABASE_URL: url }) } });
    return { status, stdout, stderr };
  }
  async function write(...statements: string[]) {
    const database = await openDatabase({ url, folder });
    for (const statement of statements) await database.exec(statement);
    await database.close();
  }

  test('says that all is whole, prints the end, and finds that end again', () => {
    expect(run('--verify')).toMatchObject({ status: 0, stdout: 'The audit is whole: 3 entries, nothing cut, nothing changed.\n' });
    const head = run('--head').stdout.trim();
    expect(head).toMatch(/^370216:3:[0-9a-f]{64}$/);
    expect(run('--verify', '--anchor', head)).toMatchObject({ status: 0, stdout: expect.stringContaining('every end given is in it') });
  });

  test('writes every entry as CSV that a spreadsheet does not run, and notes that', () => {
    const file = join(scratch, 'audit.csv');
    expect(run('--export', file)).toMatchObject({ status: 0, stdout: `4 entries written to ${file}.\n` });
    const rows = parse(readFileSync(file), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ record, action, noun }) => [action, noun, record])).toEqual([['change', 'settings', `'=1+1`], ['change', 'settings', '一, "二"'], ['change', 'settings', `'＝1+1`], ['export', 'audit', '']]);
    expect(JSON.parse(rows[1]!.after!)).toEqual({ record: '一, "二"' });
    expect(run('--export', file)).toMatchObject({ status: 1, stderr: expect.stringContaining('is there already') });
  });

  test('works while a server has the store', async () => {
    const server = await startServer({ port: 0, host: '127.0.0.1', databaseUrl: url, folder, sample: null, report: () => {} });
    try {
      // The server shares this process, so the command must not be waited for in it.
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(home, 'scripts/audit.ts'), '--verify', ...(url ? [] : ['--data', folder])], { env: { ...process.env, ...(url && { DATABASE_URL: url }) } });
      let said = '';
      child.stdout.on('data', (text) => { said += text; });
      const code = await new Promise((resolve) => child.once('exit', resolve));
      expect([code, said]).toEqual([0, expect.stringMatching(/^The audit is whole: \d+ entries/)]);
    } finally {
      await server.close();
    }
  });

  test('names the first entry that is wrong, and ends with 1', async () => {
    await write('alter table audit disable trigger user', `update audit set record = 'other' where sequence = 2`, 'alter table audit enable trigger user');
    for (const what of ['--verify', '--head']) expect(run(what)).toMatchObject({ status: 1, stderr: 'The audit is not whole. First wrong entry: 370216-2: it was changed after it was written.\n' });
  });

  test('says in a sentence what was asked wrongly', () => {
    for (const [parameters, sentence] of [[[], 'Say one of'], [['--verify', '--head'], 'Say one of'], [['--verify', '--anchor', '370216:1'], '--anchor takes']] as const) {
      expect(run(...parameters)).toMatchObject({ status: 1, stderr: expect.stringContaining(sentence) });
    }
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--anchor END') });
    expect(existsSync(join(scratch, 'audit.csv'))).toBe(true);
  });
});

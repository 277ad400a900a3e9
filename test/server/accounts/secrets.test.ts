import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../server/database/open.ts';
import { stores, type TestStore } from '../stores.ts';
import { Person } from './people.ts';
import { CLIENT, startProvider, type Provider } from './provider.ts';

const MAIN = new URL('../../../server/main.ts', import.meta.url).href;
const CONFIG = new URL('../../../server/config.ts', import.meta.url).href;
// A server as an operator starts it, that tells its address and its link in the first line, and ends with its input.
const PROGRAM = `
  const { startServer } = await import('${MAIN}');
  const { readConfig } = await import('${CONFIG}');
  const server = await startServer({ ...readConfig(process.env), report: () => {} });
  console.log(JSON.stringify({ url: server.url, setup: server.welcome.setup }));
  process.stdin.resume().on('end', async () => { await server.close(); process.exit(0); });`;

describe.each(stores)('what signing in knows on $engine', (store) => {
  let opened: TestStore;
  let provider: Provider;
  /** Everything that must stay with whoever it was given to. */
  const secrets: Record<string, string> = {};
  const answers: string[] = [];
  let output = '';

  beforeAll(async () => {
    provider = await startProvider();
    opened = await store.open('empty');
    await opened.database.close();
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      env: {
        ...process.env, PORT: '0', LISTEN_HOST: '127.0.0.1', SAMPLE: 'none', LOG_LEVEL: 'debug', ...(opened.url ? { DATABASE_URL: opened.url } : { DATA_FOLDER: opened.folder }),
        OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret,
      },
    });
    const first = new Promise<string>((resolve) => child.stdout.on('data', (chunk) => (output.includes('\n') ? (output += String(chunk)) : resolve(output += String(chunk)))));
    child.stderr.on('data', (chunk) => { output += String(chunk); });
    const { url, setup } = JSON.parse((await first).split('\n')[0]!) as { url: string; setup: string };
    output = '\n';
    await story(url, setup);
    child.stdin.end();
    await once(child, 'exit');
  }, 180_000);
  afterAll(async () => {
    await provider.close();
    await opened.remove().catch(() => {});
  });

  async function story(url: string, setup: string): Promise<void> {
    const admin = new Person(url, '');
    const keep = (name: string, secret: string) => (secrets[name] = secret);
    const cookies = (name: string, person: Person) => person.cookies.forEach((value, cookie) => keep(`${name} ${cookie}`, value));
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    keep('setup link', setup.split('/').at(-1)!);
    await admin.post('/setup', { token: secrets['setup link'], login: 'first', name: 'First', password: keep('first password', 'doves under bridges 1') });
    cookies('first', admin);

    const { body: factor } = await admin.post('/session/second-factor', { password: secrets['first password'] });
    keep('second factor', factor.secret);
    factor.backupCodes.forEach((code: string, i: number) => keep(`backup code ${i}`, code));
    await admin.ask('PUT', '/session/second-factor', { code: new TOTP({ secret: Secret.fromBase32(factor.secret) }).generate() });
    await admin.post('/session/password', { current: secrets['first password'], next: keep('next password', 'doves above bridges 2') });
    await admin.post('/session', { login: 'first', password: secrets['next password'], code: factor.backupCodes[0] });
    cookies('first again', admin);

    for (const [login, signIn] of [['second', 'password'], ['third', 'oidc']]) await admin.post('/accounts', { login, name: login, roles: ['viewer'], area: null, signIn });
    const { body: accounts } = await admin.get('/accounts');
    const { body: { url: link } } = await admin.post(`/accounts/${accounts.find(({ login }: { login: string }) => login === 'second').id}/invitation`);
    const second = new Person(url, '');
    await second.post('/session/invitation', { token: keep('invitation', link.split('/').at(-1)), password: keep('second password', 'gulls behind trawlers 3') });
    cookies('second', second);
    await second.post('/session', { login: keep('password in the wrong field', 'gulls before trawlers 4'), password: keep('wrong password', 'gulls and no trawlers 5') });
    await second.post('/session', { login: 'second', password: secrets['wrong password'] });

    for (const kind of ['key', 'wall', 'share']) {
      const { body } = await admin.post('/tokens', { kind, name: kind, area: null, expiresAt });
      keep(kind, body.secret);
      keep(`${kind} rotated`, (await admin.post(`/tokens/${body.token.id}/rotation`)).body.secret);
      await new Person(url, '').get('/accounts', { authorization: `Bearer ${body.secret}` });
      if (body.url) await new Person(url, '').get(body.url);
    }
    provider.manner = { sub: 'sub', username: 'third' };
    const third = new Person(url, '');
    const away = (await third.get('/session/oidc')).headers.get('location')!;
    cookies('journey', third);
    const back = (await third.get(away)).headers.get('location')!;
    keep('code of the sign-on service', new URL(back).searchParams.get('code')!);
    await third.get(back);
    cookies('third', third);
    keep('client secret', CLIENT.secret);
    // What fails inside is logged with its stack.
    await admin.post('/session', { login: 'first' });
    await admin.ask('POST', '/session', `{"password": "${secrets['next password']}`);
    for (const path of ['/session', '/sessions', '/accounts', '/tokens', '/audit', '/audit.csv', '/settings']) {
      const { status, text } = await admin.get(path);
      answers.push(`${path} ${status} ${text}`);
    }
  }

  const told = (text: string) => Object.entries(secrets).filter(([, secret]) => text.includes(secret)).map(([name]) => name);

  it('is much in this story', () => {
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['first jw_session', 'first jw_device', 'second jw_session', 'journey jw_oidc', 'third jw_session', 'key rotated', 'wall', 'share', 'invitation']));
    expect(Object.keys(secrets).length).toBeGreaterThan(30);
    expect(Object.values(secrets).filter((secret) => !secret || secret.length < 10)).toEqual([]);
    expect(answers.map((each) => each.split(' ', 2).join(' '))).toEqual(['/session 200', '/sessions 200', '/accounts 200', '/tokens 200', '/audit 200', '/audit.csv 200', '/settings 200']);
  });

  it('is not in the store as it is', async () => {
    const database = await openDatabase({ url: opened.url, folder: opened.folder });
    const tables = await database.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'`);
    const found: string[] = [];
    let rows = 0, names = 0;
    for (const { name } of tables) {
      for (const { text } of await database.query<{ text: string }>(`select t::text as text from ${name} t`)) {
        rows++;
        if (text.includes('second')) names++;
        found.push(...told(text).map((secret) => `${secret} in ${name}`));
      }
    }
    const [{ count }] = await database.query<{ count: number }>('select count(*) from second_factors where pending_session is null') as [{ count: number }];
    await database.close();
    expect({ found, factors: count }).toEqual({ found: [], factors: 1 });
    expect(rows).toBeGreaterThan(30);
    expect(names).toBeGreaterThan(0);
  });

  it('is not in the log, however much is logged', () => {
    expect(output.split('\n').filter((line) => line.includes('"answered"')).length).toBeGreaterThan(25);
    expect(told(output)).toEqual([]);
  });

  it('is told once, and never again', () => expect(answers.flatMap(told)).toEqual([]));
});

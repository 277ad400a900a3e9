import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../stores.ts';
import { openTown, type Person, type Town } from './people.ts';

const PASSWORD = 'staples and batteries 9';
const STEP_MS = 30_000;
const MISSING = { status: 401, body: { type: 'urn:jingwei:problem:second-factor', detail: 'A code of the second factor is needed as well.' } };
const WRONG = { status: 401, body: { type: 'urn:jingwei:problem:second-factor', detail: 'The code is not right, or was used before.' } };

/** What an authenticator app shows, now or some half minutes off. */
const codeOf = (secret: string, steps = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS });

/** Not so close to the end of a half minute that the test would fall into the next. */
async function early(): Promise<void> {
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left < 12_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

describe.each(stores)('a second factor on $engine', (store) => {
  let town: Town;
  beforeAll(async () => { town = await openTown(store); });
  afterAll(() => town.close());

  const signIn = (person: Person, login: string, code?: string, password = PASSWORD) => person.post('/session', { login, password, ...(code !== undefined && { code }) });
  /** Somebody who has one; its codes of this half minute and the one before are not used yet. */
  async function careful(login: string) {
    const { person, id } = await town.resident({ login, roles: ['viewer'], password: PASSWORD });
    const { status, body } = await person.post('/session/second-factor', { password: PASSWORD });
    expect(status).toBe(200);
    await early();
    expect((await person.ask('PUT', '/session/second-factor', { code: codeOf(body.secret, 1) })).status).toBe(204);
    return { person, id, ...(body as { secret: string; uri: string; backupCodes: string[] }) };
  }

  it('is asked for once a code has confirmed it, not before, and never without the password', async () => {
    const { person } = await town.resident({ login: 'wang.wei', roles: ['viewer'], password: PASSWORD });
    const other = town.person();
    expect((await signIn(other, 'wang.wei')).status).toBe(200);
    expect(await person.post('/session/second-factor', { password: 'not the password' })).toMatchObject({ status: 403, body: { type: 'urn:jingwei:problem:wrong-password' } });
    const { body } = await person.post('/session/second-factor', { password: PASSWORD });
    expect(body.uri).toBe(`otpauth://totp/Jingwei:wang.wei?issuer=Jingwei&secret=${body.secret}&algorithm=SHA1&digits=6&period=30`);
    expect(new Set(body.backupCodes).size).toBe(10);
    expect((await signIn(town.person(), 'wang.wei')).status).toBe(200);

    expect((await other.ask('PUT', '/session/second-factor', { code: codeOf(body.secret) })).status).toBe(409);
    expect((await person.ask('PUT', '/session/second-factor', { code: '000000' })).status).toBe(403);
    await early();
    expect((await person.ask('PUT', '/session/second-factor', { code: codeOf(body.secret) })).status).toBe(204);
    expect((await person.get('/session')).body.principal.secondFactor).toBe(true);
    expect((await other.get('/session')).body.principal).toBeNull();
    expect((await person.post('/session/second-factor', { password: PASSWORD })).status).toBe(409);

    expect(await signIn(town.person(), 'wang.wei')).toMatchObject(MISSING);
    expect(await signIn(town.person(), 'wang.wei', codeOf(body.secret, -1), 'not the password')).toMatchObject({ status: 401, body: { detail: 'The login or the password is not right.' } });
    expect((await signIn(town.person(), 'wang.wei', codeOf(body.secret, -1))).status).toBe(200);
  });

  it('takes each code once, in whatever browser, also when it comes twice at the same moment', async () => {
    const { secret } = await careful('li.na');
    const code = codeOf(secret);
    const answers = await Promise.all([signIn(town.person(), 'li.na', code), signIn(town.person(), 'li.na', code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await signIn(town.person(), 'li.na', code)).toMatchObject(WRONG);
    expect(await signIn(town.person(), 'li.na', codeOf(secret, 1))).toMatchObject(WRONG);
    expect(await signIn(town.person(), 'li.na', codeOf(secret, -5))).toMatchObject(WRONG);
    expect((await signIn(town.person(), 'li.na', codeOf(secret, -1))).status).toBe(200);
  });

  it('takes each backup code once, however it is typed', async () => {
    const { backupCodes: [first, second] } = await careful('zhang.min');
    expect((await signIn(town.person(), 'zhang.min', first)).status).toBe(200);
    expect(await signIn(town.person(), 'zhang.min', first)).toMatchObject(WRONG);
    expect((await signIn(town.person(), 'zhang.min', second!.replace('-', ' ').toLowerCase())).status).toBe(200);
    expect(await signIn(town.person(), 'zhang.min', 'AAAAA-AAAAA')).toMatchObject(WRONG);
  });

  it('slows down who knows the password and guesses codes, wherever they come from', async () => {
    const { person, secret } = await careful('chen.jie');
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await signIn(town.person(), 'chen.jie', '123456')).status);
    expect(statuses.slice(-1)).toEqual([429]);
    // Not in a browser where the owner signed in before.
    await person.ask('DELETE', '/session');
    expect((await signIn(person, 'chen.jie', codeOf(secret))).status).toBe(200);
  });

  it('outlives a new password, and goes when the password and a code are given', async () => {
    const { person, secret, backupCodes } = await careful('sun.yi');
    const next = `${PASSWORD} and more`;
    expect((await person.post('/session/password', { current: PASSWORD, next })).status).toBe(204);
    expect(await signIn(town.person(), 'sun.yi', undefined, next)).toMatchObject(MISSING);
    expect((await signIn(town.person(), 'sun.yi', codeOf(secret), next)).status).toBe(200);
    expect((await signIn(town.person(), 'sun.yi', backupCodes[3], next)).status).toBe(200);
    const remove = (body: object) => person.ask('DELETE', '/session/second-factor', body);
    expect(await remove({ password: next })).toMatchObject({ status: 400, body: { errors: [{ field: 'code' }] } });
    expect(await remove({ password: PASSWORD, code: backupCodes[4] })).toMatchObject({ status: 403, body: { type: 'urn:jingwei:problem:wrong-password' } });
    for (const code of ['AAAAA-AAAAA', backupCodes[3], codeOf(secret)]) expect(await remove({ password: next, code })).toMatchObject({ status: 403, body: WRONG.body });
    expect(await signIn(town.person(), 'sun.yi', undefined, next)).toMatchObject(MISSING);
    expect((await remove({ password: next, code: backupCodes[4] })).status).toBe(204);
    expect((await signIn(town.person(), 'sun.yi', undefined, next)).status).toBe(200);
  });

  it('is not guessed away in a session that somebody left open', async () => {
    const { person, secret } = await careful('zhou.yan');
    const remove = (code: string) => person.ask('DELETE', '/session/second-factor', { password: PASSWORD, code });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await remove('AAAAA-AAAAA')).status);
    expect([statuses[0], statuses.at(-1), (await remove(codeOf(secret))).status]).toEqual([403, 429, 429]);
  });

  it('goes by a code of the app as well', async () => {
    const { person, secret } = await careful('zhou.bin');
    expect((await person.ask('DELETE', '/session/second-factor', { password: PASSWORD, code: codeOf(secret) })).status).toBe(204);
    expect((await person.get('/session')).body.principal.secondFactor).toBe(false);
  });

  it('goes with a new invitation, which is how a lost phone is mended', async () => {
    const { id, person } = await careful('guo.qiang');
    const admin = await town.demo('demo-admin');
    const { body: { url } } = await admin.post(`/accounts/${id}/invitation`);
    expect((await person.get('/session')).body.principal.secondFactor).toBe(true);
    const again = town.person();
    expect((await again.post('/session/invitation', { token: url.split('/').at(-1), password: `${PASSWORD}!` })).body.principal).toMatchObject({ login: 'guo.qiang', secondFactor: false });
    expect((await person.get('/session')).body.principal).toBeNull();
  });
});

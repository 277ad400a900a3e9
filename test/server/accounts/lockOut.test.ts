import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../stores.ts';
import { openTown, type Person, type Town } from './people.ts';

const PASSWORD = 'correct horse battery 9';

describe.each(stores)('failed sign-ins on $engine', (store) => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown(store);
    await town.resident({ login: 'liu.yang', roles: ['viewer'], password: PASSWORD });
  });
  afterAll(() => town.close());

  const guess = (person: Person, login = 'liu.yang', password = 'not the password') => person.post('/session', { login, password });
  const until = async (person: Person, wanted: number, most = 60, login?: () => string) => {
    for (let i = 1; i <= most; i++) if ((await guess(person, login?.())).status === wanted) return i;
    return Infinity;
  };

  it('cost the guesser more and more time, and say how much', async () => {
    const stranger = town.person();
    expect(await until(stranger, 429)).toBe(7);
    const { status, headers, body } = await guess(stranger);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(5);
    expect(body.detail).toContain(`${headers.get('retry-after')} second`);
    // While one has to wait, the right password does not help either.
    expect((await guess(stranger, 'liu.yang', PASSWORD)).status).toBe(429);
    await town.database.query(`update sign_in_failures set blocked_until = now()`);
    expect((await guess(stranger)).status).toBe(401);
    const longer = Number((await guess(stranger)).headers.get('retry-after'));
    expect(longer).toBeGreaterThanOrEqual(6);
    await town.database.query(`update sign_in_failures set blocked_until = now(), failures = 1000`);
    await guess(stranger);
    expect(Number((await guess(stranger)).headers.get('retry-after'))).toBeLessThanOrEqual(900);
  });

  it('of a stranger hinder nobody at another address', async () => {
    const stranger = town.person();
    await until(stranger, 429);
    expect((await guess(town.person(), 'liu.yang', PASSWORD)).status).toBe(200);
  });

  it('of a stranger at the same address hinder nobody in a browser that has signed in before', async () => {
    const owner = town.person('10.7.7.7');
    expect((await guess(owner, 'liu.yang', PASSWORD)).status).toBe(200);
    await owner.ask('DELETE', '/session');
    const stranger = town.person('10.7.7.7');
    expect(await until(stranger, 429)).toBeLessThan(10);
    expect((await guess(owner, 'liu.yang', PASSWORD)).status).toBe(200);
    // And the stranger gains nothing by a browser that somebody else has signed in from.
    const other = await town.resident({ login: 'thief', roles: ['viewer'], password: PASSWORD });
    expect(await until(other.person, 429)).toBeLessThan(10);
  });

  it('are counted for the address as well, whatever the logins', async () => {
    const stranger = town.person();
    let i = 0;
    const tries = await until(stranger, 429, 60, () => `nobody.${i++}`);
    expect(tries).toBeGreaterThan(30);
    expect(tries).toBeLessThan(50);
    const neighbours = town.person('2001:db8:1:2::1'), same = town.person('2001:db8:1:2:ffff::9'), far = town.person('2001:db8:1:3::1');
    expect(await until(neighbours, 429)).toBe(7);
    expect((await guess(same)).status).toBe(429);
    expect((await guess(far)).status).toBe(401);
  }, 120_000);

  it('are forgiven by a success, and forgotten after an hour', async () => {
    const person = town.person();
    for (let i = 0; i < 4; i++) await guess(person);
    expect((await guess(person, 'liu.yang', PASSWORD)).status).toBe(200);
    person.cookies.clear();
    for (let i = 0; i < 5; i++) expect((await guess(person)).status).toBe(401);
    await until(person, 429);
    await town.database.query(`update sign_in_failures set last_at = last_at - interval '2 hours', blocked_until = now()`);
    for (let i = 0; i < 5; i++) expect((await guess(person)).status).toBe(401);
  });

  it('gain nothing by coming all at once', async () => {
    const stranger = town.person();
    const answers = await Promise.all(Array.from({ length: 30 }, () => guess(stranger)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(24);
  });

  it('hold no longer than ever when the clock was set back', async () => {
    const stranger = town.person();
    await until(stranger, 429);
    await town.database.query(`update sign_in_failures set blocked_until = blocked_until + interval '2 hours', last_at = last_at + interval '2 hours'`);
    expect((await guess(stranger)).status).toBe(401);
  });

  it('believe an address from a header only where a proxy is trusted', async () => {
    const direct = await town.beside({ TRUSTED_PROXY: '192.0.2.1' });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await guess(direct.person(`10.5.5.${i}`), 'nobody')).status);
    await direct.close();
    expect(statuses.at(-1)).toBe(429);
  });

  it('count in every process', async () => {
    const other = await town.beside({});
    const address = '10.6.6.6';
    for (let i = 0; i < 3; i++) for (const each of [town, other]) await guess(each.person(address));
    expect((await guess(town.person(address))).status).toBe(429);
    expect((await guess(other.person(address))).status).toBe(429);
    await other.close();
  });
});

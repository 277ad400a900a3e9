/** The accounts of the sample: one for each role, and two of one street. Void as soon as the store is about another district. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/database.ts';
import { lockStore } from '../district/store.ts';
import type { Role } from '../rights/principal.ts';
import { hashPassword } from './passwords.ts';

export interface DemoPassword { login: string; password: string }
export interface DemoAccount { login: string; name: string; role: Role; area: string | null; areaName: string | null }

const DEMOS: readonly { login: string; name: string; role: Role; ofStreet?: boolean }[] = [
  { login: 'demo-viewer', name: '演示查看员', role: 'viewer' },
  { login: 'demo-leader', name: '演示领导', role: 'leader' },
  { login: 'demo-planner', name: '演示划分员', role: 'planner' },
  { login: 'demo-dispatcher', name: '演示派遣员', role: 'dispatcher' },
  { login: 'demo-admin', name: '演示管理员', role: 'admin' },
  { login: 'demo-street-leader', name: '演示街道领导', role: 'leader', ofStreet: true },
  { login: 'demo-street-planner', name: '演示街道划分员', role: 'planner', ofStreet: true },
];

/** Makes them, with passwords that are known to whoever reads the answer and to nobody else. The areas must be there. */
export async function makeDemoAccounts(inside: Queryable, district: string): Promise<DemoPassword[]> {
  const [street] = await inside.query<{ code: string }>(`select code from areas where district_code = $1 and level = 'street' order by code collate "C" limit 1`, [district]);
  const made: DemoPassword[] = [];
  for (const { login, name, role, ofStreet } of DEMOS) {
    const password = randomBytes(9).toString('base64url');
    const { stored } = await hashPassword(password);
    await inside.query(`
      insert into accounts (id, login, name, roles, area_code, sign_in, password, demo, offered, created_at)
      values ($1, $2, $3, $4, $5, 'password', $6, true, true, clock_timestamp())`, [randomUUID(), login, name, [role], ofStreet ? street!.code : null, stored]);
    made.push({ login, password });
  }
  return made;
}

/** Makes them in a sample that was stored before there were accounts; none where there are some, or no sample. */
export const completeDemoAccounts = (database: Database): Promise<DemoPassword[]> => database.transaction(async (inside) => {
  const district = await lockStore(inside);
  if (!district?.sample || (await selectDemoAccounts(inside)).length) return [];
  return makeDemoAccounts(inside, district.code);
});

/** Whom one may try to be. Whether the store is about the sample is for the caller to know. */
export const selectDemoAccounts = (database: Queryable): Promise<DemoAccount[]> => database.query<DemoAccount>(`
  select a.login, a.name, a.roles[1] as role, a.area_code as area, (select min(d.name) from areas d where d.code = a.area_code) as "areaName"
  from accounts a where a.offered and not a.disabled order by a.created_at, a.login`);

/** The account somebody chose to try; null where it is not offered. */
export async function findDemoAccount(database: Queryable, login: string): Promise<string | null> {
  const [row] = await database.query<{ id: string }>('select id from accounts where login = $1 and offered and not disabled', [login]);
  return row?.id ?? null;
}

/** Removes what was made with the sample, together with it. */
export async function removeDemoAccounts(inside: Queryable): Promise<void> {
  await inside.query('delete from tokens where demo');
  await inside.query('delete from accounts where demo');
}

/** The accounts an administrator keeps. */
import type { Queryable } from '../database/database.ts';
import type { Role } from '../rights/principal.ts';

export interface Account {
  id: string;
  login: string;
  name: string;
  roles: Role[];
  /** Null: whatever district the store is about. */
  area: string | null;
  areaName: string | null;
  signIn: 'password' | 'oidc';
  disabled: boolean;
  demo: boolean;
  offered: boolean;
  /** Whether there is a password yet. */
  ready: boolean;
  secondFactor: boolean;
  sessions: number;
  /** Until when the newest one-time link works. */
  invitedUntil: string | null;
  createdAt: string;
}

/** Whose accounts: inside an area (a code, or '' for everything), and for an account of the sample only the sample's. */
export interface Reach { area: string; demo: boolean }

/** Accounts by login, or the one with this id. Those of the whole store are seen by whoever has the whole district. */
export async function selectAccounts(database: Queryable, { area, demo }: Reach, id: string | null = null): Promise<Account[]> {
  const rows = await database.query<Omit<Account, 'invitedUntil' | 'createdAt'> & { invitedUntil: Date | null; createdAt: Date }>(`
    select a.id, a.login, a.name, a.roles, a.area_code as area, a.sign_in as "signIn", a.disabled, a.demo, a.offered,
      (select min(d.name) from areas d where d.code = a.area_code) as "areaName",
      a.password is not null or a.sign_in = 'oidc' as ready,
      exists (select 1 from second_factors f where f.account_id = a.id and f.pending_session is null) as "secondFactor",
      (select count(*)::int from sessions s where s.account_id = a.id and s.expires_at > now()) as sessions,
      (select i.expires_at from invitations i where i.account_id = a.id and i.expires_at > now()) as "invitedUntil",
      a.created_at as "createdAt"
    from accounts a
    where starts_with(coalesce(a.area_code, (select value ->> 'code' from settings where key = 'district'), ''), $1) and (a.demo or not $2) and ($3::text is null or a.id = $3)
    order by a.login collate "C"`, [area, demo, id]);
  return rows.map((row) => ({ ...row, invitedUntil: row.invitedUntil?.toISOString() ?? null, createdAt: row.createdAt.toISOString() }));
}

/** Makes an account; false where the login is taken. */
export async function insertAccount(inside: Queryable, { id, login, name, roles, area, signIn, demo }: Pick<Account, 'id' | 'login' | 'name' | 'roles' | 'area' | 'signIn' | 'demo'>): Promise<boolean> {
  const rows = await inside.query(`
    insert into accounts (id, login, name, roles, area_code, sign_in, demo) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (login) do nothing returning 1`, [id, login, name, roles, area, signIn, demo]);
  return rows.length > 0;
}

export async function updateAccount(inside: Queryable, { id, name, roles, area, disabled }: Pick<Account, 'id' | 'name' | 'roles' | 'area' | 'disabled'>): Promise<void> {
  await inside.query('update accounts set name = $2, roles = $3, area_code = $4, disabled = $5 where id = $1', [id, name, roles, area, disabled]);
  if (disabled) await inside.query('delete from sessions where account_id = $1', [id]);
}

export async function deleteAccount(inside: Queryable, id: string): Promise<void> {
  await inside.query('delete from accounts where id = $1', [id]);
}

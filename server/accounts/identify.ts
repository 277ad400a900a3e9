/** From a secret to whoever holds it, as the store knows them now. */
import type { Queryable } from '../database/database.ts';
import { RIGHTS_OF, type Principal, type Right, type Role } from '../rights/principal.ts';
import { hashSecret } from './secrets.ts';

/** A principal and what signing in knows of it beside its rights. */
export interface Identity extends Principal {
  /** Of accounts. */
  login: string | null;
  roles: readonly Role[];
  sessionId: string | null;
  /** Whether signing in takes a code as well. */
  secondFactor: boolean;
  /** Whether it has a password, and that is its own: neither single sign-on nor an account of the sample that anybody may try. */
  ownPassword: boolean;
  /** Where a wall or share link leads. */
  view: string | null;
}

/** `area` null: the whole district, whichever the store is about. */
export interface Found { identity: Omit<Identity, 'area'> & { area: string | null }; expiresAt: Date; seenAt: Date | null }

/** Hours without a request after which a session is over. */
export const IDLE_HOURS = 4;

interface AccountRow { id: string; login: string; name: string; roles: Role[]; area: string | null; demo: boolean; ownPassword: boolean; secondFactor: boolean }
interface SessionRow extends AccountRow { sessionId: string; expiresAt: Date; seenAt: Date }

const ACCOUNT = `
  a.id, a.login, a.name, a.roles, a.area_code as area, a.demo, a.sign_in = 'password' and not a.offered as "ownPassword",
  exists (select 1 from second_factors f where f.account_id = a.id and f.pending_session is null) as "secondFactor"`;

/** The account of a session, or null where there is no such session any more. */
export async function findSession(database: Queryable, secret: string): Promise<Found | null> {
  const [row] = await database.query<SessionRow>(`
    select ${ACCOUNT}, s.id as "sessionId", s.expires_at as "expiresAt", s.seen_at as "seenAt"
    from sessions s join accounts a on a.id = s.account_id
    where s.secret_hash = $1 and not a.disabled and s.expires_at > now() and s.seen_at > now() - make_interval(hours => $2)`, [hashSecret(secret), IDLE_HOURS]);
  if (!row) return null;
  const { sessionId, expiresAt, seenAt, ...account } = row;
  return { identity: { ...identityOf(account), sessionId }, expiresAt, seenAt };
}

/** An account without a session; it has to be there. */
export async function findAccount(database: Queryable, id: string): Promise<Found['identity']> {
  const [row] = await database.query<AccountRow>(`select ${ACCOUNT} from accounts a where a.id = $1`, [id]);
  return identityOf(row!);
}

const identityOf = (account: AccountRow): Found['identity'] => ({ kind: 'account', ...account, rights: rightsOf(account.roles), sessionId: null, view: null });

interface TokenRow { id: string; kind: 'key' | 'wall' | 'share'; name: string; rights: Right[]; area: string | null; view: string | null; demo: boolean; expiresAt: Date; makerRoles: Role[] | null }

/** What a token may do: never more than the account that answers for it may do now. Null where it is not valid. */
export async function findToken(database: Queryable, secret: string): Promise<Found | null> {
  const [row] = await database.query<TokenRow>(`
    select t.id, t.kind, t.name, t.rights, t.area_code as area, t.view, t.demo or coalesce(a.demo, false) as demo, a.roles as "makerRoles",
      case when t.secret_hash = $1 then t.expires_at else least(t.expires_at, t.previous_until) end as "expiresAt"
    from tokens t left join accounts a on a.id = t.made_by
    where (t.secret_hash = $1 or (t.previous_hash = $1 and t.previous_until > now())) and t.expires_at > now() and not coalesce(a.disabled, false)
      and starts_with(coalesce(t.area_code, (select value ->> 'code' from settings where key = 'district'), ''), coalesce(a.area_code, ''))`, [hashSecret(secret)]);
  if (!row) return null;
  const { id, kind, name, area, view, demo, expiresAt, makerRoles } = row;
  const allowed = makerRoles && rightsOf(makerRoles);
  const rights = new Set(row.rights.filter((right) => !allowed || allowed.has(right)));
  return { identity: { kind, id, name, login: null, roles: [], rights, area, demo, ownPassword: false, secondFactor: false, sessionId: null, view }, expiresAt, seenAt: null };
}

export const rightsOf = (roles: readonly Role[]): ReadonlySet<Right> => new Set(roles.flatMap((role) => RIGHTS_OF[role]));

/** From a secret to whoever holds it, as the store knows them now. */
import type { Database } from '../database/database.ts';
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
  /** Anybody may take this account of the sample. */
  offered: boolean;
  /** Where a wall or share link leads. */
  view: string | null;
}

/** `area` null: the whole district, whichever the store is about. */
export interface Found { identity: Omit<Identity, 'area'> & { area: string | null }; expiresAt: Date; seenAt: Date | null }

/** Hours without a request after which a session is over. */
export const IDLE_HOURS = 4;

interface SessionRow { id: string; accountId: string; login: string; name: string; roles: Role[]; area: string | null; demo: boolean; offered: boolean; secondFactor: boolean; expiresAt: Date; seenAt: Date }

/** The account of a session, or null where there is no such session any more. */
export async function findSession(database: Database, secret: string): Promise<Found | null> {
  const [row] = await database.query<SessionRow>(`
    select s.id, a.id as "accountId", a.login, a.name, a.roles, a.area_code as area, a.demo, a.offered, s.expires_at as "expiresAt", s.seen_at as "seenAt",
      exists (select 1 from second_factors f where f.account_id = a.id and f.pending_session is null) as "secondFactor"
    from sessions s join accounts a on a.id = s.account_id
    where s.secret_hash = $1 and not a.disabled and s.expires_at > now() and s.seen_at > now() - make_interval(hours => $2)`, [hashSecret(secret), IDLE_HOURS]);
  if (!row) return null;
  const { id, accountId, login, name, roles, area, demo, offered, secondFactor, expiresAt, seenAt } = row;
  return { identity: { kind: 'account', id: accountId, name, login, roles, rights: rightsOf(roles), area, demo, offered, secondFactor, sessionId: id, view: null }, expiresAt, seenAt };
}

interface TokenRow { id: string; kind: 'key' | 'wall' | 'share'; name: string; rights: Right[]; area: string | null; view: string | null; demo: boolean; expiresAt: Date; makerRoles: Role[] | null; makerArea: string | null }

/** What a token may do: never more than the account that answers for it may do now. Null where it is not valid. */
export async function findToken(database: Database, secret: string): Promise<Found | null> {
  const [row] = await database.query<TokenRow>(`
    select t.id, t.kind, t.name, t.rights, t.area_code as area, t.view, t.demo or coalesce(a.demo, false) as demo, a.roles as "makerRoles", a.area_code as "makerArea",
      case when t.secret_hash = $1 then t.expires_at else least(t.expires_at, t.previous_until) end as "expiresAt"
    from tokens t left join accounts a on a.id = t.made_by
    where (t.secret_hash = $1 or (t.previous_hash = $1 and t.previous_until > now())) and t.expires_at > now() and not coalesce(a.disabled, false)`, [hashSecret(secret)]);
  if (!row) return null;
  const { id, kind, name, area, view, demo, expiresAt, makerRoles, makerArea } = row;
  if (makerArea !== null && !area?.startsWith(makerArea)) return null;
  const allowed = makerRoles && rightsOf(makerRoles);
  const rights = new Set(row.rights.filter((right) => !allowed || allowed.has(right)));
  return { identity: { kind, id, name, login: null, roles: [], rights, area, demo, offered: false, secondFactor: false, sessionId: null, view }, expiresAt, seenAt: null };
}

export const rightsOf = (roles: readonly Role[]): ReadonlySet<Right> => new Set(roles.flatMap((role) => RIGHTS_OF[role]));

/** The record of who did what. */
import type { Context as Request } from 'hono';
import type {} from 'hono/request-id';
import type { Config } from '../config.ts';
import type { Queryable } from '../database/database.ts';
import { clientAddress } from '../http/address.ts';
import type { Principal } from '../rights/principal.ts';
import type {} from '../rights/sight.ts';
import { CHAIN_START, hashRow, storable, storableText, type AuditRow } from './chain.ts';

/** The chain of a store that is about no district yet. */
export const NO_DISTRICT = '000000';

export const AUDIT_ACTIONS = ['create', 'change', 'delete', 'cancel', 'import', 'read', 'export', 'signIn', 'signOut', 'refuse', 'publish'] as const;
export const AUDIT_NOUNS = ['accounts', 'sessions', 'tokens', 'settings', 'plans', 'comments', 'editions', 'jobs', 'areas', 'units', 'incidents', 'alerts', 'walls', 'pairings', 'audit', 'store'] as const;

/** Who asks, and from where. */
export interface Asker { principal: Principal | 'operator' | null; address: string | null; requestId: string | null }

export interface AuditEntry extends Asker {
  action: (typeof AUDIT_ACTIONS)[number];
  noun: (typeof AUDIT_NOUNS)[number];
  /** Which one: an id, a code. */
  record?: string | null;
  /** Division code of what it is about; the asker's own area unless said. It decides who may read the entry. */
  area?: string | null;
  /** What it was and what it is, as JSON, without secrets. */
  before?: unknown;
  after?: unknown;
}

/** The asker of a request; `principal` where the route found out by itself who asks (signing in). */
export const askerOf = (c: Request, { config }: { config: Config }, principal: Principal | null = c.get('principal') ?? null): Asker =>
  ({ principal, address: clientAddress(c, config), requestId: c.get('requestId') ?? null });

/** A person at the command line. */
export const OPERATOR: Asker = { principal: 'operator', address: null, requestId: null };

/**
 * Adds an entry inside the transaction of what it tells: both are there or neither. Call it last in the transaction; writers
 * wait for each other from here to the commit, which is what keeps the chain one chain however many processes write.
 */
export async function audit(inside: Queryable, { principal, address, requestId, action, noun, record = null, area, before, after }: AuditEntry): Promise<void> {
  const [head] = await inside.query<{ districtCode: string; sequence: number; hash: string }>(`
    insert into audit_heads as head (district_code, sequence, hash)
    select coalesce((select value ->> 'code' from settings where key = 'district'), '${NO_DISTRICT}'), 1, $1
    on conflict (district_code) do update set sequence = head.sequence + 1
    returning district_code as "districtCode", sequence, hash`, [CHAIN_START]);
  const { districtCode, sequence, hash: previous } = head!;
  const row: AuditRow = {
    districtCode, sequence, at: new Date().toISOString(), ...actorOf(principal), action, noun, record: record && storableText(record),
    area: area ?? (principal && principal !== 'operator' ? principal.area : districtCode), before: storable(before), after: storable(after), address, requestId,
  };
  const hash = hashRow(previous, row);
  await inside.query(`
    insert into audit (district_code, sequence, at, actor, actor_kind, actor_id, action, noun, record, area, before, after, address, request_id, previous_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
  [districtCode, sequence, row.at, row.actor, row.actorKind, row.actorId, action, noun, row.record, row.area, json(row.before), json(row.after), address, requestId, previous, hash]);
  await inside.query('update audit_heads set hash = $2 where district_code = $1', [districtCode, hash]);
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

function actorOf(principal: Principal | 'operator' | null): Pick<AuditRow, 'actor' | 'actorKind' | 'actorId'> {
  if (principal === null) return { actor: '', actorKind: 'nobody', actorId: null };
  if (principal === 'operator') return { actor: 'operator', actorKind: 'operator', actorId: null };
  return { actor: storableText(principal.name), actorKind: principal.kind, actorId: principal.id };
}

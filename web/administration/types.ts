/** What the server says of accounts, tokens, audit and settings: drafts of the agreed shapes. */
import type { Right, Role } from '../../server/rights/principal.ts';

export interface Account { id: string; login: string; name: string; roles: Role[]; area: string; disabled: boolean; demo: boolean; invited: boolean; secondFactor: boolean; lastSeenAt: string | null; createdAt: string }
export interface Invitation { url: string; expiresAt: string }
export type TokenKind = 'key' | 'wall' | 'share';
export interface Token { id: string; kind: TokenKind; name: string; rights: Right[]; area: string; expiresAt: string; usedOn: string | null; madeBy: string | null; createdAt: string }
export interface IssuedToken { id: string; secret: string; url: string | null; expiresAt: string }
export interface AuditRow { sequence: number; at: string; actor: string; actorKind: string; action: string; noun: string; record: string | null; area: string | null; before: unknown; after: unknown; address: string | null }
export interface AuditPage { entries: AuditRow[]; next: string | null; verified?: boolean }
export interface Settings { suppressBelow: number; retention: Record<string, number | null> }

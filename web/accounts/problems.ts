import type { ApiError } from '../api/client.ts';
import type { Right } from './types.ts';

/** What a problem of signing in and administering is, in the screens' own words; `other` is told in the server's. */
export type ProblemName = 'wait' | 'unreachable' | 'credentials' | 'code' | 'weak' | 'current' | 'taken' | 'link' | 'right' | 'other';

/** Names what the server refused by address, status and field. */
export function problemName({ path, status, type, field }: Pick<ApiError, 'path' | 'status' | 'type' | 'field'>): ProblemName {
  if (status === 0) return 'unreachable';
  if (status === 429) return 'wait';
  if (type === 'right-missing') return 'right';
  if (type === 'second-factor' || field === 'code') return 'code';
  if (status === 401 && path === '/session') return 'credentials';
  if (status === 403 && (path === '/setup' || path === '/session/invitation')) return 'link';
  if (status === 409 && (path === '/accounts' || path === '/setup')) return 'taken';
  if (type === 'wrong-password') return 'current';
  return field === 'next' || (field === 'password' && (path === '/setup' || path === '/session/invitation')) ? 'weak' : 'other';
}

const RIGHTS: readonly Right[] = ['aggregates', 'points', 'plans', 'incidents', 'administration'];

/** The right that a refusal names; null where it names none. */
export const rightNamed = (detail: string): Right | null => RIGHTS.find((right) => detail.includes(`"${right}"`)) ?? null;

import type { AUDIT_ACTIONS as ACTIONS, AUDIT_NOUNS as NOUNS } from '../../server/audit/audit.ts';

/** The words of the audit, all of them: a missing or an unknown one does not compile. */
const actions: Record<(typeof ACTIONS)[number], true> = { create: true, change: true, delete: true, cancel: true, import: true, read: true, export: true, signIn: true, signOut: true, refuse: true, publish: true };
const nouns: Record<(typeof NOUNS)[number], true> = { accounts: true, sessions: true, tokens: true, settings: true, plans: true, comments: true, editions: true, jobs: true, areas: true, units: true, incidents: true, alerts: true, walls: true, pairings: true, audit: true, store: true };

export const AUDIT_ACTIONS = Object.keys(actions);
export const AUDIT_NOUNS = Object.keys(nouns);

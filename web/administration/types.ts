/** What the server says of accounts, tokens, audit and settings: the types of its schemas. */
import type { z } from 'zod';
import type { account, invitation, issuedToken, token } from '../../server/accounts/schema.ts';
import type { auditPage, ShownEntry } from '../../server/audit/schema.ts';

export type { Alert, AlertRule } from '../../server/alerts/schema.ts';
export type { Settings } from '../../server/settings/schema.ts';
export type Account = z.infer<typeof account>;
export type Invitation = z.infer<typeof invitation>;
export type Token = z.infer<typeof token>;
export type IssuedToken = z.infer<typeof issuedToken>;
export type AuditEntry = ShownEntry;
export type AuditPage = z.infer<typeof auditPage>;

import { z } from '@hono/zod-openapi';
import { areaCode, isoDate, limit, strict } from '../http/schema.ts';
import { AUDIT_ACTIONS, AUDIT_NOUNS } from './audit.ts';

const filter = {
  from: isoDate.optional().openapi({ description: 'First day, in China' }),
  to: isoDate.optional().openapi({ description: 'Day after the last' }),
  actor: z.string().trim().min(1).max(100).optional().openapi({ description: 'Part of the name of who did it' }),
  action: z.enum(AUDIT_ACTIONS, `one of ${AUDIT_ACTIONS.join(', ')}`).optional(),
  noun: z.enum(AUDIT_NOUNS, `one of ${AUDIT_NOUNS.join(', ')}`).optional(),
  area: areaCode.optional().openapi({ description: 'Entries about this area and all below it' }),
};

export const auditQuery = strict({
  ...filter,
  limit: limit(500, 100),
  after: z.string().regex(/^\d{6}-\d{1,15}$/, 'what `next` of the page before says').optional().openapi({ description: 'Where the page before ended; `next` has it' }),
});
export const auditExportQuery = strict(filter);
export type AuditFilter = z.infer<typeof auditExportQuery>;

export const auditEntry = z.object({
  id: z.string().openapi({ description: 'Chain and place in it', example: '370216-1' }),
  at: z.iso.datetime(),
  actor: z.string().openapi({ description: 'Name; empty for somebody who is not signed in' }),
  actorKind: z.enum(['account', 'key', 'wall', 'share', 'operator', 'nobody']),
  actorId: z.string().nullable(),
  action: z.enum(AUDIT_ACTIONS),
  noun: z.enum(AUDIT_NOUNS),
  record: z.string().nullable(),
  area: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: z.string(),
}).openapi('AuditEntry');
export type ShownEntry = z.infer<typeof auditEntry>;

export const auditPage = z.object({ entries: z.array(auditEntry), next: z.string().nullable().openapi({ description: 'Where the next page begins, older entries; null on the last' }) }).openapi('AuditPage');

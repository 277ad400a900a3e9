/** What the routes of signing in take and give. */
import { z } from '@hono/zod-openapi';
import { areaCode, strict } from '../http/schema.ts';
import { RIGHTS, ROLES } from '../rights/principal.ts';
import { LONGEST_PASSWORD } from './passwords.ts';

const role = z.enum(ROLES);
const right = z.enum(RIGHTS);
const instant = z.iso.datetime({ offset: true });

/** A password as somebody types it; whether it is good enough is said where one is chosen. */
export const password = z.string().min(1).max(LONGEST_PASSWORD, `at most ${LONGEST_PASSWORD} characters`);
const LOGIN = 'a login of 2 to 64 letters, digits and . _ @ -';
export const login = z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u, LOGIN).openapi({ description: LOGIN, example: 'wang.wei' });
export const personName = z.string().trim().min(1, 'a name').max(60, 'at most 60 characters').regex(/^[^\p{C}]*$/u, 'a name without control characters');
/** The secret of a one-time link. */
export const linkSecret = z.string().regex(/^[\w-]{43}$/, 'the secret of a one-time link');
const code = z.string().trim().min(6, 'a code of 6 digits, or a backup code').max(16, 'a code of 6 digits, or a backup code');

export const credentials = strict({ login: z.string().min(1).max(64), password, code: code.optional().openapi({ description: 'Of the authenticator app, or a backup code, where the account has a second factor' }) });
export const demoChoice = strict({ login: z.string().max(64) });
export const newPassword = strict({ current: password, next: password });
export const ownPassword = strict({ password });
export const factorCode = strict({ code });
export const acceptance = strict({ token: linkSecret, password });
export const firstAdministrator = strict({ token: linkSecret, login, name: personName, password });

const principal = z.object({
  kind: z.enum(['account', 'key', 'wall', 'share']),
  name: z.string(),
  login: z.string().nullable(),
  roles: z.array(role),
  rights: z.array(right),
  area: z.string().openapi({ description: 'Division code; empty where the store is' }),
  areaName: z.string().nullable(),
  demo: z.boolean().openapi({ description: 'Of the sample: void as soon as the store is about another district' }),
  secondFactor: z.boolean(),
  ownPassword: z.boolean().openapi({ description: 'Whether password and second factor are its own to change here' }),
});

export const session = z.object({
  principal: principal.nullable(),
  demo: z.array(z.object({ login: z.string(), name: z.string(), role, area: areaCode.nullable(), areaName: z.string().nullable() })).openapi({ description: 'Accounts of the sample that anybody may try' }),
  oidc: z.object({ name: z.string() }).nullable(),
  setup: z.boolean().openapi({ description: 'There is no administrator yet: the link printed at start makes one' }),
}).openapi('Session');
export type SessionState = z.infer<typeof session>;

export const ownSession = z.object({
  id: z.string(), current: z.boolean(), address: z.string().nullable(), browser: z.string().nullable(), createdAt: instant, seenAt: instant, expiresAt: instant,
}).openapi('OwnSession');

export const secondFactor = z.object({ uri: z.string(), secret: z.string(), backupCodes: z.array(z.string()) }).openapi('SecondFactor', { description: 'Shown once' });

/** What the routes of signing in take and give. */
import { z } from '@hono/zod-openapi';
import { areaCode, strict } from '../http/schema.ts';
import { RIGHTS, ROLES } from '../rights/principal.ts';
import { LONGEST_PASSWORD } from './passwords.ts';
import { plainLogin } from './signIn.ts';

const role = z.enum(ROLES);
const right = z.enum(RIGHTS);
const instant = z.iso.datetime({ offset: true });

/** A password as somebody types it; whether it is good enough is said where one is chosen. */
export const password = z.string().min(1).max(LONGEST_PASSWORD, `at most ${LONGEST_PASSWORD} characters`);
const LOGIN = 'a login of 2 to 64 letters, digits and . _ @ -';
/** As it is stored; what it is made of is looked at then, since NFKC makes spaces of some letters. */
export const login = z.string().overwrite(plainLogin).regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u, LOGIN).openapi({ description: LOGIN, example: 'wang.wei' });
export const personName = z.string().trim().min(1, 'a name').max(60, 'at most 60 characters').regex(/^[^\p{C}]*$/u, 'a name without control characters');
/** The secret of a one-time link. */
export const linkSecret = z.string().regex(/^[\w-]{43}$/, 'the secret of a one-time link');
const code = z.string().trim().min(6, 'a code of 6 digits, or a backup code').max(16, 'a code of 6 digits, or a backup code');

export const credentials = strict({ login: z.string().min(1).max(64), password, code: code.optional().openapi({ description: 'Of the authenticator app, or a backup code, where the account has a second factor' }) });
export const demoChoice = strict({ login: z.string().max(64) });
export const newPassword = strict({ current: password, next: password });
export const ownPassword = strict({ password });
export const factorCode = strict({ code });
export const bothFactors = strict({ password, code });
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

const roles = z.array(role).min(1, 'at least one role').transform((list) => ROLES.filter((each) => list.includes(each)))
  .openapi({ type: 'array', items: { type: 'string', enum: [...ROLES] } });
const area = areaCode.nullable().openapi({ description: 'Division code; null is the whole district, whichever the store is about' });
const signIn = z.enum(['password', 'oidc']);

export const newAccount = strict({ login, name: personName, roles, area, signIn: signIn.default('password').openapi({ description: 'oidc: by single sign-on alone, found by preferred_username the first time' }) });
export const accountChange = strict({ name: personName.optional(), roles: roles.optional(), area: area.optional(), disabled: z.boolean().optional() });

export const account = z.object({
  id: z.string(), login: z.string(), name: z.string(), roles: z.array(role), area: areaCode.nullable(), areaName: z.string().nullable(), signIn,
  disabled: z.boolean(),
  demo: z.boolean().openapi({ description: 'Of the sample, or made by an account of the sample: void in any other district' }),
  offered: z.boolean().openapi({ description: 'Anybody may try it; it stays as it is' }),
  ready: z.boolean().openapi({ description: 'Whether it can sign in: not before its invitation is accepted' }),
  secondFactor: z.boolean(),
  sessions: z.number().int(),
  invitedUntil: instant.nullable(),
  createdAt: instant,
}).openapi('Account');

export const invitation = z.object({ url: z.string(), expiresAt: instant }).openapi('Invitation');

const kind = z.enum(['key', 'wall', 'share']);
const VIEW = 'a path of the screens, such as /?fill=grids';
export const view = z.string().max(2000).refine(isOwnPath, VIEW).openapi({ description: VIEW, example: '/?fill=grids' });

/** Whether a link to this can only lead to our own pages. */
function isOwnPath(text: string): boolean {
  const own = 'http://jingwei.invalid';
  return /^\/[^\s\\\p{C}]*$/u.test(text) && URL.canParse(text, own) && new URL(text, own).origin === own;
}

export const newToken = strict({
  kind,
  name: personName.openapi({ description: 'What it is for' }),
  rights: z.array(right).min(1).optional().openapi({ description: 'Of keys; walls and share links read aggregates' }),
  area,
  expiresAt: instant,
  view: view.optional(),
});

export const token = z.object({
  id: z.string(), kind, name: z.string(), rights: z.array(right), area: areaCode.nullable(), areaName: z.string().nullable(), view: z.string().nullable(),
  demo: z.boolean(),
  madeBy: z.string().nullable().openapi({ description: 'Login of the account that answers for it: the token never has more than this account has' }),
  createdAt: instant, expiresAt: instant, expired: z.boolean(),
  previousUntil: instant.nullable().openapi({ description: 'Until when the secret before the last rotation works as well' }),
  usedOn: z.string().nullable().openapi({ description: 'The last day it was used on', format: 'date' }),
}).openapi('Token');

export const issuedToken = z.object({
  token, secret: z.string(), url: z.string().nullable().openapi({ description: 'What opens a wall or a shared view' }),
}).openapi('IssuedToken', { description: 'The secret is shown once' });

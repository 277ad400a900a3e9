/** A Jingwei without a port over a fresh store, for asking it questions. */
import { issueToken } from '../../server/accounts/tokens.ts';
import { createApp } from '../../server/app.ts';
import { openContext, type Context } from '../../server/context.ts';
import type { Queryable } from '../../server/database/database.ts';
import { RIGHTS_OF, type Role } from '../../server/rights/principal.ts';
import { TODAY } from './setup.ts';
import type { Content, stores, TestStore } from './stores.ts';

export interface Asker {
  /** GET below /api/v1, or POST and so on with `init`. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of an answer; throws when it is not a 200. */
  json(path: string): Promise<any>;
}

/** Asks as an administrator of the whole district. */
export interface TestApp extends TestStore, Asker {
  context: Context;
  /** Asks in this role for an area (the whole district unless said), or as nobody. */
  as(role: Role | null, area?: string): Promise<Asker>;
  /** Runs statements in one transaction, as another process would, and waits until the app has heard of it. */
  write(...statements: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on the sample's last day. */
export async function openApp(store: (typeof stores)[number], content: Content = 'sample'): Promise<TestApp> {
  const opened = await store.open(content);
  const context = await openContext(opened.database, { now: () => Date.parse(`${TODAY}T12:00:00+08:00`) });
  const app = createApp(context);
  const asker = (credentials: Record<string, string>): Asker => {
    const request = async (path: string, init: RequestInit = {}) =>
      app.request(path.startsWith('/') && !path.startsWith('//') ? `/api/v1${path}` : path.slice(1), { ...init, headers: { ...credentials, ...(init.headers as Record<string, string>) } });
    return {
      request,
      json: async (path) => {
        const response = await request(path);
        if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
        return response.json();
      },
    };
  };
  const as = async (role: Role | null, area: string | null = null) => asker(role ? await signIn(opened.database, role, area) : {});
  return {
    ...opened,
    ...(await as('admin')),
    as,
    context,
    write: async (...statements) => {
      await opened.database.transaction(async (inside) => {
        for (const statement of statements) await inside.query(statement);
      });
      await context.versions.refresh();
    },
    close: async () => {
      await context.versions.close();
      await opened.remove();
    },
  };
}

const HOUR_MS = 3_600_000;

/** The header of a key with the rights of a role; `area` null is the whole district, whichever it is. */
export async function signIn(database: Queryable, role: Role, area: string | null = null): Promise<{ Authorization: string }> {
  const { secret } = await issueToken(database, { kind: 'key', name: `test ${role}`, rights: RIGHTS_OF[role], area, expiresAt: new Date(Date.now() + HOUR_MS) });
  return { Authorization: `Bearer ${secret}` };
}

/** A Jingwei without a port over a fresh store, for asking it questions. */
import { createApp } from '../../server/app.ts';
import { openContext, type Context } from '../../server/context.ts';
import { TODAY } from './setup.ts';
import type { Content, stores, TestStore } from './stores.ts';

export interface TestApp extends TestStore {
  context: Context;
  /** GET below /api/v1, or POST and so on with `init`. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of an answer; throws when it is not a 200. */
  json(path: string): Promise<any>;
  /** Runs statements in one transaction, as another process would, and waits until the app has heard of it. */
  write(...statements: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on the sample's last day. */
export async function openApp(store: (typeof stores)[number], content: Content = 'sample'): Promise<TestApp> {
  const opened = await store.open(content);
  const context = await openContext(opened.database, { now: () => Date.parse(`${TODAY}T12:00:00+08:00`) });
  const app = createApp(context);
  const request = async (path: string, init?: RequestInit) => app.request(path.startsWith('/') && !path.startsWith('//') ? `/api/v1${path}` : path.slice(1), init);
  return {
    ...opened,
    context,
    request,
    json: async (path) => {
      const response = await request(path);
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
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

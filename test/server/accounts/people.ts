/** People with browsers of their own, in front of a server with a port. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { openContext, type Context } from '../../../server/context.ts';
import type { Content, stores, TestStore } from '../stores.ts';

export interface Answer { status: number; headers: Headers; body: any; text: string }

/** One browser: keeps its cookies, comes from an address, follows no redirect by itself. */
export class Person {
  readonly cookies = new Map<string, string>();
  private readonly origin: string;
  private readonly address: string;

  constructor(origin: string, address: string) {
    this.origin = origin;
    this.address = address;
  }

  /** `path` is below /api/v1, or with a leading `//` from the root; a whole address goes elsewhere. */
  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const url = path.startsWith('http') ? path : this.origin + (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`);
    const own = url.startsWith(this.origin);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method, redirect: 'manual',
      headers: { ...(own && { 'x-forwarded-for': this.address }), ...(own && cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (own) for (const line of response.headers.getSetCookie()) this.keep(line);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
  }

  get = (path: string, headers?: Record<string, string>) => this.ask('GET', path, undefined, headers);
  post = (path: string, body?: unknown) => this.ask('POST', path, body);

  private keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) as unknown as [string, string, string];
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export interface Town extends TestStore {
  context: Context;
  origin: string;
  /** Somebody new; from an address of their own unless said. */
  person(address?: string): Person;
  /** Somebody signed in as a demo account. */
  demo(login: string): Promise<Person>;
  /** An account that an administrator made and that has chosen this password, and its person. */
  resident(account: { login: string; roles: string[]; area?: string | null; password: string }): Promise<{ id: string; person: Person }>;
  /** Another server over the same store, with this environment. */
  beside(environment: Record<string, string>): Promise<Town>;
  close(): Promise<void>;
}

let addresses = 0;

/** A server behind a proxy that it trusts: everybody may have their own address. */
export async function openTown(store: (typeof stores)[number], content: Content = 'sample', environment: Record<string, string> = {}): Promise<Town> {
  const opened = await store.open(content);
  const town = await serve(opened, environment);
  return { ...town, close: async () => {
    await town.close();
    await opened.remove();
  } };
}

/** Another process would be the same: a server over a store that is open. */
async function serve(opened: TestStore, environment: Record<string, string>): Promise<Town> {
  const context = await openContext(opened.database, { config: readConfig({ TRUSTED_PROXY: '127.0.0.1', ...environment }) });
  const server = createAdaptorServer({ fetch: createApp(context).fetch }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const person = (address = `10.1.${Math.floor(++addresses / 250)}.${addresses % 250}`) => new Person(origin, address);
  const demo = async (login: string) => {
    const somebody = person();
    const { status, text } = await somebody.post('/session/demo', { login });
    if (status !== 200) throw new Error(text);
    return somebody;
  };
  return {
    ...opened, context, origin, person, demo,
    beside: (more) => serve(opened, more),
    resident: async ({ password, area = null, ...account }) => {
      const admin = await demo('demo-admin');
      const made = await admin.post('/accounts', { name: account.login, area, ...account });
      if (made.status !== 201) throw new Error(made.text);
      const { body: { url } } = await admin.post(`/accounts/${made.body.id}/invitation`);
      const somebody = person();
      const accepted = await somebody.post('/session/invitation', { token: url.split('/').at(-1), password });
      if (accepted.status !== 200) throw new Error(accepted.text);
      return { id: made.body.id, person: somebody };
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await context.versions.close();
    },
  };
}

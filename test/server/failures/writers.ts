/** People who write without pause, and what they were told is written. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { USUAL_SETTINGS } from '../../../server/settings/schema.ts';

/** What a server acknowledged, to be found again after whatever happens to it. */
export class Acknowledged {
  readonly plans = new Map<string, string>();
  readonly accounts = new Set<string>();
  readonly removed = new Set<string>();
  readonly tokens = new Set<string>();
  /** Of the suppression threshold: the last acknowledged, and the one that was asked for last. */
  setting = { acknowledged: USUAL_SETTINGS.suppressionThreshold, asked: USUAL_SETTINGS.suppressionThreshold };

  get size(): number { return this.plans.size + this.accounts.size + this.tokens.size; }
}

export interface Client { ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> }

export const clientOf = (url: string, cookie: string): Client => ({
  ask: async (method, path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, { method, headers: { cookie, 'Content-Type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  },
});

/** Signs in as the administrator of the sample; the cookie outlives the server. */
export async function signInAt(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session/demo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'demo-admin' }) });
  expect(response.status).toBe(200);
  return response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
}

/** Each writes one thing after another until its server is gone; what fails is not acknowledged, and nothing may fail but the connection. */
export async function writeUntilCut(client: Client, acknowledged: Acknowledged, scopes: string[], mostPlans: number): Promise<void> {
  const { setting } = acknowledged;
  let plans = 0, tokens = 0, isCut = false;
  /** Until a connection is cut, which is how fetch says that the server is gone. */
  const forever = async (write: () => Promise<void>): Promise<void> => {
    while (!isCut) {
      try {
        await write();
      } catch (error) {
        isCut = true;
        if (!(error instanceof TypeError)) throw error;
      }
    }
  };
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  await Promise.all([
    forever(async () => {
      if (plans++ >= mostPlans) return pause(20);
      const { status, body } = await client.ask('POST', '/plans', { scope: scopes[plans % scopes.length] });
      expect(status).toBe(202);
      acknowledged.plans.set(body.plan, body.job);
      if (plans % 3 === 0) expect((await client.ask('POST', `/jobs/${body.job}/cancel`)).status).toBe(200);
    }),
    forever(async () => {
      const made = await client.ask('POST', '/accounts', { login: `u${randomUUID().slice(0, 13)}`, name: '压测', roles: ['viewer'], area: null });
      expect(made.status).toBe(201);
      acknowledged.accounts.add(made.body.id);
    }),
    forever(async () => {
      const made = await client.ask('POST', '/tokens', { kind: 'share', name: '压测', area: null, expiresAt });
      expect(made.status).toBe(201);
      const { id } = made.body.token;
      if (++tokens % 2) return void acknowledged.tokens.add(id);
      expect((await client.ask('DELETE', `/tokens/${id}`)).status).toBe(204);
      acknowledged.removed.add(id);
    }),
    forever(async () => {
      setting.asked = (setting.asked % 100) + 1;
      const { status } = await client.ask('PATCH', '/settings', { suppressionThreshold: setting.asked });
      expect(status).toBe(200);
      setting.acknowledged = setting.asked;
    }),
  ]);
}

const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

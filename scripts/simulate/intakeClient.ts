/** A Jingwei as a source of incidents sees it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../server/database/database.ts';
import type { Report } from '../../server/incidents/intakeSchema.ts';

export interface Intake {
  /** The JSON of an answer. Throws an OperatorError where there is none. */
  get(path: string): Promise<unknown>;
  /** What became of each report; null when the server cannot be reached or asks to come back later. Throws an OperatorError when it refuses. */
  post(reports: Report[]): Promise<{ outcome: 'created' | 'changed' | 'unchanged' }[] | null>;
}

/** Signs in with an API key, or with the demo account of a sample district. */
export async function openIntake(url: string, key: string | undefined): Promise<Intake> {
  let credentials = key ? { Authorization: `Bearer ${key}` } : await signIn(url);
  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}/api/v1${path}`, { ...init, headers: { ...credentials, ...(init.headers as Record<string, string>) } });
  return {
    get: async (path) => {
      const answer = await reach(url, () => ask(path));
      if (!answer.ok) throw new OperatorError(`${url} does not let its ${path.slice(1)} be read: ${await detailOf(answer)}`);
      return answer.json();
    },
    post: async (reports) => {
      const answer = await ask('/incidents', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ incidents: reports }) }).catch(() => null);
      if (!answer || answer.status === 503 || answer.status === 502) return null;
      if (answer.status === 429) { await sleep(1000 * Number(answer.headers.get('retry-after') ?? 1)); return null; }
      // A session may end with the server that it was made on.
      if (answer.status === 401 && !key) { credentials = await signIn(url); return null; }
      if (!answer.ok) throw new OperatorError(`${url} took no reports: ${await detailOf(answer)}`);
      return ((await answer.json()) as { incidents: { outcome: 'created' | 'changed' | 'unchanged' }[] }).incidents;
    },
  };
}

async function signIn(url: string): Promise<{ Cookie: string }> {
  const answer = await reach(url, () => fetch(`${url}/api/v1/session/demo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'demo-dispatcher' }) }));
  if (!answer.ok) throw new OperatorError(`${url} has no demo account; give an API key that may write incidents with --key. (${await detailOf(answer)})`);
  return { Cookie: answer.headers.getSetCookie().map((each) => each.split(';')[0]!).join('; ') };
}

async function reach(url: string, ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch {
    throw new OperatorError(`There is no Jingwei at ${url}; start one with npm start, or name another with --url.`);
  }
}

const detailOf = async (answer: Response): Promise<string> => `${answer.status} ${((await answer.json().catch(() => ({}))) as { detail?: string }).detail ?? ''}`.trim();

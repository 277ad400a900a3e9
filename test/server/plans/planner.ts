/** A planner at a plan: makes edits as the screens do, and reads what is there. */
import { randomUUID } from 'node:crypto';
import type { Assignment, Edit, EditsSaved, LogEntry, Plan, PlanLog } from '../../../server/plans/schema.ts';
import type { Asker } from '../house.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };

export type Draft = Omit<Edit, 'id' | 'tool'> & { id?: string; tool?: Edit['tool'] };

export const editOf = (draft: Draft): Edit => ({ id: randomUUID(), tool: 'brush', ...draft });

/** Asks of one plan. */
export function plannerOf(asker: Asker, plan: string) {
  const send = (path: string, method: string, body?: unknown) => asker.request(`/plans/${plan}${path}`, { method, headers: JSON_BODY, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return {
    send,
    edit: async (...drafts: Draft[]): Promise<EditsSaved & { ids: string[] }> => {
      const edits = drafts.map(editOf);
      const response = await send('/edits', 'POST', { edits });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return { ...((await response.json()) as EditsSaved), ids: edits.map(({ id }) => id) };
    },
    assignment: (area = ''): Promise<Assignment> => asker.json(`/plans/${plan}/assignment${area && `?area=${area}`}`),
    log: (query = 'limit=1000'): Promise<PlanLog> => asker.json(`/plans/${plan}/edits?${query}`),
    plan: (): Promise<Plan> => asker.json(`/plans/${plan}`),
  };
}
export type Planner = ReturnType<typeof plannerOf>;

/** Makes a plan of the grids in force. */
export async function startPlan(asker: Asker, scope: string, more: Record<string, unknown> = {}): Promise<Plan> {
  const response = await asker.request('/plans', { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ scope, start: 'edition', ...more }) });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return response.json() as Promise<Plan>;
}

/** What a plan of units comes to when edits are done to it one after the other. */
export function replay(start: ReadonlyMap<string, string | null>, log: readonly LogEntry[]): Map<string, string | null> {
  const grids = new Map(start);
  for (const { move } of log) for (const { unit, to } of move?.units ?? []) grids.set(unit, to);
  return grids;
}

export interface Event { event: string; id: string | null; data: any }

/** The events of a stream, as they come; cancel it by returning. */
export async function* eventsOf(response: Response): AsyncGenerator<Event> {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const field = (name: string) => part.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
      if (field('event')) yield { event: field('event')!, id: field('id'), data: JSON.parse(field('data')!) };
    }
  }
}

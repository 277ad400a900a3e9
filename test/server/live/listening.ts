/** Listening to the streams of open screens, and reporting what they show. */
import { expect } from 'vitest';
import type { Asker } from '../house.ts';
import { eventsOf, type Event } from '../plans/planner.ts';

export interface Stream {
  seen: Event[];
  /** Waits for the next event of this name that `isIt`. */
  next(name: string, isIt?: (data: any) => boolean): Promise<Event>;
  leave(): Promise<void>;
}

/** Follows what is happening; `lastId` goes on from an event. */
export async function listen(asker: Pick<Asker, 'request'>, query = '', lastId?: string): Promise<Stream> {
  const response = await asker.request(`/live${query}`, { headers: lastId === undefined ? {} : { 'Last-Event-ID': lastId } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  return streamOf(response);
}

export function streamOf(response: Response): Stream {
  const events = eventsOf(response), seen: Event[] = [];
  return {
    seen,
    next: async (name, isIt = () => true) => {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`The stream ended without ${name}: ${JSON.stringify(seen)}`);
        seen.push(value);
        if (value.event === name && isIt(value.data)) return value;
      }
    },
    leave: async () => { await events.return(undefined); },
  };
}

/** Reports incidents as a source does. */
export const post = (asker: Pick<Asker, 'request'>, incidents: unknown[]) => asker.request('/incidents', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ incidents }) });

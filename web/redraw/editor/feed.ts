/** What happens to a plan, as the server tells it. */
import type { Plan } from '../../api/types.ts';
import type { LogEntry } from '../../../server/plans/editSchema.ts';
import { API } from '../../api/client.ts';

export interface FeedEvents {
  edit(entry: LogEntry): void;
  /** The log has entries that the feed does not bring whole. */
  behind(): void;
  /** Too much was missed: everything has to be read anew. */
  reload(): void;
  plan(plan: Plan): void;
  comment(): void;
  present(people: { name: string; you: boolean }[]): void;
  gone(): void;
}

/** Listens from the entry after `seq` on; takes up by itself what it missed while the server was away. Returns how to stop. */
export function openFeed(plan: string, seq: () => number, events: FeedEvents): () => void {
  let source: EventSource | null = null, timer: ReturnType<typeof setTimeout> | undefined, closed = false;
  function connect(): void {
    source = new EventSource(`${API}/plans/${plan}/events?after=${seq()}`);
    const on = <T>(name: string, take: (data: T) => void) => source!.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
    on<LogEntry>('edit', events.edit);
    on('drawn', events.behind);
    on('reload', events.reload);
    on<Plan>('plan', events.plan);
    on('comment', events.comment);
    on<{ people: { name: string; you: boolean }[] }>('present', ({ people }) => events.present(people));
    on('gone', () => { close(); events.gone(); });
    source.onerror = () => {
      // A closed source tries no more by itself: refused while the server restarts, or signed out.
      if (source?.readyState === EventSource.CLOSED && !closed) timer = setTimeout(connect, 2000);
    };
  }
  function close(): void {
    closed = true;
    clearTimeout(timer);
    source?.close();
  }
  connect();
  return close;
}

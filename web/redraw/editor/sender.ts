/** Sends own edits one batch after another, in order, and goes on trying while the server cannot be reached. */
import { ApiError, sendJson } from '../../api/client.ts';
import type { EditsSaved } from '../../../server/plans/editSchema.ts';
import type { Pending } from './session.ts';

/** Edits and units of one request. */
const MOST_EDITS = 50, MOST_UNITS = 20_000;
const FIRST_WAIT_MS = 1000, LONGEST_WAIT_MS = 15_000;

export interface SenderEvents {
  /** What is to be sent, the oldest first. */
  unsent(): readonly Pending[];
  saved(answer: EditsSaved): void;
  /** The server will never take these. */
  failed(edits: readonly Pending[], detail: string): void;
  /** True while the server cannot be reached. */
  offline(is: boolean): void;
}

export interface Sender { wake(): void; close(): void }

export function openSender(plan: string, events: SenderEvents): Sender {
  let running = false, closed = false, waitMs = FIRST_WAIT_MS, timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    clearTimeout(timer);
    while (!closed) {
      const batch = batchOf(events.unsent());
      if (!batch.length) break;
      try {
        const edits = batch.map(({ id, tool, undoes, redoes, change }) => ({ id, tool, ...(undoes && { undoes }), ...(redoes && { redoes }), ...change }));
        const answer = await sendJson<EditsSaved>('POST', `/plans/${plan}/edits`, { edits });
        if (closed) break;
        waitMs = FIRST_WAIT_MS;
        events.offline(false);
        events.saved(answer);
      } catch (error) {
        if (closed) break;
        if (isPassing(error)) {
          events.offline(true);
          const wait = error instanceof ApiError && error.waitS ? error.waitS * 1000 : waitMs;
          waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
          timer = setTimeout(() => void run(), wait);
          break;
        }
        events.offline(false);
        events.failed(batch, error instanceof Error ? error.message : String(error));
      }
    }
    running = false;
  }

  const wake = () => void run();
  globalThis.addEventListener('online', wake);
  return {
    wake,
    close() {
      closed = true;
      clearTimeout(timer);
      globalThis.removeEventListener('online', wake);
    },
  };
}

/** The server is away, busy or restarting: the same request may pass later. */
const isPassing = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500);

/**
 * The edits of the next request. One that starts a grid is the last: should its code be taken, what follows is meant for
 * another one, and the server would put it into the grid that took it.
 */
export function batchOf(edits: readonly Pending[]): Pending[] {
  const batch: Pending[] = [];
  let units = 0;
  for (const edit of edits) {
    units += 'move' in edit.change ? edit.change.move.units.length : 0;
    if (batch.length && (batch.length >= MOST_EDITS || units > MOST_UNITS)) break;
    batch.push(edit);
    if ('move' in edit.change && edit.change.move.creates?.length) break;
  }
  return batch;
}

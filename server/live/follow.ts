/** Streams of server-sent events that last as long as whoever asked may listen. */
import type { Context as Request } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { Context } from '../context.ts';
import { mayStill } from '../rights/enforce.ts';

// A proxy cuts a connection that is silent for long.
const KEEP_ALIVE_MS = 15_000;

export interface Following {
  /** Calls `changed` when there may be something to tell; gives the end of that. */
  subscribe(changed: () => void): Promise<() => void>;
  /** Tells what there is, at once and after every change; true ends the stream. */
  deliver(stream: SSEStreamingApi): Promise<boolean>;
  /** Called now and then while nothing happens. */
  idle?(): Promise<void>;
}

/** Answers with events until the client leaves, `deliver` says it is over, the right to listen ends or the server stops. */
export function followEvents(c: Request, context: Pick<Context, 'accounts'>, { subscribe, deliver, idle }: Following): never {
  c.header('Cache-Control', 'no-store');
  // Nginx would hold events back.
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    let wake = () => {}, changed = true;
    const unsubscribe = await subscribe(() => {
      changed = true;
      wake();
    });
    stream.onAbort(() => wake());
    try {
      while (!stream.aborted && (await mayStill(c, context))) {
        if (changed) {
          changed = false;
          if (await deliver(stream)) return;
        } else {
          await idle?.();
          await stream.write(': still here\n\n');
        }
        if (!changed && !stream.aborted) await pause(KEEP_ALIVE_MS, (end) => { wake = end; });
      }
    } finally {
      unsubscribe();
    }
  }) as never;
}

/** Resolves after `ms`, or when the function given to `onWake` is called. */
function pause(ms: number, onWake: (end: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

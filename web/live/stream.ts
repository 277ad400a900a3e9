/** A stream of events that stays: it opens itself again after whatever happened to it, in ever longer steps. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10_000;
/** A connection that says nothing for so long is dead even if nobody closed it: the server speaks every 15 s. */
const SILENT_MS = 45_000;
const EVENTS = ['change', 'alert', 'versions', 'time', 'reload', 'command'] as const;
export type EventName = (typeof EVENTS)[number];

export interface StreamHandlers {
  onOpen(): void;
  /** The connection is gone; it is being opened again. */
  onLost(): void;
  onEvent(name: EventName, data: unknown): void;
  /** The server took the connection for nobody's. */
  onRefused(): void;
}
export interface Stream { /** Looks whether the connection is still alive; to be called about once a second. */ check(): void; close(): void }

export function openStream(url: string, handlers: StreamHandlers): Stream {
  let source: EventSource | null = null;
  let heardAt = 0, wait = FIRST_WAIT_MS, timer = 0, closed = false;

  function open(): void {
    timer = 0;
    heardAt = performance.now();
    // Always a new one: what happened meanwhile is asked for whole, and old reports make no pulses.
    source = new EventSource(url);
    source.addEventListener('open', () => { heardAt = performance.now(); wait = FIRST_WAIT_MS; handlers.onOpen(); });
    source.addEventListener('error', again);
    for (const name of EVENTS) source.addEventListener(name, (event) => {
      heardAt = performance.now();
      handlers.onEvent(name, JSON.parse(event.data as string));
    });
  }

  function again(): void {
    const refused = source?.readyState === EventSource.CLOSED;
    source?.close();
    source = null;
    if (closed || timer) return;
    handlers.onLost();
    if (refused) handlers.onRefused();
    // Not all walls of a house at the same instant.
    timer = window.setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }

  const online = (): void => { if (timer) { clearTimeout(timer); open(); } };
  addEventListener('online', online);
  open();
  return {
    check() { if (source && performance.now() - heardAt > SILENT_MS) again(); },
    close() { closed = true; clearTimeout(timer); source?.close(); removeEventListener('online', online); },
  };
}

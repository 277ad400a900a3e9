import { newId } from '../api/newId.ts';

// Two walls in two windows of one machine are two screens.
const KEY = `jw.screen${location.pathname}`;
let drawn: string | null = null;

/** Names this screen to the server, by lot and for good: its live stream is opened with it, and a phone's commands come by it. */
export function screenId(): string {
  drawn ??= kept();
  if (drawn) return drawn;
  drawn = newId();
  try { localStorage.setItem(KEY, drawn); } catch { /* A browser that keeps nothing is another screen after a reload. */ }
  return drawn;
}

function kept(): string | null {
  try {
    return /^[0-9a-f-]{36}$/.exec(localStorage.getItem(KEY) ?? '')?.[0] ?? null;
  } catch {
    return null;
  }
}

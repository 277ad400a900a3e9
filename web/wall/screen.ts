const KEY = 'jw.screen';
let drawn: string | null = null;

/** Names this screen to the server, by lot and for good: its live stream is opened with it, and a phone's commands come by it. */
export function screenId(): string {
  drawn ??= kept() ?? draw();
  return drawn;
}

function kept(): string | null {
  try {
    return /^[0-9a-f-]{36}$/.exec(localStorage.getItem(KEY) ?? '')?.[0] ?? null;
  } catch {
    return null;
  }
}

function draw(): string {
  // crypto.randomUUID is for secure contexts; a wall on an intranet comes by plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const id = [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
  try { localStorage.setItem(KEY, id); } catch { /* A browser that keeps nothing is another screen after a reload. */ }
  return id;
}

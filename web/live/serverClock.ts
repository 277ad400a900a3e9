/** The time of the server, kept by a clock of the page that nobody can set: a wall whose own clock is wrong, or jumps, stays right. */
export interface ServerClock { now(): number; correct(serverMs: number): void }

/** `tick` counts ms and never jumps; until the server was heard, `local` (ms of the machine) is believed. */
export function createServerClock(tick: () => number, local: () => number): ServerClock {
  let base = local(), at = tick();
  return {
    now: () => base + tick() - at,
    correct(serverMs) { base = serverMs; at = tick(); },
  };
}

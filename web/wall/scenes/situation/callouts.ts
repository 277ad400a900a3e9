/** Which reports and alerts are called out on the map: at most three, one an area, held long enough to be read. */
import type { IncidentState } from '../../../live/types.ts';

export interface Callout { key: string; area: string; at: readonly [number, number]; /** Of an alert: its id; else null. */ alert: string | null; category: string | null; state: IncidentState | null; atMs: number }

export const MOST_CALLOUTS = 3;
/** A report older than this is no news; one that stands is read for so long before another takes its place. */
const NEWS_MS = 15 * 60_000, HELD_MS = 10_000;

/**
 * `alerts` and `reports` newest first. Standing call-outs that are still news and not held long stay; `since` tells from when
 * each stands. The first alert always has one.
 */
export function chooseCallouts(standing: readonly Callout[], since: ReadonlyMap<string, number>, alerts: readonly Callout[], reports: readonly Callout[], now: number): Callout[] {
  const alert = alerts[0] ? [alerts[0]] : [];
  const fresh = reports.filter(({ atMs }) => now - atMs < NEWS_MS);
  const held = standing.filter(({ key, alert: of, atMs }) => of === null && now - atMs < NEWS_MS && now - (since.get(key) ?? now) < HELD_MS)
    .map((callout) => fresh.find(({ key }) => key === callout.key) ?? callout);
  const chosen: Callout[] = [];
  for (const callout of [...alert, ...held, ...fresh]) {
    if (chosen.length < MOST_CALLOUTS && !chosen.some(({ key, area }) => key === callout.key || area === callout.area)) chosen.push(callout);
  }
  return chosen;
}

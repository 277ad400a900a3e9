import { onScopeDispose } from 'vue';
import { useLive } from '../live/live.ts';
import type { Alert } from '../live/types.ts';
import { usePlay } from './play.ts';

const SHOWN_MS = 12_000;
/** Between two alerts on stage the scenes have their turn; what comes meanwhile stands in the list. */
const REST_MS = 45_000;
/** What was raised longer ago is no news: it came with the catching up after a lost connection. */
const NEWS_MS = 5 * 60_000;

/** An alert just raised takes the stage for a moment: the rotation waits, the camera goes there. Not while somebody holds the scene. */
export function useAlertStage(): void {
  const play = usePlay(), live = useLive();
  let endedAt = -Infinity, timer = 0;
  const end = (): void => { play.onStage = null; endedAt = performance.now(); };
  const stop = live.onAlert((alert: Alert) => {
    if (play.onStage || !play.playing || performance.now() - endedAt < REST_MS || live.serverNow() - alert.raisedAt > NEWS_MS) return;
    play.onStage = alert;
    timer = window.setTimeout(end, SHOWN_MS);
  });
  onScopeDispose(() => { stop(); clearTimeout(timer); play.onStage = null; });
}

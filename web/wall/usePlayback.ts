import { useIntervalFn } from '@vueuse/core';
import { onScopeDispose } from 'vue';
import { useLive } from '../live/live.ts';
import { usePlay } from './play.ts';

const TICK_MS = 250;

/** Runs the wall: time, the stream, and what asks for another scene. */
export function usePlayback(): void {
  const play = usePlay(), live = useLive();
  let at = performance.now();
  useIntervalFn(() => {
    const now = performance.now();
    play.tick(now - at, now);
    at = now;
  }, TICK_MS);
  onScopeDispose(live.follow());
}

import { useIntervalFn } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';
import { useLive } from '../live/live.ts';
import { useWall } from '../walls/wall.ts';
import { usePlay } from './play.ts';
import { screenId } from './screen.ts';
import { useAlertStage } from './useAlertStage.ts';

const TICK_MS = 250;

/** Runs the wall: its time, by a clock nobody can set, and the stream of what happens. */
export function usePlayback(): void {
  const play = usePlay(), live = useLive(), wall = useWall();
  watch(() => wall.scenes, play.take, { immediate: true });
  let at = performance.now();
  useIntervalFn(() => {
    const now = performance.now();
    play.tick(now - at, now);
    at = now;
  }, TICK_MS);
  onScopeDispose(live.follow(screenId()));
  useAlertStage();
}

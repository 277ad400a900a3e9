import { useIntervalFn } from '@vueuse/core';
import { onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';
import { useLive } from '../live/live.ts';
import { isOtherBuild, isServerThere } from './build.ts';
import { usePlay } from './play.ts';

const LOOK_MS = 60_000;
/** Of the most the browser gives a page; beyond it ends the page without asking. */
const FULL_HEAP = 0.8;
/** A map that could not be made for so long is not coming back in this page. */
const BROKEN_MS = 5 * 60_000;

/**
 * Loads the page anew, at a change of scene that nobody holds, and only for a reason: the server has another build, the
 * browser is nearly out of memory, the map cannot be made any more. The wall goes on where it stood. True: it is about to.
 */
export function useRenewal(isMapBroken: () => boolean): Ref<boolean> {
  const play = usePlay(), live = useLive();
  const isDue = ref(false);
  let brokenAt: number | null = null;

  // A server that came back may have come back with other screens.
  watch(() => live.opens, async () => { if (await isOtherBuild()) isDue.value = true; });
  useIntervalFn(() => {
    const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number; jsHeapSizeLimit: number } };
    if (memory && memory.usedJSHeapSize > FULL_HEAP * memory.jsHeapSizeLimit) isDue.value = true;
    brokenAt = isMapBroken() ? (brokenAt ?? performance.now()) : null;
    if (brokenAt !== null && performance.now() - brokenAt > BROKEN_MS) isDue.value = true;
  }, LOOK_MS);
  let isOver = false;
  watch(() => play.nth, async () => { if (isDue.value && play.playing && await isServerThere() && !isOver) location.reload(); });
  onScopeDispose(() => { isOver = true; });
  return isDue;
}

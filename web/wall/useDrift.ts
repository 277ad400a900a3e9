import { useIntervalFn, usePreferredReducedMotion } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';
import { driftAt } from './drift.ts';
import { usePlay } from './play.ts';
import { useWallLayout } from './useWallLayout.ts';

const STEP_MS = 1000;

/** Lets the sheet of a wall drift. With reduced motion it only moves together with a change of scene. */
export function useDrift(sheet: () => HTMLElement | null): void {
  const play = usePlay();
  const { unit } = useWallLayout();
  const motion = usePreferredReducedMotion();
  const move = (): void => {
    const { x, y } = driftAt(performance.now(), unit.value, devicePixelRatio);
    sheet()?.style.setProperty('translate', `${x}px ${y}px`);
  };
  useIntervalFn(() => { if (motion.value !== 'reduce') move(); }, STEP_MS);
  watch(() => play.nth, () => { if (motion.value === 'reduce') move(); });
  // A desk stands still.
  onScopeDispose(() => sheet()?.style.removeProperty('translate'));
}

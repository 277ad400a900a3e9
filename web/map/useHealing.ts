import { onScopeDispose, ref } from 'vue';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** A map that lived so long before it was lost was well: the next one comes at once again. */
const WELL_MS = 120_000;

/**
 * Makes a map anew that the graphics card let go of: `nth` is the key of its component. A map that could not even begin is
 * broken, and is tried again only if one was there before, or on a screen that nobody sits at.
 */
export function useHealing(isUnattended: () => boolean) {
  const nth = ref(0), isBroken = ref(false);
  let wait = FIRST_WAIT_MS, timer = 0, worked = false, madeAt = performance.now();

  function again(): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => { isBroken.value = false; madeAt = performance.now(); nth.value++; }, wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
  onScopeDispose(() => clearTimeout(timer));
  return {
    nth, isBroken,
    onLost() { worked = true; if (performance.now() - madeAt > WELL_MS) wait = FIRST_WAIT_MS; again(); },
    onBroken() { isBroken.value = true; if (worked || isUnattended()) again(); },
  };
}

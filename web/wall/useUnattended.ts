import { useIdle, useWakeLock } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';
import type { Ref } from 'vue';

const SHOWN_MS = 5000;

/** A screen that nobody sits at: it stays awake, and pointer and controls go when nobody moves them. True: nobody is there. */
export function useUnattended(): Ref<boolean> {
  const { idle } = useIdle(SHOWN_MS, { initialState: true });
  const { isSupported, request, release } = useWakeLock();
  // Refused without a word on battery or in a hidden tab; asked for again by itself when the tab is seen.
  if (isSupported.value) void request('screen').catch(() => undefined);
  const root = document.documentElement;
  watch(idle, (is) => root.classList.toggle('wall-idle', is), { immediate: true });
  onScopeDispose(() => { root.classList.remove('wall-idle'); void release().catch(() => undefined); });
  return idle;
}

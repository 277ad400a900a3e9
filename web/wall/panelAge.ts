import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useLive } from '../live/live.ts';
import { clockTime } from '../numbers/format.ts';

const MINUTE_S = 60;
const CLOCK_FROM_S = 10 * MINUTE_S;

/** The age of what a panel shows, in words: seconds, minutes, then since when; nothing while it is not about the moment. */
export function usePanelAge(noun: () => string | undefined): { age: ComputedRef<string>; isLate: ComputedRef<boolean> } {
  const { t } = useI18n();
  const live = useLive();
  const known = computed(() => { const name = noun(); return name ? live.ageOf(name) : null; });
  const age = computed(() => {
    if (!known.value?.at) return '';
    const { at, late } = known.value;
    const seconds = Math.max(1, Math.round((live.now - at) / 1000));
    if (late) return t('wall.silentSince', { time: clockTime(new Date(at)) });
    if (noun() !== 'live') return '';
    return seconds < MINUTE_S ? t('wall.secondsAgo', { n: seconds }) : seconds < CLOCK_FROM_S ? t('wall.minutesAgo', { n: Math.floor(seconds / MINUTE_S) }) : clockTime(new Date(at));
  });
  return { age, isLate: computed(() => known.value?.late ?? false) };
}

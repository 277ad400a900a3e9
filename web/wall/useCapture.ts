import { ref } from 'vue';
import type { Ref } from 'vue';
import { currentStage } from '../map/current.ts';
import { day, clockTime } from '../numbers/format.ts';
import { useLive } from '../live/live.ts';
import { wallFilm, wallPicture } from './capture.ts';

const FILM_S = 30;

/** Saves the wall to a file on this machine, as a picture or as a film of half a minute; one at a time. */
export function useCapture(sheet: () => HTMLElement | null, title: () => string): { busy: Ref<'picture' | 'film' | null>; failed: Ref<boolean>; picture(): Promise<void>; film(): Promise<void> } {
  const live = useLive();
  const busy = ref<'picture' | 'film' | null>(null), failed = ref(false);

  async function save(what: 'picture' | 'film', suffix: string): Promise<void> {
    const stage = currentStage.value, element = sheet();
    if (busy.value || !stage || !element) return;
    busy.value = what;
    failed.value = false;
    try {
      const at = new Date(live.serverNow());
      const blob = what === 'picture' ? await wallPicture(stage, element) : await wallFilm(stage, element, FILM_S);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${title().replaceAll(/[\s·/\\:]+/g, '-')}-${day(at, true)}-${clockTime(at).replace(':', '')}.${suffix}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch {
      failed.value = true;
    } finally {
      busy.value = null;
    }
  }
  return { busy, failed, picture: () => save('picture', 'png'), film: () => save('film', 'webm') };
}

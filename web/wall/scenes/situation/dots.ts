import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { Incidents } from '../../../../geodata/density/columns.ts';
import { DAY_MS } from '../../../../geodata/density/days.ts';
import { INCIDENT_LOCATED } from '../../../../geodata/district.ts';
import { useSession } from '../../../accounts/session.ts';
import { addDays, dayOf } from '../../../incidents/months.ts';
import { useLive } from '../../../live/live.ts';
import { collection, pointAt } from '../../../map/features.ts';
import type { Stage } from '../../../map/stage.ts';
import { putSeldom } from '../onMap.ts';

export interface Dot { at: readonly [number, number]; atMs: number }
/** Dots stay for a day; of more than so many the oldest go. */
const MOST = 4000;

/** Dots with those that came, a place once, without those that are too old; newest last. */
export function withDots(dots: readonly Dot[], more: readonly Dot[], now: number): Dot[] {
  const byPlace = new Map<string, Dot>();
  for (const dot of [...dots, ...more]) {
    const place = dot.at.join();
    byPlace.delete(place);
    byPlace.set(place, dot);
  }
  return [...byPlace.values()].filter(({ atMs }) => now - atMs < DAY_MS).slice(-MOST);
}

/** Dots of incidents whose place is known, oldest first. */
export function dotsOf({ length, lonE6, latE6, openedS, located }: Pick<Incidents, 'length' | 'lonE6' | 'latE6' | 'openedS' | 'located'>): Dot[] {
  const exact = INCIDENT_LOCATED.indexOf('exact');
  return Array.from({ length }, (_, i) => i).filter((i) => located[i] === exact)
    .map((i): Dot => ({ at: [lonE6[i]! / 1e6, latE6[i]! / 1e6], atMs: openedS[i]! * 1000 })).sort((a, b) => a.atMs - b.atMs);
}

/** Where each report of the last 24 hours came in, for who may see places: read once, then kept by the stream, whichever scene plays. */
export const useDots = defineStore('dots', () => {
  const session = useSession(), live = useLive();
  const dots = shallowRef<readonly Dot[]>([]);
  async function readDay(): Promise<void> {
    try {
      const { fetchDays } = await import('../../../incidents/loadMonths.ts');
      const today = dayOf(live.now), day = await fetchDays(addDays(today, -1), addDays(today, 1));
      dots.value = withDots(dotsOf(day), dots.value, live.now);
    } catch { /* Dots that came since stay; the day is read when the server is back. */ }
  }
  // Nobody tells what came while the stream was away; before it first opens nothing is read, or it would be read twice.
  watch(() => live.opens, (opens) => { if (opens && session.can('points')) void readDay(); }, { immediate: true });
  live.onPulse((pulses, { at: atMs }) => {
    const more = pulses.flatMap(({ at, isNew }) => (at && isNew ? [{ at, atMs }] : []));
    if (more.length) dots.value = withDots(dots.value, more, live.now);
  });
  return { dots };
});

/** Leaves a still dot on the map at each of them while the scene plays. */
export function drawDots(stage: Stage): void {
  const known = useDots();
  putSeldom<readonly Dot[] | null>(() => known.dots, (dots) => stage.setData('pulses', dots && collection(dots.map(({ at }) => pointAt(at)))), null);
}

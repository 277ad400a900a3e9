import { onScopeDispose, watch } from 'vue';
import type { Incidents } from '../../../../geodata/density/columns.ts';
import { DAY_MS } from '../../../../geodata/density/days.ts';
import { INCIDENT_LOCATED } from '../../../../geodata/district.ts';
import { useSession } from '../../../accounts/session.ts';
import { addDays, dayOf } from '../../../incidents/months.ts';
import type { useLive } from '../../../live/live.ts';
import { collection, pointAt } from '../../../map/features.ts';
import type { Stage } from '../../../map/stage.ts';

export interface Dot { at: readonly [number, number]; atMs: number }
/** Dots stay for a day; of more than so many the oldest go. */
const MOST = 4000;
/** The map is drawn again for new dots at most this often. */
const REDRAW_MS = 2000;

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

/** A still dot on the map where each report of the last 24 hours came in, for who may see places. */
export function keepDots(stage: Stage, live: ReturnType<typeof useLive>): void {
  const session = useSession();
  let dots: Dot[] = [], timer = 0, isOver = false;
  const draw = () => { timer = 0; stage.setData('pulses', collection(dots.map(({ at }) => pointAt(at)))); };
  async function readDay(): Promise<void> {
    try {
      const { fetchDays } = await import('../../../incidents/loadMonths.ts');
      const today = dayOf(live.now), day = await fetchDays(addDays(today, -1), addDays(today, 1));
      dots = withDots(dotsOf(day), dots, live.now);
      if (!isOver) draw();
    } catch { /* Dots that came since stay; the day is read when the server is back. */ }
  }
  // Nobody tells what came while the stream was away.
  watch(() => live.opens, () => { if (session.can('points')) void readDay(); }, { immediate: true });
  onScopeDispose(live.onPulse((pulses, { at: atMs }) => {
    const more = pulses.flatMap(({ at, isNew }) => (at && isNew ? [{ at, atMs }] : []));
    if (!more.length) return;
    dots = withDots(dots, more, live.now);
    timer ||= window.setTimeout(draw, REDRAW_MS);
  }));
  onScopeDispose(() => { isOver = true; clearTimeout(timer); stage.setData('pulses', null); });
}

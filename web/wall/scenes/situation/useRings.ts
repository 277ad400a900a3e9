import { onScopeDispose, shallowRef } from 'vue';
import { useDistrict } from '../../../district/district.ts';
import { useLive } from '../../../live/live.ts';
import { ringsNow, type Pulse } from './rings.ts';

export interface DrawnRing { nth: number; at: readonly [number, number]; n: number }

const RING_MS = 1600, SECOND_MS = 1000, LOOK_MS = 250;

/** The rings that spread now: one for each report that comes in, by grid in a burst (look §7). */
export function useRings() {
  const live = useLive(), district = useDistrict();
  const rings = shallowRef<DrawnRing[]>([]);
  let waiting: Pulse[] = [], begun: number[] = [], nth = 0;
  let looking = 0;

  function look(): void {
    looking = 0;
    const now = performance.now();
    begun = begun.filter((at) => now - at < SECOND_MS);
    const next = ringsNow(waiting, begun.length);
    if (next) {
      waiting = [];
      begun.push(...next.map(() => now));
      const drawn = next.flatMap(({ place, at, n }) => { const where = at ?? labelOf(place); return where ? [{ nth: nth++, at: where, n }] : []; });
      const last = nth;
      rings.value = [...rings.value, ...drawn];
      setTimeout(() => { rings.value = rings.value.filter((ring) => ring.nth >= last); }, RING_MS + 50);
    }
    if (waiting.length) looking = window.setTimeout(look, LOOK_MS);
  }
  const labelOf = (code: string) => district.areaByCode.get(code)?.properties.label as [number, number] | null | undefined;

  onScopeDispose(live.onPulse((pulses) => {
    // A wall in the background of a browser draws nothing: what came meanwhile is no ring any more.
    if (document.hidden) { waiting = []; return; }
    for (const { isNew, at, street, grid } of pulses) if (isNew && street) waiting.push({ at, street, ...(grid && { grid }) });
    if (waiting.length && !looking) look();
  }));
  onScopeDispose(() => clearTimeout(looking));
  return { rings };
}

import { onScopeDispose } from 'vue';
import type { Feature } from 'geojson';
import type { useLive } from '../../../live/live.ts';
import type { Stage } from '../../../map/stage.ts';

export interface Dot { at: readonly [number, number]; atMs: number }
/** Dots stay for a day; of more than so many the oldest go. */
const DAY_MS = 86_400_000, MOST = 4000;
/** The map is drawn again for new dots at most this often. */
const REDRAW_MS = 2000;

/** Dots with those that came, without those that are too old; newest last. */
export const withDots = (dots: readonly Dot[], more: readonly Dot[], now: number): Dot[] => [...dots, ...more].filter(({ atMs }) => now - atMs < DAY_MS).slice(-MOST);

const feature = ({ at }: Dot): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [...at] }, properties: {} });

/** Leaves a still dot on the map where a report came in. */
export function keepDots(stage: Stage, live: ReturnType<typeof useLive>): void {
  let dots = withDots([], (live.today?.recent ?? []).flatMap(({ at, atMs }) => (at ? [{ at, atMs }] : [])), live.now), timer = 0;
  const draw = () => { timer = 0; stage.setData('pulses', { type: 'FeatureCollection', features: dots.map(feature) }); };
  draw();
  onScopeDispose(live.onPulse((pulses, { at: atMs }) => {
    const more = pulses.flatMap(({ at, isNew }) => (at && isNew ? [{ at, atMs }] : []));
    if (!more.length) return;
    dots = withDots(dots, more, live.now);
    timer ||= window.setTimeout(draw, REDRAW_MS);
  }));
  onScopeDispose(() => { clearTimeout(timer); stage.setData('pulses', null); });
}

import { onScopeDispose } from 'vue';
import { DAY_MS } from '../../../../geodata/density/days.ts';
import type { useLive } from '../../../live/live.ts';
import { collection, pointAt } from '../../../map/features.ts';
import type { Stage } from '../../../map/stage.ts';

export interface Dot { at: readonly [number, number]; atMs: number }
/** Dots stay for a day; of more than so many the oldest go. */
const MOST = 4000;
/** The map is drawn again for new dots at most this often. */
const REDRAW_MS = 2000;

/** Dots with those that came, without those that are too old; newest last. */
export const withDots = (dots: readonly Dot[], more: readonly Dot[], now: number): Dot[] => [...dots, ...more].filter(({ atMs }) => now - atMs < DAY_MS).slice(-MOST);

/** Leaves a still dot on the map where a report came in. */
export function keepDots(stage: Stage, live: ReturnType<typeof useLive>): void {
  let dots = withDots([], (live.today?.recent ?? []).flatMap(({ at, atMs }) => (at ? [{ at, atMs }] : [])), live.now), timer = 0;
  const draw = () => { timer = 0; stage.setData('pulses', collection(dots.map(({ at }) => pointAt(at)))); };
  draw();
  onScopeDispose(live.onPulse((pulses, { at: atMs }) => {
    const more = pulses.flatMap(({ at, isNew }) => (at && isNew ? [{ at, atMs }] : []));
    if (!more.length) return;
    dots = withDots(dots, more, live.now);
    timer ||= window.setTimeout(draw, REDRAW_MS);
  }));
  onScopeDispose(() => { clearTimeout(timer); stage.setData('pulses', null); });
}

import { useEventListener } from '@vueuse/core';
import { usePlay } from './play.ts';

/** Keys that are a press on whatever has the focus. */
const PRESSES = [' ', 'Enter'];
const LEAST_MOVE_PX = 8;

/**
 * Keyboard, presenter's clicker, mouse and touch at the wall: arrows and PageUp/PageDown change the scene, 1–9 jump to one,
 * space, `.` and `b` (what clickers send to black a screen) hold it, Escape lets it go on; a touch holds it for a minute.
 */
export function useWallKeys(more: Readonly<Record<string, () => void>>): void {
  const play = usePlay();
  const keys: Record<string, () => void> = {
    ArrowRight: play.next, PageDown: play.next, ArrowLeft: play.previous, PageUp: play.previous,
    ' ': play.toggle, '.': play.toggle, b: play.toggle, Escape: play.play, ...more,
  };
  // Before the map hears of it: arrows would push it aside.
  useEventListener(window, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest('dialog, input, select, textarea') || (PRESSES.includes(event.key) && event.target.closest('button, a'))) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = keys[key] ?? (/^[1-9]$/.test(key) ? () => play.goTo(Number(key) - 1) : null);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, { capture: true });

  let from: { x: number; y: number } | null = null;
  const touch = (): void => play.touch(performance.now());
  useEventListener(window, ['pointerdown', 'wheel'], touch, { passive: true, capture: true });
  useEventListener(window, 'pointermove', ({ screenX: x, screenY: y }) => {
    // A mouse that trembles on its table is nobody.
    if (from && Math.hypot(x - from.x, y - from.y) < LEAST_MOVE_PX) return;
    if (from) touch();
    from = { x, y };
  }, { passive: true });
}

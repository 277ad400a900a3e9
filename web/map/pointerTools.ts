/** The pointer of the map in the hands of tools: presses, ways and clicks in place of moving the map. */
import type { Map as MapLibreMap } from 'maplibre-gl';

/** A place under the pointer. */
export interface Spot { x: number; y: number; lon: number; lat: number; shift: boolean; alt: boolean; /** Metres on the ground of one px here. */ metresPerPx: number }

export interface PointerTools {
  /** A press drags the map, as without tools; only clicks come. */
  pans: boolean;
  cursor: string;
  /** Each at most once a frame; a press is followed by moves and ended by `up` or `cancel`. */
  hover(spot: Spot): void;
  leave(): void;
  down(spot: Spot): void;
  move(spot: Spot): void;
  up(spot: Spot): void;
  /** The press came to nothing: a second finger, a lost pointer. */
  cancel(): void;
}

const CLICK_PX = 4, METRES_PER_PX_AT_0 = 78_271.517;

/** Returns how to give the pointer back. */
export function capturePointer(map: MapLibreMap, tools: PointerTools): () => void {
  const canvas = map.getCanvas(), container = map.getCanvasContainer();
  const controller = new AbortController(), { signal } = controller;
  let pressed: { id: number; x: number; y: number } | null = null, panning: { id: number; x: number; y: number } | null = null;
  let next: (() => void) | null = null;

  const spotOf = (event: PointerEvent): Spot => {
    const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top, { lng: lon, lat } = map.unproject([x, y]);
    return { x, y, lon, lat, shift: event.shiftKey, alt: event.altKey, metresPerPx: (METRES_PER_PX_AT_0 * Math.cos((lat * Math.PI) / 180)) / 2 ** map.getZoom() };
  };
  /** Runs the newest of several in the next frame. */
  const soon = (work: () => void) => {
    if (!next) requestAnimationFrame(() => { const last = next; next = null; if (!signal.aborted) last?.(); });
    next = work;
  };
  const flush = () => { const last = next; next = null; last?.(); };

  container.addEventListener('pointerdown', (event) => {
    if (pressed) {
      // A second finger moves the map.
      if (event.pointerId !== pressed.id) { pressed = null; next = null; tools.cancel(); }
      return;
    }
    const { x, y } = spotOf(event);
    if (event.button === 1 && !tools.pans) { panning = { id: event.pointerId, x, y }; event.preventDefault(); return; }
    if (event.button !== 0 || !event.isPrimary) return;
    pressed = { id: event.pointerId, x, y };
    if (tools.pans) return;
    container.setPointerCapture(event.pointerId);
    tools.down(spotOf(event));
  }, { signal });
  container.addEventListener('pointermove', (event) => {
    const spot = spotOf(event);
    if (panning?.id === event.pointerId) {
      map.panBy([panning.x - spot.x, panning.y - spot.y], { duration: 0 });
      panning = { ...panning, x: spot.x, y: spot.y };
    } else if (pressed?.id === event.pointerId && !tools.pans) soon(() => tools.move(spot));
    else if (!pressed) soon(() => tools.hover(spot));
  }, { signal });
  container.addEventListener('pointerup', (event) => {
    if (panning?.id === event.pointerId) panning = null;
    if (pressed?.id !== event.pointerId) return;
    const from = pressed, spot = spotOf(event);
    pressed = null;
    flush();
    if (!tools.pans) tools.up(spot);
    else if (Math.hypot(spot.x - from.x, spot.y - from.y) <= CLICK_PX) { tools.down(spot); tools.up(spot); }
  }, { signal });
  container.addEventListener('pointercancel', () => { panning = null; if (pressed) { pressed = null; next = null; tools.cancel(); } }, { signal });
  container.addEventListener('pointerleave', () => { if (!pressed) { next = null; tools.leave(); } }, { signal });

  const cursor = canvas.style.cursor;
  canvas.style.cursor = tools.cursor;
  if (!tools.pans) for (const handler of [map.dragPan, map.boxZoom, map.doubleClickZoom]) handler.disable();
  return () => {
    controller.abort();
    canvas.style.cursor = cursor;
    for (const handler of [map.dragPan, map.boxZoom, map.doubleClickZoom]) handler.enable();
  };
}

import { watchThrottled } from '@vueuse/core';
import { onScopeDispose, type Ref } from 'vue';
import type { Box } from '../../api/types.ts';
import type { Look } from '../../map/look.ts';
import type { Stage } from '../../map/stage.ts';

/** What a scene asks of the map while it plays. */
export interface MapWish {
  /** How the map is drawn, beyond what the scene's kind says: `drill` for places coloured one by one, own members of `wall`. */
  look?: Ref<Partial<Pick<Look, 'fill' | 'drill' | 'wall'>>>;
  /** Where the camera goes while the scene has no camera of its own; null: the whole area. It moves when this changes. */
  box?: Ref<Box | null>;
}

/**
 * Feeds the map while the scene plays: called when it begins, in an effect scope that ends with it (`watch` and `onScopeDispose` belong to it).
 * What it put on the map it takes away again: its sources empty, its colours gone.
 */
export type OnMap = (stage: Stage) => MapWish;

/** Of places that are not coloured one by one. */
export const NO_COLOURS: ReadonlyMap<string, string> = new Map();
/** The whole map is drawn again for what is put on it: not for every report of a burst. */
const PUT_MS = 2000;

/** Puts on the map what changes with the reports, now and then while the scene plays; `none` when it is over. */
export function putSeldom<T>(source: () => T, put: (value: T) => void, none: T): void {
  let isOver = false;
  // What was held back may come when the scene is over.
  watchThrottled(source, (value) => { if (!isOver) put(value); }, { immediate: true, throttle: PUT_MS });
  onScopeDispose(() => { isOver = true; put(none); });
}

/** Colours grids and areas one by one. */
export function colourPlaces(stage: Stage, fills: { grids: Ref<ReadonlyMap<string, string>>; areas: Ref<ReadonlyMap<string, string>> }): void {
  putSeldom(() => ({ grids: fills.grids.value, areas: fills.areas.value }), ({ grids, areas }) => { stage.colour('grids', grids); stage.colour('areas', areas); }, { grids: NO_COLOURS, areas: NO_COLOURS });
}

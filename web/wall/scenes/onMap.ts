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

const NONE: ReadonlyMap<string, string> = new Map();
const RECOLOUR_MS = 2000;

/** Colours grids and areas one by one while the scene plays. The whole map is drawn again for new colours: not for every report of a burst. */
export function colourPlaces(stage: Stage, fills: { grids: Ref<ReadonlyMap<string, string>>; areas: Ref<ReadonlyMap<string, string>> }): void {
  let isOver = false;
  const put = (grids: ReadonlyMap<string, string>, areas: ReadonlyMap<string, string>): void => { stage.colour('grids', grids); stage.colour('areas', areas); };
  // What was held back may come when the scene is over.
  watchThrottled([fills.grids, fills.areas], ([grids, areas]) => { if (!isOver) put(grids, areas); }, { immediate: true, throttle: RECOLOUR_MS });
  onScopeDispose(() => { isOver = true; put(NONE, NONE); });
}

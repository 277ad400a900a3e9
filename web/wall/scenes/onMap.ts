import type { Ref } from 'vue';
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

import type { Component } from 'vue';
import type { Look } from '../../map/look.ts';
import type { LayerName } from '../../view/state.ts';
import type { SceneKind } from '../../../geodata/walls/scenes.ts';
import type { OnMap } from './onMap.ts';
import GridsLeft from './grids/Left.vue';
import { onMap as gridsOnMap } from './grids/onMap.ts';
import GridsOver from './grids/Over.vue';
import GridsRight from './grids/Right.vue';
import GridsStrip from './grids/Strip.vue';
import HotspotsLeft from './hotspots/Left.vue';
import { onMap as hotspotsOnMap } from './hotspots/onMap.ts';
import HotspotsOver from './hotspots/Over.vue';
import HotspotsRight from './hotspots/Right.vue';
import HotspotsStrip from './hotspots/Strip.vue';
import ProsperityLeft from './prosperity/Left.vue';
import { onMap as prosperityOnMap } from './prosperity/onMap.ts';
import ProsperityOver from './prosperity/Over.vue';
import ProsperityRight from './prosperity/Right.vue';
import ProsperityStrip from './prosperity/Strip.vue';
import ServiceLeft from './service/Left.vue';
import { onMap as serviceOnMap } from './service/onMap.ts';
import ServiceOver from './service/Over.vue';
import ServiceRight from './service/Right.vue';
import ServiceStrip from './service/Strip.vue';
import SituationLeft from './situation/Left.vue';
import { onMap as situationOnMap } from './situation/onMap.ts';
import SituationOver from './situation/Over.vue';
import SituationRight from './situation/Right.vue';
import SituationStrip from './situation/Strip.vue';

/** What a kind of scene puts on the wall. `over` stands on the map: its legend, words with leader lines. */
export interface SceneParts {
  left: Component; right: Component; strip: Component; over: Component;
  onMap: OnMap;
  fill: Look['fill'];
  layers: readonly LayerName[];
  /** Names of its panels, in order, as a wall may choose among them. */
  panels: readonly string[];
}

export const SCENES: Record<SceneKind, SceneParts> = {
  situation: { left: SituationLeft, right: SituationRight, strip: SituationStrip, over: SituationOver, onMap: situationOnMap, fill: 'measure', layers: ['areas', 'relief'], panels: [] },
  hotspots: { left: HotspotsLeft, right: HotspotsRight, strip: HotspotsStrip, over: HotspotsOver, onMap: hotspotsOnMap, fill: 'measure', layers: ['areas', 'relief'], panels: [] },
  grids: { left: GridsLeft, right: GridsRight, strip: GridsStrip, over: GridsOver, onMap: gridsOnMap, fill: 'grids', layers: ['areas', 'grids', 'relief'], panels: ['inside', 'spread', 'worst', 'streets'] },
  prosperity: { left: ProsperityLeft, right: ProsperityRight, strip: ProsperityStrip, over: ProsperityOver, onMap: prosperityOnMap, fill: 'plain', layers: ['areas', 'relief'], panels: ['total', 'bands', 'attention', 'ranking'] },
  service: { left: ServiceLeft, right: ServiceRight, strip: ServiceStrip, over: ServiceOver, onMap: serviceOnMap, fill: 'plain', layers: ['areas', 'relief'], panels: ['share', 'minutes', 'how', 'gaps', 'ranking', 'kinds'] },
};

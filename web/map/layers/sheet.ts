import type { LayerSpecification } from 'maplibre-gl';
import type { Scene } from '../scene.ts';
import { areaLayers, areaNames } from './areas.ts';
import { measureFills, measureLines, measureNames } from './drill.ts';
import { gridCounts, gridFills, gridLines } from './grids.ts';
import { groundLayers, waterLayers } from './land.ts';
import { markLayers } from './marks.ts';
import { landNames } from './names.ts';
import { parkLands, parkMarks } from './parks.ts';
import { pickLayers } from './picks.ts';
import { placeMarks } from './places.ts';
import { planLayers } from './redraw.ts';
import { roadLayers } from './roads.ts';
import { unitLayers } from './units.ts';

/** The heat is drawn just beneath this layer: above land and water, below what people built. */
export const HEAT_BELOW = 'park-lands';

/** Every layer of the sheet, from the paper up. The same ids in the same order for every scene. Last labels win their place. */
export function sheetLayers(scene: Scene): LayerSpecification[] {
  return [
    ...groundLayers(scene), ...measureFills(scene), ...waterLayers(scene), ...pickLayers(), ...gridFills(scene), ...parkLands(scene), ...unitLayers(scene), ...roadLayers(scene), ...gridLines(scene), ...measureLines(scene), ...areaLayers(scene), ...markLayers(scene), ...planLayers(scene),
    ...landNames(scene), ...placeMarks(scene), ...gridCounts(scene), ...parkMarks(scene), ...areaNames(scene), ...measureNames(scene),
  ];
}

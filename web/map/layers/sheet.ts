import type { LayerSpecification } from 'maplibre-gl';
import type { Look } from '../look.ts';
import { areaLayers, areaNames } from './areas.ts';
import { measureFills, measureLines, measureNames } from './drill.ts';
import { gridCounts, gridFills, gridLines } from './grids.ts';
import { groundLayers, waterLayers } from './land.ts';
import { markLayers } from './marks.ts';
import { landNames } from './names.ts';
import { parkLands, parkMarks } from './parks.ts';
import { pickLayers } from './picks.ts';
import { placeMarks } from './places.ts';
import { prosperityLines, prosperityMarks } from './prosperity.ts';
import { planLayers } from './redraw.ts';
import { pulseLayers } from './pulses.ts';
import { reachPlaces, reachRoads } from './reach.ts';
import { roadLayers } from './roads.ts';
import { unitLayers } from './units.ts';
import { worstGrids } from './worstGrids.ts';

/** The heat is drawn just beneath this layer: above land and water, below what people built. */
export const HEAT_BELOW = 'park-lands';

/** Every layer of the sheet, from the paper up. The same ids in the same order for every look. Last labels win their place. */
export function sheetLayers(look: Look): LayerSpecification[] {
  return [
    ...groundLayers(look), ...measureFills(look), ...waterLayers(look), ...pickLayers(), ...gridFills(look), ...parkLands(look), ...unitLayers(look), ...roadLayers(look), ...reachRoads(look), ...gridLines(look), ...measureLines(look), ...areaLayers(look), ...pulseLayers(look), ...reachPlaces(look), ...markLayers(look), ...planLayers(look), ...prosperityLines(look),
    ...landNames(look), ...placeMarks(look), ...gridCounts(look), ...parkMarks(look), ...areaNames(look), ...measureNames(look), ...worstGrids(look), ...prosperityMarks(look),
  ];
}

import { computed, watch } from 'vue';
import { useSession } from '../accounts/session.ts';
import type { GridFeature } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { areaData, gridData, parkData, placeData } from './sheetData.ts';
import type { Stage } from './stage.ts';

/** Keeps on a map what every map of the sheet holds: areas, parks, places, and its tiles when what they show is written anew. */
export function keepSheet(stage: Stage): void {
  const district = useDistrict(), session = useSession();
  watch(() => district.areas, (areas) => { const d = areaData(areas); stage.setData('areas', d.areas); stage.setData('area-names', d.areaNames); }, { immediate: true });
  watch(() => district.parks, (parks) => { const d = parkData(parks); stage.setData('parks', d.parks); stage.setData('park-points', d.parkPoints); }, { immediate: true });
  watch(() => district.places, (places) => stage.setData('places', placeData(places)), { immediate: true });
  const tileVersions = computed(() => ['units', 'roads', 'land', 'labels', 'relief'].map((noun) => district.summary?.versions[noun] ?? 0).join());
  watch([() => session.returns, tileVersions], () => stage.reloadTiles());
}

/** Puts grids in force on a map, in the colours of their own windows. */
export function putGrids(stage: Stage, grids: readonly GridFeature[]): void {
  const d = gridData(grids);
  stage.setData('grids', d.grids);
  stage.setData('grid-names', d.gridNames);
}

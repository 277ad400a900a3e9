import type { Box } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { boxOf } from '../map/sheetData.ts';
import type { Selection } from '../view/state.ts';
import { useView } from '../view/view.ts';

/** Selects a thing from a list and takes the map to it. */
export function useGoTo() {
  const view = useView();
  const district = useDistrict();

  function goTo(thing: Selection, box?: Box | null): void {
    const feature = thing.kind === 'area' ? district.areaByCode.get(thing.id) : thing.kind === 'grid' ? district.gridByCode.get(thing.id)
      : thing.kind === 'park' ? district.parkById.get(thing.id) : thing.kind === 'place' ? district.placeById.get(thing.id) : null;
    const to = feature?.geometry ? boxOf(feature.geometry) : box;
    view.select(thing);
    if (thing.kind === 'area' && thing.id === district.home.code) view.flyTo('home');
    else if (to) view.flyTo(roomAround(to));
  }
  return { goTo };
}

/** A point is given some ground around it. */
function roomAround([west, south, east, north]: Box): Box {
  const pad = Math.max(0, 0.006 - (east - west)) / 2;
  return [west - pad, south - pad, east + pad, north + pad];
}

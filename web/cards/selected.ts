import { computed, ref, shallowRef, watch } from 'vue';
import type { Feature } from 'geojson';
import { api, ApiError } from '../api/client.ts';
import type { AreaFeature, GridFeature, ParkFeature, PlaceFeature, UnitFeature } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { featureOf } from '../map/features.ts';
import { useView } from '../view/view.ts';

export type Selected =
  | { kind: 'area'; feature: AreaFeature }
  | { kind: 'grid'; feature: GridFeature }
  | { kind: 'unit'; feature: UnitFeature }
  | { kind: 'park'; feature: ParkFeature }
  | { kind: 'place'; feature: PlaceFeature };
export type Problem = { kind: 'missing' } | { kind: 'failed'; reason: string };

const thing = shallowRef<Selected | null>(null);
const problem = ref<Problem | null>(null);
let following = false;

/** The thing selected in the view, found among what is loaded or asked of the server. */
export function useSelected() {
  if (!following) { following = true; follow(); }
  const feature = computed<Feature | null>(() => {
    const found = thing.value?.feature;
    return found?.geometry ? featureOf(found.geometry) : null;
  });
  return { thing, problem, feature };
}

function follow(): void {
  const view = useView();
  const district = useDistrict();
  let nth = 0;
  watch([() => view.selected, () => district.phase, () => district.areas, () => district.grids], async () => {
    const mine = ++nth;
    const selected = view.selected;
    if (!selected || district.phase !== 'ready') { thing.value = null; problem.value = null; return; }
    try {
      const found = await find(selected.kind, selected.id);
      if (mine === nth) { thing.value = found; problem.value = null; }
    } catch (error) {
      if (mine !== nth) return;
      thing.value = null;
      const gone = error instanceof ApiError && (error.status === 404 || error.status === 400);
      problem.value = gone ? { kind: 'missing' } : { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }, { immediate: true });

  async function find(kind: Selected['kind'], id: string): Promise<Selected> {
    switch (kind) {
      case 'area': return { kind, feature: district.areaByCode.get(id) ?? await api.area(id) };
      case 'grid': return { kind, feature: district.gridByCode.get(id) ?? await api.grid(id) };
      case 'unit': return { kind, feature: await api.unit(id) };
      case 'park': return { kind, feature: district.parkById.get(id) ?? await api.park(id) };
      case 'place': return { kind, feature: district.placeById.get(id) ?? await api.place(id) };
    }
  }
}

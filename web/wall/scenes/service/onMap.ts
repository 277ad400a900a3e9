import type { FeatureCollection } from 'geojson';
import { computed, onScopeDispose, watch } from 'vue';
import type { Position } from '../../../../geodata/district.ts';
import type { OnMap } from '../onMap.ts';
import { useService } from './service.ts';

/** Roads by how long one walks, one feature a light. */
const litData = (lines: readonly Position[][][]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: lines.map((coordinates, light) => ({ type: 'Feature', properties: { light }, geometry: { type: 'MultiLineString', coordinates } })),
});

export const onMap: OnMap = (stage) => {
  const service = useService();
  service.begin();
  watch(() => service.lit, (lit) => stage.setData('reach', lit && litData(lit)), { immediate: true });
  onScopeDispose(() => stage.setData('reach', null));
  return { look: computed(() => ({ wall: { kind: 'service' as const, places: service.kind } })) };
};

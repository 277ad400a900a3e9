import { computed, onScopeDispose, watch } from 'vue';
import type { Position } from '../../../../geodata/district.ts';
import { useDistrict } from '../../../district/district.ts';
import { collection, featureOf } from '../../../map/features.ts';
import type { OnMap } from '../onMap.ts';
import { useService } from './service.ts';

/** Roads by how long one walks, one feature a light. */
const litData = (lines: readonly Position[][][]) => collection(lines.map((coordinates, light) => featureOf({ type: 'MultiLineString', coordinates }, { light })));

export const onMap: OnMap = (stage) => {
  const service = useService(), district = useDistrict();
  void district.need('places');
  service.begin();
  let isOver = false;
  const put = () => { if (!isOver) stage.setData('reach', service.lit && litData(service.lit)); };
  // A map made anew has no sources yet.
  void stage.loaded.then(put);
  watch(() => service.lit, put);
  onScopeDispose(() => { isOver = true; stage.setData('reach', null); });
  return { look: computed(() => ({ wall: { kind: 'service' as const, places: service.kind } })) };
};
